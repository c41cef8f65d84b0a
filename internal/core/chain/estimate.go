package chain

import (
	"strconv"

	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
)

// Estimate is how many appointments a trust that the attack of May 2017 affected lost on average: a range between what is known
// and what is estimated, shown against the trust's own week. It counts nothing but appointments. It is made for one page
// of one trust, and goes into no report, file or national page.
type Estimate struct {
	Low, High int // appointments
	Weekly    int // that the trust has in a usual week, by its own word
	Lost      framework.Appointments
}

// EstimateOf gives the range; false while the trust has not said how many appointments it has, or the pack has no figures.
func EstimateOf(lost framework.Appointments, weekly int) (Estimate, bool) {
	if weekly <= 0 || lost.Trusts == 0 {
		return Estimate{}, false
	}
	return Estimate{Low: min(share(lost.Known, lost.Trusts), weekly), High: min(share(lost.Estimated, lost.Trusts), weekly), Weekly: weekly, Lost: lost}, true
}

// share divides and rounds to the nearest whole number.
func share(n, of int) int { return (n + of/2) / of }

// Words tell the range, how it is made, and what it is not.
func (e Estimate) Words() []string {
	return []string{
		"In May 2017 an affected trust lost between " + english.Figures(e.Low) + " and " + english.Figures(e.High) + " appointments on average.",
		"We have about " + english.Figures(e.Weekly) + " in a usual week, so that would be " + e.shares() + " of them.",
		"It is an average over trusts of all sizes: an attack on us could cost fewer, or many more. It counts appointments only.",
	}
}

// shares gives the range as shares of the week.
func (e Estimate) shares() string {
	low, high := percent(e.Low, e.Weekly), percent(e.High, e.Weekly)
	if low == high {
		return low
	}
	return low + " to " + high
}

// percent gives a share with one digit behind the point: "0.9%".
func percent(n, of int) string {
	tenths := (n*1000 + of/2) / of
	if tenths%10 == 0 {
		return strconv.Itoa(tenths/10) + "%"
	}
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + "%"
}

// Formula says how the range is made.
func (e Estimate) Formula() string {
	of := " ÷ " + english.Figures(e.Lost.Trusts)
	return english.Figures(e.Lost.Known) + " appointments known to have been cancelled" + of + " affected trusts = " + english.Figures(share(e.Lost.Known, e.Lost.Trusts)) +
		"; about " + english.Figures(e.Lost.Estimated) + " estimated in all" + of + " = " + english.Figures(share(e.Lost.Estimated, e.Lost.Trusts)) +
		", both rounded, and never more than our own week."
}

// Sources say where each figure is from.
func (e Estimate) Sources() []string {
	return []string{
		english.Figures(e.Lost.Known) + " known: " + e.Lost.KnownSource + ".",
		"About " + english.Figures(e.Lost.Estimated) + " estimated: " + e.Lost.EstimatedSource + ".",
		english.Figures(e.Lost.Trusts) + " affected trusts: " + e.Lost.TrustsSource + ".",
		english.Figures(e.Weekly) + " in a week: our own figure.",
	}
}
