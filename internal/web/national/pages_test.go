package national_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/site"
)

func TestEveryPageSaysItsDayAndStandsOnItsOwn(t *testing.T) {
	t.Parallel()
	s := made(t)
	b := s.SignIn(t, "sam@example.org")
	for _, address := range addresses {
		p := b.Get(address)
		if p.Status != 200 {
			t.Errorf("%s: %d %s", address, p.Status, p.Text())
			continue
		}
		day := "As at 27 March 2027"
		for param, words := range map[string]string{"as-at=2027-02-15": "As at 15 February 2027", "as-at=2026-12-31": "As at 31 December 2026"} {
			if strings.Contains(address, param) {
				day = words
			}
		}
		if !p.Says(day) {
			t.Errorf("%s does not say %q", address, day)
		}
		if n := within(p.Root, tag("h1")); len(n) != 1 || !strings.Contains(seen(n[0]), strings.ToLower(day[:1])+day[1:]) {
			t.Errorf("%s: %d headings, the first is %q", address, len(n), seen(n[0]))
		}
		ids := map[string]bool{}
		for n := range p.Root.Descendants() {
			if id := site.Attr(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s has two elements %s", address, id)
				}
				ids[id] = true
			}
			if site.Attr(n, "style") != "" {
				t.Errorf("%s has a style attribute, which the policy blocks", address)
			}
		}
		for _, n := range within(p.Root, tag("table")) {
			if c := within(n, tag("caption")); len(c) != 1 || c[0].FirstChild == nil {
				t.Errorf("%s has a table without a caption", address)
			}
		}
		for _, n := range within(p.Root, class("app-table-scroll")) {
			if site.Attr(n, "tabindex") != "0" || site.Attr(n, "role") != "region" || p.ByID(site.Attr(n, "aria-labelledby")) == nil {
				t.Errorf("%s has a table that scrolls where no keyboard reaches", address)
			}
		}
		for _, n := range within(p.Root, func(n *html.Node) bool {
			return n.Data == "select" || n.Data == "input" && site.Attr(n, "type") != "hidden"
		}) {
			if id := site.Attr(n, "id"); p.Find(func(l *html.Node) bool { return l.Data == "label" && site.Attr(l, "for") == id }) == nil {
				t.Errorf("%s: the field %s has no label", address, site.Attr(n, "name"))
			}
		}
	}
}

func TestThePictureNeverMixesTheTwoFacts(t *testing.T) {
	t.Parallel()
	b := made(t).SignIn(t, "sam@example.org")
	p := b.Get("/national")
	if !p.Says("5 trusts, 95 days to the deadline") || !p.Says("As at 27 March 2027: 5 open trusts in the register. 2 of the 5 have published here.") {
		t.Errorf("%s", p.Text())
	}
	// On 27 March 2026 Fenwold was open, and nobody had published.
	want := "Result here|2026-27 on 27 March 2027|2025-26 on 27 March 2026|2025-26 on 27 March 2027\n" +
		"All in place|1|0|0\nGaps, all in an accepted plan|0|0|0\nGaps|1|0|1\nNot published here|3|6|4\nAll|5|6|5"
	if got := byID(t, p, "results").String(); got != want {
		t.Errorf("results are\n%s", got)
	}
	if !p.Says("1 more trust than on 27 March 2026 (2025-26) has all in place.") {
		t.Error("the difference to last year is not said")
	}
	want = "Region|Organisations|Standards Met|Approaching Standards|Not Published\n" +
		"Eastholme (ZZE)|2|1|0|1\nWestmark (ZZW)|2|1|1|0\nAll|4|2|1|1"
	if got := byID(t, p, "official").String(); got != want {
		t.Errorf("official statuses are\n%s", got)
	}
	if !p.Says("No official status for 2026-27 has been imported yet. From the newest imported file: 2025-26, as at 16 November 2026. It names 4 organisations; the register has 5 open trusts.") {
		t.Error("the file of the official statuses is not named")
	}
	bars := within(p.Root, class("app-shares__key"))
	if len(bars) != 2 || seen(bars[0]) != "1 All in place 0 Gaps, all in an accepted plan 1 Gaps 3 Not published here" ||
		seen(bars[1]) != "2 Standards Met 1 Approaching Standards 1 Not Published" {
		t.Errorf("the bars' keys are %q", []string{seen(bars[0]), seen(bars[1])})
	}
	first := byID(t, p, "standards").rows[0]
	if first[0] != "2. Staff responsibilities" || first[1] != "2" || first[2] != "4" || first[3] != "1" || first[4] != "2" {
		t.Errorf("the most missed standard is %v", first)
	}
}

