package plan_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

var northmoor = paths.Year{ODS: "ZZT00", Cycle: "2026-27"}

// typed is an action as a lead types it, with some fields changed.
func typed(changes ...string) url.Values {
	f := url.Values{"title": {"Audit every account"}, "items": {"4.2.1"}, "owner-name": {"Ada Frost"}, "due-day": {"1"}, "due-month": {"6"}, "due-year": {"2027"},
		"cost": {"12,000"}, "funding": {"unfunded"}, "care": {"Nothing."}}
	for i := 0; i < len(changes); i += 2 {
		f[changes[i]] = nil
		if changes[i+1] != "" {
			f.Set(changes[i], changes[i+1])
		}
	}
	return f
}

func says(t *testing.T, p *site.Page, sentences ...string) {
	t.Helper()
	for _, s := range sentences {
		if !p.Says(s) {
			t.Errorf("%s (%d) does not say %q", p.Path, p.Status, s)
		}
	}
}

// planned plans an action by the page and gives its address.
func planned(t *testing.T, b *site.Browser, form url.Values) string {
	t.Helper()
	p := b.Post(northmoor.PlanNew(), form)
	says(t, p, "The action is planned.")
	for _, l := range p.Links() {
		if strings.HasPrefix(l, northmoor.PlanNew()+"/") && b.Get(l).Says(form.Get("title")) {
			return l
		}
	}
	t.Fatalf("%q is not in the list", form.Get("title"))
	return ""
}

func TestAnActionIsPlannedAndTakenAway(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	for field, message := range map[string]string{
		"title": "Say what is to be done", "items": "Choose at least one gap", "owner-name": "Say who does it", "due-year": "Enter a year with four digits",
		"funding": "Choose whether there is money", "care": "Say what doing it costs care",
	} {
		p := priya.Post(northmoor.PlanNew(), typed(field, ""))
		if p.Status != 422 || !p.Says(message) || field != "care" && !strings.Contains(p.Source, "Nothing.") {
			t.Errorf("without %s: %d; the message or what was typed is missing", field, p.Status)
		}
	}
	if p := priya.Post(northmoor.PlanNew(), typed("cost", "a lot")); p.Status != 422 || !strings.Contains(p.Source, `value="a lot"`) {
		t.Errorf("a cost that is none: %d", p.Status)
	}
	planned(t, priya, typed())
	says(t, priya.Get(northmoor.Plan()), "Audit every account", "Ada Frost", "£12,000, not funded", "1 June 2027")
	says(t, priya.Get(northmoor.PlanCalendar()), "June 2027", "Audit every account")
	for query, want := range map[string]bool{"?owner=Ada+Frost": true, "?owner=Tom+Okafor": false, "?state=unfunded": true, "?state=overdue": false, "?state=nonsense": true} {
		if got := priya.Get(northmoor.Plan() + query).Says("Audit every account"); got != want {
			t.Errorf("%s shows it: %v", query, got)
		}
	}
	file := priya.Get(northmoor.Plan() + "?format=csv&state=unfunded")
	if !strings.Contains(file.Source, "Audit every account,4.2.1,Ada Frost,2027-06-01,2027-06-01,0,,Open,12000,Not funded,Nothing.") {
		t.Errorf("the file holds\n%s", file.Source)
	}
	dates := priya.Get(northmoor.PlanDates())
	if kind := dates.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/calendar") || !strings.Contains(dates.Source, "SUMMARY:Audit every account") ||
		!strings.Contains(dates.Source, "DTSTART;VALUE=DATE:20270601") || !strings.Contains(strings.ReplaceAll(dates.Source, "\r\n ", ""), "URL:"+s.URL+northmoor.PlanNew()) {
		t.Errorf("the calendar (%s) holds\n%s", kind, dates.Source)
	}
}

func TestAMovedDateKeepsTheOldOneOnThePage(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	at := planned(t, priya, typed())
	p := priya.Post(at, typed("due-month", "9", "version", "1"))
	if p.Status != 422 || !p.Says("Say why the day moves.") {
		t.Errorf("moved without a reason: %d", p.Status)
	}
	says(t, priya.Post(at, typed("due-month", "9", "version", "1", "moved", "The auditor is ill.")), "1 June 2027", "1 September 2027", "The auditor is ill.")
	if p := priya.Post(at, typed("title", "Another", "version", "1")); p.Status != 422 || !p.Says("Somebody else changed this action") || !strings.Contains(p.Source, `value="Another"`) {
		t.Errorf("on an old version: %d", p.Status)
	}
	says(t, priya.Post(at+"/end", url.Values{"end": {"done"}, "end-words": {"The list is signed."}}), "The action has ended.", "Done", "The list is signed.")
	if p := priya.Post(at, typed("version", "2")); p.Status != 409 {
		t.Errorf("what has ended was changed: %d", p.Status)
	}
}

