package report

import "cyberready/internal/core/english"

// Counted is what the count of one standard is made of: each requirement with how it stands.
type Counted struct {
	Number string
	Title  string
	Count  string // "11 of 12"
	Items  []Listed
}

// counted lists what every count of the report comes from, in the order of the standards.
func (b *build) counted() []Counted {
	var list []Counted
	for _, st := range b.r.Standards {
		content, _ := b.s.Pack.Standard(st.Number)
		if st.Own {
			continue
		}
		c := Counted{Number: st.Number, Title: content.Title, Count: english.Figures(st.InPlace) + " of " + english.Figures(st.Mandatory)}
		for _, it := range b.r.Items {
			if it.Standard == st.Number && it.Counted {
				q, _ := b.s.Pack.Question(it.ID)
				c.Items = append(c.Items, Listed{Item: it.ID, Title: q.Title, Note: stateWords(it)})
			}
		}
		list = append(list, c)
	}
	return list
}
