package trail_test

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/testkit/site"
)

// life is a trust whose lead and contributor have done something, on 1 March 2027.
type life struct {
	*site.Site
	priya, tom string
}

func begin(t *testing.T) life {
	t.Helper()
	s := site.New(t)
	s.Trust(t, "ZZ1", "Northmoor and Dale NHS Foundation Trust")
	s.Trust(t, "ZZ2", "Eastvale NHS Trust")
	l := life{s, s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead)), s.Person(t, "tom@example.org", "Tom Reed", site.At("ZZ1", access.Contributor))}
	l.record(t, l.priya, "Priya Nair", access.Lead, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Cycle: "2026-27", Object: "7.3.5"}, 0)
	l.record(t, l.tom, "Tom Reed", access.Contributor, audit.Event{Verb: audit.ProofNamed, Trust: "ZZ1", Object: "4.5.3", Note: store.NewID()}, 24*time.Hour)
	return l
}

func (l life) record(t *testing.T, id, name string, role access.Role, e audit.Event, after time.Duration) {
	t.Helper()
	s := store.ScopeOf(access.Actor{Person: id, Name: name, Role: role, Reach: access.ReachTrust, Place: e.Trust}, store.Origin{Address: "192.0.2.7", RequestID: "r-1"})
	err := l.DB.InTx(t.Context(), s, func(tx *store.Tx) error { return tx.Record(t.Context(), e, l.Clock.Now().Add(after)) })
	if err != nil {
		t.Fatal(err)
	}
}

// rows gives the words of the table's rows.
func rows(p *site.Page) (list []string) {
	for n := range p.Root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "tr" {
			var b strings.Builder
			for d := range n.Descendants() {
				if d.Type == html.TextNode {
					b.WriteString(d.Data + " ")
				}
			}
			list = append(list, strings.Join(strings.Fields(b.String()), " "))
		}
	}
	if len(list) > 0 {
		list = list[1:] // the headings
	}
	return list
}

