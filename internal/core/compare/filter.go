package compare

import (
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

// Filter says which trusts are looked at, in which year, as at which day, and in which order. The zero value of a field
// sets no condition.
type Filter struct {
	Cycle  trust.Cycle // zero: the year that is running
	AsAt   day.Day     // zero: today
	Region string      // code of a region, or Unknown
	ICB    string      // code of an integrated care board, or Unknown
	Kind   string      // a trust.Kind, or Unknown
	Status string      // official: a trust.Status, or Unnamed
	Result string      // result here: a score.Outcome, or Published
	Trauma string      // has a Major Trauma Centre: Yes, No or Unknown
	Text   string      // a part of the name, or the ODS code
	Order  Order
	Page   int // from 1; 0 is the first, too
}

// Conditions that are no value of the register, a file or a publication.
const (
	Unknown   = "unknown"   // the register does not say
	Unnamed   = "none"      // no imported file names the trust
	Published = "published" // published here, with whatever result
	Yes       = "yes"
	No        = "no"
)

// Order is what a list of trusts is ordered by; within it, by name. There is no order by counts.
type Order string

// The orders.
const (
	ByName   Order = ""
	ByRegion Order = "region"
	ByKind   Order = "kind"
	ByStatus Order = "status"
	ByResult Order = "result"
	ByChange Order = "last-change" // of the draft, the latest first; drafts are known as at today only
)

// Option is a value that a filter may take: as an address carries it, and as the sentence says it.
type Option struct{ Value, Words string }

// Kinds gives the options of Kind.
func Kinds() []Option {
	list := []Option{{"", "trusts of any kind"}}
	for _, k := range trust.Kinds() {
		list = append(list, Option{slug(string(k)), string(k) + " trusts"})
	}
	return append(list, Option{Unknown, "trusts of unknown kind"})
}

// Statuses gives the options of Status.
func Statuses() []Option {
	list := []Option{{"", "any official status"}}
	for _, s := range trust.Statuses() {
		list = append(list, Option{slug(string(s)), string(s)})
	}
	return append(list, Option{Unnamed, "no official status imported"})
}

// Outcomes gives the results here in the order of tables.
func Outcomes() []score.Outcome {
	return []score.Outcome{score.AllInPlace, score.GapsPlanned, score.Gaps, score.NotPublished}
}

// Results gives the options of Result.
func Results() []Option {
	list := []Option{{"", "any result here"}, {Published, "anything published here"}}
	for _, o := range Outcomes() {
		list = append(list, Option{slug(string(o)), string(o)})
	}
	return list
}

// Traumas gives the options of Trauma.
func Traumas() []Option {
	return []Option{{"", "with or without one"}, {Yes, "with a Major Trauma Centre"}, {No, "without one"}, {Unknown, "not known"}}
}

// Orders gives the options of Order.
func Orders() []Option {
	return []Option{
		{"", "name"}, {string(ByRegion), "region"}, {string(ByKind), "kind"}, {string(ByStatus), "official status"},
		{string(ByResult), "result here"}, {string(ByChange), "last change"},
	}
}

// slug gives words as an address carries them: "Standards Not Fully Met (Plan Agreed)" is
// standards-not-fully-met-plan-agreed.
func slug(words string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(words), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
}

// Offset tells how many trusts come before the page.
func (f Filter) Offset() int { return (max(f.Page, 1) - 1) * PageSize }

// Day gives the as-at day.
func (f Filter) Day(today day.Day) day.Day {
	if f.AsAt.IsZero() {
		return today
	}
	return f.AsAt
}

// Past tells whether the as-at day is another than today. Settle turns today's date into the zero day.
func (f Filter) Past() bool { return !f.AsAt.IsZero() }

// Narrowed tells whether the filter leaves any trust out.
func (f Filter) Narrowed() bool {
	return f.Region != "" || f.ICB != "" || f.Kind != "" || f.Status != "" || f.Result != "" || f.Trauma != "" || f.Text != ""
}
