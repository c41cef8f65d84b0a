package plan

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

// The longest texts of a plan, in characters, and the largest cost.
const (
	MaxTitle = 200
	MaxName  = 100
	MaxWords = 2000
	MaxCost  = 1_000_000_000
)

// furthest is how far ahead a day of a plan may lie: further is a slip of the pen.
const furthest = 20 // years

// Check tidies an action as it was filled in, and tells what is wrong as a fault about the fields title, items, owner,
// due-day, cost, funding and care. before is the action as it is kept; the zero Action for a new one. A day that was kept
// may have passed; one that is given now may not.
func (a Action) Check(pack framework.Pack, before Action, today day.Day) (Action, error) {
	var wrong findings
	a.Title, a.Owner.Name, a.CareCost = line(a.Title), line(a.Owner.Name), text(a.CareCost)
	wrong.length("title", a.Title, MaxTitle, "Say what is to be done, for example: Replace the laboratory computers.")
	a.Items = known(pack, a.Items)
	if len(a.Items) == 0 {
		wrong.Add("items", "Choose at least one gap that this closes.")
	}
	wrong.length("owner", a.Owner.Name, MaxName, "Say who does it: choose somebody, or write a name.")
	if a.Due != before.Due || a.Due.IsZero() {
		wrong.coming("due-day", a.Due, today, "Enter the day by which it is done.")
	}
	if a.Cost != nil && (*a.Cost < 0 || *a.Cost > MaxCost) {
		wrong.Add("cost", "Enter a cost from 0 to %s pounds.", english.Figures(MaxCost))
	}
	if !slices.Contains(Fundings(), a.Funding) {
		wrong.Add("funding", "Choose whether there is money for it.")
	}
	wrong.length("care", a.CareCost, MaxWords, "Say what doing it costs care, such as an evening without the laboratory system. Write “nothing” if it costs nothing.")
	return a, wrong.Fault()
}

// known gives the items of the pack among ids, each once, in the order of the pack. A part stands for its whole.
func known(pack framework.Pack, ids []string) []string {
	named := map[string]bool{}
	for _, id := range ids {
		if q, ok := pack.Question(id); ok && q.PartOf != "" {
			id = q.PartOf
		}
		named[id] = true
	}
	var list []string
	for _, q := range pack.Questions() {
		if named[q.ID] && q.PartOf == "" {
			list = append(list, q.ID)
		}
	}
	return list
}

// MovedBecause checks the reason for a moved date. Field: moved.
func MovedBecause(reason string) (string, error) {
	var wrong findings
	reason = text(reason)
	wrong.length("moved", reason, MaxWords, "Say why the day moves. The day that was promised before stays in the record.")
	return reason, wrong.Fault()
}

// CheckNote tidies a note on progress. Field: note.
func CheckNote(words string) (string, error) {
	var wrong findings
	words = text(words)
	wrong.length("note", words, MaxWords, "Write what has happened.")
	return words, wrong.Fault()
}

// CheckEnd checks how an open action ends. Fields: end, end-words.
func (a Action) CheckEnd(how Ending, words string) (string, error) {
	if !a.Open() {
		return "", fault.New(fault.Conflict, "This action has ended already.")
	}
	var wrong findings
	words = text(words)
	switch how {
	case Done:
		wrong.length("end-words", words, MaxWords, "Say in a line how one can see that it is done.")
	case GivenUp:
		wrong.length("end-words", words, MaxWords, "Say why it is given up. The gap is then without this action.")
	default:
		wrong.Add("end", "Choose how it ended.")
	}
	return words, wrong.Fault()
}

// ParsePounds reads an amount as people write it: "12,000", "£12000", "12k". Nothing is nil. Field: cost.
func ParsePounds(s string) (*Pounds, error) {
	s = strings.ToLower(strings.NewReplacer(",", "", " ", "", "£", "").Replace(strings.TrimSpace(s)))
	if s == "" {
		return nil, nil
	}
	digits, thousands := strings.CutSuffix(s, "k")
	n, err := strconv.ParseInt(digits, 10, 64)
	if thousands {
		n = min(n, MaxCost) * 1000
	}
	if err != nil || n < 0 || n > MaxCost || strings.HasPrefix(digits, "+") {
		return nil, fault.InvalidField("cost", "Enter whole pounds, such as 12,000, or leave it empty if nobody knows yet.")
	}
	p := Pounds(n)
	return &p, nil
}

// Words gives the amount as people read it: "£12,000".
func (p Pounds) Words() string { return "£" + english.Figures(int(p)) }

// findings are what is wrong with a form of the plan.
type findings struct{ fault.Findings }

// length asks for a text that is there and not too long.
func (fs *findings) length(field, s string, most int, empty string) {
	switch n := utf8.RuneCountInString(s); {
	case n == 0:
		fs.Add(field, "%s", empty)
	case n > most:
		fs.Add(field, "Shorten this to %s characters: it has %s.", english.Figures(most), english.Figures(n))
	}
}

// coming asks for a day that is today or still to come.
func (fs *findings) coming(field string, d, today day.Day, empty string) {
	switch {
	case d.IsZero():
		fs.Add(field, "%s", empty)
	case d.Before(today):
		fs.Add(field, "Enter a day that is still to come: %s has passed.", d.Words())
	case d.After(today.AddMonths(12 * furthest)):
		fs.Add(field, "Enter a day within %d years.", furthest)
	}
}

// line makes one line of what was typed.
func line(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// text trims what was typed and keeps its lines.
func text(s string) string { return strings.TrimSpace(strings.ReplaceAll(clean(s), "\r\n", "\n")) }

func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
