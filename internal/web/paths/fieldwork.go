package paths

import "net/url"

// The independent assessment of a year.
const (
	Independent         = "/trusts/{ods}/{cycle}/independent" // how far it has come, for everybody of the trust
	IndependentAppoint  = "/trusts/{ods}/{cycle}/independent/appoint"
	IndependentScope    = "/trusts/{ods}/{cycle}/independent/scope" // what the trust adds
	IndependentTakeBack = "/trusts/{ods}/{cycle}/independent/take-back"
	IndependentApprove  = "/trusts/{ods}/{cycle}/independent/approve"
	IndependentDeclare  = "/trusts/{ods}/{cycle}/independent/declare"
	IndependentBegin    = "/trusts/{ods}/{cycle}/independent/begin"
	IndependentGoOn     = "/trusts/{ods}/{cycle}/independent/go-on"                           // with what an assessor left in the middle
	IndependentLeave    = "/trusts/{ods}/{cycle}/independent/leave"                           // the appointment ends in the middle
	IndependentPapers   = "/trusts/{ods}/{cycle}/independent/papers"                          // one's own, of an appointment that ended
	FieldworkCopy       = "/trusts/{ods}/{cycle}/independent/copy/{standard}"                 // what is tested, whole, for the assessor
	FieldworkFile       = "/trusts/{ods}/{cycle}/independent/proof/{proof}/file"              // of proof in the copy
	EvidenceFile        = "/trusts/{ods}/{cycle}/independent/evidence/{request}/{proof}/file" // of proof that was given as evidence
	TakeFindingOver     = "/trusts/{ods}/{cycle}/independent/items/{item}/take-over"
	TakeEarlierOver     = "/trusts/{ods}/{cycle}/independent/earlier/{item}/take-over"
	IndependentItem     = "/trusts/{ods}/{cycle}/independent/items/{item}"   // claim, proof and finding side by side
	IndependentEarlier  = "/trusts/{ods}/{cycle}/independent/earlier/{item}" // a finding of an earlier year
	IndependentOverall  = "/trusts/{ods}/{cycle}/independent/overall"        // the overall view
	IndependentIssue    = "/trusts/{ods}/{cycle}/independent/issue"
	IndependentFinish   = "/trusts/{ods}/{cycle}/independent/finish"
	IndependentPlan     = "/trusts/{ods}/{cycle}/independent/plan" // findings become actions
	Evidence            = "/trusts/{ods}/{cycle}/independent/evidence"
	EvidenceOne         = "/trusts/{ods}/{cycle}/independent/evidence/{request}"
	Corrections         = "/trusts/{ods}/{cycle}/independent/corrections"
	CorrectionOne       = "/trusts/{ods}/{cycle}/independent/corrections/{correction}"
	IndependentResponse = "/trusts/{ods}/{cycle}/independent/items/{item}/response"

	AdminMandates = "/admin/assessed"         // what must be assessed in each year
	AdminMandate  = "/admin/assessed/{cycle}" // and where that is entered
)

// Independent is the independent assessment.
func (y Year) Independent() string { return y.at("/independent") }

// IndependentAppoint is where an assessor is appointed.
func (y Year) IndependentAppoint() string { return y.Independent() + "/appoint" }

// IndependentScope is where the trust chooses what else is assessed.
func (y Year) IndependentScope() string { return y.Independent() + "/scope" }

// IndependentTakeBack ends an appointment.
func (y Year) IndependentTakeBack() string { return y.Independent() + "/take-back" }

// IndependentApprove is where a member of the board decides on the assessor and the scope.
func (y Year) IndependentApprove() string { return y.Independent() + "/approve" }

// IndependentDeclare is where the assessor declares that they are independent.
func (y Year) IndependentDeclare() string { return y.Independent() + "/declare" }

// IndependentBegin begins fieldwork.
func (y Year) IndependentBegin() string { return y.Independent() + "/begin" }

// IndependentGoOn goes on with the fieldwork that an assessor left.
func (y Year) IndependentGoOn() string { return y.Independent() + "/go-on" }

// IndependentLeave is where an appointment is ended in the middle of fieldwork.
func (y Year) IndependentLeave() string { return y.Independent() + "/leave" }

// IndependentPapers is what one wrote oneself during an appointment that ended.
func (y Year) IndependentPapers() string { return y.Independent() + "/papers" }

// FieldworkCopy is one standard of the copy that is tested.
func (y Year) FieldworkCopy(standard string) string {
	return y.Independent() + "/copy/" + url.PathEscape(standard)
}

// FieldworkCopyOf is one item on its standard's page of the copy.
func (y Year) FieldworkCopyOf(standard, item string) string {
	return y.FieldworkCopy(standard) + "#i-" + url.PathEscape(item)
}

// FieldworkFile is the file of a proof in the copy.
func (y Year) FieldworkFile(proof string) string {
	return y.Independent() + "/proof/" + url.PathEscape(proof) + "/file"
}

// EvidenceFile is the file of a proof that was given as evidence.
func (y Year) EvidenceFile(request, proof string) string {
	return y.EvidenceOne(request) + "/" + url.PathEscape(proof) + "/file"
}

// TakeFindingOver makes another assessor's finding one's own.
func (y Year) TakeFindingOver(item string) string { return y.IndependentItem(item) + "/take-over" }

// TakeEarlierOver makes what another assessor said of an earlier finding one's own.
func (y Year) TakeEarlierOver(item string) string { return y.IndependentEarlier(item) + "/take-over" }

// IndependentItem is one item in scope.
func (y Year) IndependentItem(item string) string {
	return y.Independent() + "/items/" + url.PathEscape(item)
}

// IndependentEarlier is one finding of an earlier year.
func (y Year) IndependentEarlier(item string) string {
	return y.Independent() + "/earlier/" + url.PathEscape(item)
}

// IndependentOverall is the overall view.
func (y Year) IndependentOverall() string { return y.Independent() + "/overall" }

// IndependentIssue issues the draft.
func (y Year) IndependentIssue() string { return y.Independent() + "/issue" }

// IndependentFinish makes it final.
func (y Year) IndependentFinish() string { return y.Independent() + "/finish" }

// IndependentPlan makes actions of findings.
func (y Year) IndependentPlan() string { return y.Independent() + "/plan" }

// Evidence is what the assessor asks for.
func (y Year) Evidence() string { return y.Independent() + "/evidence" }

// EvidenceOne is one request.
func (y Year) EvidenceOne(request string) string { return y.Evidence() + "/" + url.PathEscape(request) }

// Corrections is what the trust says is wrong in the draft.
func (y Year) Corrections() string { return y.Independent() + "/corrections" }

// CorrectionOne is one correction.
func (y Year) CorrectionOne(id string) string { return y.Corrections() + "/" + url.PathEscape(id) }

// IndependentResponse is where management answers a recommendation.
func (y Year) IndependentResponse(item string) string { return y.IndependentItem(item) + "/response" }

// ToAdminMandate is where the mandated scope of a year is entered.
func ToAdminMandate(cycle string) string { return AdminMandates + "/" + url.PathEscape(cycle) }
