// Package trust holds the organisations that the service is about: trusts, their regions, integrated care boards (ICBs)
// and kinds, the official DSPT statuses that are published about them, and the cycles that these belong to.
//
// Everything here is a plain value. A caller may rely on these:
//   - a Code, Cycle, Kind or Status that came out of a Parse function is in its one official spelling, so equal means
//     the same;
//   - what the register does not say stays unknown (empty, zero or nil) and is never guessed;
//   - nothing is closed, changed or merged because a file does not mention it.
//
// Facts about codes, regions and dates are those of the Organisation Data Service (ODS) files.
package trust

import "cyberready/internal/core/day"

// Wales is the national grouping under which the ODS register lists Welsh trusts.
const Wales = "W00"

// Trust is one NHS trust as the register gives it, with what was imported about it besides.
type Trust struct {
	Code       string // ODS code, such as R0A; never changes and never passes to another trust
	Name       string // for people: "Northmoor and Dale NHS Foundation Trust"
	SourceName string // as the register writes it, mostly in capitals; see ReadableName
	Kind       Kind
	Region     string // code of the NHS England region (the national grouping), or Wales; "" when not known
	ICB        string // code of the integrated care board; "" when not known
	Opened     day.Day
	Closed     day.Day // the last day on which it was open; zero for an open trust

	MajorTrauma        *bool   // has a Major Trauma Centre; nil when not known
	WeeklyAppointments *Figure // outpatient appointments in a week
	Beds               *Figure
	Staff              *Figure // people, not full-time equivalents
}

// Figure is a number about a trust with where it comes from. A number without its year and source is not kept.
type Figure struct {
	Value  int
	Year   int // the calendar year, or the one in which the financial year began
	Source string
}

// OpenOn tells whether the trust was open on a day. The register's close date is the trust's last day: its successor
// opens on the day after.
func (t Trust) OpenOn(d day.Day) bool {
	if !t.Opened.IsZero() && d.Before(t.Opened) {
		return false
	}
	return t.Closed.IsZero() || !d.After(t.Closed)
}

// England tells whether the trust counts among the trusts of England. The register of English trusts also lists Welsh
// ones; they are kept, and counted nowhere.
func (t Trust) England() bool { return t.Region != Wales }

// Region is one of NHS England's regions.
type Region struct {
	Code string // such as Y62
	Name string
}

// ICB is an integrated care board: the body that plans care for the trusts of an area.
type ICB struct {
	Code       string // such as QOP
	Name       string
	RegionCode string
}
