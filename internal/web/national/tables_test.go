package national_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/site"
)

// Every table of every page has its file. What both hold is the same, row by row; the file says more, and in each row the
// day and whose figures they are.
func TestEveryFileHoldsWhatItsTableShows(t *testing.T) {
	t.Parallel()
	b := made(t).SignIn(t, "sam@example.org")
	compared, columns := 0, 0
	for _, address := range addresses {
		p := b.Get(address)
		for _, link := range within(p.Root, func(n *html.Node) bool { return n.Data == "a" && strings.Contains(site.Attr(n, "href"), "format=csv") }) {
			records := file(t, b, site.Attr(link, "href"))
			shown := p.Find(func(n *html.Node) bool {
				return n.Data == "table" && n.Parent == previousRegion(link)
			})
			if len(records) < 2 {
				t.Errorf("%s is empty", site.Attr(link, "href"))
				continue
			}
			notes := column(records[0], "Notes")
			for _, r := range records[1:] {
				if notes < 0 || !strings.Contains(strings.ToLower(r[notes]), "as at ") {
					t.Fatalf("%s: a row without its day: %v", site.Attr(link, "href"), r)
				}
			}
			if shown == nil || site.Attr(shown, "id") == "map" || site.Attr(shown, "id") == "side" || site.Attr(shown, "id") == "counts" {
				continue // have tests of their own, or are shown under their standards
			}
			page := tableOf(shown)
			if len(page.rows) != len(records)-1 {
				t.Errorf("%s shows %d rows, its file %d", address, len(page.rows), len(records)-1)
				continue
			}
			compared++
			for i, head := range page.heads {
				j := column(records[0], head)
				if j < 0 || head == "" {
					continue
				}
				columns++
				for r, row := range page.rows {
					if got, want := records[r+1][j], row[i]; !same(want, got) {
						t.Errorf("%s, %s, row %d: the page says %q, the file %q", address, head, r+1, want, got)
					}
				}
			}
		}
	}
	if compared < 30 || columns < 150 {
		t.Errorf("only %d tables with %d columns were compared", compared, columns)
	}
}

// previousRegion gives the region before the paragraph of a link to a file.
func previousRegion(link *html.Node) *html.Node {
	for n := link.Parent.PrevSibling; n != nil; n = n.PrevSibling {
		if n.Type == html.ElementNode {
			return n
		}
	}
	return nil
}

// same tells whether a page's words are a file's value: names come with their code, days and numbers in words.
func same(words, plain string) bool {
	if words == plain || strings.ReplaceAll(words, ",", "") == plain || strings.HasPrefix(words, plain+" ZZ") {
		return true
	}
	var year, month, day int
	if _, err := fmt.Sscanf(plain, "%d-%d-%d", &year, &month, &day); err != nil {
		return false
	}
	months := strings.Fields("January February March April May June July August September October November December")
	return words == fmt.Sprintf("%d %s %d", day, months[month-1], year)
}

func TestAFileHasEveryPage(t *testing.T) {
	t.Parallel()
	s := made(t)
	s.Exec(t, `insert into trusts (ods_code, name, region_code) select 'ZZ' || lpad(i::text, 3, '0'), 'Practice ' || lpad(i::text, 3, '0'), 'ZZW' from generate_series(1, 120) i`)
	b := s.SignIn(t, "sam@example.org")
	seen := map[string]bool{}
	next := "/national/trusts?region=ZZW"
	pages := 0
	for next != "" {
		p := b.Get(next)
		pages++
		for _, row := range byID(t, p, "trusts").rows {
			seen[row[0]] = true
		}
		if !strings.Contains(p.Path, "region=ZZW") {
			t.Errorf("the filter is lost at %s", p.Path)
		}
		link := p.Find(func(n *html.Node) bool { return n.Data == "a" && site.Attr(n, "rel") == "next" })
		next = site.Attr(link, "href")
	}
	if pages != 3 || len(seen) != 122 {
		t.Errorf("%d trusts on %d pages, want 122 on 3", len(seen), pages)
	}
	if records := file(t, b, "/national/trusts?region=ZZW&page=2&format=csv"); len(records) != 123 {
		t.Errorf("the file has %d rows", len(records)-1)
	}
	if p := b.Get("/national/trusts?page=99"); p.Status != 200 || !p.Says("No trust matches.") && !p.Says("125 open trusts") {
		t.Errorf("a page after the last: %d %s", p.Status, p.Text())
	}
}

