package report

import (
	"slices"
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/signoff"
)

// Signing is what the board has signed, refused and asked.
type Signing struct {
	Heading     string
	Lines       []Sentence // where it stands, and how it was published
	Signatures  []SignatureLine
	Waiting     []string // who has not answered: "Amir Das, chief executive"
	Replaced    []string // who was asked instead of whom, by whom and why
	Publication []string
}

// SignatureLine is one person's decision, in full.
type SignatureLine struct {
	Name     string
	Post     string
	Said     string // "has signed with reservations, 20 June 2027"
	Words    string // reservations, reason or question: the person's own words
	Lead     bool
	LeadNote string // that the signatory also leads the assessment; empty otherwise
	Earlier  bool   // about an earlier version
}

func (b *build) signing() Signing {
	s := Signing{Heading: "Signatures"}
	if b.s.Draft() {
		s.Lines = []Sentence{plain("This is a draft. There is nothing to sign until it is sent to the board.")}
	} else {
		standing := signoff.StandingOf(b.Board.Signatories, b.Board.Signatures, b.SHA256, b.Board.Quorum)
		if on := b.Board.RecalledOn; !on.IsZero() {
			s.Lines = append(s.Lines, plain("This version was taken back from the board on "+on.Words()+". What was signed before is kept, and void."))
		} else {
			s.Lines = append(s.Lines, counting(standing.Words(), ofSignatures))
		}
		for _, w := range standing.Waiting {
			if b.Board.RecalledOn.IsZero() {
				s.Waiting = append(s.Waiting, namePost(w))
			}
		}
	}
	given := slices.Clone(b.Board.Signatures)
	slices.SortStableFunc(given, func(a, b signoff.Signature) int { return a.At.Compare(b.At) })
	for _, g := range given {
		s.Signatures = append(s.Signatures, b.signatureLine(g))
	}
	for _, r := range b.Board.Replacements {
		s.Replaced = append(s.Replaced, r.New.Name+" was asked to sign instead of "+r.Old.Name+", by "+r.By.Name+" on "+r.On.Words()+
			", because: "+strings.TrimSpace(r.Why))
	}
	if p := b.Board.Publication; p != nil {
		s.Publication = p.Words()
		if made := b.Board.Plan; made != nil {
			s.Publication = append(s.Publication, made.Words())
		}
	} else if !b.s.Draft() {
		s.Publication = []string{"This version has not been published here."}
	}
	return s
}

func namePost(s signoff.Signatory) string {
	if s.Post == "" {
		return s.Name
	}
	return s.Name + ", " + english.Small(s.Post)
}

func (b *build) signatureLine(g signoff.Signature) SignatureLine {
	line := SignatureLine{
		Name: g.Name, Post: g.Post, Words: g.Words, Lead: g.Lead,
		Said:    g.Decision.Label() + ", " + g.On.Words(),
		Earlier: g.SHA256 != b.SHA256,
	}
	if g.Lead {
		line.LeadNote = "also leads the assessment that they sign"
	}
	switch {
	case line.Earlier && g.Void:
		line.Said += ", on an earlier version, which was recalled"
	case g.Void:
		line.Said += "; void, because this version was recalled"
	case line.Earlier:
		line.Said += ", on an earlier version"
	}
	return line
}
