package tasks

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/score"
	"cyberready/internal/web/page"
)

// line leads to one thing, with its reason.
type line struct {
	link   page.Link
	reason string
}

func itemLine(v page.Visit, it score.Item, reason string) line {
	q, _ := v.Year.Pack.Question(it.ID)
	return line{page.Link{Text: it.ID + " " + q.Title, Href: v.At.ItemOn(it.Standard, it.ID)}, reason}
}

func assertionLine(v page.Visit, id, reason string) line {
	a, _ := v.Year.Pack.Assertion(id)
	return line{page.Link{Text: id + " " + a.Title, Href: v.At.Assertion(v.Year.Pack.StandardOf(id), id)}, reason}
}

func answeredWords(answered, questions int) string {
	return english.Figures(answered) + " of " + english.Figures(questions) + " answered"
}

// effectWords says what a question is about, gravest effects only: the others would be noise in a list.
func effectWords(e framework.Effect) string {
	switch e {
	case framework.StopsCare:
		return "Without it an attack could stop care."
	case framework.DelaysCare:
		return "Without it an attack could delay care."
	}
	return ""
}

func optionalWords(n int) string {
	return english.Capital(english.Count(n, "question", "questions")) + " without an answer that " +
		english.Plural(n, "is", "are") + " not mandatory"
}
