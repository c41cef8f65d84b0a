package board_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/site"
)

func TestAQuestionIsAnsweredOnTheRecordAndThenSigned(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Sign(b.Helen, "needs-an-answer-first", "When was the last restore?")
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "You asked a question")
	b.Wants(b.Priya.Get(boardroom.Base), 200, "One question of the board waits")
	p := b.Priya.Get(boardroom.Base + "/questions")
	b.Wants(p, 200, "When was the last restore?", "Asked by Helen Marsh on 14 June 2027, before signing.", "Waits for an answer")
	way := boardroom.AnswerHref(p)
	b.Wants(b.Priya.Post(way, url.Values{"answer": {" "}}), 422, "Write the answer. It is printed in the report.")
	b.Wants(b.Priya.Post(way, url.Values{"answer": {"On <b>4 May</b>, of the laboratory."}}), 200, "Your answer is on the record", "Answered by Priya Nair on 14 June 2027.")
	if b.Priya.Get(boardroom.Base).Says("question of the board waits") {
		t.Error("the answered question still waits on the lead's page")
	}
	b.Wants(b.Amir.Get(boardroom.Base+"/questions"), 200, "When was the last restore?", "On <b>4 May</b>, of the laboratory.") // everybody on the board reads it
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "Your question is answered")
	b.Wants(b.Helen.Get(boardroom.Base+"/sign"), 200, "Your question is answered. Decide below.", "On <b>4 May</b>, of the laboratory.")
	b.Wants(b.Sign(b.Helen, "signed", ""), 200, "Helen Marsh has signed")
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "What the board asked", "One question was asked, and it is answered.", "On <b>4 May</b>, of the laboratory.")
}

func TestABoardMemberAsksAboutAStandard(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Helen.Get(boardroom.Base+"/questions"), 200, "Nobody has asked anything so far.", "A question can be asked while a version lies before the board.")
	b.Send()
	form := url.Values{"version": {"1"}, "standard": {"8"}, "question": {""}}
	p := b.Helen.Post(boardroom.Base+"/questions", form)
	b.Wants(p, 422, "Write your question.")
	if chosen := p.Find(func(n *html.Node) bool { return site.Attr(n, "value") == "8" }); !boardroom.HasAttr(chosen, "selected") {
		t.Error("the standard is forgotten")
	}
	form.Set("question", "Which systems are these?")
	form.Set("standard", "x")
	b.Wants(b.Helen.Post(boardroom.Base+"/questions", form), 422, "Choose a standard from the list", "Which systems are these?")
	form.Set("standard", "8")
	b.Wants(b.Helen.Post(boardroom.Base+"/questions", form), 200, "Your question is with the assessment lead.", "Standard 8, unsupported systems (version 1)")
	form.Set("version", "2")
	b.Wants(b.Helen.Post(boardroom.Base+"/questions", form), 409, "This version has been replaced.")

	b.Wants(b.Priya.Post(boardroom.Base+"/questions", form), 403, "Questions to the assessment lead are for board members.")
	b.Wants(b.Dev.Post(boardroom.AnswerHref(b.Priya.Get(boardroom.Base+"/questions")), url.Values{"answer": {"These."}}), 403, "Ask your assessment lead to answer it.")
	b.Wants(b.Priya.Get(boardroom.Base+"/questions/nothing"), 404)
	b.Priya.Post(boardroom.Base+"/recall", url.Values{"version": {"1"}})
	b.Wants(b.Priya.Post(boardroom.AnswerHref(b.Priya.Get(boardroom.Base+"/questions")), url.Values{"answer": {"The laboratory's."}}), 200, "Your answer is on the record") // never too late
}

// The service asks where two could not tell, once, and names nobody; who has still to rate is not told.
func TestTheServiceAsksWhereTwoCouldNotTell(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Member("jo", "Jo Bell", "Non-executive director", access.BoardMember)
	jo := b.SignIn(t, "jo@example.org")
	b.Send()
	unsure := url.Values{"version": {"1"}, "rating-7": {"cannot-tell"}}
	b.Helen.Post(boardroom.Base+"/rate", unsure)
	b.Wants(b.Priya.Get(boardroom.Base+"/questions"), 200, "Nobody has asked anything so far.")
	b.Amir.Post(boardroom.Base+"/rate", unsure)
	p := b.Priya.Get(boardroom.Base + "/questions")
	b.Wants(p, 200, "Asked by the service on 14 June 2027, because two or more members could not tell.")
	if n := strings.Count(p.Text(), "Asked by the service"); n != 1 || p.Says("Helen") || p.Says("Amir") {
		t.Errorf("asked %d times, or with a name:\n%s", n, p.Text())
	}
	if jo.Get(boardroom.Base+"/questions").Says("could not tell") || jo.Get(boardroom.Base+"/report").Says("could not tell") {
		t.Error("Jo, who has not rated, learns how others did")
	}
	jo.Post(boardroom.Base+"/rate", unsure)
	if n := strings.Count(jo.Get(boardroom.Base+"/questions").Text(), "Asked by the service"); n != 1 {
		t.Errorf("the service asks %d times", n)
	}
}

// A lead who was asked to sign and asked a question is not led to answer it.
func TestNobodyAnswersTheirOwnQuestion(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Exec(t, `insert into questions (ods_code, id, cycle, version, words, asked_by, asked_by_name, asked_at)
		select 'ZZ1', gen_random_uuid(), '2026-27', 1, 'Is it so?', id, name, '2027-06-14' from people where email = 'priya@example.org'`)
	p := b.Priya.Get(boardroom.Base + "/questions")
	b.Wants(p, 200, "Is it so?")
	if way := boardroom.AnswerHref(p); way != "" {
		t.Errorf("she is led to %s", way)
	}
}

// Whoever could not tell rates once their question is answered, though they can see the others by then; the board is told so.
// Somebody else's rating stays.
func TestWhoCouldNotTellRatesAfterTheAnswer(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Member("jo", "Jo Bell", "Non-executive director", access.BoardMember)
	jo := b.SignIn(t, "jo@example.org")
	b.Send()
	rate := func(who *site.Browser, rating string) *site.Page {
		b.Clock.Pass(time.Minute)
		return who.Post(boardroom.Base+"/rate/7", url.Values{"version": {"1"}, "rating-7": {rating}})
	}
	rate(b.Helen, "cannot-tell")
	rate(b.Amir, "cannot-tell") // now the service asks
	rate(jo, "partly")
	b.Wants(rate(b.Helen, "largely"), 409, "Your rating stays as you gave it.")
	b.Clock.Pass(time.Minute)
	b.Wants(b.Priya.Post(boardroom.AnswerHref(b.Priya.Get(boardroom.Base+"/questions")), url.Values{"answer": {"The restore of May is the last."}}), 200)
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "Rate standard 7 again", "Your question is answered")
	b.Wants(b.Helen.Get(boardroom.Base+"/rate/7"), 200, "Your question has been answered.")
	b.Wants(rate(b.Helen, "largely"), 200, "We have kept your rating")
	b.Wants(b.Helen.Get(boardroom.Base+"/rate/7"), 200, "You rated it: largely in place", "One member could not tell at first, and rated after the answer to a question.")
	b.Wants(rate(b.Helen, "fully"), 409)
	b.Wants(rate(jo, "fully"), 409)
	b.Wants(b.Amir.Get(boardroom.Base+"/rate/7"), 200, "Your question has been answered.")
}
