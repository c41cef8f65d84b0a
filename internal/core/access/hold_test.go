package access

import "testing"

func TestAnAssessorStandsAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		held []Role
		more Role
		want bool
	}{
		{nil, Lead, true}, {nil, Assessor, true}, {[]Role{Lead}, Contributor, true}, {[]Role{Lead}, Lead, false},
		{[]Role{Lead}, Assessor, false}, {[]Role{Assessor}, Contributor, false}, {[]Role{Contributor, BoardMember}, BoardSecretary, true},
	} {
		if err := MayHold(c.held, c.more); (err == nil) != c.want {
			t.Errorf("%v and %s: %v", c.held, c.more, err)
		}
	}
}

func TestTheLastLeadStays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		role  Role
		leads int
		want  bool
	}{{Lead, 2, true}, {Lead, 1, false}, {Lead, 0, false}, {Contributor, 1, true}} {
		if err := MayLose(c.role, c.leads); (err == nil) != c.want {
			t.Errorf("%s of %d leads: %v", c.role, c.leads, err)
		}
	}
}
