package public_test

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/site"
)

func made(t *testing.T) *site.Site {
	t.Helper()
	s := site.New(t)
	s.Clock.Set(time.Date(2027, 3, 27, 9, 0, 0, 0, time.UTC))
	s.Year(t)
	s.Exec(t, `insert into regions values ('ZZW', 'Westmark')`)
	s.Exec(t, `insert into trusts (ods_code, name, region_code, closed) values ('ZZA', 'Ashcombe Vale NHS Trust', 'ZZW', null),
		('ZZB', 'Brackenhill NHS Trust', 'ZZW', null), ('ZZF', 'Fenwold NHS Trust', 'ZZW', '2026-12-31'), ('ZZV', 'Valleys', 'W00', null)`)
	s.Exec(t, `insert into published_results (cycle, as_at, ods_code, org_name, region_code, status) values
		('2024-25', '2025-11-16', 'ZZB', 'B', 'ZZW', 'Standards Exceeded'),
		('2025-26', '2026-11-16', 'ZZA', 'A', 'ZZW', 'Standards Met'), ('2025-26', '2026-11-16', 'ZZX', '<b>Xerxes</b>', '', 'Approaching Standards')`)
	s.Exec(t, `insert into assessments values ('ZZB', '2026-27', 'published', 1, now(), 'x')`)
	s.Exec(t, `insert into snapshots (ods_code, cycle, version, kind, document, sha256, reference_day, sent_at, sent_by, sent_by_name)
		values ('ZZB', '2026-27', 1, 'final', '', 'x', '2027-03-01', now(), gen_random_uuid(), 'x')`)
	s.Exec(t, `insert into publications (ods_code, cycle, version, kind, sha256, reference_day, published_at, published_on, published_by, late, signed,
		outcome, mandatory, in_place, does_not_apply, exempt, proved, unconfirmed)
		values ('ZZB', '2026-27', 1, 'final', 'x', '2027-03-01', now(), '2027-03-01', 'x', false, true, 'Gaps', 112, 77, 0, 0, 0, 0)`)
	return s
}

func rows(p *site.Page) []string {
	var list []string
	table := p.ByID("statuses")
	if table == nil {
		return nil
	}
	for n := range table.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" || n.Parent.Data != "tbody" {
			continue
		}
		var cells []string
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				cells = append(cells, value(c))
			}
		}
		list = append(list, strings.Join(cells, "|"))
	}
	return list
}

// value gives a cell's words without the heading that is repeated in it for a phone.
func value(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && strings.Contains(site.Attr(n, "class"), "nhsuk-table__heading") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestAnybodyReadsTheOfficialStatusesOfTheNewestYear(t *testing.T) {
	t.Parallel()
	p := made(t).Browser(t).Get("/official-status")
	want := []string{
		"<b>Xerxes</b>|ZZX||Approaching Standards", "Ashcombe Vale NHS Trust|ZZA|Westmark|Standards Met", "Brackenhill NHS Trust|ZZB|Westmark|No status imported",
	}
	if got := rows(p); p.Status != 200 || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%d\n%s", p.Status, strings.Join(got, "\n"))
	}
	if !p.Says("As at 16 November 2026: 3 organisations.") || !p.Says("2025-26 · as at 16 November 2026") {
		t.Error("the day and the number are not said")
	}
	text := strings.ReplaceAll(p.Text(), p.Header.Get("X-Request-Id"), "") // its random digits are no result
	for _, ours := range []string{"77", "Gaps", "112"} {
		if strings.Contains(text, ours) {
			t.Errorf("a result of ours is public: %s", ours)
		}
	}
}

func TestTheSearchFindsPartsOfNamesAndCodes(t *testing.T) {
	t.Parallel()
	b := made(t).Browser(t)
	for text, want := range map[string]string{
		"VALE": "Ashcombe Vale NHS Trust|ZZA|Westmark|Standards Met", "zzb": "Brackenhill NHS Trust|ZZB|Westmark|No status imported", "nobody": "", "%25": "",
	} {
		p := b.Get("/official-status?text=" + text)
		if got := strings.Join(rows(p), "\n"); got != want {
			t.Errorf("%q finds %s", text, got)
		}
		if want == "" && !p.Says("Nothing is found for") {
			t.Errorf("%q: nothing is said", text)
		}
	}
	p := b.Get("/official-status?text=" + strings.Repeat("a", 101))
	if p.Status != 422 || p.ByID("text-error") == nil || site.Attr(p.ByID("text"), "value") != strings.Repeat("a", 101) {
		t.Errorf("too long a text: %d", p.Status)
	}
}

func TestTheFileHoldsWhatThePageShows(t *testing.T) {
	t.Parallel()
	b := made(t).Browser(t)
	for _, query := range []string{"", "?text=trust"} {
		p := b.Get("/official-status" + query)
		join := map[bool]string{true: "&", false: "?"}[query != ""]
		f := b.Get("/official-status" + query + join + "format=csv")
		records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(f.Source, "\ufeff"))).ReadAll()
		if err != nil || f.Status != 200 {
			t.Fatal(f.Status, err)
		}
		shown := rows(p)
		if len(records) != len(shown)+1 {
			t.Fatalf("the file has %d rows, the page %d", len(records)-1, len(shown))
		}
		for i, r := range records[1:] {
			if got := strings.Join(r[:4], "|"); got != shown[i] || !strings.HasPrefix(r[4], "As at 16 November 2026: ") {
				t.Errorf("the file says %s (%s), the page %s", got, r[4], shown[i])
			}
		}
	}
}

func TestPagesOfTheList(t *testing.T) {
	t.Parallel()
	s := made(t)
	s.Exec(t, `insert into trusts (ods_code, name) select 'ZZ' || lpad(i::text, 3, '0'), 'Practice ' || lpad(i::text, 3, '0') from generate_series(1, 60) i`)
	b := s.Browser(t)
	first := b.Get("/official-status")
	next := first.Find(func(n *html.Node) bool { return site.Attr(n, "rel") == "next" })
	second := b.Get(site.Attr(next, "href"))
	if len(rows(first)) != 50 || len(rows(second)) != 13 {
		t.Errorf("%d and %d rows", len(rows(first)), len(rows(second)))
	}
	for _, address := range []string{"/official-status?page=0", "/official-status?page=x", "/official-status?format=pdf"} {
		if p := b.Get(address); p.Status != 404 {
			t.Errorf("%s: %d", address, p.Status)
		}
	}
}

func TestBeforeAnythingIsImported(t *testing.T) {
	t.Parallel()
	if p := site.New(t).Browser(t).Get("/official-status"); p.Status != 200 || !p.Says("No official statuses have been imported yet.") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
}
