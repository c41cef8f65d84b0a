package score

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
)

var on = day.Of(2026, 6, 30)

func hundredths(h assessment.Hundredths) *assessment.Hundredths { return &h }

func whole(n int) *int { return &n }

// The kinds of item that there are.
var (
	question = framework.Item{ID: "1.1.1", Ask: "Is it so?", Explain: "Number and date"}
	bare     = framework.Item{ID: "9.5.7", Ask: "Is it so?"}
	waivable = framework.Item{ID: "6.1.3", Ask: "Were they told?", DoesNotApply: "There was no breach", Exemptible: true}
	restore  = framework.Item{ID: "7.3.5", Explain: "Which systems", Figure: &framework.Figure{
		Label: "Date of the last full restore", Subject: "the last full restore", Kind: framework.Date, MaxAgeMonths: 12, Decides: true}}
	tested = framework.Item{ID: "7.2.1", Ask: "Did the board take part?", Figure: &framework.Figure{
		Label: "Date of the last test", Subject: "the last test", Kind: framework.Date, MaxAgeMonths: 12, Decides: true}}
	logs = framework.Item{ID: "4.2.3", Ask: "Are logs kept?", Figure: &framework.Figure{
		Label: "Months", Subject: "the shortest time", Kind: framework.Number, Unit: "months", Min: whole(6), Max: whole(24), Decides: true}}
	informs = framework.Item{ID: "9.5.2", Ask: "Is it encrypted?", Figure: &framework.Figure{Label: "Share", Kind: framework.Percent}}
	marked  = framework.Item{ID: "8.3.7", Ask: "Are 95% supported, or is there a plan?", Explain: "If below: the plan", Figure: &framework.Figure{
		Label: "Share of servers", Subject: "the share of servers", Kind: framework.Percent, Min: whole(95)}}
	accepted = framework.Item{ID: "8.3.4", Ask: "Are updates applied, or the risk signed off?", RiskAccepted: true}
)

