package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/meeting"
)

// Decided is what the board and its committee decided in meetings, as the board secretary recorded it. Without any the heading
// is empty.
type Decided struct {
	Heading string
	Note    string // that a decision is not a signature
	List    []DecidedLine
}

// DecidedLine is one decision.
type DecidedLine struct {
	Said     string // "The board approved version 1 on 22 June 2027."
	Minute   string // reference of the minute: the secretary's own words
	Present  string // who was present: the secretary's own words
	Words    string // conditions or reasons: the secretary's own words; may be empty
	Recorded string // who recorded it, and when
	Replaced bool   // a later record took its place
}

func (b *build) decided() Decided {
	list := b.Board.Decisions
	if len(list) == 0 {
		return Decided{}
	}
	d := Decided{Heading: "What was decided in meetings",
		Note: "A decision is the whole body’s and minuted. It stands beside the signatures and takes the place of none."}
	for _, one := range list {
		line := DecidedLine{Said: one.Said(), Minute: one.Minute, Present: one.Present, Words: one.Words, Recorded: one.Recorded(), Replaced: !one.Stands(list)}
		if line.Replaced {
			line.Recorded += " A later record took its place."
		}
		d.List = append(d.List, line)
	}
	return d
}

// refusedMark says at the head of the report that a body did not approve this version.
func (b *build) refusedMark() string {
	for _, d := range meeting.Standing(b.Board.Decisions, b.s.Version) {
		if d.Outcome == meeting.NotApproved {
			return d.Body.Title() + " did not approve version " + english.Figures(d.Version) + " on " + d.HeldOn.Words()
		}
	}
	return ""
}
