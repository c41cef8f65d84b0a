package report

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/question"
)

// Questions are what the board asked about the report, each with its answers. Without any the heading is empty.
type Questions struct {
	Heading string
	Summary Sentence // how many are answered
	List    []QuestionLine
}

// QuestionLine is one question.
type QuestionLine struct {
	About   string // "Standard 7, continuity planning"
	Asked   string // who asked, and when
	Words   string // the question: the person's own words
	Answers []AnswerLine
	Open    bool // nobody has answered
}

// AnswerLine is one answer.
type AnswerLine struct {
	Said  string // who answered, and when
	Words string // the person's own words
}

func (b *build) questions() Questions {
	list := b.Board.Questions
	if len(list) == 0 {
		return Questions{}
	}
	q := Questions{Heading: "What the board asked", Summary: counting(answeredWords(list), ofQuestions)}
	for _, one := range list {
		line := QuestionLine{About: b.about(one), Asked: one.Asked(), Words: one.Words, Open: one.Open()}
		if one.Version != b.s.Version {
			line.About += ", in version " + english.Figures(one.Version)
		}
		for _, a := range one.Answers {
			line.Answers = append(line.Answers, AnswerLine{Said: a.Said(), Words: a.Words})
		}
		q.List = append(q.List, line)
	}
	return q
}

// about says what a question is about, with its standard's title.
func (b *build) about(q question.Question) string {
	if s, ok := b.s.Pack.Standard(q.Standard); ok {
		return q.About() + ", " + english.Small(s.Title)
	}
	return q.About()
}

// answeredWords says how many of the questions are answered.
func answeredWords(list []question.Question) string {
	n, open := len(list), question.Waiting(list)
	switch {
	case n == 1 && open == 0:
		return "One question was asked, and it is answered."
	case n == 1:
		return "One question was asked. It has no answer yet."
	case open == 0:
		return english.Capital(english.Number(n)) + " questions were asked, and all are answered."
	case open == n:
		return english.Capital(english.Number(n)) + " questions were asked. None has an answer yet."
	}
	return english.Capital(english.Number(n)) + " questions were asked. " + english.Capital(english.Number(open)) +
		english.Plural(open, " has", " have") + " no answer yet."
}
