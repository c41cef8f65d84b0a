package compare

import (
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/trust"
)

// Sentence says the filter: "Acute trusts in Westmark region with any result here, 2026-27, ordered by name." It names
// regions and ICBs as the choices do, and the day where it is a past one.
func (f Filter) Sentence(c Choices) string {
	var b strings.Builder
	b.WriteString(english.Capital(f.kindWords()))
	var places []string
	if name, ok := c.regionName(f.Region); ok {
		places = append(places, name)
	}
	if name, ok := c.icbName(f.ICB); ok {
		places = append(places, name)
	}
	if len(places) == 0 && c.Place != "" {
		places = append(places, c.Place)
	}
	if len(places) > 0 {
		b.WriteString(" in " + english.List(places))
	}
	for _, part := range []string{f.traumaWords(), f.statusWords(), f.resultWords(), f.textWords()} {
		b.WriteString(part)
	}
	if f.Cycle != "" {
		b.WriteString(", " + string(f.Cycle))
	}
	if f.Past() {
		b.WriteString(", as at " + f.AsAt.Words())
	}
	b.WriteString(", ordered by " + wordsOf(Orders(), string(f.Order)) + ".")
	return b.String()
}

func (f Filter) kindWords() string {
	if f.Kind == "" {
		return "all trusts"
	}
	return wordsOf(Kinds(), slug(f.Kind))
}

func (f Filter) traumaWords() string {
	switch f.Trauma {
	case Yes:
		return " that have a Major Trauma Centre"
	case No:
		return " that have no Major Trauma Centre"
	case Unknown:
		return " for which it is not known whether they have a Major Trauma Centre"
	}
	return ""
}

func (f Filter) statusWords() string {
	switch f.Status {
	case "":
		return ""
	case Unnamed:
		return " with no official status imported"
	}
	return " with the official status “" + f.Status + "”"
}

func (f Filter) resultWords() string {
	join := " with "
	if f.Status != "" {
		join = " and "
	}
	switch f.Result {
	case "":
		return join + "any result here"
	case Published:
		return join + "anything published here"
	}
	return join + "the result here “" + f.Result + "”"
}

func (f Filter) textWords() string {
	if f.Text == "" {
		return ""
	}
	return " and “" + f.Text + "” in their name or code"
}

func wordsOf(options []Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Words
		}
	}
	return value
}

// RegionWords names a region: "Westmark region"; the code where no name is known.
func RegionWords(r trust.Region) string {
	if r.Name == "" {
		return r.Code
	}
	if strings.HasSuffix(strings.ToLower(r.Name), "region") {
		return r.Name
	}
	return r.Name + " region"
}

// asAt begins a sentence about a day.
func asAt(d day.Day) string { return "As at " + d.Words() }
