package account_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"cyberready/internal/store/reminddb"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/page"
)

// A spring passes in the demonstration: its people get letters about what is theirs, at most one a day, and every line leads to a page
// that its reader may open.
func TestEveryLineOfADigestLeadsToItsReadersPage(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 3)
	rooms := reminddb.Reminders{DB: s.DB}
	began := s.Clock.Now()
	seen, lines := map[string]int{}, map[string]bool{}
	for days := range 125 { // from 1 March until the deadline has passed
		s.Clock.Set(began.AddDate(0, 0, days))
		now := s.Clock.Now()
		if _, err := rooms.Remind(t.Context(), now, page.Today(now)); err != nil {
			t.Fatal(err)
		}
		today := map[string]int{}
		for _, l := range s.Letters(t) {
			if l.Subject != "What is due in the cyber readiness service" {
				continue
			}
			if seen[l.To]++; today[l.To] > 0 || len(l.Lines) == 0 {
				t.Errorf("%s got %d letters with %d lines on one day", l.To, today[l.To]+1, len(l.Lines))
			}
			today[l.To]++
			for _, line := range l.Lines {
				lines[l.To+" "+strings.TrimPrefix(line.URL, s.URL)] = true
			}
		}
	}
	if seen["priya@demo.invalid"] < 4 { // the deadline alone makes four
		t.Errorf("the lead got %d letters", seen["priya@demo.invalid"])
	}
	browsers := map[string]*site.Browser{}
	for l := range lines {
		who, path, _ := strings.Cut(l, " ")
		if !strings.HasSuffix(who, "@demo.invalid") || strings.Contains(who, ".zz") {
			continue // of the other invented trusts
		}
		if browsers[who] == nil {
			browsers[who] = s.Browser(t)
			if p := browsers[who].Post("/sign-in-as", url.Values{"email": {who}}); p.Path != "/sign-in/code" {
				delete(browsers, who)
				continue // nobody at the door
			} else {
				browsers[who] = s.SignInAs(t, who)
			}
		}
		if p := browsers[who].Get(path); p.Status != http.StatusOK {
			t.Errorf("%s is led to %s: %d", who, path, p.Status)
		}
	}
	if len(browsers) < 2 {
		t.Errorf("only %d of the people at the door were written to: %v", len(browsers), seen)
	}
}

func TestOneTurnsAKindOff(t *testing.T) {
	t.Parallel()
	s, _ := cast(t)
	b := s.SignIn(t, helen)
	p := b.Get("/account/reminders")
	if !p.Says("A version that I am asked to sign") || len(p.Values("kinds")) != 10 {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	p = b.Post("/account/reminders", url.Values{"kinds": {"proof", "date"}})
	if p.Path != "/account/reminders" || !p.Says("We have kept which messages you get.") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	for kind, on := range map[string]bool{"proof": true, "date": true, "action": false, "assignment": false} {
		box := p.Find(func(n *site.Node) bool { return n.Data == "input" && site.Attr(n, "value") == kind })
		ticked := false
		for _, a := range box.Attr {
			ticked = ticked || a.Key == "checked"
		}
		if ticked != on {
			t.Errorf("%s is ticked: %v", kind, ticked)
		}
	}
	if p := b.Post("/account/reminders", url.Values{"kinds": {"weather"}}); p.Status != http.StatusUnprocessableEntity || !p.Says("Choose among those that are shown.") {
		t.Errorf("a kind that there is not: %d", p.Status)
	}
	if p := b.Get("/account"); !p.Says("Choose what you are reminded of") {
		t.Error("the page of one's account does not lead there")
	}
}
