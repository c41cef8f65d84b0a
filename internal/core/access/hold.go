package access

import "cyberready/internal/core/fault"

// MayHold tells whether somebody who holds roles at a trust may hold one more there: an independent assessor stands alone,
// for who checks does not fill in, rate or sign. Field: role.
func MayHold(held []Role, more Role) error {
	for _, r := range held {
		switch {
		case r == more:
			return fault.InvalidField("role", "This person holds this role already.")
		case r == Assessor, more == Assessor:
			return fault.InvalidField("role", "An independent assessor can hold no other role at the same trust.")
		}
	}
	return nil
}

// MayLeadFirst tells whether an administrator may let somebody in as lead of a trust: the first lead lets everybody else in,
// so it is written down how it was made sure who that is. Field: checked.
func MayLeadFirst(led bool, checked string) error {
	if led || checked != "" {
		return nil
	}
	return fault.InvalidField("checked", "This trust has no assessment lead yet. Say how you made sure who this is, such as a call back to the trust's switchboard.")
}

// MayLose tells whether a trust can do without one more holder of a role: the last of its leads cannot leave, or nobody
// could let anybody in. leads is how many there are now.
func MayLose(r Role, leads int) error {
	if r == Lead && leads <= 1 {
		return fault.New(fault.Conflict, "This is the last assessment lead of the trust. Make somebody else lead first.")
	}
	return nil
}
