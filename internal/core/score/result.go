// Package score turns answers and a pack into results, each with its reason in words (DESIGN §3).
//
// It is pure: the reference day is an argument (the day of sending for a snapshot, today for a draft), and the same
// input gives the same result for ever.
package score

import "cyberready/internal/core/framework"

// Rules is the version of these rules. It goes up when the same answers could come to another result; a snapshot keeps
// the version that it was read by.
const Rules = 1

// State is what an item or an assertion comes to.
type State string

// States of an item; an assertion has InPlace, NotInPlace, ToConfirm and InProgress.
const (
	Unanswered   State = "unanswered"
	InPlace      State = "in place"
	NotInPlace   State = "not in place"
	DoesNotApply State = "does not apply"
	Exempt       State = "exempt"
	ToConfirm    State = "to confirm"
	InProgress   State = "in progress"
)

// Item is the result of one question. A question that is part of another item (PartOf) is listed but counted with it.
//
// The item that has parts (8.3.7) has the state of the whole, its parts included; Alone is that of its own question.
type Item struct {
	ID        string
	Assertion string
	Standard  string
	State     State
	Reason    string // "the last full restore must be within 12 months; you answered 3 May 2025"
	Finding   string // the same for somebody else to read: "…; the answer was 3 May 2025"
	// Alone and AloneReason are the state and the reason of this one question, for its row on a page. They differ from
	// State and Reason only for an item that has parts.
	Alone       State
	AloneReason string
	// Answered is true when the question has an answer, whatever it comes to.
	Answered bool
	// Unfinished is true when this one question is answered, and not in place only because the answer lacks what it must
	// carry: its text, its figure or its reason.
	Unfinished bool
	// Counted is true for a mandatory item of the ten standards that is not merely a part of another.
	Counted bool
	// RiskAccepted is true when it is in place only because its risk is accepted, as its own wording allows. Said aloud.
	RiskAccepted bool
	// Claimed is true when its state counts as in place.
	Claimed bool
	// Proved is true when it is claimed and at least one named proof is in date on the reference day; of an item that has
	// parts, one for each part.
	Proved bool
	// Verified is true when it is claimed and an independent assessor agreed with the claim as it is answered now; of an item that
	// has parts, with all of it. What was not tested is never verified.
	Verified bool
	// ProofLapsed is true when proof is named for this question but none is in date.
	ProofLapsed bool
	Effect      framework.Effect
}

// Assertion is the result of one assertion.
type Assertion struct {
	ID        string
	State     State
	Reason    string
	Confirmed bool
	Counting  bool // it has mandatory items of the ten standards; otherwise it is shown and confirmed, and counts nowhere
	Counts
	Answered, Questions int // questions with an answer, and all of them, mandatory or not
}

// Standard is the result of one standard: counts, never a score.
type Standard struct {
	Number string
	Own    bool
	State  State // unanswered (nothing yet), in progress, to confirm, in place, not in place
	Counts
	Answered, Questions int
	Assertions          []Assertion
}

// Counts are counts of mandatory items. Said not to apply and exempt are within InPlace and said aloud beside it.
type Counts struct {
	Mandatory    int `json:"mandatory"`
	InPlace      int `json:"in_place"`
	DoesNotApply int `json:"does_not_apply"`
	Exempt       int `json:"exempt"`
	Proved       int `json:"proved"` // of the items in place, how many name proof that is in date
	// Verified is how many of the items in place an independent assessor agreed with. Older snapshots have none.
	Verified int `json:"verified,omitzero"`
}

// Outcome is the result here. It is never one of the official words.
type Outcome string

// The results here (DESIGN §3).
const (
	AllInPlace   Outcome = "All in place"
	GapsPlanned  Outcome = "Gaps, all in an accepted plan"
	Gaps         Outcome = "Gaps"
	NotPublished Outcome = "Not published here"
)

// Result is the whole assessment's result.
type Result struct {
	Outcome             Outcome
	Reason              string
	Counts                  // over the ten standards
	Answered, Questions int // over the ten standards; the product's own stand outside
	Unconfirmed         int // assertions with mandatory items that nobody stands behind yet: said aloud, stops nothing
	Standards           []Standard
	Items               []Item // every question in pack order
	Gaps                []Gap  // counted items not in place or unanswered, by effect on care, then pack order
}

// Gap is a counted item that is not in place.
type Gap struct {
	Item    string
	State   State // unanswered or not in place
	Reason  string
	Finding string // the reason for somebody else to read
	Effect  framework.Effect
}
