package people_test

import (
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

// trust is a trust with its lead Priya, who is signed in.
func trust(t *testing.T) (s *site.Site, priya *site.Browser, priyaID string) {
	t.Helper()
	s = site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Trust(t, "ZZ2", "Southfield NHS Trust")
	s.Year(t)
	priyaID = s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	return s, s.SignIn(t, "priya@example.org"), priyaID
}

func TestWhoHasAccessIsSeenWithWhenTheyLastCame(t *testing.T) {
	t.Parallel()
	s, priya, _ := trust(t)
	s.Person(t, "dev@example.org", "Dev Rao", site.At("ZZ1", access.BoardSecretary))
	s.Person(t, "tom@example.org", "Tom Okafor", site.At("ZZ1", access.Contributor))
	s.Person(t, "eve@example.org", "Eve Else", site.At("ZZ2", access.Lead))
	dev := s.SignIn(t, "dev@example.org")
	s.Clock.Pass(2 * time.Minute)
	p := priya.Get("/trusts/ZZ1/people")
	if p.Status != 200 || !p.Says("This trust has only one assessment lead") || p.Says("Eve Else") {
		t.Errorf("%d %s", p.Status, p.Text())
	}
	for _, line := range []string{"Dev Rao Post Roles Board secretary Last came 09:00", "Tom Okafor Post Roles Contributor Last came Never"} {
		if !strings.Contains(strings.Join(strings.Fields(p.Text()), " "), strings.ReplaceAll(line, " Post Roles ", " ")) && !p.Says(line) {
			t.Errorf("the page lacks %q: %s", line, p.Text())
		}
	}
	if p := dev.Get("/trusts/ZZ1/people"); p.Status != 200 || p.ByID("email") != nil || !p.Says("Tom Okafor") {
		t.Errorf("the secretary sees, and keeps nothing: %d %s", p.Status, p.Text())
	}
	if p := dev.Post("/trusts/ZZ1/people/invitations", url.Values{"email": {"x@example.org"}, "role": {"lead"}}); p.Status != 403 || !p.Says("Ask your assessment lead") {
		t.Errorf("the secretary invited a lead: %d", p.Status)
	}
	tom := s.SignIn(t, "tom@example.org")
	if p := tom.Get("/trusts/ZZ1/people"); p.Status != 403 {
		t.Errorf("a contributor: %d", p.Status)
	}
	if p := priya.Get("/trusts/ZZ2/people"); p.Status != 404 {
		t.Errorf("another trust: %d", p.Status)
	}
}

func TestRolesAreGivenAndWithdrawnAndThePersonIsTold(t *testing.T) {
	t.Parallel()
	s, priya, _ := trust(t)
	tom := s.Person(t, "tom@example.org", "Tom Okafor", site.At("ZZ1", access.Contributor))
	b := s.SignIn(t, "tom@example.org")
	path := "/trusts/ZZ1/people/" + tom
	if p := priya.Post(path, url.Values{"do": {"give"}, "role": {"lead"}}); p.Status != 200 || !p.Says("The role of assessment lead is given") || p.Says("only one assessment lead") {
		t.Fatalf("giving: %d %s", p.Status, p.Text())
	}
	if l := s.Letters(t); len(l) != 1 || l[0].To != "tom@example.org" || !strings.Contains(l[0].Text(), "Priya Nair has given you the role of assessment lead for Northmoor NHS Trust") {
		t.Errorf("letters: %+v", l)
	}
	if p := priya.Post(path, url.Values{"do": {"give"}, "role": {"assessor"}}); p.Status != 422 || !p.Says("can hold no other role") {
		t.Errorf("an assessor who leads: %d %s", p.Status, p.Text())
	}
	if p := priya.Post(path, url.Values{"do": {"give"}, "role": {"administrator"}}); p.Status != 422 {
		t.Errorf("a lead made an administrator: %d", p.Status)
	}
	if p := priya.Post(path, url.Values{"do": {"withdraw"}, "role": {"contributor"}}); p.Status != 200 || !p.Says("The role of contributor is withdrawn") {
		t.Fatalf("withdrawing: %d %s", p.Status, p.Text())
	}
	if p := b.Get("/trusts/ZZ1"); !strings.HasPrefix(p.Path, "/sign-in") {
		t.Errorf("Tom's session goes on at %s", p.Path)
	}
	if l := s.Letters(t); len(l) != 1 || !strings.Contains(l[0].Text(), "has withdrawn your role of contributor") {
		t.Errorf("letters: %+v", l)
	}
	if p := priya.Post(path, url.Values{"do": {"leave"}}); p.Status != 200 || !p.Says("All roles are withdrawn") || p.Says("Tom Okafor") {
		t.Errorf("leaving: %d %s", p.Status, p.Text())
	}
	if p := priya.Get(path); p.Status != 404 {
		t.Errorf("the page of somebody who left: %d", p.Status)
	}
}

func TestTheLastLeadCannotLeave(t *testing.T) {
	t.Parallel()
	s, priya, id := trust(t)
	for _, form := range []url.Values{{"do": {"leave"}}, {"do": {"withdraw"}, "role": {"lead"}}} {
		if p := priya.Post("/trusts/ZZ1/people/"+id, form); p.Status != 409 || !p.Says("last assessment lead") {
			t.Errorf("%v: %d %s", form, p.Status, p.Text())
		}
	}
	uma := s.Person(t, "uma@example.org", "Uma Second", site.At("ZZ1", access.Lead))
	if p := priya.Post("/trusts/ZZ1/people/"+id, url.Values{"do": {"leave"}}); !strings.HasPrefix(p.Path, "/sign-in") {
		t.Errorf("with a second lead: %d at %s", p.Status, p.Path)
	}
	b := s.SignIn(t, "uma@example.org")
	if p := b.Post("/trusts/ZZ1/people/"+uma, url.Values{"do": {"leave"}}); p.Status != 409 {
		t.Errorf("then she is the last: %d", p.Status)
	}
}

// Two leads withdraw one another at the same moment: one of them stays.
func TestTwoLeadsWhoWithdrawOneAnotherLeaveOne(t *testing.T) {
	t.Parallel()
	s, priya, priyaID := trust(t)
	umaID := s.Person(t, "uma@example.org", "Uma Second", site.At("ZZ1", access.Lead))
	uma := s.SignIn(t, "uma@example.org")
	var wait sync.WaitGroup
	wait.Go(func() { priya.Post("/trusts/ZZ1/people/"+umaID, url.Values{"do": {"leave"}}) })
	wait.Go(func() { uma.Post("/trusts/ZZ1/people/"+priyaID, url.Values{"do": {"leave"}}) })
	wait.Wait()
	leads, err := accountdb.Accounts{DB: s.DB}.InTrust(t.Context(), site.Everywhere, "ZZ1")
	if err != nil || len(leads) != 1 {
		t.Errorf("%d leads are left (%v)", len(leads), err)
	}
}

func TestWhoStandsInActsAsLeadInThoseDays(t *testing.T) {
	t.Parallel()
	s, priya, id := trust(t)
	tom := s.Person(t, "tom@example.org", "Tom Okafor", site.At("ZZ1", access.Contributor))
	ruth := s.Person(t, "ruth@example.org", "Ruth", site.At("ZZ1", access.Assessor))
	form := func(cover, from, until string) url.Values {
		f := url.Values{"lead": {id}, "cover": {cover}, "from-day": {from}, "from-month": {"3"}, "from-year": {"2027"}, "until-day": {until}, "until-month": {"3"}, "until-year": {"2027"}}
		return f
	}
	for name, f := range map[string]url.Values{"an assessor": form(ruth, "3", "5"), "the lead": form(id, "3", "5"), "nobody": form("", "3", "5"), "backwards": form(tom, "5", "3"), "month 13": {"lead": {id}, "cover": {tom}, "from-day": {"1"}, "from-month": {"13"}, "from-year": {"2027"}}} {
		if p := priya.Post("/trusts/ZZ1/people/cover", f); p.Status != 422 {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
	}
	if p := priya.Post("/trusts/ZZ1/people/cover", form(tom, "3", "4")); p.Status != 200 || !p.Says("Tom Okafor stands in for Priya Nair from 3 March 2027 until 4 March 2027") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if l := s.Letters(t); len(l) != 1 || l[0].To != "tom@example.org" || !strings.Contains(l[0].Text(), "stand in for Priya Nair as assessment lead of Northmoor NHS Trust, from 3 March 2027 until the end of 4 March 2027") {
		t.Errorf("letters: %+v", l)
	}
	leads := func(at time.Time) bool {
		s.Clock.Set(at)
		p := s.SignIn(t, "tom@example.org").Get("/roles")
		return p.Says("Assessment lead, Northmoor NHS Trust, standing in for Priya Nair until 4 March 2027")
	}
	for at, want := range map[string]bool{"2027-03-02T23:59:00Z": false, "2027-03-03T00:01:00Z": true, "2027-03-04T23:59:00Z": true, "2027-03-05T00:01:00Z": false} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := leads(when); got != want {
			t.Errorf("at %s Tom can lead: %v", at, got)
		}
	}
	s.Clock.Set(time.Date(2027, 3, 3, 9, 0, 0, 0, time.UTC))
	b := s.SignIn(t, "tom@example.org")
	for _, role := range b.Get("/roles").Values("role") {
		b.Post("/roles", url.Values{"role": {role}})
		if b.Get("/trusts/ZZ1/people").Status == 200 {
			return // one of the two hats is the lead's
		}
	}
	t.Error("Tom found no lead's hat")
}

func TestWhoHasNotComeForLongIsAskedAboutOnceAQuarter(t *testing.T) {
	t.Parallel()
	s, priya, _ := trust(t)
	tom := s.Person(t, "tom@example.org", "Tom Okafor", site.At("ZZ1", access.Contributor))
	gone := s.Person(t, "gone@example.org", "Gina Gone", site.At("ZZ1", access.Contributor))
	if p := priya.Get("/trusts/ZZ1/people/dormant"); p.Says("Tom Okafor") || !p.Says("Nobody is left to decide on") {
		t.Errorf("on the first day: %s", p.Text())
	}
	s.Clock.Pass(91 * 24 * time.Hour) // 31 May
	priya = s.SignIn(t, "priya@example.org")
	if p := priya.Get("/trusts/ZZ1/people"); !p.Says("Two people have not come for 90 days") {
		t.Errorf("the page of people: %s", p.Text())
	}
	p := priya.Get("/trusts/ZZ1/people/dormant")
	if !p.Says("Tom Okafor Contributor. Never came.") || !p.Says("Gina Gone") || p.Says("Priya Nair Assessment lead") {
		t.Fatalf("the list: %s", p.Text())
	}
	if p := priya.Post("/trusts/ZZ1/people/dormant", url.Values{"keep": {tom}}); p.Status != 200 || p.Says("Tom Okafor") || !p.Says("Gina Gone") {
		t.Errorf("keeping: %d %s", p.Status, p.Text())
	}
	if p := priya.Post("/trusts/ZZ1/people/dormant", url.Values{"withdraw": {gone}}); p.Status != 200 || !p.Says("Nobody is left to decide on") {
		t.Errorf("withdrawing: %d %s", p.Status, p.Text())
	}
	if p := priya.Get("/trusts/ZZ1/people"); p.Says("Gina Gone") || !p.Says("Tom Okafor") {
		t.Errorf("afterwards: %s", p.Text())
	}
	s.Clock.Pass(40 * 24 * time.Hour) // the next quarter
	priya = s.SignIn(t, "priya@example.org")
	if p := priya.Get("/trusts/ZZ1/people/dormant"); !p.Says("Tom Okafor") {
		t.Errorf("next quarter nobody asks again: %s", p.Text())
	}
}

func TestAnAdministratorInvitesAnywhereAndChecksTheFirstLead(t *testing.T) {
	t.Parallel()
	s, _, _ := trust(t)
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	ada := s.SignIn(t, "ada@example.org")
	form := url.Values{"email": {"new@example.org"}, "role": {"lead"}, "place": {"zz2"}}
	if p := ada.Post("/admin/invitations", form); p.Status != 422 || !strings.Contains(p.Source, `href="#checked"`) || site.Attr(p.ByID("email"), "value") != "new@example.org" {
		t.Fatalf("a first lead without a check: %d %s", p.Status, p.Text())
	}
	form.Set("checked", "Called back through the switchboard")
	if p := ada.Post("/admin/invitations", form); p.Status != 200 || !p.Says("new@example.org") || !p.Says("Southfield NHS Trust") {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if l := s.Letters(t); len(l) != 1 || !strings.Contains(l[0].Text(), "Ada Admin invites you") {
		t.Errorf("letters: %+v", l)
	}
	second := url.Values{"email": {"uma@example.org"}, "role": {"lead"}, "place": {"ZZ1"}} // ZZ1 has Priya
	if p := ada.Post("/admin/invitations", second); p.Status != 200 {
		t.Errorf("a second lead: %d %s", p.Status, p.Text())
	}
	for name, f := range map[string]url.Values{
		"no trust":      {"email": {"x@example.org"}, "role": {"contributor"}, "place": {"ZZ9"}},
		"no address":    {"email": {"x"}, "role": {"contributor"}, "place": {"ZZ1"}},
		"no role":       {"email": {"x@example.org"}, "place": {"ZZ1"}},
		"broken glass":  {"email": {"x@example.org"}, "role": {"break-glass"}, "place": {"ZZ1"}},
		"holds already": {"email": {"priya@example.org"}, "role": {"lead"}, "place": {"ZZ1"}},
	} {
		if p := ada.Post("/admin/invitations", f); p.Status != 422 {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
	}
	if p := s.SignIn(t, "priya@example.org").Get("/admin/invitations"); p.Status != 403 {
		t.Errorf("a lead at the administrator's page: %d", p.Status)
	}
}