func TestALeadReadsWhoDidWhat(t *testing.T) {
	t.Parallel()
	l := begin(t)
	p := l.SignIn(t, "priya@example.org").Get("/trusts/ZZ1/trail")
	if p.Status != 200 || !p.Says("Audit trail") || !p.Says("Northmoor and Dale NHS Foundation Trust") {
		t.Fatalf("%d: %s", p.Status, p.Text())
	}
	got := strings.Join(rows(p), "\n")
	for _, want := range []string{"1 March 2027, 09:00", "Priya Nair, assessment lead", "Saved an answer: 7.3.5, 2026-27", "192.0.2.7",
		"2 March 2027, 09:00", "Tom Reed, contributor", "Named proof: 4.5.3", "The service itself", "Added a person: lead"} {
		if !strings.Contains(got, want) {
			t.Errorf("the trail does not say %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "4.5.3,") {
		t.Errorf("an id stands where people read:\n%s", got)
	}
	if !p.Says("No events are sealed; four are about to be.") {
		t.Errorf("does not say what is sealed: %s", p.Text())
	}
	if _, err := (auditdb.Trail{DB: l.DB}).Seal(t.Context(), l.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	p = l.SignIn(t, "priya@example.org").Get("/trusts/ZZ1/trail")
	if !p.Says("Four events are sealed.") || !p.Says("4:") {
		t.Errorf("does not say what is sealed: %s", p.Text())
	}
}

func TestTheTrailIsFiltered(t *testing.T) {
	t.Parallel()
	l := begin(t)
	b := l.SignIn(t, "priya@example.org")
	for query, want := range map[string][]string{
		"person=" + l.tom:               {"Named proof"},
		"what=answer.saved":             {"Saved an answer"},
		"from=2027-03-02":               {"Named proof"},
		"to=2027-02-28":                 nil,
		"text=reed":                     {"Named proof"},
		"text=reed&what=answer.saved":   nil,
		"text=%00%ff7.3.5":              {"Saved an answer"},
		"what=answer.saved&page=99":     {"Saved an answer"},
		"what=answer.saved&page=-1&x=y": {"Saved an answer"},
	} {
		p := b.Get("/trusts/ZZ1/trail?" + query)
		got := rows(p)
		fits := p.Status == 200 && len(got) == len(want)
		for i := 0; fits && i < len(want); i++ {
			fits = strings.Contains(got[i], want[i])
		}
		if !fits {
			t.Errorf("%s: %d, %q, want %q", query, p.Status, got, want)
		}
		if len(want) == 0 && !(p.Says("No event fits.") && p.Says("Show everything")) {
			t.Errorf("%s: %s", query, p.Text())
		}
	}
	p := b.Get("/trusts/ZZ1/trail?from=2027-02-31&text=typed")
	if p.Status != 422 || len(rows(p)) > 0 || !p.Says("Enter a date like 2026-05-03, or nothing.") || site.Attr(p.ByID("text"), "value") != "typed" {
		t.Errorf("a day that is none: %d %s", p.Status, p.Text())
	}
	if p := b.Get("/trusts/ZZ1/trail?from=2027-03-02&to=2027-03-01"); p.Status != 422 {
		t.Errorf("days the wrong way round: %d", p.Status)
	}
	p = b.Get("/trusts/ZZ1/trail?what=answer.saved&text=7.3.5&from=2027-03-01")
	file := ""
	for _, href := range p.Links() {
		if strings.Contains(href, "format=csv") {
			file = href
		}
	}
	if q, err := url.Parse(file); err != nil || q.Query().Get("what") != "answer.saved" || q.Query().Get("from") != "2027-03-01" || q.Query().Get("text") != "7.3.5" {
		t.Errorf("the file's address %q does not keep the filter", file)
	}
}

func TestAnEmptyTrailSaysSo(t *testing.T) {
	t.Parallel()
	l := begin(t)
	p := l.SignIn(t, "priya@example.org").Get("/trusts/ZZ1/trail")
	if p.Says("Show everything") {
		t.Error("leads from everything to everything")
	}
	s := site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	s.Exec(t, `insert into roles select gen_random_uuid(), person_id, role, reach, 'ZZ3', '', now(), 'test' from roles`)
	s.Exec(t, `insert into trusts (ods_code, name) values ('ZZ3', 'Eastvale NHS Trust')`)
	s.Exec(t, `update roles set ended_at = now() where ods_code = 'ZZ1'`)
	if p := s.SignIn(t, "priya@example.org").Get("/trusts/ZZ3/trail"); p.Status != 200 || !p.Says("Nothing is written down yet.") || p.Says("Show everything") {
		t.Errorf("%d: %s", p.Status, p.Text())
	}
}

func TestTheTrailHasPages(t *testing.T) {
	t.Parallel()
	l := begin(t)
	for i := range 60 {
		l.record(t, l.priya, "Priya Nair", access.Lead, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Object: fmt.Sprint("item", i)}, time.Hour)
	}
	b := l.SignIn(t, "priya@example.org")
	p := b.Get("/trusts/ZZ1/trail?what=answer.saved")
	if got := rows(p); len(got) != auditdb.PerPage || !strings.Contains(got[0], "item59") || !p.Says("61 events, newest first. Page 1 of 2.") {
		t.Fatalf("%d rows, %s", len(got), p.Text())
	}
	next := ""
	for n := range p.Root.Descendants() {
		if site.Attr(n, "rel") == "next" {
			next = site.Attr(n, "href")
		}
	}
	p = b.Get(next)
	if got := rows(p); len(got) != 11 || !strings.Contains(got[10], "7.3.5") || !p.Says("Newer events") || p.Says("Older events") {
		t.Errorf("the second page, %s: %q", next, got)
	}
}

func TestTheTrailAsAFile(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.record(t, l.tom, "=cmd()", access.Contributor, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Object: "9"}, 48*time.Hour)
	b := l.SignIn(t, "priya@example.org")
	p := b.Get("/trusts/ZZ1/trail?format=csv&what=answer.saved")
	if p.Status != 200 || p.Header.Get("Content-Type") != "text/csv; charset=utf-8" || p.Header.Get("Cache-Control") != "no-store" ||
		p.Header.Get("Content-Disposition") != `attachment; filename="ZZ1-audit-trail-2027-03-01.csv"` {
		t.Fatalf("%d %v", p.Status, p.Header)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.Source, "\ufeff"))).ReadAll()
	if err != nil || len(records) != 3 {
		t.Fatalf("%d rows (%v)", len(records), err)
	}
	if got := strings.Join(records[2][:8], "|"); got != "2027-03-01T09:00:00Z|Priya Nair|lead|saved an answer|7.3.5|2026-27||192.0.2.7" {
		t.Errorf("the oldest row is %s", got)
	}
	if records[1][1] != "'=cmd()" {
		t.Errorf("a name became a formula: %q", records[1][1])
	}
	for query, status := range map[string]int{"format=pdf": 404, "format=csv&from=x": 422} {
		if p := b.Get("/trusts/ZZ1/trail?" + query); p.Status != status || p.Header.Get("Content-Disposition") != "" {
			t.Errorf("%s: %d", query, p.Status)
		}
	}
}

func TestTheTrailIsForLeadsOfTheTrust(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.Person(t, "other@example.org", "Olga Hart", site.At("ZZ2", access.Lead))
	l.Person(t, "sam@example.org", "Sam Osei", accountdb.Grant{Role: access.Analyst, Reach: access.ReachNation})
	for _, path := range []string{"/trusts/ZZ1/trail", "/trusts/ZZ1/trail?format=csv"} {
		for email, want := range map[string]int{"tom@example.org": 403, "other@example.org": 404, "sam@example.org": 404} {
			if p := l.SignIn(t, email).Get(path); p.Status != want || p.Says("7.3.5") {
				t.Errorf("%s at %s: %d, want %d", email, path, p.Status, want)
			}
		}
		if p := l.Browser(t).Get(path); !strings.HasPrefix(p.Path, "/sign-in") {
			t.Errorf("nobody at %s: %d at %s", path, p.Status, p.Path)
		}
	}
}
