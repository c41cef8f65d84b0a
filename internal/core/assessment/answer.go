// Package assessment holds what a trust says: answers, proof, confirmations, and the stages of an assessment with what
// may follow what. It decides; the store writes down what it decided. No rule reads a clock: the day is an argument.
package assessment

import (
	"time"

	"cyberready/internal/core/day"
)

// Reply is what was chosen for an item. A figure that alone decides has no reply.
type Reply string

// The replies. DoesNotApply and Exempt are accepted only where the pack allows them.
const (
	Unanswered   Reply = ""
	Yes          Reply = "yes"
	No           Reply = "no"
	DoesNotApply Reply = "does-not-apply"
	Exempt       Reply = "exempt"
)

// Words gives the reply as people read it; nothing for none.
func (r Reply) Words() string {
	switch r {
	case Yes:
		return "Yes"
	case No:
		return "No"
	case DoesNotApply:
		return "Does not apply"
	case Exempt:
		return "Exempt"
	}
	return ""
}

// Hundredths is a figure in hundredths of its unit: 94.5 per cent is 9450. Canonical JSON knows integers only.
type Hundredths int64

// Words are the parts of an answer that a person gives.
type Words struct {
	Reply  Reply       `json:"reply"`
	Text   string      `json:"text"`   // what a Yes must carry, or why it does not apply
	Figure *Hundredths `json:"figure"` // percent or number; nil when none was given
	Date   day.Day     `json:"date"`   // zero when none was given
}

// Answer is one item's current answer: one row, one version number.
type Answer struct {
	Item string `json:"item"`
	Words
	Version int       `json:"version"` // 0 before the first save, then 1, 2, …
	SavedAt time.Time `json:"saved_at"`
	SavedBy Author    `json:"saved_by"`
}

// Author is who did something, as it was said at that time.
type Author struct {
	ID   string `json:"id"` // UUID of the person
	Name string `json:"name"`
}

// Proof is a named piece of evidence: given once, used for many items.
type Proof struct {
	ID          string    `json:"id"` // UUID v7
	Title       string    `json:"title"`
	Dated       day.Day   `json:"dated"`
	HoldsMonths int       `json:"holds_months"` // 0: until it is replaced
	Place       string    `json:"place"`        // where it is kept, or a link
	Items       []string  `json:"items"`        // the items that it is named for, in this cycle
	AddedAt     time.Time `json:"added_at"`
	AddedBy     Author    `json:"added_by"`
}

// Confirmation says that an assertion's owner stands behind its answers.
type Confirmation struct {
	Assertion string    `json:"assertion"`
	At        time.Time `json:"at"`
	By        Author    `json:"by"`
}
