package compare

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

// Waiting is a list of trusts that may need help.
type Waiting string

// The lists.
const (
	NotBegun     Waiting = "not-begun"     // this year's assessment has not been begun
	Quiet        Waiting = "quiet"         // begun, not published, and no change for three weeks
	NotPublished Waiting = "not-published" // no final publication here
	PlansWaiting Waiting = "plans"         // actions of a published plan that nobody has accepted or returned
)

// QuietDays is after how many days without a change a draft counts as quiet (ours: three weeks).
const QuietDays = 21

// FieldWaiting is the name under which addresses carry the list.
const FieldWaiting = "list"

// Waitings gives the lists that can be made for a day: what happens in drafts, and what waits for an answer, is known as at
// today only.
func Waitings(past bool) []Waiting {
	if past {
		return []Waiting{NotPublished}
	}
	return []Waiting{NotBegun, Quiet, NotPublished, PlansWaiting}
}

// ParseWaiting reads a list's name; nothing is the first that there is. Another name is NotFound, and so is a list of drafts
// as at a past day.
func ParseWaiting(s string, past bool) (Waiting, error) {
	lists := Waitings(past)
	if s == "" {
		return lists[0], nil
	}
	for _, w := range lists {
		if string(w) == s {
			return w, nil
		}
	}
	return "", fault.New(fault.NotFound, "There is no such list as at that day.")
}

// Title names the list.
func (w Waiting) Title() string {
	switch w {
	case NotBegun:
		return "Not begun"
	case Quiet:
		return "No change for three weeks"
	case NotPublished:
		return "Not published here"
	case PlansWaiting:
		return "Plans to accept"
	}
	return string(w)
}

// Meaning says who is in the list.
func (w Waiting) Meaning() string {
	switch w {
	case NotBegun:
		return "Open trusts that have not begun this year's assessment here."
	case Quiet:
		return "Trusts that have begun and not published, and whose draft has not changed for three weeks or longer."
	case NotPublished:
		return "Open trusts that have no final publication here. They may have submitted officially all the same."
	case PlansWaiting:
		return "Trusts whose published plan has actions that nobody has accepted or returned yet."
	}
	return ""
}

// Offer is what an analyst can do for the trusts of the list.
func (w Waiting) Offer() string {
	switch w {
	case NotBegun:
		return "Offer them a start: take the list away, ask who leads the assessment, and whether they can sign in."
	case Quiet:
		return "Offer them help: take the list away and ask what they are stuck on. Often it is one part that nobody owns."
	case NotPublished:
		return "Offer them help before the deadline: take the list away and ask what their board still needs."
	case PlansWaiting:
		return "Read each plan on the trust's page: accept what is sound, and say of the rest what would be. A trust waits for the answer to know where it stands."
	}
	return ""
}

// QuietSince gives the last day of change that counts as quiet.
func QuietSince(today day.Day) day.Day { return today.AddDays(-QuietDays) }
