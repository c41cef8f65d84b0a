package asked

import (
	"net/http"
	"strconv"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/english"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// proofText is proof as it was typed: what it is, its date, how long it holds, and where it is kept. No file is taken here.
type proofText struct {
	title, place, holds string
	dated               appui.DayText
}

const usuallyHolds = 12 // months

func proofTextOf(g assessment.Given) proofText {
	t := proofText{title: g.Proof.Title, place: g.Proof.Place, holds: strconv.Itoa(usuallyHolds), dated: appui.DayTextOf(g.Proof.Dated)}
	if g.Proof.Title != "" {
		t.holds = strconv.Itoa(g.Proof.HoldsMonths)
	}
	return t
}

func readProofText(r *http.Request) proofText {
	return proofText{title: r.PostFormValue("title"), place: r.PostFormValue("place"), holds: r.PostFormValue("holds"), dated: appui.ReadDayText(r, "dated")}
}

func (t proofText) proof() (assessment.Proof, error) {
	dated, err := assessment.ParseDate("dated", t.dated.Day, t.dated.Month, t.dated.Year)
	if err != nil {
		return assessment.Proof{}, err
	}
	holds, err := strconv.Atoi(t.holds)
	if err != nil {
		holds = -1 // none of the choices, so that it is refused with the rest
	}
	return assessment.Proof{Title: t.title, Dated: dated, HoldsMonths: holds, Place: t.place}, nil
}

func (v openView) holdsField() ui.Radios {
	var items []ui.RadioItem
	for _, months := range assessment.HoldsChoices() {
		text := "Until it is replaced"
		switch {
		case months == 0:
		case months%12 == 0:
			text = english.Capital(english.Count(months/12, "year", "years"))
		default:
			text = english.Capital(english.Count(months, "month", "months"))
		}
		items = append(items, ui.RadioItem{Value: strconv.Itoa(months), Text: text})
	}
	return ui.Radios{Name: "holds", Value: v.given.holds, Items: items, Small: true, ErrorMessage: v.message("holds"),
		Fieldset: &ui.Fieldset{Legend: ui.Legend{Text: "How long does it hold, from its date?"}}}
}

// fields are those of an answer.
func (v openView) fields() appui.AnswerFields {
	return appui.AnswerFields{Item: v.item, Typed: v.answer, LabelledBy: "question",
		ID: func(field string) string { return field }, Message: func(field string) string { return page.Message(v.errors, field) }}
}

func (v openView) message(field string) ui.ErrorMessage {
	return ui.ErrorMessage{Text: page.Message(v.errors, field)}
}