func TestAContributorWorksOnWhatTheyOwn(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya, tom := s.SignInAs(t, "priya@demo.invalid"), s.SignInAs(t, "tom@demo.invalid")
	adas := planned(t, priya, typed())
	form := priya.Get(northmoor.PlanNew())
	toms := regexp.MustCompile(`<option value="([0-9a-f-]+)"[^>]*>Tom Okafor`).FindStringSubmatch(form.Source)
	if toms == nil {
		t.Fatal("Tom is not among the people")
	}
	own := planned(t, priya, typed("title", "Count the sites", "owner", toms[1]))
	says(t, tom.Post(own+"/notes", url.Values{"note": {"Two sites are counted."}}), "The note is kept.", "Two sites are counted.")
	if p := tom.Post(own+"/notes", url.Values{"note": {" "}}); p.Status != 422 || !p.Says("Write what has happened.") {
		t.Errorf("an empty note: %d", p.Status)
	}
	if p := tom.Post(adas+"/notes", url.Values{"note": {"x"}}); p.Status != 403 {
		t.Errorf("a note on another's action: %d", p.Status)
	}
	if tom.Get(adas).ByID("note") != nil || tom.Get(own).ByID("title") != nil {
		t.Error("a page offers what the role may not do")
	}
}

// An accepted risk leaves a gap a gap, except where the item's own wording accepts it; and then by the SIRO as themselves.
func TestTheSIROAcceptsARiskAsThemselves(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	priya := s.SignInAs(t, "priya@demo.invalid")
	grace := s.Person(t, "grace@example.org", "Grace Holt", site.At("ZZT00", access.BoardMember))
	siro := s.SignIn(t, "grace@example.org")
	accept := regexp.MustCompile(`/trusts/ZZT00/2026-27/risks/[0-9a-f-]+/accept`)
	if at := accept.FindString(siro.Get(northmoor.Risks()).Source); at != "" {
		t.Fatal("a member who is not the SIRO is offered to accept")
	}
	s.Exec(t, `insert into officers (ods_code, id, office, holder, person_id, since, recorded_at, recorded_by)
		values ('ZZT00', $1, 'siro', 'Grace Holt', $2, '2027-01-01', $3, 'test')`, store.NewID(), grace, s.Clock.Now())
	before := siro.Get(northmoor.Risks())
	says(t, before, "8.1.3", "not yet accepted by the senior information risk owner")
	at := accept.FindString(before.Source)
	if at == "" {
		t.Fatal("the SIRO is not offered to accept")
	}
	if p := priya.Post(at, nil); p.Status != 403 {
		t.Errorf("the lead accepted for the SIRO: %d", p.Status)
	}
	says(t, siro.Post(at, nil), "You have accepted the risk.", "Risk accepted by Grace Holt until", "It counts as in place")
	says(t, priya.Get(northmoor.Item("8.1.3")), "the risk is accepted by Grace Holt until")
	if p := priya.Post(northmoor.Risks(), url.Values{"item": {"9.6.3"}, "owner-name": {"Grace Holt"}, "reason": {"Cut off."}}); p.Status != 422 || !p.Says("Enter the last day on which the risk is accepted.") {
		t.Errorf("a risk without an end: %d", p.Status)
	}
	says(t, priya.Post(northmoor.Risks(), url.Values{"item": {"9.6.3"}, "owner-name": {"Grace Holt"}, "reason": {"Cut off."},
		"until-day": {"1"}, "until-month": {"12"}, "until-year": {"2027"}}), "The risk is recorded.", "It stays a gap.")
}

func TestHomeCountsWhatThePlanLeavesOpen(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	says(t, s.SignInAs(t, "priya@demo.invalid").Get(northmoor.Home()), "Improvement plan", "without an action, of", "One action is late.", "asked for and not funded yet.")
}
