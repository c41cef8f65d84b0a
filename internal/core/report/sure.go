package report

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
)

// Sureness says how far the counts can be believed.
type Sureness struct {
	Heading     string
	Sentences   []Sentence
	Unconfirmed []Listed // groups of answers (assertions) that nobody stands behind, unless it is all; the note is the usual owner
	NotApplying []Listed // said not to apply; the note is the trust's own reason
	Exempt      []Listed
	Accepted    []Listed // in place only because the risk is accepted, as the wording allows; the note says by whom and until when
	Asked       []Listed // what our own check asked, and how we explain it; the note holds both
	Lapsed      []Listed // claimed, with proof of which none is in date
}

func (b *build) sure() Sureness {
	s := Sureness{Heading: "How sure are we"}
	for _, it := range b.r.Items {
		if !it.Counted {
			continue
		}
		q, _ := b.s.Pack.Question(it.ID)
		listed := Listed{Item: it.ID, Title: q.Title}
		switch it.State {
		case score.DoesNotApply:
			listed.Note = ownWords(b.answers[it.ID])
			s.NotApplying = append(s.NotApplying, listed)
		case score.Exempt:
			listed.Note = ownWords(b.answers[it.ID])
			s.Exempt = append(s.Exempt, listed)
		}
		if it.RiskAccepted {
			if r, ok := b.s.Improvement().RiskOf(it.ID, b.s.Reference); ok {
				listed.Note = english.Capital(r.Words()) + ": " + r.Reason
			}
			s.Accepted = append(s.Accepted, listed)
		}
		if it.Claimed && it.ProofLapsed {
			s.Lapsed = append(s.Lapsed, Listed{Item: it.ID, Title: q.Title})
		}
	}
	for _, e := range b.s.Explained {
		q, _ := b.s.Pack.Question(e.Item)
		s.Asked = append(s.Asked, Listed{Item: e.Item, Title: q.Title, Note: e.Asks + " " + e.By.Name + " replies: " + e.Reply})
	}
	for _, st := range b.r.Standards {
		for _, a := range st.Assertions {
			if content, ok := b.s.Pack.Assertion(a.ID); ok && !st.Own && a.Counting && !a.Confirmed {
				s.Unconfirmed = append(s.Unconfirmed, Listed{Item: a.ID, Title: content.Title, Note: content.Owner})
			}
		}
	}
	if len(s.Unconfirmed) == b.groups() {
		s.Unconfirmed = nil // a sentence says that it is all of them
	}
	s.Sentences = b.sureSentences(s)
	return s
}

// ownWords gives the text of an answer, which is the trust's own.
func ownWords(a assessment.Answer) string {
	if a.Text == "" {
		return "No reason was given."
	}
	return a.Text
}

func (b *build) sureSentences(s Sureness) []Sentence {
	c := b.r.Counts
	if c.InPlace == 0 {
		return []Sentence{plain("Nothing is claimed to be in place, so there is nothing to prove.")}
	}
	claim := english.OutOf(c.InPlace, c.Mandatory) + " requirements"
	if c.InPlace == c.Mandatory {
		claim = partOf(c.InPlace, c.Mandatory, "requirement", "requirements")
	}
	said := []Sentence{join(counting("We claim "+claim+". ", ofInPlace), b.proofWords(len(s.Lapsed)))}
	said = append(said, b.checkedSentence())
	if unconfirmed := b.unconfirmedSentence(); unconfirmed != "" {
		said = append(said, counting(unconfirmed, ofGroups))
	} else {
		said = append(said, plain("The owner of each group of answers has confirmed it."))
	}
	if n := len(s.NotApplying); n > 0 {
		said = append(said, counting(english.Capital(english.Count(n, "requirement is", "requirements are"))+
			" said not to apply, and "+english.Plural(n, "counts", "count")+" as in place.", ofNotApplying))
	}
	if n := len(s.Exempt); n > 0 {
		said = append(said, counting(english.Capital(english.Count(n, "requirement is", "requirements are"))+
			" exempt, and "+english.Plural(n, "counts", "count")+" as in place.", ofExempt))
	}
	if n := len(s.Accepted); n > 0 {
		said = append(said, counting(english.Capital(english.Count(n, "requirement counts", "requirements count"))+
			" as in place because the risk was accepted, as "+english.Plural(n, "its", "their")+" own wording allows.", ofAccepted))
	}
	if n := len(s.Asked); n > 0 {
		said = append(said, counting("Our own check of the answers asked "+english.Count(n, "question", "questions")+" that we explain below.", ofChecked))
	}
	return said
}

// proofWords says how many of the claims name proof in date, proof that has run out, and none.
func (b *build) proofWords(lapsed int) Sentence {
	c := b.r.Counts
	none := c.InPlace - c.Proved - lapsed
	switch {
	case c.InPlace == 1 && c.Proved == 1:
		return plain("It names proof that is in date.")
	case c.InPlace == 1 && lapsed == 1:
		return plain("It names only proof that has run out.")
	case c.InPlace == 1:
		return plain("It names no proof.")
	case c.Proved == c.InPlace:
		return plain("Each of them names proof that is in date.")
	case none == c.InPlace:
		return plain("None of them names any proof.")
	}
	said := counting(english.Capital(english.Number(c.Proved))+" of them "+english.Plural(c.Proved, "names", "name")+" proof that is in date", ofProved)
	if c.Proved == 0 {
		said = plain("None of them names proof that is in date")
	}
	ranOut := counting("; "+english.Number(lapsed)+english.Plural(lapsed, " names", " name")+" only proof that has run out", ofLapsed)
	unnamed := counting(english.Number(none)+english.Plural(none, " names", " name")+" none", ofUnproved)
	switch {
	case lapsed > 0 && none > 0:
		return join(said, ranOut, plain(", and "), unnamed, plain("."))
	case lapsed > 0:
		return join(said, ranOut, plain("."))
	}
	return join(said, plain("; "), unnamed, plain("."))
}
