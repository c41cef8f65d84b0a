package fieldwork_test

import (
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/site"
)

// begun walks to the beginning of fieldwork.
func (h house) begun(t *testing.T) {
	t.Helper()
	h.appoint(t)
	says(t, h.helga.Post(bay.IndependentApprove(), values("version", "1", "verdict", "approve")), 200)
	says(t, h.ruth.Post(bay.IndependentDeclare(), values("declared", "independent", "words", "Nothing.")), 200)
	says(t, h.ruth.Post(bay.IndependentBegin(), nil), 200, "Fieldwork has begun")
}

// Given an assessor who has decided on one item and noted on another, when the lead ends the appointment and another assessor follows,
// then they go on with the same fieldwork: what was decided waits to be taken over, and the note stays with its writer.
func TestAnAssessorWhoLeavesIsFollowedByAnother(t *testing.T) {
	t.Parallel()
	h := begin(t)
	iris := h.Person(t, "iris@example.org", "Iris Quayle", site.At("ZZ1", access.Assessor))
	h.begun(t)
	h.find(t, "8.3.4", "differ", "SECRET finding", "Sign each exception.")
	says(t, h.ruth.Post(bay.IndependentItem("7.3.5"), values("version", "0", "seen", "SECRET note")), 200)

	says(t, h.lead.Get(bay.Independent()), 200, "The assessor cannot go on: end the appointment")
	says(t, h.tom.Get(bay.IndependentLeave()), 403, "Ask your assessment lead")
	says(t, h.lead.Get(bay.IndependentLeave()), 200, "Notes without a decision", "stay with Ruth Adeyemi")
	says(t, h.lead.Post(bay.IndependentLeave(), values("because", " ")), 422, "Say why it ends")
	says(t, h.lead.Post(bay.IndependentLeave(), values("because", "Ruth is ill.")), 200, "Ruth Adeyemi left on", "Appoint another assessor", "Ruth is ill.")
	says(t, h.lead.Post(bay.IndependentLeave(), values("because", "Again")), 409, "has left this fieldwork")
	says(t, h.ruth.Get(bay.IndependentItem("8.3.4")), 404)
	says(t, h.ruth.Post(bay.IndependentItem("8.3.4"), values("version", "1", "verdict", "agree", "tested", "x", "seen", "x", "found", "x")), 409, "has left this fieldwork")
	says(t, h.ruth.Get(bay.IndependentPapers()), 200, "SECRET finding", "Handed over", "SECRET note", "Yours alone")

	says(t, h.lead.Get(bay.IndependentAppoint()), 200, "What they go on with", "The copy and the scope stand")
	says(t, h.lead.Post(bay.IndependentAppoint(), values("assessor", iris, "because", "")), 422, "Say who they are")
	says(t, h.lead.Post(bay.IndependentAppoint(), values("assessor", iris, "because", "Of the same firm")), 200, "They go on with the fieldwork that Ruth Adeyemi left")
	says(t, h.helga.Get(bay.IndependentApprove()), 200, "Ruth is ill.", "Of the same firm")
	says(t, h.helga.Post(bay.IndependentApprove(), values("version", "1", "verdict", "approve")), 200)
	next := h.SignIn(t, "iris@example.org")
	says(t, next.Get(bay.IndependentPapers()), 404)
	says(t, next.Get(bay.IndependentItem("8.3.4")), 404)
	says(t, next.Get(bay.FieldworkCopy("8")), 200, "There is no copy to read")
	says(t, next.Post(bay.IndependentDeclare(), values("declared", "independent", "words", "Nothing.")), 200, "Go on with the fieldwork")
	says(t, next.Post(bay.IndependentBegin(), nil), 409, "Fieldwork was begun by another assessor")
	says(t, next.Post(bay.IndependentGoOn(), nil), 200, "You go on with the fieldwork", "Tested by Ruth Adeyemi, not taken over")

	says(t, next.Get(bay.IndependentItem("8.3.4")), 200, "What Ruth Adeyemi found", "SECRET finding")
	if p := next.Get(bay.IndependentItem("7.3.5")); p.Says("SECRET") {
		t.Error("a note is handed over")
	}
	says(t, next.Post(bay.TakeFindingOver("7.3.5"), nil), 409, "There is nothing to take over")
	says(t, h.ruth.Post(bay.TakeFindingOver("8.3.4"), nil), 403)
	says(t, next.Post(bay.TakeFindingOver("8.3.4"), nil), 200, "as your own")
	says(t, next.Get(bay.IndependentItem("8.3.4")), 200, "SECRET finding", "What you find")
	if p := h.lead.Get(bay.IndependentItem("8.3.4")); p.Says("SECRET") {
		t.Error("the lead reads what was taken over")
	}
	h.ruth = next // the rest is an assessment like any other
	for _, item := range append(h.open(t), "7.3.5") {
		h.find(t, item, "untested", "There was no time.", "")
	}
	says(t, next.Post(bay.IndependentOverall(), values("version", "0", "risk", "No reliance", "confidence", "Low")), 200)
	says(t, next.Post(bay.IndependentIssue(), nil), 200, "The draft is issued")
	says(t, h.lead.Get(bay.IndependentItem("8.3.4")), 200, "SECRET finding", "Taken over by Iris Quayle as their own", "Ruth Adeyemi")
}

func TestAnAssessorStepsDownThemselves(t *testing.T) {
	t.Parallel()
	h := begin(t)
	says(t, h.lead.Get(bay.IndependentLeave()), 404)
	h.appoint(t)
	says(t, h.lead.Get(bay.IndependentLeave()), 409, "Fieldwork has not begun")
	says(t, h.helga.Post(bay.IndependentApprove(), values("version", "1", "verdict", "approve")), 200)
	says(t, h.ruth.Post(bay.IndependentDeclare(), values("declared", "independent", "words", "Nothing.")), 200)
	says(t, h.ruth.Post(bay.IndependentBegin(), nil), 200)
	says(t, h.ruth.Get(bay.IndependentLeave()), 200, "Step down", "stay with you")
	says(t, h.ruth.Post(bay.IndependentLeave(), values("because", "I take a post at the trust.")), 200, "The appointment has ended")
	says(t, h.helga.Get(bay.Independent()), 200, "I take a post at the trust.")
}
