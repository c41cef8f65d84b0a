package national_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/core/compare"
	"cyberready/internal/core/framework"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

var analyst = accountdb.Grant{Role: access.Analyst, Reach: access.ReachNation}

// made is a site on 27 March 2027 with five open trusts in two regions: Ashcombe and Calder have published, Brackenhill has
// begun, Dunmere and Evenlode have not. Fenwold closed at the end of 2026.
func made(t *testing.T) *site.Site {
	t.Helper()
	s := site.New(t)
	s.Clock.Set(time.Date(2027, 3, 27, 9, 0, 0, 0, time.UTC))
	s.Year(t)
	s.Exec(t, `insert into cycles (label, edition, opens, deadline) values ('2025-26', 'ndg-2023-24', '2025-09-01', '2026-06-30')`)
	s.Exec(t, `insert into regions values ('ZZW', 'Westmark'), ('ZZE', 'Eastholme')`)
	s.Exec(t, `insert into icbs values ('ZZI', 'Moor and Fell ICB', 'ZZW')`)
	s.Exec(t, `insert into trusts (ods_code, name, kind, region_code, icb_code, closed, beds, beds_year, beds_source) values
		('ZZA', 'Ashcombe Vale NHS Trust', 'acute', 'ZZW', 'ZZI', null, 400, 2026, 'bed returns'), ('ZZB', 'Brackenhill NHS Foundation Trust', 'mental health', 'ZZW', 'ZZI', null, null, null, ''),
		('ZZC', 'Calder Fells NHS Trust', 'acute', 'ZZE', '', null, null, null, ''), ('ZZD', 'Dunmere NHS Trust', '', 'ZZE', '', null, null, null, ''),
		('ZZE', 'Evenlode NHS Trust', 'ambulance', 'ZZE', '', null, null, null, ''), ('ZZF', 'Fenwold NHS Trust', 'acute', 'ZZW', '', '2026-12-31', null, null, '')`)
	s.Exec(t, `insert into trust_versions select ods_code, '2026-01-01', name, kind, region_code, icb_code, opened, closed, major_trauma from trusts`)
	s.Exec(t, `insert into published_results (cycle, as_at, ods_code, org_name, region_code, status) values
		('2025-26', '2026-11-16', 'ZZA', 'A', 'ZZW', 'Standards Met'), ('2025-26', '2026-11-16', 'ZZB', 'B', 'ZZW', 'Approaching Standards'),
		('2025-26', '2026-11-16', 'ZZC', 'C', 'ZZE', 'Standards Met'), ('2025-26', '2026-11-16', 'ZZX', 'Xerxes', 'ZZE', 'Not Published')`)
	s.Exec(t, `insert into progress values ('ZZA', '2026-27', '2026-10-01', 118, '2027-02-28'), ('ZZB', '2026-27', '2026-10-01', 90, '2027-03-01'), ('ZZC', '2026-27', '2026-10-01', 118, '2027-01-30')`)
	s.Exec(t, `insert into official_statuses values ('ZZB', gen_random_uuid(), '2026-27', 'Standards Met', '2027-03-01', 'x', '2027-03-02 09:00+00', 'x')`)
	publish(t, s, "ZZA", "2026-27", "2027-03-01", "All in place", 0)
	publish(t, s, "ZZC", "2026-27", "2027-02-01", "Gaps", 2)
	publish(t, s, "ZZB", "2025-26", "2026-06-20", "Gaps", 1)
	for email, g := range map[string]accountdb.Grant{
		"sam@example.org":  analyst,
		"west@example.org": {Role: access.Analyst, Reach: access.ReachRegion, Place: "ZZW"},
		"icb@example.org":  {Role: access.Analyst, Reach: access.ReachICB, Place: "ZZI"},
		"lead@example.org": site.At("ZZA", access.Lead),
	} {
		s.Person(t, email, "Sam Keane", g)
	}
	return s
}

func pack(t *testing.T, s *site.Site) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

