package admin_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

func asAdmin(t *testing.T) (*site.Site, *site.Browser) {
	t.Helper()
	s := site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	return s, s.SignIn(t, "ada@example.org")
}

func TestOnlyAdministratorsComeIn(t *testing.T) {
	t.Parallel()
	s, _ := asAdmin(t)
	s.Year(t)
	s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	b := s.SignIn(t, "priya@example.org")
	for _, path := range []string{"/admin", "/admin/people", "/admin/years", "/admin/content", "/admin/content/ndg-2023-24/7.3.5"} {
		if p := b.Get(path); p.Status != 403 || !p.Says("Ask a service administrator") {
			t.Errorf("%s: %d %s", path, p.Status, p.Text())
		}
	}
	if p := b.Post("/admin/people", url.Values{"email": {"x@example.org"}, "name": {"X"}, "role": {"administrator"}}); p.Status != 403 {
		t.Errorf("a lead made an administrator: %d", p.Status)
	}
}

func TestAddingAPersonShowsThePasswordOnce(t *testing.T) {
	t.Parallel()
	s, b := asAdmin(t)
	p := b.Post("/admin/people", url.Values{"email": {"Priya@Example.org"}, "name": {"Priya Nair"}, "role": {"lead"}, "place": {"zz1"},
		"checked": {"Called back through the switchboard"}})
	code := p.Find(func(n *html.Node) bool { return n.Data == "code" })
	if p.Status != 200 || code == nil {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	password := code.FirstChild.Data
	if !p.Says("Assessment lead, Northmoor NHS Trust") || !p.Says("priya@example.org") {
		t.Errorf("the list lacks the new person: %s", p.Text())
	}
	if again := b.Get("/admin/people"); strings.Contains(again.Source, password) {
		t.Error("the password is shown a second time")
	}
	newcomer := s.Browser(t)
	if in := newcomer.Post("/sign-in", url.Values{"email": {"priya@example.org"}, "password": {password}}); in.Path != "/set-up" {
		t.Errorf("the password does not open the door: %d %s", in.Status, in.Text())
	}
	if in := newcomer.SetUpApp(); !in.Says("Priya Nair") {
		t.Errorf("with a second factor: %d %s", in.Status, in.Text())
	}
}

func TestWhatWasTypedIsKeptWithAMessage(t *testing.T) {
	t.Parallel()
	_, b := asAdmin(t)
	for name, c := range map[string]struct {
		form  url.Values
		field string
		says  string
	}{
		"no address":      {url.Values{"email": {"nonsense"}, "name": {"Priya"}, "role": {"lead"}, "place": {"ZZ1"}}, "email", "Enter an e-mail address"},
		"no role":         {url.Values{"email": {"p@example.org"}, "name": {"Priya"}, "place": {"ZZ1"}}, "role", "Choose a role"},
		"unknown trust":   {url.Values{"email": {"p@example.org"}, "name": {"Priya"}, "role": {"lead"}, "place": {"ZZ9"}}, "place", "no trust with the code ZZ9"},
		"no name":         {url.Values{"email": {"p@example.org"}, "role": {"lead"}, "place": {"ZZ1"}}, "name", "Enter the person's name"},
		"unknown region":  {url.Values{"email": {"p@example.org"}, "name": {"P"}, "role": {"analyst"}, "place": {"Y99"}}, "place", "no region with the code Y99"},
		"first lead":      {url.Values{"email": {"p@example.org"}, "name": {"P"}, "role": {"lead"}, "place": {"ZZ1"}}, "checked", "Say how you made sure who this is"},
		"nowhere to lead": {url.Values{"email": {"p@example.org"}, "name": {"P"}, "role": {"lead"}}, "place", "Enter the ODS code"},
	} {
		p := b.Post("/admin/people", c.form)
		if p.Status != 422 || !p.Says(c.says) || !strings.Contains(p.Source, `href="#`+c.field+`"`) {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
		if p.ByID(c.field) == nil {
			t.Errorf("%s: the summary links to #%s, which is not there", name, c.field)
		}
		if got := site.Attr(p.ByID("email"), "value"); got != c.form.Get("email") {
			t.Errorf("%s: what was typed is %q", name, got)
		}
	}
}

func TestAnAssessorHoldsNoOtherRoleThere(t *testing.T) {
	t.Parallel()
	_, b := asAdmin(t)
	add := func(role string) *site.Page {
		return b.Post("/admin/people", url.Values{"email": {"ruth@example.org"}, "name": {"Ruth"}, "role": {role}, "place": {"ZZ1"}})
	}
	if p := add("assessor"); p.Status != 200 {
		t.Fatalf("%d", p.Status)
	}
	if p := add("lead"); p.Status != 422 || !p.Says("no other role at the same trust") {
		t.Errorf("an assessor became lead: %d %s", p.Status, p.Text())
	}
}

func TestAYearOpensOnce(t *testing.T) {
	t.Parallel()
	_, b := asAdmin(t)
	form := url.Values{"label": {"2026-27"}, "edition": {"ndg-2023-24"}, "opens-day": {"1"}, "opens-month": {"9"}, "opens-year": {"2026"},
		"deadline-day": {"30"}, "deadline-month": {"6"}, "deadline-year": {"2027"}, "source": {"our own"}}
	if p := b.Post("/admin/years", form); p.Status != 200 || !p.Says("The year 2026-27 is open") || !p.Says("30 June 2027") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if p := b.Post("/admin/years", form); p.Status != 422 || !p.Says("open already") {
		t.Errorf("a second time: %d %s", p.Status, p.Text())
	}
	form.Set("label", "2027-28")
	form.Set("deadline-month", "13")
	if p := b.Post("/admin/years", form); p.Status != 422 || site.Attr(p.ByID("deadline-month"), "value") != "13" {
		t.Errorf("month 13: %d %s", p.Status, p.Text())
	}
	form.Set("deadline-month", "6")
	form.Set("deadline-year", "2026")
	if p := b.Post("/admin/years", form); p.Status != 422 || !p.Says("after the day on which the year opens") {
		t.Errorf("deadline before opening: %d %s", p.Status, p.Text())
	}
}

func TestAChangedItemMakesTheNextRevision(t *testing.T) {
	t.Parallel()
	s, b := asAdmin(t)
	s.Year(t)
	const path = "/admin/content/ndg-2023-24/7.3.5"
	if p := b.Post(path, url.Values{"mandatory": {"no"}, "exemptible": {"no"}}); p.Status != 422 || !strings.Contains(p.Source, `href="#why"`) {
		t.Fatalf("without a reason: %d %s", p.Status, p.Text())
	}
	p := b.Post(path, url.Values{"mandatory": {"no"}, "exemptible": {"no"}, "why": {"The published list says so"}})
	if p.Status != 200 || !p.Says("revision 1") || !p.Says("The published list says so") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	y, err := s.Content.Year(t.Context(), store.System("test"), "2026-27", "")
	if err != nil {
		t.Fatal(err)
	}
	if item, _ := y.Pack.Item("7.3.5"); item.Mandatory || y.Pack.Revision != 1 {
		t.Errorf("the draft's pack: mandatory %v, revision %d", item.Mandatory, y.Pack.Revision)
	}
	if p := b.Post(path, url.Values{"mandatory": {"no"}, "exemptible": {"no"}, "why": {"again"}}); p.Status != 422 {
		t.Errorf("nothing changed: %d", p.Status)
	}
}
