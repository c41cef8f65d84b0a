package web_test

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// Who works on a trust's year has a menu of its rooms on each page of it, and sees where they are. The board has none: its home
// says what waits and leads there.
func TestTheMenuIsForThoseWhoWorkOnTheYear(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 1)
	y := paths.Year{ODS: "ZZT00", Cycle: "2026-27"}
	rooms := []string{y.Home(), y.Proof(), y.Plan(), y.Report()}
	for _, c := range []struct {
		who, page, here string
		menu            bool
	}{
		{"priya@demo.invalid", y.Home(), `href="` + y.Home() + `" aria-current="page"`, true},
		{"priya@demo.invalid", y.Standard("7"), `href="` + y.Home() + `" aria-current="true"`, true},
		{"tom@demo.invalid", y.Plan(), `href="` + y.Plan() + `" aria-current="page"`, true},
		{"priya@demo.invalid", y.PlanNew(), `href="` + y.Plan() + `" aria-current="true"`, true},
		{"tom@demo.invalid", y.Proof(), `href="` + y.Proof() + `" aria-current="page"`, true},
		{"priya@demo.invalid", y.ProofNew(), `href="` + y.Proof() + `" aria-current="true"`, true},
		{"helen@demo.invalid", y.Report(), "", false},
		{"dev@demo.invalid", y.Meetings(), "", false},
		{"priya@demo.invalid", paths.ToOfficers("ZZT00"), "", false},
	} {
		p := s.SignInAs(t, c.who).Get(c.page)
		if p.Status != 200 {
			t.Fatalf("%s, %s: %d", c.who, c.page, p.Status)
		}
		if has := strings.Contains(p.Source, `aria-label="This year"`); has != c.menu {
			t.Errorf("%s, %s: a menu %t, want %t", c.who, c.page, has, c.menu)
		}
		if !c.menu {
			continue
		}
		for _, room := range rooms {
			if !slices.Contains(p.Links(), room) {
				t.Errorf("%s, %s: no way to %s", c.who, c.page, room)
			}
		}
		if !strings.Contains(p.Source, c.here) || strings.Count(p.Source, "aria-current=") != 1 {
			t.Errorf("%s, %s: it does not say where one is, or says two places", c.who, c.page)
		}
	}
}
