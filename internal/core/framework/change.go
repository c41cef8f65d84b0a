package framework

import (
	"slices"
	"strings"

	"cyberready/internal/core/fault"
)

// Change is what an administrator changed about one item of an edition without a release.
type Change struct {
	Item       string `json:"item"`
	Mandatory  *bool  `json:"mandatory"`  // nil: as it was
	Exemptible *bool  `json:"exemptible"` // nil: as it was
	Basis      string `json:"basis"`      // on what ground; empty: "decided by BY: WHY"
	By         string `json:"by"`
	Why        string `json:"why"`
}

// With gives the pack after changes, in order: revision n after n changes in all, whether they were made at once or one
// by one. The pack itself stays as it is. A change is refused, as a fault, when its item is unknown, is the product's
// own or only a part of another (change that one: its parts follow), when it changes nothing, or when it lacks who or why.
func (p Pack) With(changes []Change) (Pack, error) {
	next := p
	next.Standards = slices.Clone(p.Standards)
	for s := range next.Standards {
		next.Standards[s].Assertions = slices.Clone(next.Standards[s].Assertions)
		for a := range next.Standards[s].Assertions {
			next.Standards[s].Assertions[a].Items = slices.Clone(next.Standards[s].Assertions[a].Items)
		}
	}
	for _, c := range changes {
		if err := p.check(c); err != nil {
			return Pack{}, err
		}
		next.apply(c)
		next.Revision++
	}
	next.index = buildIndex(next.Standards)
	return next, nil
}

func (p Pack) check(c Change) error {
	q, ok := p.Question(c.Item)
	switch {
	case !ok:
		return fault.InvalidField("item", "There is no item %s in this edition.", c.Item)
	case q.Own:
		return fault.InvalidField("item", "%s is one of our own questions, which never count.", c.Item)
	case q.PartOf != "":
		return fault.InvalidField("item", "%s is a part of %s: change %s, and its parts follow.", c.Item, q.PartOf, q.PartOf)
	case c.Mandatory == nil && c.Exemptible == nil:
		return fault.InvalidField("mandatory", "Choose what to change about %s.", c.Item)
	case strings.TrimSpace(c.By) == "":
		return fault.InvalidField("by", "Say who changed %s.", c.Item)
	case strings.TrimSpace(c.Why) == "":
		return fault.InvalidField("why", "Say why %s was changed.", c.Item)
	}
	return nil
}

// apply changes items that this pack does not share with another.
func (p *Pack) apply(c Change) {
	for s := range p.Standards {
		for a := range p.Standards[s].Assertions {
			items := p.Standards[s].Assertions[a].Items
			for i := range items {
				if items[i].ID != c.Item && items[i].PartOf != c.Item {
					continue
				}
				if c.Mandatory != nil {
					items[i].Mandatory = *c.Mandatory
					items[i].Basis = c.Basis
					if c.Basis == "" {
						items[i].Basis = "decided by " + c.By + ": " + c.Why
					}
				}
				if c.Exemptible != nil {
					items[i].Exemptible = *c.Exemptible
				}
			}
		}
	}
}