func TestTheHeatMapSaysTheFigureAndShadesIt(t *testing.T) {
	t.Parallel()
	s := made(t)
	b := s.SignIn(t, "sam@example.org")
	p := b.Get("/national/map")
	m := byID(t, p, "map")
	if len(m.heads) != 11 || len(m.rows) != 2 || m.rows[0][0] != "Ashcombe Vale ZZA" || m.rows[1][0] != "Calder Fells ZZC" {
		t.Fatalf("the map is\n%s", m)
	}
	records := file(t, b, "/national/map?format=csv")
	for i, head := range m.heads[1:] {
		title, of, _ := strings.Cut(head, " of ")
		j := column(records[0], title)
		if j < 0 || records[2][j] != m.rows[1][i+1] || records[2][j+1] != of {
			t.Errorf("%s: the map says %s, the file %v", head, m.rows[1][i+1], records[2])
		}
	}
	row := within(p.ByID("map"), tag("tr"))[2]
	cells := within(row, tag("td"))
	// Calder misses two of each standard: of 21 up to a tenth, of 2 all, of 9 up to a quarter, of 3 more than half, of 5 up to half.
	for at, want := range map[int]string{0: "app-heat__cell--1", 1: "app-heat__cell--4", 2: "app-heat__cell--2", 4: "app-heat__cell--4", 9: "app-heat__cell--3"} {
		if got := site.Attr(cells[at], "class"); got != want {
			t.Errorf("standard %d: %s of %s is %s, want %s", at+1, seen(cells[at]), m.heads[at+1], got, want)
		}
	}
	if got := within(within(row, tag("td"))[0], class("nhsuk-u-visually-hidden")); len(got) != 1 {
		t.Error("a cell does not say of how many to those who listen")
	}
	links := p.Links()
	for _, want := range []string{"/national/standards/7?cycle=2026-27", "/national/trusts/ZZC?cycle=2026-27"} {
		if !contains(links, want) {
			t.Errorf("nothing leads to %s: %v", want, links)
		}
	}
	if p := b.Get("/national/map?cycle=2025-26&region=ZZE"); !p.Says("None of the trusts that match has published here.") {
		t.Error(p.Text())
	}
	if p := b.Get("/national/map?as-at=2026-10-01"); !p.Says("No trust has published its final assessment here for 2026-27 yet.") || !p.Says("Look at 2025-26") {
		t.Error(p.Text())
	}
}

func contains(list []string, one string) bool {
	for _, l := range list {
		if l == one {
			return true
		}
	}
	return false
}

func TestTickedTrustsStandSideBySide(t *testing.T) {
	t.Parallel()
	b := made(t).SignIn(t, "sam@example.org")
	for _, from := range []string{"/national/trusts?as-at=2027-03-20", "/national/map?as-at=2027-03-20"} {
		p := b.Get(from)
		form := p.Find(func(n *html.Node) bool { return n.Data == "form" && site.Attr(n, "action") == "/national/side-by-side" })
		q := url.Values{}
		for _, n := range within(form, tag("input")) {
			if site.Attr(n, "type") == "hidden" || site.Attr(n, "value") == "ZZA" || site.Attr(n, "value") == "ZZC" {
				q.Add(site.Attr(n, "name"), site.Attr(n, "value"))
			}
		}
		side := b.Get("/national/side-by-side?" + q.Encode())
		got := byID(t, side, "side")
		if !strings.HasPrefix(got.heads[1], "Ashcombe Vale NHS Trust") || !strings.HasPrefix(got.heads[2], "Calder Fells NHS Trust") || !side.Says("as at 20 March 2027") {
			t.Errorf("%s leads to\n%s", from, got)
		}
		records := file(t, b, "/national/side-by-side?"+q.Encode()+"&format=csv")
		for i, row := range got.rows {
			for j := range row {
				if want := records[i+1][j]; row[j] != want && !(row[j] == "–" && want == "") && !same(row[j], want) {
					t.Errorf("%s: the page says %q, the file %q", row[0], row[j], want)
				}
			}
		}
	}
	for query, says := range map[string]string{
		"": "Tick at least two trusts", "?trust=ZZA": "Tick at least two trusts", "?trust=ZZA&trust=ZZQ": "There is no trust ZZQ to compare.",
		"?trust=ZZ1&trust=ZZ2&trust=ZZ3&trust=ZZ4&trust=ZZ5&trust=ZZ6&trust=ZZ7": "Tick at most six trusts", "?trust=ZZA&trust=%3Cb%3E": "is not an ODS code",
	} {
		if p := b.Get("/national/side-by-side" + query); p.Status != 422 || !p.Says(says) || p.ByID("trust") == nil {
			t.Errorf("%s: %d %s", query, p.Status, p.Text())
		}
	}
}

