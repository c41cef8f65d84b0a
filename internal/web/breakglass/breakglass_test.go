package breakglass_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/site"
)

func number(t *testing.T, s *site.Site, sql string, args ...any) (n int) {
	t.Helper()
	err := s.DB.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), sql, args...).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Given an administrator, whose own scope reaches no trust, when she gives a reason, then she may look at one trust for an
// hour and change nothing; its leads are told why, and each page is in their trail.
func TestAnHourToLookWithAReason(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Trust(t, "ZZ2", "Southfield NHS Trust")
	s.Year(t)
	s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	s.Person(t, "uma@example.org", "Uma Second", site.At("ZZ1", access.Lead))
	s.Person(t, "ada@example.org", "Ada Admin", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	priya := s.SignIn(t, "priya@example.org")
	if p := priya.Post("/trusts/ZZ1/2026-27/begin", nil); p.Status != 200 {
		t.Fatalf("beginning: %d %s", p.Status, p.Text())
	}
	ada := s.SignIn(t, "ada@example.org")
	if p := ada.Get("/trusts/ZZ1/2026-27"); p.Status != 404 {
		t.Fatalf("before: %d", p.Status)
	}
	for name, f := range map[string]url.Values{"no reason": {"trust": {"ZZ1"}}, "a word": {"trust": {"ZZ1"}, "reason": {"help"}}, "no trust": {"trust": {"ZZ9"}, "reason": {"An answer was lost at night"}}} {
		if p := ada.Post("/admin/look-inside", f); p.Status != 422 {
			t.Errorf("%s: %d %s", name, p.Status, p.Text())
		}
	}
	p := ada.Post("/admin/look-inside", url.Values{"trust": {"zz1"}, "reason": {"An answer was lost at night"}})
	if p.Path != "/roles" || !p.Says("open to you until 10:00") || !p.Says("Administrator looking inside, Northmoor NHS Trust, until 10:00") {
		t.Fatalf("%d at %s: %s", p.Status, p.Path, p.Text())
	}
	letters := s.Letters(t)
	if len(letters) != 2 || !strings.Contains(letters[0].Text(), "“An answer was lost at night”") || !strings.Contains(letters[0].Text(), "until 10:00") {
		t.Errorf("letters: %+v", letters)
	}
	for _, role := range p.Values("role") {
		ada.Post("/roles", url.Values{"role": {role}})
		if ada.Get("/trusts/ZZ1/2026-27").Status == 200 {
			break
		}
	}
	before := number(t, s, `select count(*) from audit_events where ods_code = 'ZZ1' and verb = 'trust.looked-at'`)
	if p := ada.Get("/trusts/ZZ1/2026-27/items/7.3.5"); p.Status != 200 {
		t.Errorf("looking at an item: %d %s", p.Status, p.Text())
	}
	if n := number(t, s, `select count(*) from audit_events where ods_code = 'ZZ1' and verb = 'trust.looked-at' and role = 'break-glass' and person_name = 'Ada Admin'`); n != before+1 {
		t.Errorf("the look is in the trail %d times", n-before)
	}
	if p := ada.Post("/trusts/ZZ1/2026-27/items/7.3.5", url.Values{"reply": {"yes"}, "version": {"0"}}); p.Status != 403 {
		t.Errorf("she changed an answer: %d %s", p.Status, p.Text())
	}
	if p := ada.Get("/trusts/ZZ2/2026-27"); p.Status != 404 {
		t.Errorf("another trust: %d", p.Status)
	}
	if p := priya.Get("/trusts/ZZ1/people"); !p.Says("Ada Admin, at 09:00, for an hour at most. The reason given: “An answer was lost at night”") {
		t.Errorf("the leads' page: %s", p.Text())
	}
	s.Clock.Pass(30 * time.Minute)
	ada.Get("/trusts/ZZ1/2026-27")
	s.Clock.Pass(30 * time.Minute)
	if p := ada.Get("/trusts/ZZ1/2026-27"); p.Status == 200 && p.Path == "/trusts/ZZ1/2026-27" {
		t.Error("after an hour she still looks")
	}
}

func TestOnlyAnAdministratorBreaksTheGlass(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Trust(t, "ZZ1", "Northmoor NHS Trust")
	s.Person(t, "priya@example.org", "Priya Nair", site.At("ZZ1", access.Lead))
	s.Person(t, "sam@example.org", "Sam", accountdb.Grant{Role: access.Analyst, Reach: access.ReachNation})
	for _, email := range []string{"priya@example.org", "sam@example.org"} {
		b := s.SignIn(t, email)
		if p := b.Post("/admin/look-inside", url.Values{"trust": {"ZZ1"}, "reason": {"I would like to look inside"}}); p.Status != 403 {
			t.Errorf("%s: %d", email, p.Status)
		}
	}
	if n := number(t, s, `select count(*) from break_glass`); n != 0 {
		t.Errorf("%d looks were opened", n)
	}
}
