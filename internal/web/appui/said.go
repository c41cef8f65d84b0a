package appui

import (
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
)

// Said is an answer as somebody reads it who does not change it.
func Said(q framework.Item, a assessment.Words) []Fact {
	var list []Fact
	if w := a.Reply.Words(); w != "" {
		list = append(list, Fact{Name: "Answer", Words: w})
	}
	if f := q.Figure; f != nil {
		if w := a.FigureWords(f); w != "" {
			list = append(list, Fact{Name: f.Label, Words: w})
		}
	}
	if a.Text != "" {
		label := q.Explain
		if label == "" || a.Reply == assessment.DoesNotApply || a.Reply == assessment.Exempt {
			label = "Why"
		}
		list = append(list, Fact{Name: label, Words: a.Text})
	}
	return list
}
