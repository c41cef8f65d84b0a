package library

import "cyberready/internal/core/day"

// Filter chooses among a library, in the word of an address.
type Filter string

// The filters. All but Withdrawn leave out what is withdrawn. What lapses matters where it is used: Soon and Lapsed hold only what
// supports something in the year that is looked at.
const (
	Used      Filter = ""
	All       Filter = "all"
	Soon      Filter = "soon"
	Lapsed    Filter = "lapsed"
	Unowned   Filter = "unowned"
	Unused    Filter = "unused" // in any year
	Elsewhen  Filter = "other"
	Withdrawn Filter = "withdrawn"
)

// Filters lists them in the order of a page.
func Filters() []Filter {
	return []Filter{Used, Soon, Lapsed, Unowned, Unused, Elsewhen, All, Withdrawn}
}

// ParseFilter reads a filter; what is none is Used.
func ParseFilter(s string) Filter {
	for _, f := range Filters() {
		if string(f) == s {
			return f
		}
	}
	return Used
}

// Words gives the filter as a page says it.
func (f Filter) Words() string {
	switch f {
	case All:
		return "All proof"
	case Soon:
		return "Lapses soon (within 30 days)"
	case Lapsed:
		return "Lapsed"
	case Unowned:
		return "Nobody owns it"
	case Unused:
		return "Supports nothing in any year"
	case Elsewhen:
		return "Used in other years only"
	case Withdrawn:
		return "Withdrawn"
	}
	return "In use this year"
}

// Fits tells whether the filter chooses a proof on a day.
func (f Filter) Fits(k Kept, on day.Day) bool {
	if k.Withdrawn() || f == Withdrawn {
		return k.Withdrawn() && f == Withdrawn
	}
	switch f {
	case Used:
		return len(k.Items) > 0
	case Soon:
		return len(k.Items) > 0 && k.LapsesSoon(on)
	case Lapsed:
		return len(k.Items) > 0 && k.Lapsed(on)
	case Unowned:
		return !k.Owned()
	case Unused:
		return len(k.Items) == 0 && len(k.Years) == 0
	case Elsewhen:
		return len(k.Items) == 0 && len(k.Years) > 0
	}
	return true
}

// Choose gives those that a filter chooses, in their order.
func Choose(list []Kept, f Filter, on day.Day) []Kept {
	var chosen []Kept
	for _, k := range list {
		if f.Fits(k, on) {
			chosen = append(chosen, k)
		}
	}
	return chosen
}
