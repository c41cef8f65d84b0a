package appui

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
)

// MarkedFact is one part of an answer, with what another answer does not say marked.
type MarkedFact struct {
	Name  string
	Spans []Span
}

// Compare sets two answers side by side, and marks what only one of them says: of a text the words, of a choice, a figure or a
// date the whole.
func Compare(item framework.Item, a, b assessment.Words) (inA, inB []MarkedFact) {
	line := func(name, wordsA, wordsB string, wordByWord bool) {
		if wordsA == "" && wordsB == "" {
			return
		}
		spansA, spansB := Differ(wordsA, wordsB)
		if !wordByWord && wordsA != wordsB {
			spansA, spansB = []Span{{wordsA, true}}, []Span{{wordsB, true}}
		}
		inA, inB = append(inA, MarkedFact{name, orNothing(spansA)}), append(inB, MarkedFact{name, orNothing(spansB)})
	}
	line("Answer", a.Reply.Words(), b.Reply.Words(), false)
	if f := item.Figure; f != nil {
		line(f.Label, a.FigureWords(f), b.FigureWords(f), false)
	}
	label := item.Explain
	if label == "" {
		label = "Why"
	}
	line(label, a.Text, b.Text, true)
	return inA, inB
}

// orNothing says aloud that there is nothing.
func orNothing(list []Span) []Span {
	if len(list) == 0 || len(list) == 1 && list[0].Text == "" {
		return []Span{{Text: "nothing"}}
	}
	return list
}
