package board_test

import (
	"net/url"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/site"
)

// answerHref is the way to the form that answers the first question on a page.
func answerHref(p *site.Page) string {
	for _, l := range p.Links() {
		if strings.HasPrefix(l, base+"/questions/") {
			return l
		}
	}
	return ""
}

func TestAQuestionIsAnsweredOnTheRecordAndThenSigned(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	b.sign(b.helen, "needs-an-answer-first", "When was the last restore?")
	b.wants(b.helen.Get(base+"/board"), 200, "You asked a question")
	b.wants(b.priya.Get(base), 200, "One question of the board waits")
	p := b.priya.Get(base + "/questions")
	b.wants(p, 200, "When was the last restore?", "Asked by Helen Marsh on 14 June 2027, before signing.", "Waits for an answer")
	way := answerHref(p)
	b.wants(b.priya.Post(way, url.Values{"answer": {" "}}), 422, "Write the answer. It is printed in the report.")
	b.wants(b.priya.Post(way, url.Values{"answer": {"On <b>4 May</b>, of the laboratory."}}), 200, "Your answer is on the record", "Answered by Priya Nair on 14 June 2027.")
	if b.priya.Get(base).Says("question of the board waits") {
		t.Error("the answered question still waits on the lead's page")
	}
	b.wants(b.amir.Get(base+"/questions"), 200, "When was the last restore?", "On <b>4 May</b>, of the laboratory.") // everybody on the board reads it
	b.wants(b.helen.Get(base+"/board"), 200, "Your question is answered")
	b.wants(b.helen.Get(base+"/sign"), 200, "Your question is answered. Decide below.", "On <b>4 May</b>, of the laboratory.")
	b.wants(b.sign(b.helen, "signed", ""), 200, "Helen Marsh has signed")
	b.wants(b.helen.Get(base+"/report"), 200, "What the board asked", "One question was asked, and it is answered.", "On <b>4 May</b>, of the laboratory.")
}

func TestABoardMemberAsksAboutAStandard(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.wants(b.helen.Get(base+"/questions"), 200, "Nobody has asked anything so far.", "A question can be asked while a version lies before the board.")
	b.send()
	form := url.Values{"version": {"1"}, "standard": {"8"}, "question": {""}}
	p := b.helen.Post(base+"/questions", form)
	b.wants(p, 422, "Write your question.")
	if chosen := p.Find(func(n *htmlNode) bool { return site.Attr(n, "value") == "8" }); !hasAttr(chosen, "selected") {
		t.Error("the standard is forgotten")
	}
	form.Set("question", "Which systems are these?")
	form.Set("standard", "x")
	b.wants(b.helen.Post(base+"/questions", form), 422, "Choose a standard from the list", "Which systems are these?")
	form.Set("standard", "8")
	b.wants(b.helen.Post(base+"/questions", form), 200, "Your question is with the assessment lead.", "Standard 8, unsupported systems (version 1)")
	form.Set("version", "2")
	b.wants(b.helen.Post(base+"/questions", form), 409, "This version has been replaced.")

	b.wants(b.priya.Post(base+"/questions", form), 403, "Questions to the assessment lead are for board members.")
	b.wants(b.dev.Post(answerHref(b.priya.Get(base+"/questions")), url.Values{"answer": {"These."}}), 403, "Ask your assessment lead to answer it.")
	b.wants(b.priya.Get(base+"/questions/nothing"), 404)
	b.priya.Post(base+"/recall", url.Values{"version": {"1"}})
	b.wants(b.priya.Post(answerHref(b.priya.Get(base+"/questions")), url.Values{"answer": {"The laboratory's."}}), 200, "Your answer is on the record") // never too late
}

// The service asks where two could not tell, once, and names nobody; who has still to rate is not told.
func TestTheServiceAsksWhereTwoCouldNotTell(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.person("jo", "Jo Bell", "Non-executive director", access.BoardMember)
	jo := b.SignIn(t, "jo@example.org")
	b.send()
	unsure := url.Values{"version": {"1"}, "rating-7": {"cannot-tell"}}
	b.helen.Post(base+"/rate", unsure)
	b.wants(b.priya.Get(base+"/questions"), 200, "Nobody has asked anything so far.")
	b.amir.Post(base+"/rate", unsure)
	p := b.priya.Get(base + "/questions")
	b.wants(p, 200, "Asked by the service on 14 June 2027, because two or more members could not tell.")
	if n := strings.Count(p.Text(), "Asked by the service"); n != 1 || p.Says("Helen") || p.Says("Amir") {
		t.Errorf("asked %d times, or with a name:\n%s", n, p.Text())
	}
	if jo.Get(base+"/questions").Says("could not tell") || jo.Get(base+"/report").Says("could not tell") {
		t.Error("Jo, who has not rated, learns how others did")
	}
	jo.Post(base+"/rate", unsure)
	if n := strings.Count(jo.Get(base+"/questions").Text(), "Asked by the service"); n != 1 {
		t.Errorf("the service asks %d times", n)
	}
}

// A lead who was asked to sign and asked a question is not led to answer it.
func TestNobodyAnswersTheirOwnQuestion(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	b.Exec(t, `insert into questions (ods_code, id, cycle, version, words, asked_by, asked_by_name, asked_at)
		select 'ZZ1', gen_random_uuid(), '2026-27', 1, 'Is it so?', id, name, '2027-06-14' from people where email = 'priya@example.org'`)
	p := b.priya.Get(base + "/questions")
	b.wants(p, 200, "Is it so?")
	if way := answerHref(p); way != "" {
		t.Errorf("she is led to %s", way)
	}
}
