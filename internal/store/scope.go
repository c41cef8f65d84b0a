package store

import (
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
)

// Scope says whose rows a transaction may see, who acts in it, and where the request came from. The zero Scope sees
// nothing. It becomes transaction-local settings that the row-level policies read (DESIGN §5).
type Scope struct {
	Actor  access.Actor
	Origin Origin
	kind   string // "trusts", "glass", "national", "admin", "public", "link" or "system": the words of the policies
	trusts []string
	region []string // region codes; "*" is the nation
	icbs   []string
	link   string // id of what a link opens
	job    string
}

// Origin is where a request came from: it goes into the audit trail.
type Origin struct {
	Address   string
	RequestID string
}

// ScopeOf gives what an actor's role reaches: one trust, what is published in the nation, a region or an ICB, or the
// running of the service. Nobody (the zero Actor) reaches nothing.
func ScopeOf(a access.Actor, from Origin) Scope {
	s := Scope{Actor: a, Origin: from}
	switch a.Reach {
	case access.ReachTrust:
		s.kind, s.trusts = "trusts", []string{a.Place}
		if a.Role == access.BreakGlass { // reads, while its row in break_glass is open
			s.kind = "glass"
		}
	case access.ReachNation:
		s.kind, s.region = "national", []string{"*"}
	case access.ReachRegion:
		s.kind, s.region = "national", []string{a.Place}
	case access.ReachICB:
		s.kind, s.icbs = "national", []string{a.Place}
	case access.ReachService:
		s.kind = "admin"
	}
	return s
}

// System is the scope of a job or a command, named in the audit trail. It sees every row: it is for what no person's
// scope can do (sign-in, imports, peer figures, demonstration data), and never for a page's own reading.
func System(job string) Scope { return Scope{kind: "system", job: job} }

// Public is the scope of somebody who is not signed in: the register and the official statuses, and nothing else.
func Public(from Origin) Scope { return Scope{kind: "public", Origin: from} }

// Link is the scope of whoever holds a link to the thing with an id: they see that one row, and what is public. The caller
// has checked the link (credential.LinkFits) before it gets here.
func Link(id string, from Origin) Scope { return Scope{kind: "link", link: id, Origin: from} }

// As gives the same scope with an actor to name in the audit trail.
func (s Scope) As(a access.Actor, from Origin) Scope {
	s.Actor, s.Origin = a, from
	return s
}

// May asks the one table of rights (access.Can); the system may everything.
func (s Scope) May(verb access.Verb, o access.Object) error {
	if s.kind == "system" {
		return nil
	}
	return access.Can(s.Actor, verb, o)
}

// Author is who acts, as what they leave behind names them: an answer, a proof, a signature.
func (s Scope) Author() assessment.Author {
	return assessment.Author{ID: s.Actor.Person, Name: s.Actor.Name}
}

// Elevated gives the system's sight to a scope whose right has just been asked for with May, for the few things that lie
// outside every person's own sight, such as setting somebody's password. The audit trail still names the actor.
func (s Scope) Elevated() Scope {
	s.kind = "system"
	return s
}

func (s Scope) cameFrom() string {
	if s.job != "" {
		return strings.TrimSpace(s.job + " " + s.Origin.Address)
	}
	return s.Origin.Address
}
