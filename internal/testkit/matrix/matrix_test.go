// Package matrix walks the router: every route, by everybody, against one expected table in testdata/matrix.txt. A new
// route without a row fails; a row that changed has to be changed by hand, or with -update and a look at the difference.
//
// A cell is the status of the answer to a request with empty forms, not followed: 422 means that the person may, and that
// the form lacks something. Some lines of the table are walls, and are checked a second time without the table.
package matrix

import (
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

var update = flag.Bool("update", false, "write testdata/matrix.txt anew")

const table = "testdata/matrix.txt"

// somebody is who asks. The first trust of the demonstration is the object of every route.
type somebody struct {
	column string
	email  string // empty: nobody is signed in
	grant  accountdb.Grant
	demo   bool // one of the demonstration's people, who comes in by its door
}

var everybody = []somebody{
	{column: "nobody"},
	{column: "lead", email: "priya@demo.invalid", demo: true},
	{column: "contributor", email: "tom@demo.invalid", demo: true},
	{column: "board", email: "helen@demo.invalid", demo: true},
	{column: "secretary", email: "dev@demo.invalid", demo: true},
	{column: "assessor", email: "ruth@demo.invalid", demo: true},
	{column: "lead-elsewhere", email: "elsewhere@demo.invalid", grant: site.At("ZZT01", access.Lead)},
	{column: "board-elsewhere", email: "board@demo.invalid", grant: site.At("ZZT01", access.BoardMember)},
	{column: "nation", email: "sam@demo.invalid", demo: true},
	{column: "own-region", email: "region@demo.invalid", grant: accountdb.Grant{Role: access.Analyst, Reach: access.ReachRegion, Place: "ZZ1"}},
	{column: "other-region", email: "other@demo.invalid", grant: accountdb.Grant{Role: access.Analyst, Reach: access.ReachRegion, Place: "ZZ2"}},
	{column: "own-icb", email: "icb@demo.invalid", grant: accountdb.Grant{Role: access.Analyst, Reach: access.ReachICB, Place: "ZZ1A"}},
	{column: "administrator", email: "ada@demo.invalid", demo: true},
}

// values stand in for the words in braces of a route.
var values = map[string]string{
	"ods": "ZZT00", "cycle": "2026-27", "standard": "7", "item": "7.3.5", "assertion": "7.3", "part": "7.3", "version": "1", "figure": "in-place",
	"signature": store.NewID(), "person": store.NewID(), "edition": "ndg-2023-24",
}

// fill gives the address of a route. Anything else in braces, or a rest of an address, is a made-up word.
func fill(route string) string {
	parts := strings.Split(route, "/")
	for i, p := range parts {
		if name, ok := strings.CutPrefix(p, "{"); ok {
			name = strings.TrimSuffix(name, "}")
			if parts[i] = values[name]; parts[i] == "" {
				parts[i] = store.NewID()
			}
		}
	}
	return strings.TrimSuffix(strings.Join(parts, "/"), "*")
}

type request struct{ method, route string }

func routes(t *testing.T, s *site.Site) []request {
	t.Helper()
	var list []request
	err := chi.Walk(s.Handler.(chi.Routes), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if strings.HasPrefix(route, "/assets/") || method == http.MethodConnect || method == http.MethodTrace {
			return nil
		}
		list = append(list, request{method, route})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// What ends a session or changes the state for what follows comes last.
	slices.SortFunc(list, func(a, b request) int { return strings.Compare(a.sortKey(), b.sortKey()) })
	return list
}

func (q request) sortKey() string {
	return map[bool]string{true: "0 ", false: "1 "}[q.method == http.MethodGet] + q.route
}

// ask gives the status of each route to somebody, on a site of their own.
func ask(t *testing.T, who somebody) map[request]int {
	t.Helper()
	s := site.Demonstration(t, 2, site.WithSignOn)
	if !who.demo && who.email != "" {
		s.Person(t, who.email, who.column, who.grant)
	}
	answers := map[request]int{}
	in := func() *site.Browser {
		switch {
		case who.email == "":
			return s.Browser(t)
		case who.demo:
			return s.SignInAs(t, who.email)
		}
		return s.SignIn(t, who.email)
	}
	b := in()
	for _, q := range routes(t, s) {
		req, err := http.NewRequestWithContext(t.Context(), q.method, s.URL+fill(q.route), strings.NewReader(url.Values{}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		if q.method != http.MethodGet {
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			req.Header.Set("Sec-Fetch-Site", "same-origin")
		}
		answers[q] = b.Once(req).Status
		if who.email != "" && b.Get("/roles").Path != "/roles" { // that was a way out
			b = in()
		}
	}
	return answers
}

func TestEveryRouteByEverybody(t *testing.T) {
	t.Parallel()
	got := make([]map[request]int, len(everybody))
	var all sync.WaitGroup
	turns := make(chan struct{}, 3)
	for i, who := range everybody {
		all.Add(1)
		t.Run(who.column, func(t *testing.T) {
			defer all.Done()
			t.Parallel()
			turns <- struct{}{}
			defer func() { <-turns }()
			got[i] = ask(t, who)
		})
	}
	t.Run("table", func(t *testing.T) {
		t.Parallel()
		all.Wait()
		compare(t, got)
		walls(t, got)
	})
}

func compare(t *testing.T, got []map[request]int) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%-6s %-62s", "", "")
	for _, who := range everybody {
		fmt.Fprintf(&b, " %s", who.column)
	}
	b.WriteString("\n")
	requests := make([]request, 0, len(got[0]))
	for q := range got[0] {
		requests = append(requests, q)
	}
	slices.SortFunc(requests, func(a, b request) int { return strings.Compare(a.route+a.method, b.route+b.method) })
	for _, q := range requests {
		fmt.Fprintf(&b, "%-6s %-62s", q.method, q.route)
		for i, who := range everybody {
			fmt.Fprintf(&b, " %-*d", len(who.column), got[i][q])
		}
		b.WriteString("\n")
	}
	text := trimLines(b.String())
	if *update {
		if err := os.WriteFile(table, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == text {
		return
	}
	wanted := map[string]bool{}
	for _, l := range strings.Split(string(want), "\n") {
		wanted[l] = true
	}
	for _, l := range strings.Split(text, "\n") {
		if !wanted[l] {
			t.Errorf("not as %s has it:\n%s", table, l)
		}
		delete(wanted, l)
	}
	for l := range wanted {
		t.Errorf("%s has a row that is no more:\n%s", table, l)
	}
}

func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// public are the routes that anybody may see.
func public(q request) bool {
	switch q.route {
	case "/", "/about", "/healthz", "/readyz", "/sign-in", "/sign-in-as", "/sign-out", "/signed-out", "/official-status", "/support",
		"/outbox": // of the demonstration, on its own machine
		return true
	}
	return strings.HasPrefix(q.route, "/sign-in/") || strings.HasPrefix(q.route, "/invitations/") || strings.HasPrefix(q.route, "/asked/")
}

// walls are the lines that must hold whatever the table says.
func walls(t *testing.T, got []map[request]int) {
	t.Helper()
	for i, who := range everybody {
		for q, status := range got[i] {
			of := strings.HasPrefix(q.route, "/trusts/{ods}")
			switch {
			case status >= 500:
				t.Errorf("%s, %s %s: %d", who.column, q.method, q.route, status)
			case who.email == "" && !public(q) && status < 300:
				t.Errorf("nobody is let in at %s %s", q.method, q.route)
			case strings.HasSuffix(who.column, "-elsewhere") && of && status != http.StatusNotFound:
				t.Errorf("%s, %s %s: %d; another trust's pages do not exist", who.column, q.method, q.route, status)
			case slices.Contains([]string{"nation", "own-region", "other-region", "own-icb"}, who.column) && of && status < 400:
				t.Errorf("%s, %s %s: %d; analysts see no trust's own pages", who.column, q.method, q.route, status)
			case who.column == "administrator" && of && status < 400 && !strings.Contains(q.route, "/people"):
				t.Errorf("administrator, %s %s: %d; who runs the service reads no answers", q.method, q.route, status)
			case strings.HasPrefix(q.route, "/admin") && who.column != "administrator" && who.email != "" && status != http.StatusForbidden && status != http.StatusSeeOther:
				t.Errorf("%s, %s %s: %d; administration is for administrators", who.column, q.method, q.route, status)
			case who.column == "other-region" && q.route == "/national/trusts/{ods}" && status != http.StatusNotFound:
				t.Errorf("an analyst of another region sees the trust: %d", status)
			}
		}
	}
}