func TestJudgeOneQuestion(t *testing.T) {
	t.Parallel()
	type words = assessment.Words
	const yes, no = assessment.Yes, assessment.No
	for _, c := range []struct {
		name   string
		item   framework.Item
		words  words
		state  State
		reason string
	}{
		{"nothing", question, words{}, Unanswered, "not answered yet"},
		{"text alone", question, words{Text: "Yes it is"}, Unanswered, "not answered yet"},
		{"No", question, words{Reply: no}, NotInPlace, "you answered No"},
		{"No with text", question, words{Reply: no, Text: "Next year"}, NotInPlace, "you answered No"},
		{"Yes", question, words{Reply: yes, Text: "Z1"}, InPlace, "you answered Yes"},
		{"Yes without what it must carry", question, words{Reply: yes}, NotInPlace, "you answered Yes; it counts when “Number and date” is filled in too"},
		{"Yes that need carry nothing", bare, words{Reply: yes}, InPlace, "you answered Yes"},

		{"does not apply", waivable, words{Reply: assessment.DoesNotApply, Text: "none"}, DoesNotApply, "you said that it does not apply: none"},
		{"does not apply, no reason", waivable, words{Reply: assessment.DoesNotApply}, NotInPlace, "you said that it does not apply; it counts when a reason is given too"},
		{"does not apply where it must", question, words{Reply: assessment.DoesNotApply, Text: "none"}, NotInPlace, "you said that it does not apply, which is not possible here"},
		{"exempt", waivable, words{Reply: assessment.Exempt, Text: "ISO 27001"}, Exempt, "you said that the trust is exempt: ISO 27001"},
		{"exempt, no reason", waivable, words{Reply: assessment.Exempt}, NotInPlace, "you said that the trust is exempt; it counts when a reason is given too"},
		{"exempt where nobody allowed it", question, words{Reply: assessment.Exempt, Text: "ISO"}, NotInPlace, "you said that the trust is exempt, which is not possible here"},

		{"no date", restore, words{}, Unanswered, "not answered yet: “Date of the last full restore” is missing"},
		{"text and no date", restore, words{Text: "All"}, Unanswered, "not answered yet: “Date of the last full restore” is missing"},
		{"date today", restore, words{Date: on, Text: "All"}, InPlace, "you answered 30 June 2026 (it must be within 12 months)"},
		{"date on its last day", restore, words{Date: day.Of(2025, 6, 30), Text: "All"}, InPlace, "you answered 30 June 2025 (it must be within 12 months)"},
		{"date a day too old", restore, words{Date: day.Of(2025, 6, 29), Text: "All"}, NotInPlace, "the last full restore must be within 12 months; you answered 29 June 2025"},
		{"date after the reference day", restore, words{Date: on.AddDays(1), Text: "All"}, NotInPlace, "the last full restore must be within 12 months; you answered 1 July 2026, which is after 30 June 2026"},
		{"date in time without its text", restore, words{Date: on}, NotInPlace, "it counts when “Which systems” is filled in too"},

		{"Yes and in time", tested, words{Reply: yes, Date: on}, InPlace, "you answered Yes, 30 June 2026 (it must be within 12 months)"},
		{"Yes and too old", tested, words{Reply: yes, Date: day.Of(2025, 5, 3)}, NotInPlace, "the last test must be within 12 months; you answered 3 May 2025"},
		{"Yes and no date", tested, words{Reply: yes}, NotInPlace, "you answered Yes; it counts when “Date of the last test” is filled in too"},
		{"No and in time", tested, words{Reply: no, Date: on}, NotInPlace, "you answered No"},
		{"a date and no reply", tested, words{Date: on}, Unanswered, "not answered yet"},

		{"at the least", logs, words{Reply: yes, Figure: hundredths(600)}, InPlace, "you answered Yes, 6 months (it must be from 6 months to 24 months)"},
		{"below the least", logs, words{Reply: yes, Figure: hundredths(599)}, NotInPlace, "the shortest time must be from 6 months to 24 months; you answered 5.99 months"},
		{"at the most", logs, words{Reply: yes, Figure: hundredths(2400)}, InPlace, "you answered Yes, 24 months (it must be from 6 months to 24 months)"},
		{"above the most", logs, words{Reply: yes, Figure: hundredths(2401)}, NotInPlace, "the shortest time must be from 6 months to 24 months; you answered 24.01 months"},

		{"figure that informs, low", informs, words{Reply: yes, Figure: hundredths(0)}, InPlace, "you answered Yes, 0%"},
		{"figure that informs, missing", informs, words{Reply: yes}, InPlace, "you answered Yes"},
		{"figure that informs, all", informs, words{Reply: no, Figure: hundredths(10000)}, NotInPlace, "you answered No"},

		{"mark reached", marked, words{Reply: yes, Figure: hundredths(9500)}, InPlace, "you answered Yes, 95% (the mark is at least 95%)"},
		{"mark missed, with a plan", marked, words{Reply: yes, Figure: hundredths(9499), Text: "Plan"}, InPlace, "you answered Yes, 94.99%, with an explanation; the mark is at least 95%"},
		{"mark missed, no plan", marked, words{Reply: yes, Figure: hundredths(9499)}, NotInPlace, "you answered Yes; it counts when “If below: the plan” is filled in too"},
		{"plan and no figure", marked, words{Reply: yes, Text: "Plan"}, InPlace, "you answered Yes, with an explanation and without a figure; the mark is at least 95%"},
		{"neither plan nor figure", marked, words{Reply: yes}, NotInPlace, "you answered Yes; it counts when “Share of servers” or “If below: the plan” is filled in too"},
		{"No although the mark is reached", marked, words{Reply: no, Figure: hundredths(9700)}, NotInPlace, "you answered No, although 97% is at least 95%"},

		{"risk accepted by the item's own wording", accepted, words{Reply: yes}, InPlace, "you answered Yes; an exception that was accepted in writing counts as in place here"},
		{"risk, but No", accepted, words{Reply: no}, NotInPlace, "you answered No"},
	} {
		got := judge(c.item, assessment.Answer{Item: c.item.ID, Words: c.words}, on)
		if got.state != c.state || got.reason != c.reason {
			t.Errorf("%s: got %s, %q; want %s, %q", c.name, got.state, got.reason, c.state, c.reason)
		}
	}
}

func TestFindingsSpeakToNobodyInPerson(t *testing.T) {
	t.Parallel()
	type words = assessment.Words
	for _, c := range []struct {
		item  framework.Item
		words words
		want  string
	}{
		{restore, words{Date: day.Of(2025, 5, 3)}, "the last full restore must be within 12 months; the answer was 3 May 2025"},
		{question, words{Reply: assessment.Yes}, "the answer was Yes without “Number and date”"},
		{question, words{Reply: assessment.No}, "the answer was No"},
		{waivable, words{Reply: assessment.DoesNotApply, Text: "none"}, "said not to apply: none"},
		{waivable, words{Reply: assessment.Exempt, Text: "ISO"}, "said to be exempt: ISO"},
	} {
		if got := judge(c.item, assessment.Answer{Words: c.words}, on); got.finding != c.want {
			t.Errorf("got %q, want %q", got.finding, c.want)
		}
	}
}

func TestSentenceForALine(t *testing.T) {
	t.Parallel()
	v := judge(restore, assessment.Answer{Words: assessment.Words{Date: day.Of(2025, 5, 3)}}, on)
	it := Item{ID: "7.3.5", State: v.state, Reason: v.reason}
	if got, want := it.Sentence(), "Not in place: 7.3.5, the last full restore must be within 12 months; you answered 3 May 2025."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
