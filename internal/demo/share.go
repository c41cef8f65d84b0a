package demo

import (
	"math/rand/v2"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
)

// sharedWork is how the people of the first trust work together in the running year: parts that were given to Tom Okafor in
// each state, questions to people without an account, and what was said about a few items.
type sharedWork struct {
	writer
	rng     *rand.Rand // of its own, so that nothing else of the demonstration changes with it
	answers map[string]assessment.Answer
}

// share writes it, and gives what the trust has said without the confirmations of parts that wait to be accepted.
func (w writer) share(g given) given {
	s := sharedWork{w, rand.New(rand.NewPCG(seed, 23)), map[string]assessment.Answer{}}
	for _, a := range g.answers {
		s.answers[a.Item] = a
	}
	for i, assertion := range []string{s.incomplete("8.3", "8.2", "9.6", "4.2", "1.4"), "7.1", "9.5"} {
		s.give("assertion", assertion, w.o.Today.AddDays(-3+9*i))
	}
	handedIn, sentBack := s.complete("2.1", "3.1", "5.1", "6.1", "10.1", "4.1")
	g.confirmations = without(g.confirmations, handedIn, sentBack)
	s.give("assertion", handedIn, w.o.Today.AddDays(4))
	s.handIn(handedIn, "Seen again at both sites last week.", w.o.Now.Add(-26*time.Hour), "", "")
	s.give("assertion", sentBack, w.o.Today.AddDays(2))
	s.handIn(sentBack, "", w.o.Now.Add(-75*time.Hour), assessment.SentBack, "The last answer names nobody who keeps the list. Who does?")
	open := s.unanswered()
	s.give("item", open[0].ID, w.o.Today.AddDays(6))
	s.ask(open[0], "Sara Quill of Lumen Pathology Systems", "sara.quill@supplier.invalid",
		"You run this for us. Is it in place on the laboratory servers, and since when?", w.o.Now.Add(-98*time.Hour), w.o.Today.AddDays(10), s.yes(open[0]))
	s.ask(open[1], "Ben Ashworth of clinical engineering", "ben.ashworth@supplier.invalid",
		"Could you answer this for the infusion pumps and the scanners?", w.o.Now.Add(-50*time.Hour), w.o.Today.AddDays(10), nil)
	s.comment(open[0].ID, w.cast.priya, "Pathology is the part that I am not sure of. I have asked the supplier.", 97, nil)
	s.comment(open[0].ID, w.cast.tom, "The server room at Dale has its own access list: please count it in.", 52, nil)
	s.comment("7.1.1", w.cast.tom, "Is the catering system a key service?", 190, &w.cast.priya)
	s.ask(open[1], "Iris Coleman of estates", "iris.coleman@supplier.invalid",
		"Does this hold for the building management system, too?", w.o.Now.AddDate(0, 0, -18), w.o.Today.AddDays(-4), nil) // has lapsed
	return g
}

func (s sharedWork) give(sort, part string, due day.Day) {
	s.put(sort+"_owners", []string{"ods_code", "cycle", sort, "person_id", "person_name", "due", "given_at", "given_by"},
		[]any{s.t.Code, string(s.y.label), part, s.cast.tom.id, s.cast.tom.name, due, s.o.Now.AddDate(0, 0, -20), s.cast.priya.name})
}

// complete gives two of some assertions that have every answer that they need; the first two, where fewer have.
func (s sharedWork) complete(among ...string) (first, second string) {
	var list []string
	for _, id := range among {
		if a, ok := s.o.Pack.Assertion(id); ok && len(assessment.Missing(a, s.answers)) == 0 {
			list = append(list, id)
		}
	}
	list = append(list, among...)
	return list[0], list[1]
}

// incomplete gives the first of some assertions that lacks an answer; the last, where none does.
func (s sharedWork) incomplete(among ...string) string {
	for _, id := range among {
		if a, ok := s.o.Pack.Assertion(id); ok && len(assessment.Missing(a, s.answers)) > 0 {
			return id
		}
	}
	return among[len(among)-1]
}

// unanswered gives the items of the technical standards with a Yes or No that have no answer, at least two: the last of the
// pack where there are fewer.
func (s sharedWork) unanswered() []framework.Item {
	var list, rest []framework.Item
	for _, q := range s.o.Pack.Questions() {
		if q.Ask == "" || q.Own || q.Figure != nil || q.Standard < "4" && q.Standard != "10" {
			continue
		}
		if rest = append(rest, q.Item); s.answers[q.ID].Version == 0 {
			list = append(list, q.Item)
		}
	}
	return append(list, rest[len(rest)-2:]...)
}

func without(list []assessment.Confirmation, assertions ...string) []assessment.Confirmation {
	var kept []assessment.Confirmation
	for _, c := range list {
		if c.Assertion != assertions[0] && c.Assertion != assertions[1] {
			kept = append(kept, c)
		}
	}
	return kept
}

func (s sharedWork) handIn(part, words string, at time.Time, v assessment.Verdict, because string) {
	var judgedAt, judgedBy any
	name := ""
	if v != assessment.NotJudged {
		judgedAt, judgedBy, name = at.Add(20*time.Hour), s.cast.priya.id, s.cast.priya.name
	}
	s.put("hand_ins", []string{"ods_code", "id", "cycle", "part", "words", "handed_in_at", "handed_in_by", "handed_in_by_name", "verdict", "because",
		"judged_at", "judged_by", "judged_by_name"},
		[]any{s.t.Code, newID(s.rng), string(s.y.label), part, words, at, s.cast.tom.id, s.cast.tom.name, string(v), because, judgedAt, judgedBy, name})
}

// yes is what a supplier gives.
func (s sharedWork) yes(item framework.Item) *assessment.Words {
	w := assessment.Words{Reply: assessment.Yes}
	if item.Explain != "" {
		w.Text = "In place on both laboratory servers since last autumn; the contract, annex C, says so. I can send the report."
	}
	return &w
}

func (s sharedWork) ask(item framework.Item, name, email, question string, at time.Time, until day.Day, given *assessment.Words) {
	id := newID(s.rng)
	s.put("asks", []string{"ods_code", "id", "cycle", "item", "kind", "name", "email", "question", "until_day", "asked_at", "asked_by", "asked_by_name"},
		[]any{s.t.Code, id, string(s.y.label), item.ID, string(assessment.AskAnswer), name, email, question, until, at, s.cast.priya.id, s.cast.priya.name})
	if given != nil {
		s.put("ask_replies", []string{"ods_code", "id", "ask_id", "reply", "text", "given_at"},
			[]any{s.t.Code, newID(s.rng), id, string(given.Reply), given.Text, at.Add(30 * time.Hour)})
	}
}

func (s sharedWork) comment(item string, by person, words string, hoursAgo int, resolved *person) {
	at := s.o.Now.Add(-time.Duration(hoursAgo) * time.Hour)
	var resolvedAt any
	name := ""
	if resolved != nil {
		resolvedAt, name = at.Add(5*time.Hour), resolved.name
	}
	s.put("item_comments", []string{"ods_code", "id", "cycle", "item", "words", "written_at", "written_by", "written_by_name", "resolved_at", "resolved_by_name"},
		[]any{s.t.Code, newID(s.rng), string(s.y.label), item, words, at, by.id, by.name, resolvedAt, name})
}
