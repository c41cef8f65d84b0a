package signoff

import (
	"slices"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
)

// Kind is which of a year's publications one is. National results take the final ones.
type Kind string

// The kinds of publication.
const (
	Baseline Kind = "baseline"
	Final    Kind = "final"
)

// Kinds gives both, in the order of the year.
func Kinds() []Kind { return []Kind{Baseline, Final} }

// ParseKind reads a kind as a form posts it.
func ParseKind(s string) (Kind, error) {
	if k := Kind(s); slices.Contains(Kinds(), k) {
		return k, nil
	}
	return "", fault.InvalidField("kind", "Choose baseline or final.")
}

// Label gives the kind at the beginning of a line.
func (k Kind) Label() string {
	switch k {
	case Baseline:
		return "Baseline"
	case Final:
		return "Final"
	}
	return ""
}

// Meaning says what a publication of the kind is for, in a sentence or two.
func (k Kind) Meaning() string {
	if k == Baseline {
		return "Where you stand on that day. It is a position and no forecast, and nobody judges it: national results take the final publication."
	}
	return "What you have come to in this year. National results take it."
}

// Publication is one version that the trust has published here. That is never a submission to the official toolkit.
type Publication struct {
	Cycle             trust.Cycle
	Kind              Kind
	Version           int
	SHA256            string // of the snapshot
	At                time.Time
	On                day.Day // the day in London of At
	By                assessment.Author
	Deadline          day.Day // of its kind; zero when the year has none
	Late              bool    // published after the deadline's day had ended
	WithoutSignatures bool    // fewer had signed than must (the quorum, or all who were asked), or nobody was asked
	SupersededOn      day.Day // when a later version took its place; zero while it is the current one of its kind
}

// Publish fills in what follows from the facts: whether it is late and whether the board's signatures are there.
// Nothing stops a publication.
func Publish(p Publication, s Standing) Publication {
	p.Late = !p.Deadline.IsZero() && p.On.After(p.Deadline)
	p.WithoutSignatures = !s.Complete()
	return p
}

// Superseded tells whether a later version has taken its place.
func (p Publication) Superseded() bool { return !p.SupersededOn.IsZero() }

// FirstLine gives what must stand on a report's first line; it is empty for a current publication that is signed.
func (p Publication) FirstLine() string {
	switch {
	case p.Superseded() && p.WithoutSignatures:
		return "Published without the board's signature, and since replaced by a later version"
	case p.Superseded():
		return "Replaced by a later version"
	case p.WithoutSignatures:
		return "Published without the board's signature"
	}
	return ""
}

// Words tells when and how it was published, one sentence a fact.
func (p Publication) Words() []string {
	how := ", with the board's signatures"
	if p.WithoutSignatures {
		how = ", without the board's signature"
	}
	said := []string{"Published here on " + p.On.Words() + " by " + p.By.Name + how + "."}
	if p.Late {
		said = append(said, "That was late: the deadline was "+p.Deadline.Words()+".")
	}
	if p.Superseded() {
		said = append(said, "A later version took its place on "+p.SupersededOn.Words()+".")
	}
	return said
}