func TestNamesAreOneClickBehindTheNumbers(t *testing.T) {
	t.Parallel()
	b := made(t).SignIn(t, "sam@example.org")
	p := b.Get("/national")
	for label, want := range map[string][]string{
		"Not begun": {"Dunmere NHS Trust ZZD", "Evenlode NHS Trust ZZE"}, "No change for three weeks": {"Brackenhill NHS Foundation Trust ZZB"},
		"Not published here": {"Brackenhill NHS Foundation Trust ZZB", "Dunmere NHS Trust ZZD", "Evenlode NHS Trust ZZE"},
	} {
		fact := p.Find(func(n *html.Node) bool { return class("app-facts__fact")(n) && strings.Contains(seen(n), label) })
		if fact == nil {
			t.Fatalf("%s is not counted", label)
		}
		link := within(fact, tag("a"))[0]
		list := b.Get(site.Attr(link, "href"))
		var names []string
		for _, row := range byID(t, list, "waiting").rows {
			names = append(names, row[0])
		}
		if !slices.Equal(names, want) || seen(link) != string(rune('0'+len(want))) || !list.Says("Offer help") {
			t.Errorf("%s: %s leads to %v", label, seen(link), names)
		}
	}
}

func TestTheTableOfTrustsFollowsItsAddress(t *testing.T) {
	t.Parallel()
	b := made(t).SignIn(t, "sam@example.org")
	for address, want := range map[string]string{
		"/national/trusts":                                 "ZZA ZZB ZZC ZZD ZZE",
		"/national/trusts?region=ZZW":                      "ZZA ZZB",
		"/national/trusts?kind=acute&order=region":         "ZZC ZZA",
		"/national/trusts?kind=unknown":                    "ZZD",
		"/national/trusts?icb=ZZI&result=published":        "ZZA",
		"/national/trusts?result=not-published-here":       "ZZB ZZD ZZE",
		"/national/trusts?cycle=2025-26&status=none":       "ZZD ZZE",
		"/national/trusts?cycle=2025-26&order=status":      "ZZA ZZC ZZB ZZD ZZE",
		"/national/trusts?order=last-change":               "ZZB ZZA ZZC ZZD ZZE",
		"/national/trusts?text=%20FELLS%20":                "ZZC",
		"/national/trusts?as-at=2026-12-31":                "ZZA ZZB ZZC ZZD ZZE ZZF",
		"/national/trusts?as-at=2027-02-15&result=gaps":    "ZZC",
		"/national/trusts?text=zzb&utm_source=forgotten":   "ZZB",
		"/national/trusts?region=&kind=&page=1&order=&icb": "ZZA ZZB ZZC ZZD ZZE",
	} {
		p := b.Get(address)
		var codes []string
		for _, row := range byID(t, p, "trusts").rows {
			codes = append(codes, row[0][len(row[0])-3:])
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
		// The form shows what the address says, so that sending it changes nothing.
		u, _ := url.Parse(address)
		for name, values := range u.Query() {
			if !slices.Contains([]string{"region", "kind", "icb", "result", "cycle", "status", "order"}, name) || values[0] == "" {
				continue
			}
			chosen := within(p.ByID(name), func(n *html.Node) bool { return n.Data == "option" && hasAttr(n, "selected") })
			if len(chosen) != 1 || site.Attr(chosen[0], "value") != values[0] {
				t.Errorf("%s: the form does not show %s", address, name)
			}
		}
	}
	if p := b.Get("/national/trusts?text=nobody"); !p.Says("0 of the 5 open trusts in the register match.") || !p.Says("No trust matches.") {
		t.Error(p.Text())
	}
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func TestAPastDayShowsNoDrafts(t *testing.T) {
	t.Parallel()
	b := made(t).SignIn(t, "sam@example.org")
	for _, address := range addresses {
		if !strings.Contains(address, "as-at") {
			continue
		}
		for _, words := range []string{"answered, changed", "questions answered", "Begun on", "been begun", "Not begun", "three weeks"} {
			if p := b.Get(address); p.Says(words) {
				t.Errorf("%s says %q", address, words)
			}
		}
	}
	if p := b.Get("/national/waiting?list=quiet&as-at=2027-02-15"); p.Status != 404 {
		t.Errorf("a list of drafts as at a past day: %d", p.Status)
	}
}

func TestABadFilterKeepsTheFormWithAMessage(t *testing.T) {
	t.Parallel()
	b := made(t).SignIn(t, "sam@example.org")
	for _, path := range []string{"/national", "/national/trusts", "/national/map", "/national/standards/7", "/national/waiting", "/national/history", "/national/trusts/ZZA"} {
		for query, field := range map[string]string{
			"region=ZZQ": "region", "as-at=2027-02-30": "as-at", "as-at=2027-03-28": "as-at", "as-at=%3Cb%3E": "as-at",
		} {
			if field == "region" && path == "/national/trusts/ZZA" {
				continue // a trust's own page has no region to choose
			}
			p := b.Get(path + "?" + query)
			link := p.Find(func(n *html.Node) bool { return n.Data == "a" && site.Attr(n, "href") == "#"+field })
			if p.Status != 422 || link == nil || p.ByID(field) == nil || p.ByID(field+"-error") == nil {
				t.Errorf("%s?%s: %d, linked %v: %s", path, query, p.Status, link != nil, p.Text())
			}
			if typed := query[strings.Index(query, "=")+1:]; field == "as-at" && p.ByID(field) != nil {
				want, _ := url.QueryUnescape(typed)
				if got := site.Attr(p.ByID(field), "value"); got != want {
					t.Errorf("%s: the field holds %q, typed was %q", path, got, want)
				}
			}
			if within(p.Root, tag("table")) != nil {
				t.Errorf("%s?%s shows figures of another filter", path, query)
			}
		}
	}
	p := b.Get("/national/trusts?kind=dental&result=passed&text=moor&order=counts")
	if n := len(within(p.Root, func(n *html.Node) bool {
		return n.Data == "a" && strings.HasPrefix(site.Attr(n, "href"), "#") && n.Parent.Data == "li"
	})); n != 3 || p.Status != 422 {
		t.Errorf("%d messages, status %d", n, p.Status)
	}
	if site.Attr(p.ByID("text"), "value") != "moor" {
		t.Error("what was right is not kept")
	}
}

func TestWhatIsNotThereIsNoPage(t *testing.T) {
	t.Parallel()
	s := made(t)
	b := s.SignIn(t, "sam@example.org")
	for _, address := range []string{
		"/national?cycle=2019-20", "/national/trusts?cycle=soon", "/national/standards/11", "/national/standards/x", "/national/trusts/ZZQ",
		"/national/trusts/%3Cb%3E", "/national/waiting?list=best", "/national?format=pdf", "/national?format=csv", "/national?format=csv&table=best",
		"/national/standards/7?format=csv", "/national/history?format=csv&table=x", "/national/trusts/ZZA?format=csv",
	} {
		if p := b.Get(address); p.Status != 404 || !p.Says("We cannot find that page") {
			t.Errorf("%s: %d", address, p.Status)
		}
	}
	west := s.SignIn(t, "west@example.org")
	if p := west.Get("/national/trusts/ZZC"); p.Status != 404 {
		t.Errorf("another region's trust: %d", p.Status)
	}
}

func TestARegionsAnalystSeesTheirRegionAsTheWhole(t *testing.T) {
	t.Parallel()
	s := made(t)
	for email, whole := range map[string]string{"west@example.org": "Westmark region", "icb@example.org": "Moor and Fell ICB"} {
		b := s.SignIn(t, email)
		for _, address := range addresses {
			if strings.Contains(address, "ZZC") || strings.Contains(address, "ZZD") || strings.Contains(address, "region=") {
				continue
			}
			p := b.Get(address)
			if p.Status != 200 {
				t.Errorf("%s, %s: %d", email, address, p.Status)
			}
			for _, other := range []string{"Calder", "Dunmere", "Evenlode", "Xerxes", "Eastholme"} {
				if strings.Contains(p.Source, other) {
					t.Errorf("%s, %s speaks of %s", email, address, other)
				}
			}
		}
		p := b.Get("/national")
		if !p.Says("2 trusts, 95 days to the deadline") || !p.Says("As at 27 March 2027: 2 open trusts in "+whole+". 1 of the 2 has published here.") {
			t.Errorf("%s: %s", email, p.Text())
		}
		if p := b.Get("/national/trusts?region=ZZE"); p.Status != 422 {
			t.Errorf("%s may choose another region: %d", email, p.Status)
		}
	}
}

func TestOnlyAnalystsComeIn(t *testing.T) {
	t.Parallel()
	s := made(t)
	lead, nobody := s.SignIn(t, "lead@example.org"), s.Browser(t)
	for _, address := range addresses {
		if p := lead.Get(address); p.Status != 403 || !p.Says("Comparison is for national, regional and ICB analysts.") {
			t.Errorf("a lead at %s: %d", address, p.Status)
		}
		if p := nobody.Get(address); !strings.HasPrefix(p.Path, "/sign-in?next=") {
			t.Errorf("nobody at %s is led to %s", address, p.Path)
		}
	}
}
