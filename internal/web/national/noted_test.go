package national_test

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/testkit/site"
)

// looks gives what is written down of looks: the trust, the page and the filter, in their order.
func looks(t *testing.T, s *site.Site) (list []string) {
	t.Helper()
	err := s.DB.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
		type row struct {
			ODS    string `db:"ods_code"`
			Object string `db:"object"`
			Note   string `db:"note"`
			Role   string `db:"role"`
		}
		rows, err := store.List[row](t.Context(), tx, `select ods_code, object, note, role from audit_events
			where verb in ('trust.looked-at', 'trusts.compared') order by id`)
		for _, r := range rows {
			if r.Role != string(access.Analyst) {
				t.Errorf("looked as %q", r.Role)
			}
			list = append(list, strings.TrimSpace(strings.Join([]string{r.ODS, r.Object, r.Note}, "|")))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A trust's leads read who of national staff looked at it; what looks at many trusts is one event of the service.
func TestLooksAreWrittenDown(t *testing.T) {
	t.Parallel()
	s := made(t)
	b := s.SignIn(t, "sam@example.org")
	for _, path := range []string{
		"/national/trusts/ZZA", "/national/trusts/ZZA?cycle=2025-26", "/national/trusts/ZZC?format=csv&table=counts",
		"/national/trusts?kind=acute", "/national/trusts?kind=acute", "/national/trusts?kind=acute&page=1", "/national/trusts?kind=ambulance",
		"/national/standards/7", "/national/map",
	} {
		if p := b.Get(path); p.Status != 200 {
			t.Fatalf("%s: %d", path, p.Status)
		}
	}
	want := []string{"|the picture|", "ZZA|the trust’s page|", "ZZC|the trust’s page, as a file|", "|the trusts|kind=acute", "|the trusts|kind=ambulance",
		"|one standard|standard=7", "|the heat map|"}
	if got := looks(t, s); !slices.Equal(got, want) {
		t.Errorf("written down are %q, want %q", got, want)
	}
}

func TestWhatIsNotShownIsNoLook(t *testing.T) {
	t.Parallel()
	s := made(t)
	west := s.SignIn(t, "west@example.org")
	for _, path := range []string{"/national/trusts/ZZC", "/national/trusts/ZZ9", "/national/trusts/x'"} {
		if p := west.Get(path); p.Status != 404 {
			t.Errorf("%s: %d", path, p.Status)
		}
	}
	if p := s.SignIn(t, "lead@example.org").Get("/national/trusts/ZZA"); p.Status != 403 {
		t.Errorf("a lead: %d", p.Status)
	}
	if got := looks(t, s); !slices.Equal(got, []string{"|the picture|"}) { // to which signing in leads
		t.Errorf("written down are %q", got)
	}
}

func TestATrustReadsWhoLookedAtIt(t *testing.T) {
	t.Parallel()
	s := made(t)
	s.SignIn(t, "west@example.org").Get("/national/trusts/ZZA")
	p := s.SignIn(t, "lead@example.org").Get("/trusts/ZZA/trail?what=trust.looked-at")
	if !p.Says("Sam Keane, analyst") || !p.Says("Looked at this trust’s published results: the trust’s page") {
		t.Errorf("the lead reads: %s", p.Text())
	}
}
