package signoff

import (
	"strings"

	"cyberready/internal/core/english"
)

// Standing is where the signing of one version stands.
type Standing struct {
	Asked     int
	Signed    int // with or without reservations
	Reserved  int // of those, with reservations
	Declined  int
	Questions int // need an answer first
	Waiting   []Signatory
	Quorum    int // how many must sign, as the trust set it before this was sent; 0: everybody who was asked
}

// StandingOf counts the decisions of the people who are asked to sign the version with a hash. Void signatures and
// those of other versions do not count. The quorum is the one that stood when the version was sent.
func StandingOf(asked []Signatory, given []Signature, hash string, quorum int) Standing {
	s := Standing{Asked: len(asked), Quorum: quorum}
	for _, a := range asked {
		last, ok := Latest(given, a.Person, hash)
		switch {
		case !ok:
			s.Waiting = append(s.Waiting, a)
		case last.Decision.signs():
			s.Signed++
			if last.Decision == Reservations {
				s.Reserved++
			}
		case last.Decision == Declined:
			s.Declined++
		default:
			s.Questions++
		}
	}
	return s
}

// Complete tells whether as many have signed as must: the quorum, or everybody who was asked. Where nobody was asked,
// nobody has.
func (s Standing) Complete() bool { return s.Asked > 0 && s.Signed >= s.needed() }

func (s Standing) needed() int {
	if s.Quorum > 0 {
		return s.Quorum
	}
	return s.Asked
}

// Short tells where the signing stands in figures: "3 of 4, quorum 3 met".
func (s Standing) Short() string {
	said := english.Figures(s.Signed) + " of " + english.Figures(s.Asked)
	switch {
	case s.Quorum == 0 || s.Asked == 0:
		return said
	case s.Complete():
		return said + ", quorum " + english.Figures(s.Quorum) + " met"
	}
	return said + ", quorum " + english.Figures(s.Quorum) + " not met"
}

// quorumWords says how the quorum stands; it is empty where the trust set none.
func (s Standing) quorumWords() string {
	switch left := s.Quorum - s.Signed; {
	case s.Quorum == 0:
		return ""
	case left <= 0:
		return "The quorum of " + english.Number(s.Quorum) + " is met."
	case s.Asked < s.Quorum:
		return "The quorum is " + english.Number(s.Quorum) + ", and only " + english.Number(s.Asked) + english.Plural(s.Asked, " was asked.", " were asked.")
	default:
		return "The quorum is " + english.Number(s.Quorum) + ": " + english.Number(left) + " more must sign."
	}
}

// Words tells where the signing stands, one sentence a fact: "Two of the four people asked have signed, one of them
// with reservations. One has declined. One has not answered."
func (s Standing) Words() string {
	if s.Asked == 0 {
		return "Nobody has been asked to sign."
	}
	said := []string{s.signedWords()}
	if s.Declined > 0 {
		said = append(said, s.share(s.Declined)+english.Plural(s.Declined, " has declined.", " have declined."))
	}
	if s.Questions > 0 {
		said = append(said, s.share(s.Questions)+english.Plural(s.Questions, " needs an answer first.", " need an answer first."))
	}
	if n := len(s.Waiting); n > 0 && n < s.Asked {
		said = append(said, s.share(n)+english.Plural(n, " has not answered.", " have not answered."))
	}
	if q := s.quorumWords(); q != "" {
		said = append(said, q)
	}
	return strings.Join(said, " ")
}

// share begins a further sentence: "One", "Two"; "All three" where there is nobody else.
func (s Standing) share(n int) string {
	switch {
	case n == s.Asked && n == 1:
		return "That person"
	case n == s.Asked && n == 2:
		return "Both"
	case n == s.Asked:
		return "All " + english.Number(n)
	}
	return english.Capital(english.Number(n))
}

func (s Standing) signedWords() string {
	reserved := ""
	switch {
	case s.Reserved > 0 && s.Reserved == s.Signed:
		reserved = ", with reservations"
	case s.Reserved > 0:
		reserved = ", " + english.Number(s.Reserved) + " of them with reservations"
	}
	switch {
	case s.Signed == 0 && s.Asked == 1:
		return "The one person asked to sign has not signed."
	case s.Signed == 0 && s.Asked == 2:
		return "Neither of the two people asked has signed."
	case s.Signed == 0:
		return "None of the " + english.Number(s.Asked) + " people asked has signed."
	case s.Asked == 1:
		return "The one person asked has signed" + reserved + "."
	case s.Signed == s.Asked && s.Asked == 2:
		return "Both people asked have signed" + reserved + "."
	case s.Signed == s.Asked:
		return "All " + english.Number(s.Asked) + " people asked have signed" + reserved + "."
	}
	return english.Capital(english.Number(s.Signed)) + " of the " + english.Number(s.Asked) + " people asked" +
		english.Plural(s.Signed, " has signed", " have signed") + reserved + "."
}
