package report

import "cyberready/internal/core/office"

// Accountable says who answers, office by office.
type Accountable struct {
	Heading string
	Summary string // the vacancies as a sentence; empty when there is none
	Offices []OfficeLine
}

// OfficeLine is one office and who holds it.
type OfficeLine struct {
	Office     string
	Holder     string // a name as it was recorded, or the vacancy in words
	AnswersFor string
	Held       bool
}

func (b *build) accountable() Accountable {
	a := Accountable{Heading: "Who is accountable"}
	for _, o := range office.All() {
		line := OfficeLine{Office: o.Title(), AnswersFor: o.AnswersFor()}
		h, recorded := office.Of(b.s.Officers, o)
		switch {
		case !recorded:
			line.Holder = "Not recorded"
		default:
			line.Holder, line.Held = h.Words(), !h.Vacant()
		}
		a.Offices = append(a.Offices, line)
	}
	if vacant := b.vacant(); len(vacant) > 0 {
		a.Summary = "We have no " + joinNo(vacant) + "."
	}
	return a
}

// vacant names the offices that nobody holds.
func (b *build) vacant() []string {
	var vacant []string
	for _, o := range office.All() {
		if h, recorded := office.Of(b.s.Officers, o); recorded && h.Vacant() {
			vacant = append(vacant, o.Name())
		}
	}
	return vacant
}

// unrecorded names the offices about which nothing is recorded.
func (b *build) unrecorded() []string {
	var offices []string
	for _, o := range office.All() {
		if _, recorded := office.Of(b.s.Officers, o); !recorded {
			offices = append(offices, o.Name())
		}
	}
	return offices
}

// joinNo joins what there is none of: "chair and no Caldicott Guardian".
func joinNo(list []string) string {
	said := list[0]
	for i, s := range list[1:] {
		if i == len(list)-2 {
			said += " and no " + s
		} else {
			said += ", no " + s
		}
	}
	return said
}
