package paths

import "net/url"

// Patterns of what one year owes to the one before, and of the trust's own year.
const (
	Carried     = "/trusts/{ods}/{cycle}/carried"     // last year's answers, to be reconfirmed
	Guidance    = "/trusts/{ods}/{cycle}/guidance"    // answers whose guidance changed in the middle of the year
	Differences = "/trusts/{ods}/{cycle}/differences" // between any two points
	Dates       = "/trusts/{ods}/{cycle}/dates"       // the trust's own
	Calendar    = "/trusts/{ods}/{cycle}/dates.ics"   // the whole year, for a calendar program

	AdminExtensions = "/admin/extensions" // more time for named trusts
)

// Carried is what is to be done about last year's answers.
func (y Year) Carried() string { return y.at("/carried") }

// CarriedPart is an assertion's place there.
func (y Year) CarriedPart(assertion string) string {
	return y.Carried() + "#a-" + url.PathEscape(assertion)
}

// ItemFromLast is an item's own page with last year's answer in its fields, not saved yet.
func (y Year) ItemFromLast(item string) string { return y.Item(item) + "?" + FromLast + "=last" }

// FromLast is the query of ItemFromLast.
const FromLast = "use"

// Guidance lists the answers whose guidance changed.
func (y Year) Guidance() string { return y.at("/guidance") }

// Differences compares two points of the year; empty ones are chosen by the page.
func (y Year) Differences(from, to string) string {
	q := url.Values{}
	for name, point := range map[string]string{"from": from, "to": to} {
		if point != "" {
			q.Set(name, point)
		}
	}
	return With(y.at("/differences"), q)
}

// Dates is where the trust keeps its own dates.
func (y Year) Dates() string { return y.at("/dates") }

// Calendar is the year as a file for a calendar program.
func (y Year) Calendar() string { return y.at("/dates.ics") }
