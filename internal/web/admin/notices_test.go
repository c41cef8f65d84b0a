package admin_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/store"
	"cyberready/internal/testkit/site"
)

// notice is a form that is right: from now to the end of 2 March 2027.
func notice(change ...string) url.Values {
	f := url.Values{"words": {"The service is away tonight from 22:00."}, "until-day": {"2"}, "until-month": {"3"}, "until-year": {"2027"}}
	for i := 0; i < len(change); i += 2 {
		f.Set(change[i], change[i+1])
	}
	return f
}

func shows(p *site.Page, words string) bool {
	return p.Find(func(n *site.Node) bool { return site.Attr(n, "class") == "app-notice" }) != nil && p.Says(words)
}

func TestANoticeStandsOnEveryPageFromItsBeginningToItsEnd(t *testing.T) {
	t.Parallel()
	s, ada := asAdmin(t)
	const words = "The service is away tonight from 22:00."
	other := s.Browser(t)
	if p := ada.Post("/admin/notices", notice("from-day", "1", "from-month", "3", "from-year", "2027", "from-time", "12:30", "until-time", "17:00")); p.Status != 200 || !p.Says("The notice is set.") || !p.Says("To come") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	at := func(clock string) time.Time {
		moment, err := time.Parse("2006-01-02 15:04", "2027-03-"+clock)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for _, step := range []struct {
		clock string
		shown bool
	}{{"01 12:29", false}, {"01 12:30", true}, {"02 16:59", true}, {"02 17:00", false}} {
		s.Clock.Set(at(step.clock))
		ada = s.SignIn(t, "ada@example.org")
		for _, page := range []string{"/admin", "/account", "/nowhere"} {
			if got := shows(ada.Get(page), words); got != step.shown {
				t.Errorf("%s at %s: shown %v, want %v", page, step.clock, got, step.shown)
			}
		}
		if got := shows(other.Get("/sign-in"), words); got != step.shown {
			t.Errorf("the door at %s: shown %v, want %v", step.clock, got, step.shown)
		}
		if shows(other.Get("/about"), words) {
			t.Errorf("somebody who is not signed in reads it at %s", step.clock)
		}
	}
}

func TestANoticeIsWordsAndIsTakenBack(t *testing.T) {
	t.Parallel()
	s, ada := asAdmin(t)
	const words = `<script>alert(1)</script> & "more"`
	p := ada.Post("/admin/notices", notice("words", words))
	if !shows(p, words) || strings.Contains(p.Source, "<script>alert") {
		t.Fatalf("%d %s", p.Status, p.Source)
	}
	form := p.Find(func(n *site.Node) bool { return strings.HasPrefix(site.Attr(n, "action"), "/admin/notices/") })
	back := site.Attr(form, "action")
	if p := ada.Post(back, nil); p.Status != 200 || !p.Says("The notice is taken back.") || shows(p, words) {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	if p := ada.Post(back, nil); p.Status != 409 {
		t.Errorf("a second time: %d", p.Status)
	}
	if p := ada.Post("/admin/notices/nonsense", nil); p.Status != 409 {
		t.Errorf("an unknown one: %d", p.Status)
	}
	var verbs []string
	err := s.DB.InTx(t.Context(), site.Everywhere, func(tx *store.Tx) (err error) {
		type row struct{ Verb string }
		rows, err := store.List[row](t.Context(), tx, `select verb from audit_events where verb like 'notice.%' order by id`)
		for _, r := range rows {
			verbs = append(verbs, r.Verb)
		}
		return err
	})
	if err != nil || strings.Join(verbs, " ") != "notice.set notice.taken-back" {
		t.Errorf("written down: %v, %v", verbs, err)
	}
}

func TestANoticeThatCannotBeIsRefusedBesideItsField(t *testing.T) {
	t.Parallel()
	_, ada := asAdmin(t)
	for name, c := range map[string]struct {
		form  url.Values
		field string
	}{
		"no words":       {notice("words", " "), "words"},
		"too long":       {notice("words", strings.Repeat("é", 301)), "words"},
		"no end":         {notice("until-day", "", "until-month", "", "until-year", ""), "until-day"},
		"no such day":    {notice("until-day", "31", "until-month", "2"), "until-day"},
		"over already":   {notice("until-day", "28", "until-month", "2"), "until-day"},
		"ends before":    {notice("from-day", "5", "from-month", "3", "from-year", "2027"), "until-day"},
		"no such time":   {notice("until-time", "25:00"), "until-time"},
		"no such moment": {notice("from-time", "noon"), "from-time"},
	} {
		p := ada.Post("/admin/notices", c.form)
		if p.Status != 422 || !strings.Contains(p.Source, `href="#`+c.field+`"`) || p.ByID(c.field) == nil {
			t.Errorf("%s: %d, no mistake at %s", name, p.Status, c.field)
		}
		if kept := strings.TrimSpace(c.form.Get("words")); kept != "" && !p.Says(kept) {
			t.Errorf("%s: what was typed is gone", name)
		}
	}
}
