package matrix

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// lists are the pages with a list, who looks at each, and what stands in its first row as a file. A new list gets a line.
var lists = []struct{ who, route, heading string }{
	{"", paths.StatusList, "Organisation"},
	{"", paths.Outbox, ""}, // empty in a new demonstration
	{"priya@demo.invalid", paths.TrustYears, "Year"},
	{"priya@demo.invalid", paths.TrustHome, "Standard"},
	{"priya@demo.invalid", paths.Left, "Standard"},
	{"priya@demo.invalid", paths.Officers, "Office"},
	{"priya@demo.invalid", paths.People, "Name"},
	{"priya@demo.invalid", paths.PeopleDormant, "Name"},
	{"priya@demo.invalid", paths.Trail, "Time (UTC)"},
	{"priya@demo.invalid", paths.Find + "?words=backup", "Kind"},
	{"priya@demo.invalid", paths.Review, "Item"},
	{"priya@demo.invalid", paths.History, "Year"},
	{"priya@demo.invalid", paths.Proof, "Title"},
	{"priya@demo.invalid", paths.Plan, "Action"},
	{"priya@demo.invalid", paths.Differences, "Standard"},
	{"priya@demo.invalid", paths.Risks, "Item"},
	{"priya@demo.invalid", paths.Critical, "Service"},
	{"priya@demo.invalid", paths.Behind, "Item"},
	{"priya@demo.invalid", paths.Questions, "Asked on"},
	{"dev@demo.invalid", paths.Meetings, "Body"},
	{"sam@demo.invalid", paths.NationalTrusts, "Trust"},
	{"sam@demo.invalid", paths.NationalMap, "Trust"},
	{"sam@demo.invalid", paths.NationalStandard + "?table=questions&cycle=2025-26", ""},
	{"sam@demo.invalid", paths.NationalTrust + "?table=publications&cycle=2025-26", ""},
	{"sam@demo.invalid", paths.NationalPlan + "?cycle=2025-26", "Action"},
	{"sam@demo.invalid", paths.NationalWaiting, ""},
	{"sam@demo.invalid", paths.NationalHistory + "?table=results", ""},
	{"ada@demo.invalid", paths.AdminPeople, "Name"},
	{"ada@demo.invalid", paths.AdminYears, "Year"},
	{"ada@demo.invalid", paths.AdminContent, "Edition"},
	{"ada@demo.invalid", paths.AdminProof, "Trust"},
	{"ada@demo.invalid", paths.AdminNotices, "Words"},
	{"ada@demo.invalid", paths.AdminInvite, "E-mail"},
	{"ada@demo.invalid", paths.AdminMail, "What"},
	{"ada@demo.invalid", paths.BreakGlass, "Who"},
}

func TestEveryListIsAFileToo(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 2)
	browsers := map[string]*site.Browser{"": s.Browser(t)}
	for _, l := range lists {
		b := browsers[l.who]
		if b == nil {
			b = s.SignInAs(t, l.who)
			browsers[l.who] = b
		}
		route, query, _ := strings.Cut(l.route, "?")
		address := fill(route)
		if query != "" {
			query += "&"
		}
		p := b.Get(address + "?" + query + "format=csv")
		if p.Status != http.StatusOK || p.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(p.Header.Get("Content-Disposition"), "attachment;") {
			t.Errorf("%s: %d %s", l.route, p.Status, p.Header.Get("Content-Type"))
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(p.Source, "\ufeff"))).ReadAll()
		if err != nil || len(rows) == 0 || l.heading != "" && rows[0][0] != l.heading {
			t.Errorf("%s: %v, first row %q", l.route, err, rows)
		}
		// The page leads to its file when there is something in it.
		if page := b.Get(address + "?" + query); len(rows) > 1 && !strings.Contains(page.Source, "format=csv") {
			t.Errorf("%s: the page does not lead to its %d rows", l.route, len(rows)-1)
		}
		if q := b.Get(address + "?" + query + "format=xml"); q.Status != http.StatusNotFound {
			t.Errorf("%s as XML: %d", l.route, q.Status)
		}
	}
}

// A list as a file is no way around the page's rights: whoever may not see the page gets the same answer.
func TestAFileHasThePagesRights(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 2)
	tom, otherwise := s.SignInAs(t, "tom@demo.invalid"), s.SignInAs(t, "sam@demo.invalid")
	for _, l := range lists {
		if l.who == "" {
			continue
		}
		route, query, _ := strings.Cut(l.route, "?")
		for who, b := range map[string]*site.Browser{"a contributor": tom, "an analyst": otherwise} {
			page, file := b.Get(fill(route)+"?"+query).Status, b.Get(fill(route)+"?"+query+"&format=csv").Status
			if page != file {
				t.Errorf("%s, %s: the page says %d and its file %d", who, l.route, page, file)
			}
		}
	}
}
