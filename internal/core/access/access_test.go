package access

import (
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

// The expected table, written a second time on purpose: a change of the rules has to be made twice.
func TestTheTable(t *testing.T) {
	t.Parallel()
	want := map[Verb]string{ // letters: Lead Contributor Boardmember Secretary Assessor aNalyst aDministrator
		SeeAnswers: "LC__A__", Begin: "L______", Answer: "LC_____", Confirm: "LC_____", HandOut: "L______",
		SendToBoard: "L______", Recall: "L______", Publish: "L______", RecordOfficial: "L______",
		KeepOfficers: "L__S___", KeepSignatories: "L__S___", SeeReport: "LCBSA__", Rate: "__B____",
		Agree: "__BS___", Sign: "L_B____", SeeOthersView: "LCBSA__",
		Compare: "_____N_", KeepPeople: "______D", KeepRegister: "______D", ChangeContent: "______D",
	}
	if len(want) != len(table) || len(want) != len(ask) {
		t.Fatalf("%d verbs expected, the table has %d and the advice %d", len(want), len(table), len(ask))
	}
	for verb, letters := range want {
		for i, role := range Roles {
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
		for _, role := range Roles {
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
		for _, role := range Roles {
			if role.OfTrust() && Can(actor(role), verb, Service) == nil {
				t.Errorf("%s may %q on no trust at all", role, verb)
			}
		}
	}
}
