package find_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
)

// written is Northmoor's year with an answer, a proof and an action, and the same words at the other trust.
func written(t *testing.T) northmoor.Trust {
	t.Helper()
	n := northmoor.New(t)
	said := "Restored from the vault in Netherby; <b>twice</b> a year, they say."
	if p := n.Priya.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", said)); p.Status != http.StatusOK {
		t.Fatalf("answer: %d %s", p.Status, p.Text())
	}
	n.Exec(t, `insert into proofs (ods_code, id, title, dated, holds_months, place, added_at, added_by, added_by_name)
		select 'ZZ1', id, 'Minutes on the vault', '2026-10-01', 12, 'Netherby, third shelf', now(), id, name from people where email = 'priya@example.org'`)
	n.Exec(t, `insert into proof_items (ods_code, cycle, item, proof_id) select 'ZZ1', '2026-27', item, id from proofs, unnest(array['7.3.4', '7.3.5']) item`)
	n.Exec(t, `insert into actions (ods_code, id, cycle, title, items, owner_name, due, funding, care_cost, version, added_at, added_by, added_by_name)
		select 'ZZ1', id, '2026-27', 'Move the vault', array['7.3.4'], 'Head of IT', '2027-01-31', 'unfunded', 'No restores on that day', 1, now(), id, name
		from people where email = 'priya@example.org'`)
	if p := n.Otto.Post("/trusts/ZZ2/2026-27/begin", nil); p.Status != http.StatusOK {
		t.Fatalf("begin elsewhere: %d", p.Status)
	}
	if p := n.Otto.Post("/trusts/ZZ2/2026-27/items/7.3.4", northmoor.Answer("0", "reply", "yes", "text", "Westmark's own vault.")); p.Status != http.StatusOK {
		t.Fatalf("answer elsewhere: %d", p.Status)
	}
	return n
}

// found gives the headings of what a search found, and how many stand below each.
func found(p *site.Page) map[string]int {
	groups := map[string]int{}
	for n := range p.Root.Descendants() {
		if n.Data == "section" && strings.HasPrefix(site.Attr(n, "aria-labelledby"), "found-") {
			for c := range n.Descendants() {
				if c.Data == "li" {
					groups[strings.TrimPrefix(site.Attr(n, "aria-labelledby"), "found-")]++
				}
			}
		}
	}
	return groups
}

func marks(p *site.Page) (list []string) {
	for n := range p.Root.Descendants() {
		if n.Data == "mark" {
			list = append(list, words(n))
		}
	}
	return list
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func TestWordsAreFoundWhereverTheyStand(t *testing.T) {
	t.Parallel()
	n := written(t)
	for words, want := range map[string]map[string]int{
		"vault":              {"answer": 1, "proof": 1, "action": 1},
		"vaults":             {"answer": 1, "proof": 1, "action": 1}, // by its stem
		"vau":                {"answer": 1, "proof": 1, "action": 1}, // a beginning
		"netherby vault":     {"answer": 1, "proof": 1},
		`"third shelf"`:      {"proof": 1},
		`"shelf third"`:      {},
		"netherby -twice":    {"proof": 1},
		"restores day":       {"action": 1},
		"westmark":           {}, // another trust's
		"!!! & | <-> ) ( :*": {},
		`"`:                  {},
		"%":                  {},
	} {
		p := n.Priya.Get(northmoor.Year.Found(words))
		got := found(p)
		delete(got, "question") // the content's own words are tested below
		if p.Status != http.StatusOK || len(got) != len(want) {
			t.Errorf("%q: %d, %v, want %v", words, p.Status, got, want)
		}
		for kind, count := range want {
			if got[kind] != count {
				t.Errorf("%q: %d of %s, want %d", words, got[kind], kind, count)
			}
		}
	}
}

func TestAQuestionIsFoundByItsWordsAndByItsNumber(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	p := n.Tom.Get(northmoor.Year.Found("offline backups"))
	if found(p)["question"] == 0 || !slices.ContainsFunc(marks(p), func(m string) bool { return strings.HasPrefix(strings.ToLower(m), "backup") }) {
		t.Errorf("found %v, marked %q", found(p), marks(p))
	}
	if p := n.Tom.Get(northmoor.Year.Found("7.3.5")); !slices.Contains(p.Links(), northmoor.Year.ItemOn("7", "7.3.5")) {
		t.Errorf("by its number: %s", p.Text())
	}
}

func TestWhatWasFoundIsMarkedAndNothingElse(t *testing.T) {
	t.Parallel()
	n := written(t)
	p := n.Priya.Get(northmoor.Year.Found("vault"))
	if got := marks(p); len(got) != 3 || slices.ContainsFunc(got, func(m string) bool { return m != "vault" }) {
		t.Errorf("marked %q", got)
	}
	if !p.Says("Restored from the vault in Netherby; <b>twice</b> a year") {
		t.Errorf("the answer reads: %s", p.Text())
	}
	for node := range p.Root.Descendants() {
		if node.Type == html.ElementNode && node.Data == "b" {
			t.Error("what was typed became markup")
		}
	}
	if box := p.ByID("search-words"); box == nil || site.Attr(box, "value") != "vault" {
		t.Error("the words are no longer in the box")
	}
}

func TestTheBoxStandsWhereAnswersMayBeSeen(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	for path, who := range map[string]*site.Browser{northmoor.Year.Home(): n.Priya, northmoor.Year.Standard("7"): n.Tom} {
		if n := who.Get(path).ByID("search-words"); n == nil {
			t.Errorf("%s has no box", path)
		}
	}
	for path, who := range map[string]*site.Browser{northmoor.Year.Board(): n.Dev, "/trusts/ZZ1": n.Priya, "/account": n.Priya} {
		if n := who.Get(path).ByID("search-words"); n != nil {
			t.Errorf("%s has a box", path)
		}
	}
	if p := n.Dev.Get(northmoor.Year.Found("vault")); p.Status != http.StatusForbidden {
		t.Errorf("a board secretary: %d", p.Status)
	}
}
