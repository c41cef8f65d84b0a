package framework

import (
	"fmt"
	"strings"

	"cyberready/internal/core/day"
)

// MandatoryWords says whether an item is mandatory and on what ground: "Mandatory: our reading of the 2025-26 supplier
// form". The ground is never hidden, because most of it is our reading.
func (i Item) MandatoryWords() string {
	if i.Mandatory {
		return "Mandatory: " + i.Basis
	}
	return "Not mandatory: " + i.Basis
}

// exemptions are the certificates and services that waive items in the forms of other organisations.
var exemptions = map[string]string{
	"ce+":      "a Cyber Essentials Plus certificate",
	"iso27001": "an ISO 27001 certificate",
	"psn":      "a connection to the Public Services Network",
	"nhsmail":  "the use of NHSmail",
}

// ExemptWords says what stands in for the item in the forms of other organisations, as information; empty where nothing
// does. It gives no right to an exemption here: only Exemptible does.
func (i Item) ExemptWords() string {
	if len(i.ExemptKinds) == 0 {
		return ""
	}
	var kinds []string
	for _, k := range i.ExemptKinds {
		kinds = append(kinds, exemptions[k])
	}
	return "In an official form for other organisations " + strings.Join(kinds, " or ") + " stands in for this item."
}

// Bounded tells whether the figure has a bound: one that decides, or a mark that is shown beside it.
func (f Figure) Bounded() bool { return f.Min != nil || f.Max != nil || f.MaxAgeMonths > 0 }

// Bound gives the bound in words, "at least 95%" or "within 12 months", and nothing where there is none.
func (f Figure) Bound() string {
	switch {
	case f.MaxAgeMonths > 0:
		return fmt.Sprintf("within %d months", f.MaxAgeMonths)
	case f.Min != nil && f.Max != nil:
		return "from " + f.Amount(int64(*f.Min)*100) + " to " + f.Amount(int64(*f.Max)*100)
	case f.Min != nil:
		return "at least " + f.Amount(int64(*f.Min)*100)
	case f.Max != nil:
		return "at most " + f.Amount(int64(*f.Max)*100)
	}
	return ""
}

// BoundWords gives the bound with its source, for people: "within 12 months (our default)". Beside a figure that only
// informs it says so.
func (f Figure) BoundWords() string {
	switch {
	case !f.Bounded():
		return ""
	case f.Decides:
		return fmt.Sprintf("%s (%s)", f.Bound(), f.Source)
	}
	return fmt.Sprintf("%s, as a mark to compare with (%s)", f.Bound(), f.Source)
}

// Within tells whether an amount in hundredths keeps to the figure's bound; the bound itself does.
func (f Figure) Within(hundredths int64) bool {
	return (f.Min == nil || hundredths >= int64(*f.Min)*100) && (f.Max == nil || hundredths <= int64(*f.Max)*100)
}

// LastDay gives the last day on which a date still counts: the same day of the month MaxAgeMonths later, or the last
// day of a shorter month. The zero Day where there is no longest age.
func (f Figure) LastDay(date day.Day) day.Day {
	if f.MaxAgeMonths == 0 {
		return day.Day{}
	}
	return date.AddMonths(f.MaxAgeMonths)
}

// Amount gives hundredths of the figure's unit as people read them: "94.5%", "1,220 devices", "1 incident".
func (f Figure) Amount(hundredths int64) string {
	n := digits(hundredths)
	switch {
	case f.Kind == Percent:
		return n + "%"
	case f.Unit == "":
		return n
	case hundredths == 100:
		return n + " " + singular(f.Unit)
	}
	return n + " " + f.Unit
}

// digits writes hundredths with thousands parted by commas and without trailing zeros.
func digits(hundredths int64) string {
	sign := ""
	if hundredths < 0 {
		sign, hundredths = "-", -hundredths
	}
	whole := fmt.Sprint(hundredths / 100)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest := hundredths % 100; rest > 0 {
		whole += "." + strings.TrimSuffix(fmt.Sprintf("%02d", rest), "0")
	}
	return sign + whole
}

// singular turns the unit of a pack into that of one: "weaknesses" into "weakness", "emails a month" into "email a month".
func singular(unit string) string {
	first, rest, more := strings.Cut(unit, " ")
	if strings.HasSuffix(first, "sses") {
		first = strings.TrimSuffix(first, "es")
	} else {
		first = strings.TrimSuffix(first, "s")
	}
	if more {
		return first + " " + rest
	}
	return first
}