// publish makes a final publication in which the first questions of each standard are missing.
func publish(t *testing.T, s *site.Site, ods, cycle, on, outcome string, missing int) {
	t.Helper()
	s.Exec(t, `insert into assessments values ($1, $2, 'published', 1, now(), 'x') on conflict do nothing`, ods, cycle)
	s.Exec(t, `insert into snapshots (ods_code, cycle, version, kind, document, sha256, reference_day, sent_at, sent_by, sent_by_name)
		values ($1, $2, 1, 'final', '', 'x', $3::text::date, now(), gen_random_uuid(), 'x')`, ods, cycle, on)
	p := pack(t, s)
	all, inPlace := 0, 0
	left := map[string]int{}
	for _, c := range compare.StandardsOf(p) {
		left[c.Number] = min(missing, c.Mandatory)
		all, inPlace = all+c.Mandatory, inPlace+c.Mandatory-left[c.Number]
	}
	s.Exec(t, `insert into publications (ods_code, cycle, version, kind, sha256, reference_day, published_at, published_on, published_by, late, signed,
		reservations, refusals, outcome, mandatory, in_place, does_not_apply, exempt, proved, unconfirmed)
		values ($1, $2, 1, 'final', 'x', $3::text::date, $3::text::date, $3::text::date, 'x', false, $4, 1, 0, $5, $6, $7, 0, 0, 1, 0)`,
		ods, cycle, on, missing == 0, outcome, all, inPlace)
	for _, c := range compare.StandardsOf(p) {
		s.Exec(t, `insert into publication_counts values ($1, $2, 1, $3, $4, $5, 0, 0, 1)`, ods, cycle, c.Number, c.Mandatory, c.Mandatory-left[c.Number])
	}
	for _, q := range p.Questions() {
		if q.Own {
			continue
		}
		state := "in place"
		if q.Counts() && left[q.Standard] > 0 {
			left[q.Standard]--
			state = "not in place"
		}
		s.Exec(t, `insert into publication_items values ($1, $2, 1, $3, $4, $5)`, ods, cycle, q.ID, state, q.Counts())
	}
}

// addresses are all the pages, and one of each that has an id in its address.
var addresses = []string{
	"/national", "/national?cycle=2025-26", "/national/trusts", "/national/trusts?cycle=2025-26&order=status", "/national/map",
	"/national/standards/7", "/national/standards/10?region=ZZE", "/national/trusts/ZZA", "/national/trusts/ZZD", "/national/waiting",
	"/national/waiting?list=quiet", "/national/waiting?list=not-published", "/national/history",
	"/national/side-by-side?trust=ZZA&trust=ZZC&trust=ZZD", "/national?as-at=2027-02-15", "/national/trusts?as-at=2027-02-15",
	"/national/map?as-at=2027-02-15", "/national/standards/7?as-at=2027-02-15", "/national/trusts/ZZC?as-at=2027-02-15",
	"/national/side-by-side?trust=ZZA&trust=ZZC&as-at=2027-02-15", "/national/waiting?as-at=2027-02-15", "/national/history?as-at=2026-12-31",
}

// within gives the elements below n that fit.
func within(n *html.Node, fits func(*html.Node) bool) []*html.Node {
	var list []*html.Node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && fits(c) {
			list = append(list, c)
		}
	}
	return list
}

func tag(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Data == name }
}

func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return strings.Contains(" "+site.Attr(n, "class")+" ", " "+name+" ") }
}

// seen gives the words that an element shows, without those that are only read out.
func seen(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (class("nhsuk-u-visually-hidden")(n) || n.Data == "svg") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// table is a table of a page: its heads and rows in words.
type table struct {
	caption string
	heads   []string
	rows    [][]string
}

func tableOf(n *html.Node) table {
	var t table
	for _, c := range within(n, tag("caption")) {
		t.caption = seen(c)
	}
	for _, row := range within(n, tag("tr")) {
		var cells []string
		for _, c := range within(row, func(n *html.Node) bool { return n.Data == "th" || n.Data == "td" }) {
			cells = append(cells, seen(c))
		}
		if row.Parent.Data == "thead" {
			t.heads = cells
		} else {
			t.rows = append(t.rows, cells)
		}
	}
	return t
}

// byID gives a table of a page.
func byID(t *testing.T, p *site.Page, id string) table {
	t.Helper()
	n := p.ByID(id)
	if n == nil {
		t.Fatalf("%s has no table %s: %s", p.Path, id, p.Text())
	}
	return tableOf(n)
}

func (t table) String() string {
	lines := []string{strings.Join(t.heads, "|")}
	for _, r := range t.rows {
		lines = append(lines, strings.Join(r, "|"))
	}
	return strings.Join(lines, "\n")
}

// file fetches a table as CSV: its first row are the heads.
func file(t *testing.T, b *site.Browser, address string) [][]string {
	t.Helper()
	p := b.Get(address)
	if p.Status != 200 || p.Header.Get("Content-Type") != "text/csv; charset=utf-8" || p.Header.Get("Cache-Control") != "no-store" ||
		!strings.HasPrefix(p.Header.Get("Content-Disposition"), "attachment; filename=") {
		t.Fatalf("%s: %d %v", address, p.Status, p.Header)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.Source, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return records
}

func column(heads []string, title string) int {
	for i, h := range heads {
		if h == title {
			return i
		}
	}
	return -1
}
