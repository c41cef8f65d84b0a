package assess

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/ui"
)

// tag is the state of the row's own question. An answer that lacks something is not called a gap to the face of who is
// still writing it.
func (r row) tag() ui.Tag {
	if r.result.Unfinished {
		return ui.Tag{Text: "Not finished", Colour: "yellow"}
	}
	return appui.StateTag(r.result.Alone)
}

// reason says in words what the answer comes to and why, and how it stands with its proof. An unanswered question says
// nothing: its tag does.
func (r row) reason() string {
	if r.result.Alone == score.Unanswered {
		return ""
	}
	state := english.Capital(string(r.result.Alone))
	if r.result.Unfinished {
		state = "Not finished"
	}
	why := r.result.AloneReason
	if r.reader && r.result.State == r.result.Alone {
		why = r.result.Finding
	}
	said := english.Sentence(state + ": " + why)
	if more := r.proofReason(); more != "" {
		said += " " + more
	}
	return said
}

// proofReason says how a claim stands with its proof; nothing is said of what is not claimed.
func (r row) proofReason() string {
	switch {
	case r.result.Alone != score.InPlace:
		return ""
	case r.result.ProofLapsed:
		return "The proof that is named for it is out of date."
	case len(r.proofs) > 0:
		return provedWords(r.proofs)
	case r.question.Proof == framework.ProofRequired:
		return "No proof is named for it yet."
	}
	return ""
}

// provedWords names the proof that holds longest.
func provedWords(proofs []assessment.Proof) string {
	best := proofs[0]
	for _, p := range proofs[1:] {
		if until := p.Until(); until.IsZero() || !best.Until().IsZero() && until.After(best.Until()) {
			best = p
		}
	}
	return "Proved " + untilWords(best) + ": " + english.Sentence(best.Title)
}

func untilWords(p assessment.Proof) string {
	if until := p.Until(); !until.IsZero() {
		return "until " + until.Words()
	}
	return "until it is replaced"
}

// holdsWords says on a day how long a proof holds: "holds until 3 May 2027", "out of date since 3 May 2026".
func holdsWords(p assessment.Proof, on day.Day) string {
	if p.InDate(on) || p.Until().IsZero() {
		return "holds " + untilWords(p)
	}
	return "out of date since " + p.Until().Words()
}

func (r row) reasonClass() string {
	switch {
	case r.result.Unfinished:
	case r.result.Alone == score.NotInPlace:
		return "app-reason--not-in-place"
	case r.result.Alone != score.Unanswered:
		return "app-reason--in-place"
	}
	return "app-reason--open"
}

// proofWords is the text of the link to the proof.
func (r row) proofWords() string {
	switch n := len(r.proofs); {
	case n > 0:
		return "Proof: " + english.Figures(n) + " named"
	case !r.editable:
		return "Proof: none named"
	}
	return "Proof: none named, add"
}

// guidance is everything that helps to answer: what would satisfy the question, and why it is asked.
func (r row) guidance() []appui.Fact {
	q := r.question
	var list []appui.Fact
	add := func(name, words string) {
		if words != "" {
			list = append(list, appui.Fact{Name: name, Words: english.Sentence(words)})
		}
	}
	if q.Proof != framework.ProofNone {
		proof := q.ProofSuch
		if q.Proof == framework.ProofWelcome {
			proof += " (welcome, not expected)"
		}
		add("Proof, for example", proof)
	}
	if q.Sensitive {
		add("Sensitive", "Name where the proof is kept, and keep it there: it would help an attacker")
	}
	add("If it is missing", english.Capital(string(q.Effect))+". "+q.EffectReason)
	may := q.May2017
	if may != "" {
		may = english.Sentence(may) + " Source: " + q.May2017From
	}
	add("In May 2017", may)
	if f := q.Figure; f != nil && f.Bounded() {
		add("The figure", appui.FigureHint(f)+" Source: "+f.Source)
	}
	add("Usually answered by", q.Owner)
	add("Exemption", q.ExemptWords())
	add("What is uncertain", q.Note)
	add("Source", q.Source)
	return list
}

// said is an answer as somebody reads it who cannot change it.
func (r row) said() []appui.Fact { return appui.Said(r.question.Item, r.answer.Words) }
