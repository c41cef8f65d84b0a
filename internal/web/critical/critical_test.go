package critical_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/site"
)

const list = boardroom.Base + "/critical-services"

// service is a form as a lead fills it in.
func service(name, hours, day, month, year, supplier string) url.Values {
	return url.Values{"name": {name}, "hours": {hours}, "restored-day": {day}, "restored-month": {month}, "restored-year": {year}, "supplier": {supplier}}
}

// changeOf is the way to change the service of a name.
func changeOf(p *site.Page, name string) string {
	a := p.Find(func(n *html.Node) bool {
		sub := site.Page{Root: n}
		return n.Data == "a" && strings.Contains(site.Attr(n, "href"), "/services/") && strings.Contains(sub.Text(), name)
	})
	if a == nil {
		return ""
	}
	return site.Attr(a, "href")
}

func TestALeadKeepsTheListAndTheBoardReadsIt(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Priya.Get(list), 200, "No service is on the list yet", "Add a service")
	for _, f := range []url.Values{
		service("Emergency department", "4", "9", "1", "2027", "Brook Systems"),
		service("Laboratory", "", "1", "3", "2025", "Brook Systems"),
		service("Pharmacy", "0", "", "", "", ""),
	} {
		b.Wants(b.Priya.Post(list, f), 200, "The service is on the list.")
	}
	p := b.Helen.Get(list)
	b.Wants(p, 200, "One of three critical services was restored from backup within a year.", "Brook Systems stands behind two of them.",
		"Safe on paper for four hours", "Not safe on paper at all", "Nobody has said for how long it is safe on paper",
		"Last restored on 1 March 2025, more than a year ago", "No restore is recorded", "None is named")
	if changeOf(p, "Pharmacy") != "" || p.Says("Add a service") {
		t.Error("a board member is offered to change the list")
	}
	pharmacy := changeOf(b.Priya.Get(list), "Pharmacy")
	form := service("Pharmacy", "12", "", "", "", "Fenwick")
	form.Set("version", "1")
	b.Wants(b.Priya.Post(pharmacy, form), 200, "The service is changed.", "Safe on paper for twelve hours", "Fenwick")
	stale := b.Priya.Post(pharmacy, form)
	b.Wants(stale, 422, "Somebody else changed this service while you were writing.")
	b.Wants(b.Priya.Post(pharmacy+"/remove", nil), 200, "The service is off the list.")
	if b.Priya.Get(list).Says("Pharmacy") {
		t.Error("the service stands on the list all the same")
	}
	b.Wants(b.Priya.Get(pharmacy), 404)
	file := b.Helen.Get(list + "?format=csv")
	if file.Status != 200 || !strings.Contains(file.Source, "Laboratory,,2025-03-01,No,Brook Systems") || file.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v\n%s", file.Status, file.Header, file.Source)
	}
	b.Wants(b.Priya.Get("/trusts/ZZ1/trail"), 200, "changed the list of critical services", "took a service off the list of critical services")
}

func TestEachErrorStandsBesideItsField(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	p := b.Priya.Post(list, service("", "four", "31", "2", "2027", ""))
	b.Wants(p, 422, "Enter whole hours from 0 to 8,760", "Enter the day of the last restore as day, month and year")
	if n := p.Find(func(n *html.Node) bool { return site.Attr(n, "name") == "hours" }); site.Attr(n, "value") != "four" || !strings.Contains(site.Attr(n, "aria-describedby"), "hours-error") {
		t.Error("what was typed is lost, or its error does not belong to the field")
	}
	b.Wants(b.Priya.Post(list, service("", "4", "", "", "", "")), 422, "Enter what people call the service")
	b.Priya.Post(list, service("Laboratory", "", "", "", "", ""))
	b.Wants(b.Priya.Post(list, service("laboratory", "", "", "", "", "")), 422, "Laboratory is on the list already.")
	b.Wants(b.Priya.Post(list+"/benefit", url.Values{"benefit": {strings.Repeat("a", 301)}}), 422, "Shorten this to 300 characters")
}

func TestWhatRecordsGivePatientsIsSaidInOneLine(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Helen.Get(list), 200, "Nobody has written it down yet.")
	b.Wants(b.Priya.Post(list+"/benefit", url.Values{"benefit": {"An allergy is seen\non every ward."}}), 200, "An allergy is seen on every ward.", "Priya Nair, 14 June 2027")
	b.Wants(b.Priya.Post(list+"/benefit", url.Values{"benefit": {""}}), 200, "Nobody has written it down yet.")
}

func TestOnlyALeadChangesTheList(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	for _, who := range []*site.Browser{b.Helen, b.Dev, b.Ruth} {
		b.Wants(who.Get(list), 200)
		b.Wants(who.Post(list, service("Laboratory", "", "", "", "", "")), 403, "Ask your assessment lead to change the list of critical services.")
		b.Wants(who.Post(list+"/benefit", url.Values{"benefit": {"x"}}), 403)
	}
	b.Person(t, "lee@example.org", "Lee Other", site.At("ZZ2", "lead"))
	b.Wants(b.SignIn(t, "lee@example.org").Get(list), 404)
	if slices.Contains(b.Helen.Get(list).Links(), list+"/benefit") {
		t.Error("a board member is led to a form")
	}
}
