package auditdb_test

import (
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/store/auditdb"
)

func (tr trail) looks(trust string) (n int) {
	tr.Helper()
	err := tr.owner.QueryRow(tr.Context(), `select count(*) from audit_events where ods_code = $1 and verb = any ($2)`, trust,
		[]audit.Verb{audit.TrustLookedAt, audit.TrustsCompared}).Scan(&n)
	if err != nil {
		tr.Fatal(err)
	}
	return n
}

func TestALookStandsInTheTrustsTrailOncePersonPageAndDay(t *testing.T) {
	t.Parallel()
	tr := open(t)
	look := func(s store.Scope, ods, page string, days int) {
		t.Helper()
		if err := tr.NoteLook(t.Context(), s, ods, page, now.AddDate(0, 0, days), today.AddDays(days)); err != nil {
			t.Fatal(err)
		}
	}
	look(grace, "ZZ1", "the trust’s page", 0)
	look(grace, "ZZ1", "the trust’s page", 0)
	if n := tr.looks("ZZ1"); n != 1 {
		t.Errorf("two looks at one page on one day stand there %d times", n)
	}
	look(grace, "ZZ1", "standard 7", 0)
	look(analyst("Helen", access.ReachRegion, "ZZW"), "ZZ1", "the trust’s page", 0)
	look(grace, "ZZ2", "the trust’s page", 0)
	look(grace, "ZZ1", "the trust’s page", 1)
	if n := tr.looks("ZZ1"); n != 4 {
		t.Errorf("another page, day and person make %d looks, want 4", n)
	}
	if n := tr.looks("ZZ2"); n != 1 {
		t.Errorf("the other trust has %d looks, want 1", n)
	}
	l, err := tr.List(t.Context(), priya, "ZZ1", auditdb.Filter{Person: ids["Grace"]}, 1)
	if err != nil || l.Total != 3 {
		t.Fatalf("the lead sees %d looks (%v), want 3", l.Total, err)
	}
	if e := l.Entries[0]; e.PersonName != "Grace" || e.Role != "analyst" || e.From != "192.0.2.9" || e.RequestID != "r-Grace" || !e.At.Equal(now.AddDate(0, 0, 1)) {
		t.Errorf("the look is written down as %+v", e)
	}
	tr.seal(5)
	if _, found := tr.check(""); len(found) > 0 {
		t.Errorf("found %q", found)
	}
}

func TestTwoWindowsAtOnceAreOneLook(t *testing.T) {
	t.Parallel()
	tr := open(t)
	var windows sync.WaitGroup
	for range 8 {
		windows.Go(func() {
			if err := tr.NoteLook(t.Context(), grace, "ZZ1", "standard 7", now, today); err != nil {
				t.Error(err)
			}
		})
	}
	windows.Wait()
	if n := tr.looks("ZZ1"); n != 1 {
		t.Errorf("%d looks, want 1", n)
	}
}

func TestALookIsForAnalystsWithinTheirReach(t *testing.T) {
	t.Parallel()
	tr := open(t)
	for name, c := range map[string]struct {
		scope store.Scope
		ods   string
		want  fault.Kind
	}{
		"the nation":              {grace, "ZZ1", fault.Internal},
		"its region":              {analyst("Grace", access.ReachRegion, "ZZW"), "ZZ1", fault.Internal},
		"another region":          {analyst("Grace", access.ReachRegion, "ZZE"), "ZZ1", fault.NotFound},
		"its ICB":                 {analyst("Grace", access.ReachICB, "ZZQ"), "ZZ1", fault.Internal},
		"another ICB":             {analyst("Grace", access.ReachICB, "ZZP"), "ZZ1", fault.NotFound},
		"no such trust":           {grace, "ZZ9", fault.NotFound},
		"a lead":                  {priya, "ZZ1", fault.Forbidden},
		"a lead of another trust": {priya, "ZZ2", fault.Forbidden},
		"nobody":                  {store.Scope{}, "ZZ1", fault.NotFound},
	} {
		before := tr.looks(c.ods)
		err := tr.NoteLook(t.Context(), c.scope, c.ods, name, now, today)
		if (c.want == fault.Internal) != (err == nil) || fault.KindOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if noted := tr.looks(c.ods) > before; noted != (err == nil) {
			t.Errorf("%s: written down %v, answered %v", name, noted, err)
		}
	}
}

func TestAComparisonIsOneEventOfTheServiceWithItsFilter(t *testing.T) {
	t.Parallel()
	tr := open(t)
	for _, filter := range []string{"kind=acute", "kind=acute", "kind=ambulance"} {
		if err := tr.NoteComparison(t.Context(), grace, "all trusts", filter, now.Add(time.Hour), today); err != nil {
			t.Fatal(err)
		}
	}
	if n := tr.looks(""); n != 2 {
		t.Errorf("%d events, want one for each filter", n)
	}
	if n := tr.looks("ZZ1"); n != 0 {
		t.Errorf("%d events in a trust's trail", n)
	}
	var note string
	if err := tr.owner.QueryRow(t.Context(), `select note from audit_events where ods_code = '' order by id limit 1`).Scan(&note); err != nil || note != "kind=acute" {
		t.Errorf("the note is %q (%v)", note, err)
	}
	if err := tr.NoteComparison(t.Context(), priya, "all trusts", "", now, today); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a lead: %v", err)
	}
}
