package access

import (
	"slices"
	"testing"

	"cyberready/internal/core/fault"
)

func actor(r Role) Actor {
	a := Actor{Person: "p", Role: r}
	switch {
	case r.OfTrust():
		a.Reach, a.Place = ReachTrust, "ZZ1"
	case r == Analyst:
		a.Reach = ReachNation
	case r == Administrator:
		a.Reach = ReachService
	}
	return a
}

// everyRole is those that can be given and the one that is opened for an hour.
var everyRole = append(slices.Clone(Roles), BreakGlass)

// The expected table, written a second time on purpose: a change of the rules has to be made twice.
func TestTheTable(t *testing.T) {
	t.Parallel()
	want := map[Verb]string{ // letters: Lead Contributor Boardmember Secretary Assessor aNalyst aDministrator breakGlass
		SeeAnswers: "LC_____G", WorkInFile: "LC______", Begin: "L_______", Answer: "LC______", Confirm: "L_______", TakeProof: "LC______", DeleteProof: "L_______", HandOut: "L_______",
		SeeSharing: "LC______", HandIn: "_C______", JudgeHandIn: "L_______", Comment: "LC______", AskByLink: "LC______",
		SendToBoard: "L_______", Recall: "L_______", Publish: "L_______", RecordOfficial: "L_______",
		KeepOfficers: "L__S____", KeepSignatories: "L__S____", SeeReport: "LCBSA__G", TakeReport: "LCB_A___", Rate: "__B_____",
		Agree: "__BS____", Sign: "L_B_____", SeeOthersView: "LCBSA__G", SeeTrail: "L_______", SeeAccess: "L__S___G", KeepAccess: "L_______",
		AskReset: "L__S____", AskLead: "__B_____", AnswerBoard: "L_______",
		KeepMeetings: "___S____", KeepDates: "L__S____", RecordDecision: "___S____", SayAppointments: "L_______", KeepServices: "L_______",
		Explain: "L_______", SeePlan: "LC__A__G", KeepPlan: "L_______", WorkOnPlan: "LC______", SeeRisks: "LCBSA__G", AcceptRisk: "L_B_____", DecidePlan: "_____N__",
		SeeFieldwork: "LCBSA___", Appoint: "L_______", ApproveAssessor: "__B_____", Assess: "____A___", GiveEvidence: "LC______", RespondToDraft: "L_______",
		Compare: "_____N__", KeepPeople: "______D_", KeepRegister: "______D_", ChangeContent: "______D_",
		ExtendDeadline: "______D_", LookInside: "______D_", KeepMail: "______D_", KeepNotices: "______D_", KeepQuotas: "______D_",
	}
	if len(want) != len(table) || len(want) != len(ask) {
		t.Fatalf("%d verbs expected, the table has %d and the advice %d", len(want), len(table), len(ask))
	}
	for verb, letters := range want {
		for i, role := range everyRole {
			o := Service
			if role.OfTrust() {
				o = Of("ZZ1")
			}
			err := Can(actor(role), verb, o)
			if may := letters[i] != '_'; may != (err == nil) {
				t.Errorf("%s may %q: %v, want %v", role, verb, err == nil, may)
			}
		}
	}
}

func TestAnotherTrustLooksAsIfItDidNotExist(t *testing.T) {
	t.Parallel()
	for verb := range table {
		for _, role := range everyRole {
			if got := fault.KindOf(Can(actor(role), verb, Of("ZZ2"))); got != fault.NotFound {
				t.Errorf("%s, %q at another trust: kind %v, want NotFound", role, verb, got)
			}
		}
		if got := fault.KindOf(Can(Actor{}, verb, Of("ZZ1"))); got != fault.NotFound {
			t.Errorf("nobody, %q: kind %v, want NotFound", verb, got)
		}
	}
}

func TestTrustRolesDoNothingWithoutATrust(t *testing.T) {
	t.Parallel()
	for verb := range table {
		for _, role := range everyRole {
			if role.OfTrust() && Can(actor(role), verb, Service) == nil {
				t.Errorf("%s may %q on no trust at all", role, verb)
			}
		}
	}
}
