package people_test

import (
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/store/accessdb"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/page"
)

// Once a quarter, and by one of several servers, the leads of a trust are written to about who has not come for long; the
// letter leads to the list, and who was kept is left out until the next quarter.
func TestLeadsAreRemindedOnceAQuarter(t *testing.T) {
	t.Parallel()
	s, _, _ := trust(t)
	tom := s.Person(t, "tom@example.org", "Tom Okafor", site.At("ZZ1", access.Contributor))
	s.Person(t, "eve@example.org", "Eve Else", site.At("ZZ2", access.Lead))
	rooms := accessdb.Access{DB: s.DB}
	remind := func() (to []string, letters []site.Letter) {
		t.Helper()
		var servers sync.WaitGroup
		for range 3 {
			servers.Go(func() {
				if err := rooms.RemindOfDormant(t.Context(), s.Clock.Now(), page.Today(s.Clock.Now())); err != nil {
					t.Error(err)
				}
			})
		}
		servers.Wait()
		letters = s.Letters(t)
		for _, l := range letters {
			to = append(to, l.To)
		}
		return to, letters
	}
	if to, _ := remind(); len(to) != 0 {
		t.Fatalf("nobody is dormant, and there are letters to %v", to)
	}
	s.Clock.Pass(80 * 24 * time.Hour)
	s.SignIn(t, "priya@example.org")
	s.SignIn(t, "eve@example.org")
	s.Clock.Pass(11 * 24 * time.Hour) // 31 May 2027: Tom has not come for 91 days
	to, letters := remind()
	if strings.Join(to, " ") != "priya@example.org" {
		t.Fatalf("letters to %v", to)
	}
	if text := letters[0].Text(); !strings.Contains(text, "Northmoor NHS Trust") || strings.Contains(text, "Tom") || letters[0].Path() != "/trusts/ZZ1/people/dormant" {
		t.Errorf("it leads to %s and says %s", letters[0].Path(), text)
	}
	priya := s.SignIn(t, "priya@example.org")
	if p := priya.Get(letters[0].Path()); !p.Says("Tom Okafor") {
		t.Errorf("the list: %s", p.Text())
	}
	if to, _ := remind(); len(to) != 0 {
		t.Errorf("a second time in the quarter: %v", to)
	}
	s.Clock.Pass(20 * 24 * time.Hour) // still the second quarter
	if to, _ := remind(); len(to) != 0 {
		t.Errorf("later in the quarter: %v", to)
	}
	s.Clock.Pass(20 * 24 * time.Hour) // 10 July 2027
	if to, _ := remind(); strings.Join(to, " ") != "priya@example.org" {
		t.Errorf("in the next quarter: %v", to)
	}
	s.Clock.Pass(90 * 24 * time.Hour) // the fourth quarter: everybody is dormant, and Priya decides before the round comes
	priya = s.SignIn(t, "priya@example.org")
	s.SignIn(t, "eve@example.org")
	if p := priya.Post("/trusts/ZZ1/people/dormant", url.Values{"keep": {tom}}); p.Status != 200 {
		t.Fatalf("%d %s", p.Status, p.Text())
	}
	if to, _ := remind(); len(to) != 0 {
		t.Errorf("all are decided on, and there are letters to %v", to)
	}
}
