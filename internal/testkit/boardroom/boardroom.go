// Package boardroom is a trust with its people for tests of what a board does: an assessment that is nearly finished, and the
// ways to send it, to sign it and to look at a page.
package boardroom

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/core/framework"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

// The trust, and the address of everything of its year.
const (
	TrustName = "Northmoor and Dale NHS Foundation Trust"
	Base      = "/trusts/ZZ1/2026-27"
)

// Room is a trust with its people, and an assessment that is nearly finished.
type Room struct {
	*testing.T
	*site.Site
	Priya, Helen, Amir, Dev, Ruth *site.Browser // lead, two board members, the board's secretary, an assessor
	HelenID, AmirID               string
}

// New begins on 14 June 2027. Two requirements are not in place, 7.3.5 and 8.1.3, and one has no answer, 1.1.2.
func New(t *testing.T) *Room {
	t.Helper()
	s := site.New(t)
	s.Clock.Set(time.Date(2027, 6, 14, 9, 0, 0, 0, time.UTC))
	s.Trust(t, "ZZ1", TrustName)
	s.Trust(t, "ZZ2", "Westmark NHS Trust")
	s.Year(t)
	b := &Room{T: t, Site: s}
	b.Member("priya", "Priya Nair", "Head of IT", access.Lead)
	b.HelenID = b.Member("helen", "Helen Marsh", "Non-executive director", access.BoardMember)
	b.AmirID = b.Member("amir", "Amir Das", "Chair", access.BoardMember)
	b.Member("dev", "Dev Rao", "Board secretary", access.BoardSecretary)
	b.Member("ruth", "Ruth Adeyemi", "Independent assessor", access.Assessor)
	s.Exec(t, `insert into officers (ods_code, id, office, holder, person_id, since, recorded_at, recorded_by) values
		('ZZ1', $1, 'chair', 'Amir Das', $2, '2026-01-01', now(), 'Dev Rao'), ('ZZ1', $3, 'siro', '', null, '2027-01-01', now(), 'Dev Rao')`,
		store.NewID(), b.AmirID, store.NewID())
	b.fill()
	b.Priya, b.Helen, b.Amir = s.SignIn(t, "priya@example.org"), s.SignIn(t, "helen@example.org"), s.SignIn(t, "amir@example.org")
	b.Dev, b.Ruth = s.SignIn(t, "dev@example.org"), s.SignIn(t, "ruth@example.org")
	return b
}

// Member adds somebody with a role, and gives their id.
func (b *Room) Member(name, full, post string, role access.Role) string {
	b.Helper()
	id := b.Person(b, name+"@example.org", full, site.At("ZZ1", role))
	b.Exec(b, `update people set post = $2 where id = $1`, id, post)
	return id
}

// fill answers the real edition.
func (b *Room) fill() {
	b.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	b.Exec(b, `insert into assessments (ods_code, cycle, stage, begun_at, begun_by) values ('ZZ1', '2026-27', 'draft', now(), 'Priya Nair')`)
	b.Exec(b, `insert into progress values ('ZZ1', '2026-27', '2026-09-01', 150, '2027-06-13')`)
	proof := store.NewID()
	b.Exec(b, `insert into proofs values ('ZZ1', $1, 'Yearly security review', '2027-05-04', 12, 'Shelf 3', now(), $1, 'Priya Nair')`, proof)
	for i, q := range packs[0].Questions() {
		reply, text, figure, date := "yes", "", (*int)(nil), (*string)(nil)
		switch q.ID {
		case "1.1.2":
			continue
		case "7.3.5", "8.1.3":
			reply = "no"
		}
		if q.Explain != "" {
			text = "As written in our yearly review."
		}
		missing := reply == "no"
		if q.Ask == "" {
			reply = "" // a figure decides alone
		}
		if f := q.Figure; f != nil && f.Kind == framework.Date {
			d := "2027-03-03"
			if missing {
				d = "2025-05-03"
			}
			date = &d
		} else if f != nil {
			n := 1200
			if f.Min != nil {
				n = *f.Min * 100
			}
			if f.Max != nil {
				n = *f.Max * 100
			}
			figure = &n
		}
		b.Exec(b, `insert into answers values ('ZZ1', '2026-27', $1, $2, $3, $4, $5, 1, now(), $6, 'Priya Nair')`, q.ID, reply, text, figure, date, proof)
		if i%5 != 0 {
			b.Exec(b, `insert into proof_items values ('ZZ1', '2026-27', $1, $2)`, q.ID, proof)
		}
	}
	for _, st := range packs[0].Standards {
		for _, a := range st.Assertions {
			if a.ID != "9.3" {
				b.Exec(b, `insert into confirmations (ods_code, id, cycle, assertion, confirmed_at, confirmed_by, confirmed_by_name)
					values ('ZZ1', $1, '2026-27', $2, now(), $3, 'Priya Nair')`, store.NewID(), a.ID, proof)
			}
		}
	}
}

// Send lays the assessment before the board and asks Helen and Amir to sign.
func (b *Room) Send() {
	b.Helper()
	p := b.Priya.Post(Base+"/send", url.Values{"kind": {"final"}, "signatories": {b.HelenID, b.AmirID}, "accepted": {"yes"}})
	if p.Status != 200 || p.Path != Base+"/publish" {
		b.Fatalf("sending: %d at %s\n%s", p.Status, p.Path, p.Text())
	}
	b.Clock.Pass(time.Minute)
}

// Sign answers the request to sign as the sign page's form does.
func (b *Room) Sign(who *site.Browser, decision, words string) *site.Page {
	b.Helper()
	form := Hidden(who.Get(Base + "/sign"))
	form.Set("decision", decision)
	form.Set("words", words)
	b.Clock.Pass(time.Minute)
	return who.Post(Base+"/sign", form)
}

// HasAttr tells whether an element has an attribute.
func HasAttr(n *html.Node, name string) bool {
	return n != nil && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// Hidden gives the hidden fields of a page's forms.
func Hidden(p *site.Page) url.Values {
	form := url.Values{}
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "input" && site.Attr(n, "type") == "hidden" {
			form.Set(site.Attr(n, "name"), site.Attr(n, "value"))
		}
	}
	return form
}

// Wants ends the test unless a page has a status and says each sentence.
func (b *Room) Wants(p *site.Page, status int, sentences ...string) {
	b.Helper()
	if p.Status != status {
		b.Fatalf("status %d, want %d, at %s\n%s", p.Status, status, p.Path, p.Text())
	}
	for _, s := range sentences {
		if !p.Says(s) {
			b.Errorf("%s does not say %q:\n%s", p.Path, s, p.Text())
		}
	}
}

// Headings gives the page's headings of a level, in order.
func Headings(p *site.Page, level int) []string {
	var list []string
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "h"+strconv.Itoa(level) {
			sub := site.Page{Root: n}
			list = append(list, strings.TrimSpace(sub.Text()))
		}
	}
	return list
}

// Grant is a role with its reach, for whoever is of no trust.
func Grant(role access.Role, reach access.Reach) accountdb.Grant {
	return accountdb.Grant{Role: role, Reach: reach}
}

// AnswerHref gives where the first question on a page is answered; empty where none is.
func AnswerHref(p *site.Page) string {
	for _, l := range p.Links() {
		if strings.HasPrefix(l, Base+"/questions/") {
			return l
		}
	}
	return ""
}
