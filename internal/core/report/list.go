package report

import "slices"

// List is a list with its heading.
type List struct {
	Heading string
	Items   []Listed
}

// Lists gives what was gained and lost under headings, without empty lists.
func (c Change) Lists() []List {
	return filled(List{"In place now", c.Gained}, List{"No longer in place", c.Lost})
}

// Lists gives what stands behind the sentences under headings, without empty lists.
func (s Sureness) Lists() []List {
	return filled(
		List{"Not confirmed by the usual owner", s.Unconfirmed},
		List{"Said not to apply, with our reason", s.NotApplying},
		List{"Exempt, with our reason", s.Exempt},
		List{"In place because the risk was accepted", s.Accepted},
		List{"What our own check asked, with our reply", s.Asked},
		List{"Proof has run out", s.Lapsed},
	)
}

// Lists gives the risks under their heading, or nothing.
func (im Improvement) Lists() []List { return filled(List{"Risks that we knowingly keep", im.Risks}) }

func filled(lists ...List) []List {
	return slices.DeleteFunc(lists, func(l List) bool { return len(l.Items) == 0 })
}
