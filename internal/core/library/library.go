// Package library holds the proof that a trust keeps for use, year after year: who owns it, until when it holds, which of its
// versions was true when, and the file that it may have. What proof says about an item is assessment.Proof, which is frozen
// with a version that is sent; what is here goes on changing and is the trust's own.
package library

import (
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/filetype"
)

// Kept is one piece of proof in the library.
type Kept struct {
	assessment.Proof // its newest version; Items are those that it supports in the year that is looked at
	Version          int
	Owner            assessment.Author // empty: nobody was named
	OwnerGone        bool              // who was named has no access to this trust any more
	File             *File             // nil: it is a link, or where it is kept
	Years            []string          // labels of the years in which it supports something
	WithdrawnAt      time.Time         // zero: it can be used
	WithdrawnBy      string
	DeletedAt        time.Time // when its files were deleted; zero: they were not, or there is none
	Sent             bool      // what was sent to the board, or tested by an independent assessor, names it
	Earlier          []Earlier // what it was before, the newest first; read for one proof only
}

// Earlier is what a proof was before its next version.
type Earlier struct {
	assessment.Proof // without Items
	Version          int
	Owner            assessment.Author
	File             *File
	Until            time.Time // when the next version took its place
	ChangedBy        assessment.Author
}

// FileState says what a virus scanner has made of a file.
type FileState string

// The states of a file.
const (
	FileNew      FileState = "new" // not scanned
	FileClean    FileState = "clean"
	FileInfected FileState = "infected" // its bytes are deleted
	FileDeleted  FileState = "deleted"
)

// File is a file as it is kept: its bytes lie under their sum.
type File struct {
	SHA256 string // in hexadecimal
	Name   string // as whoever gave it called it: words to show, and never a path
	Bytes  int64
	Type   filetype.Type
	State  FileState
}

// Available tells whether the file can be taken away. Where files are scanned, one that is not known to be clean cannot.
func (f File) Available(scanned bool) bool {
	return f.State == FileClean || f.State == FileNew && !scanned
}

// Withheld says why the file cannot be taken away; empty when it can. what is what the sentence calls it, such as "this file".
func (f File) Withheld(scanned bool, what string) string {
	switch {
	case f.State == FileInfected:
		return "The virus scanner found something in " + what + ", so it was deleted."
	case f.State == FileDeleted:
		return english.Capital(what) + " was deleted. Its record is kept."
	case !f.Available(scanned):
		return english.Capital(what) + " waits for the virus scanner, and can be taken away once it is found clean."
	}
	return ""
}

// Kind is what a piece of proof is, in the word of its form.
type Kind string

// The kinds. "Where it is kept" counts as much as a file.
const (
	KindPlace Kind = "place"
	KindLink  Kind = "link"
	KindFile  Kind = "file"
)

// Kinds lists them in the order of the form.
func Kinds() []Kind { return []Kind{KindPlace, KindLink, KindFile} }

// Words gives the kind as a page says it.
func (k Kind) Words() string {
	switch k {
	case KindFile:
		return "File"
	case KindLink:
		return "Link"
	}
	return "Where it is kept"
}

// Kind tells what it is.
func (k Kept) Kind() Kind { return kindOf(k.Proof, k.File) }

// Kind tells what it was.
func (e Earlier) Kind() Kind { return kindOf(e.Proof, e.File) }

func kindOf(p assessment.Proof, f *File) Kind {
	switch {
	case f != nil:
		return KindFile
	case p.Link() != "":
		return KindLink
	}
	return KindPlace
}

// Withdrawn tells whether it was withdrawn.
func (k Kept) Withdrawn() bool { return !k.WithdrawnAt.IsZero() }

// Infected tells whether a virus scanner found something in the file of its newest version.
func (k Kept) Infected() bool { return k.File != nil && k.File.State == FileInfected }

// Owned tells whether somebody who is still there owns it.
func (k Kept) Owned() bool { return k.Owner.Name != "" && !k.OwnerGone }

// Deletable tells whether its files can be deleted: it is withdrawn, supports nothing in any year, and nothing frozen names it.
// What a board or an assessor has read of stays.
func (k Kept) Deletable() bool {
	return k.Withdrawn() && k.DeletedAt.IsZero() && len(k.Years) == 0 && !k.Sent
}

// SoonDays is how many days before its last day a proof is said to lapse soon.
const SoonDays = 30

// LapsesSoon tells whether it holds on a day, and no longer than SoonDays more.
func (k Kept) LapsesSoon(on day.Day) bool {
	until := k.Until()
	return k.InDate(on) && !until.IsZero() && until.DaysSince(on) <= SoonDays
}

// Lapsed tells whether it held once and does not on a day.
func (k Kept) Lapsed(on day.Day) bool {
	until := k.Until()
	return !until.IsZero() && until.Before(on)
}
