package report

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fieldwork"
)

// Independent is what an independent assessor found, out of the final that the version holds. It is empty where there is none, which
// Unknown then says. Words of the assessor, and of the trust's answers, are their own.
type Independent struct {
	Heading   string
	Sentences []Sentence
	Words     string    // of the assessor, about the whole; may be empty
	Differs   []Differs // where the assessor differs, in the order of the questions
	Agreed    []Listed
	Untested  []Listed // the note says why: never shown as agreed
	Earlier   []Listed // findings of years before, with what has become of them
}

// Differs is one finding that differs, and what we do about it.
type Differs struct {
	Item      string // id
	Title     string
	Claimed   string // what we say
	Found     string // the assessor's words
	Recommend string // the assessor's words
	Answer    string // who does what by when, with our own words
}

// Lists gives what stands behind the sentences under headings, without empty lists.
func (in Independent) Lists() []List {
	return filled(List{"Tested, and agreed with", in.Agreed}, List{"In the sample, and not tested", in.Untested}, List{"Findings of earlier years", in.Earlier})
}

func (b *build) independent() Independent {
	r := b.s.Independent
	if r == nil {
		return Independent{}
	}
	in := Independent{Heading: "The independent view", Sentences: b.independentSentences(r), Words: r.Words}
	for _, s := range r.Sample {
		q, _ := b.s.Pack.Question(s.Item)
		switch s.Verdict {
		case fieldwork.Differ:
			in.Differs = append(in.Differs, differs(s, q.Title))
		case fieldwork.Agree:
			note := "We claim it."
			if !s.Claimed {
				note = "We say that it is not in place."
			}
			in.Agreed = append(in.Agreed, Listed{Item: s.Item, Title: q.Title, Note: note})
		default:
			in.Untested = append(in.Untested, Listed{Item: s.Item, Title: q.Title, Note: s.Found})
		}
	}
	for _, e := range r.Earlier {
		q, _ := b.s.Pack.Question(e.Item)
		in.Earlier = append(in.Earlier, Listed{Item: e.Item, Title: q.Title, Note: e.Verdict.Words() + ", from " + string(e.From) + ": " + e.Found})
	}
	return in
}

func differs(s fieldwork.Sampled, title string) Differs {
	d := Differs{Item: s.Item, Title: title, Claimed: "We said that it is in place.", Found: s.Found, Recommend: s.Recommendation}
	if !s.Claimed {
		d.Claimed = "We said that it is not in place."
	}
	d.Answer = "We do not take this up. " + s.Owner + " answers for that: " + s.Response
	if s.TakenUp {
		d.Answer = s.Owner + ", by " + s.Due.Words() + ": " + s.Response
	}
	return d
}

func (b *build) independentSentences(r *fieldwork.Record) []Sentence {
	must := 0
	for _, s := range r.Sample {
		if s.Mandated {
			must++
		}
	}
	n := len(r.Sample)
	said := []Sentence{
		plain(r.Assessor + " tested a copy of this assessment as at " + r.Reference.Words() + ", and made the result final on " + r.FinalOn.Words() + ". " +
			r.ApprovedBy + " approved the assessor and the scope for the board."),
		counting("The sample is "+english.Count(n, "item", "items")+": "+english.Number(must)+" that every trust must have tested, "+english.Number(n-must)+
			" of our own choice. The assessor "+english.Small(r.Agreement().Words()), ofSample),
		plain(overallSentence(r)),
	}
	if c := r.Changed(b.s.AnswersByItem()); c > 0 {
		said = append(said, counting(english.Capital(english.Count(c, "answer of the sample has", "answers of the sample have"))+
			" changed since. What has changed is no longer verified.", ofAltered))
	}
	if r.Asked > 0 && r.Late > 0 {
		said = append(said, counting("Of "+english.Count(r.Asked, "request for evidence", "requests for evidence")+", we answered "+english.Number(r.Late)+" late or not at all.", ofRequests))
	}
	if len(r.Earlier) > 0 {
		open := 0
		for _, e := range r.Earlier {
			if e.Verdict == fieldwork.Open {
				open++
			}
		}
		said = append(said, counting("Of "+english.Count(len(r.Earlier), "finding", "findings")+" of earlier years, "+english.Number(open)+english.Plural(open, " is", " are")+" still open.", ofEarlier))
	}
	return said
}

// overallSentence gives the assessor's words, and what would be said from the findings alone where that is another word.
func overallSentence(r *fieldwork.Record) string {
	s := "Overall: “" + r.Risk + "” on what was tested, and “" + r.Confidence + "” confidence in our own answers."
	if r.Risk != r.Computed.Risk || r.Confidence != r.Computed.Confidence {
		s += " From the findings alone the service would say “" + r.Computed.Risk + "” and “" + r.Computed.Confidence + "”; the assessor gives the reason."
	}
	return s
}

// checkedSentence is what "How sure are we" says of the independent assessment.
func (b *build) checkedSentence() Sentence {
	r := b.s.Independent
	if r == nil {
		return plain("No independent check of these claims is held in this service.")
	}
	a := r.Agreement()
	return join(counting("An independent assessor tested "+english.Count(a.Tested(), "item", "items"), ofTested),
		counting(" and differed on "+english.Number(a.Differed)+"; ", ofDiffered),
		counting(english.Number(b.r.Verified)+" of our claims "+english.Plural(b.r.Verified, "is", "are")+" verified.", ofVerified))
}

// proofOf gives the proof that is named for each item.
func proofOf(list []assessment.Proof) map[string][]assessment.Proof {
	m := map[string][]assessment.Proof{}
	for _, p := range list {
		for _, id := range p.Items {
			m[id] = append(m[id], p)
		}
	}
	return m
}

// months gives the whole months between the date of a proof and the day of the report.
func (b *build) months(p assessment.Proof) int {
	n := 0
	for !p.Dated.AddMonths(n + 1).After(b.s.Reference) {
		n++
	}
	return n
}