func TestOneTrustAsAnalystsSeeIt(t *testing.T) {
	t.Parallel()
	b := made(t).SignIn(t, "sam@example.org")
	c := b.Get("/national/trusts/zzc")
	for _, says := range []string{
		"Calder Fells NHS Trust", "Without the board's signature, one with reservations", "Begun on 1 October 2026. 118 questions answered. Last changed on 30 January 2027.",
		"1 February 2027 (version 1, answers of 1 February 2027)", "Not known",
	} {
		if !c.Says(says) {
			t.Errorf("Calder's page does not say %q: %s", says, c.Text())
		}
	}
	counts := byID(t, c, "counts")
	if len(counts.rows) != 10 || counts.rows[6][1] != "10 of 12" {
		t.Errorf("counts are\n%s", counts)
	}
	states := within(c.Root, func(n *html.Node) bool { return class("nhsuk-tag")(n) && seen(n) == "Not in place" })
	if len(states) != 20 {
		t.Errorf("%d questions are not in place, want two of each standard", len(states))
	}
	brackenhill := b.Get("/national/trusts/ZZB")
	if got := byID(t, brackenhill, "statuses").String(); got != "Year|Official DSPT status|Day|Where it is from\n2026-27|Standards Met|1 March 2027|Recorded by the trust\n"+
		"2025-26|Approaching Standards|16 November 2026|Imported file as at that day" {
		t.Errorf("Brackenhill's statuses are\n%s", got)
	}
	if !brackenhill.Says("Not published here") || brackenhill.ByID("counts") != nil {
		t.Error("Brackenhill shows more than it has published")
	}
	if p := b.Get("/national/trusts/ZZD"); !p.Says("The assessment for 2026-27 has not been begun here.") {
		t.Error(p.Text())
	}
	if p := b.Get("/national/trusts/ZZF"); !p.Says("This trust closed on 31 December 2026.") {
		t.Error(p.Text())
	}
	if p := b.Get("/national/trusts/ZZA"); !p.Says("400 (2026, bed returns)") {
		t.Error("the trust's size is not shown with its source")
	}
}

func TestAYearThatOnlyFilesSpeakOf(t *testing.T) {
	t.Parallel()
	s := made(t)
	s.Exec(t, `insert into published_results (cycle, as_at, ods_code, org_name, region_code, status) values ('2022-23', '2023-11-16', 'ZZA', 'A', 'ZZW', 'Standards Met')`)
	b := s.SignIn(t, "sam@example.org")
	p := b.Get("/national?cycle=2022-23")
	if p.Status != 200 || !p.Says("Official statuses for 2022-23") || !p.Says("there are no results here") || p.ByID("results") != nil ||
		!p.Says("From the newest imported file: 2022-23, as at 16 November 2023. It names 1 organisation; the register has 5 open trusts.") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	for _, address := range []string{"/national/trusts?cycle=2022-23", "/national/map?cycle=2022-23", "/national/trusts/ZZA?cycle=2022-23", "/national/waiting?cycle=2022-23"} {
		if p := b.Get(address); p.Status != 200 {
			t.Errorf("%s: %d", address, p.Status)
		}
	}
}

func TestAnEmptyServiceSaysWhatToDo(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "sam@example.org", "Sam Keane", analyst)
	b := s.SignIn(t, "sam@example.org")
	if p := b.Get("/national"); p.Status != 200 || !p.Says("No year has been opened here yet") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	for _, address := range []string{"/national/trusts", "/national/map", "/national/waiting", "/national/history"} {
		if p := b.Get(address); p.Status != 200 {
			t.Errorf("%s: %d %s", address, p.Status, p.Text())
		}
	}
}
