package library

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
)

// Given is proof as somebody gives it, or as they change it.
type Given struct {
	Title       string
	Dated       day.Day
	HoldsMonths int
	Place       string            // of a file: made by Check
	Owner       assessment.Author // by id; empty: nobody
	File        *File             // nil: there is none
}

// Check tidies what was given and tells what is wrong with it, by the rules and fields of assessment.Proof.Check.
func (g Given) Check(today day.Day) (Given, error) {
	if g.File != nil {
		f := *g.File
		f.Name = ShownName(f.Name)
		g.File, g.Place = &f, "File kept here: "+f.Name
	}
	p, err := assessment.Proof{Title: g.Title, Dated: g.Dated, HoldsMonths: g.HoldsMonths, Place: g.Place}.Check(today)
	g.Title, g.Place = p.Title, p.Place
	return g, err
}

// mostName bounds what is shown of a file's name, in characters.
const mostName = 100

// ShownName makes a file's name fit to be shown: its last part, in one line, without what turns the direction of writing.
// It is never used as a path.
func ShownName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || name == "." || name == "/" || name == ".." {
		return "file"
	}
	if utf8.RuneCountInString(name) > mostName {
		runes := []rune(name)
		name = string(runes[:mostName-10]) + "…" + string(runes[len(runes)-9:])
	}
	return name
}

// UsualRoom is how many bytes of files a trust can keep where no administrator says otherwise: our own choice.
const UsualRoom = 1 << 30

// Room is how much of a trust's room for files is taken, in bytes.
type Room struct {
	Used int64
	Most int64
	Own  bool // an administrator has said how much; otherwise it is UsualRoom
}

// Check refuses what is more than the room holds; field: file.
func (r Room) Check() error {
	if r.Used <= r.Most {
		return nil
	}
	return fault.InvalidField("file", "There is no room for this file: your trust can keep %s of files here. Withdraw and delete what you no longer need, "+
		"ask a service administrator for more room, or say where it is kept instead.", english.Bytes(r.Most))
}

// Words says how much is taken.
func (r Room) Words() string {
	words := english.Bytes(r.Used) + " of " + english.Bytes(r.Most) + " for files are taken"
	if !r.Own {
		return words + ", which is the usual room for a trust"
	}
	return words
}

// MaxFile is how large one file can be, in bytes: our own choice.
const MaxFile = 25 << 20

// MinQuota and MaxQuota bound the room that an administrator can give, in megabytes of 1,048,576 bytes.
const (
	MinQuota = 1
	MaxQuota = 1 << 20
)

// CheckQuota gives a number of megabytes in bytes; field: most.
func CheckQuota(megabytes int) (int64, error) {
	if megabytes < MinQuota || megabytes > MaxQuota {
		return 0, fault.InvalidField("most", "Enter a number of megabytes from 1 to 1,048,576.")
	}
	return int64(megabytes) << 20, nil
}
