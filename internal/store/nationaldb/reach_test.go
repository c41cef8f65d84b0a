package nationaldb_test

import (
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

func TestAnAnalystSeesTheirOwnReachOnly(t *testing.T) {
	t.Parallel()
	w := made(t)
	w.exec(`update trusts set icb_code = 'ZZ1' where ods_code = 'ZZD'`) // of an ICB whose region is another
	w.exec(`insert into trust_versions select ods_code, '2027-03-26', name, kind, region_code, icb_code, opened, closed, major_trauma from trusts where ods_code = 'ZZD'`)
	for _, x := range []struct {
		name  string
		scope store.Scope
		want  string // codes
		drafts,
		published int
	}{
		{"nation", nation, "A B C D H", 4, 2},
		{"Westmark", analyst(access.ReachRegion, "ZZW"), "A B H", 3, 1},
		{"Eastholme", analyst(access.ReachRegion, "ZZE"), "C D", 1, 1},
		{"Moor and Fell ICB", analyst(access.ReachICB, "ZZ1"), "A B D", 2, 1},
		{"an unknown region", analyst(access.ReachRegion, "ZZQ"), "", 0, 0},
	} {
		for _, f := range []compare.Filter{{}, {AsAt: today.AddDays(-1)}} {
			m, err := w.AllTrusts(t.Context(), x.scope, f, today)
			drafts, published := 0, 0
			for _, one := range m.Trusts {
				if one.Draft != nil {
					drafts++
				}
				if one.Here != nil {
					published++
				}
			}
			if f.Past() {
				x.drafts = 0
			}
			if err != nil || codesOf(m.Trusts) != x.want || published != x.published || drafts != x.drafts || m.Counts.Open() != len(m.Trusts) {
				t.Errorf("%s as at %s: %s of %d, %d published, %d drafts (%v)", x.name, f.AsAt, codesOf(m.Trusts), m.Counts.Open(), published, drafts, err)
			}
		}
	}
}

func TestEveryPageKeepsToTheReach(t *testing.T) {
	t.Parallel()
	w := made(t)
	west := analyst(access.ReachRegion, "ZZW")
	ctx := t.Context()

	for _, ods := range []string{"ZZC", "ZZV", "ZZQ"} { // of another region, Welsh, unknown
		if _, err := w.Trust(ctx, west, compare.Filter{}, today, ods); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the page of %s gives %v", ods, err)
		}
	}
	if _, err := w.SideBySide(ctx, west, compare.Filter{}, today, []string{"ZZA", "ZZC"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("another region's trust side by side gives %v", err)
	}
	m, err := w.Map(ctx, west, compare.Filter{}, today)
	if err != nil || codesOf(m.Trusts) != "A" {
		t.Errorf("the map shows %s (%v)", codesOf(m.Trusts), err)
	}
	one, err := w.Standard(ctx, west, compare.Filter{}, today, pack(), standards[0])
	if err != nil || one.Spread.Trusts() != 1 || one.Spread.Missed() != 0 || codesOf(one.Trusts) != "A" || one.Items[0].Missing != 0 {
		t.Errorf("the standard shows %+v (%v)", one.Spread, err)
	}
	p, err := w.Picture(ctx, west, compare.Filter{Cycle: "2025-26"}, today, standards)
	if err != nil || p.Official.Organisations != 2 || len(p.Regions) == 0 || p.Choices.Place != "Westmark region" {
		t.Errorf("the picture shows %+v, %+v (%v)", p.Official, p.Regions, err)
	}
	for _, r := range p.Regions {
		if r.Region != "Westmark" {
			t.Errorf("the picture counts %s", r.Region)
		}
	}
	l, err := w.Waiting(ctx, west, compare.Filter{}, today, "not-published")
	if err != nil || codesOf(l.Trusts) != "B H" || l.Number != 2 {
		t.Errorf("waiting are %s (%v)", codesOf(l.Trusts), err)
	}
	h, err := w.History(ctx, west, compare.Filter{}, today)
	if err != nil {
		t.Fatal(err)
	}
	files, here := 0, 0
	for _, s := range h.Statuses {
		files += s.Organisations
	}
	for _, r := range h.Results {
		here += r.Trusts
	}
	if files != 4 || here != 4 || len(h.Unknown) != 0 {
		t.Errorf("the history counts %d in files, %d here, unknown %v", files, here, h.Unknown)
	}
	if g, err := w.Ground(ctx, west, compare.Filter{Region: "ZZE"}, today); fault.KindOf(err) != fault.Invalid || len(g.Choices.Regions) != 1 || len(g.Choices.ICBs) != 1 {
		t.Errorf("another region may be chosen: %+v (%v)", g.Choices, err)
	}
}

func TestOnlyAnalystsCompare(t *testing.T) {
	t.Parallel()
	w := made(t)
	for role, want := range map[access.Role]fault.Kind{
		access.Lead: fault.Forbidden, access.BoardMember: fault.Forbidden, access.Administrator: fault.Forbidden, "": fault.NotFound,
	} {
		a := access.Actor{Person: "01890000-0000-7000-8000-000000000001", Role: role, Reach: access.ReachTrust, Place: "ZZA"}
		if role == access.Administrator {
			a.Reach, a.Place = access.ReachService, ""
		}
		scope := store.ScopeOf(a, store.Origin{})
		for name, read := range map[string]func() error{
			"trusts":  func() error { _, err := w.Trusts(t.Context(), scope, compare.Filter{}, today); return err },
			"map":     func() error { _, err := w.WholeMap(t.Context(), scope, compare.Filter{}, today); return err },
			"trust":   func() error { _, err := w.Trust(t.Context(), scope, compare.Filter{}, today, "ZZA"); return err },
			"history": func() error { _, err := w.History(t.Context(), scope, compare.Filter{}, today); return err },
			"waiting": func() error { _, err := w.AllWaiting(t.Context(), scope, compare.Filter{}, today, ""); return err },
			"picture": func() error { _, err := w.Picture(t.Context(), scope, compare.Filter{}, today, nil); return err },
			"side": func() error {
				_, err := w.SideBySide(t.Context(), scope, compare.Filter{}, today, []string{"ZZA", "ZZB"})
				return err
			},
			"standard": func() error {
				_, err := w.Standard(t.Context(), scope, compare.Filter{}, today, pack(), standards[0])
				return err
			},
		} {
			if got := fault.KindOf(read()); got != want {
				t.Errorf("%q reads the %s: kind %d, want %d", role, name, got, want)
			}
		}
	}
}

// The rows that the database keeps are for analysts' eyes and nobody's hand.
func TestTheKeptRowsCannotBeWrittenOrReadByOthers(t *testing.T) {
	t.Parallel()
	w := made(t)
	lead := store.ScopeOf(access.Actor{Person: "01890000-0000-7000-8000-000000000001", Role: access.Lead, Reach: access.ReachTrust, Place: "ZZA"}, store.Origin{})
	for _, table := range []string{"trust_years", "trust_year_counts"} {
		for name, scope := range map[string]store.Scope{"lead": lead, "nobody": {}, "public": store.Public(store.Origin{})} {
			err := w.DB.InTx(t.Context(), scope, func(tx *store.Tx) error {
				var n int
				if err := tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n); err != nil {
					return err
				}
				if n != 0 {
					t.Errorf("%s sees %d rows of %s", name, n, table)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
		err := w.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `delete from `+table)
			return err
		})
		if err == nil {
			t.Errorf("the serving role may delete from %s", table)
		}
	}
}

func TestThePublicSeesStatusesAndNoResults(t *testing.T) {
	t.Parallel()
	w := made(t)
	anybody := store.Public(store.Origin{})
	err := w.DB.InTx(t.Context(), anybody, func(tx *store.Tx) error {
		for _, table := range []string{"publications", "publication_counts", "publication_items", "progress", "official_statuses", "trust_years",
			"people", "roles", "answers", "audit_events", "snapshots"} {
			var n int
			if err := tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n); err != nil {
				return err
			}
			if n != 0 {
				t.Errorf("anybody sees %d rows of %s", n, table)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.PublicStatuses(t.Context(), anybody, "", 1, today)
	if err != nil || p.Cycle != "2025-26" || p.AsAt != day.Of(2027, 2, 10) || p.All != 6 || p.Number != 6 || len(p.List) != 6 {
		t.Fatalf("%+v, %v", p, err)
	}
	got := ""
	for _, s := range p.List {
		got += s.Code + " " + string(s.Status) + "; "
	}
	want := "ZZA Standards Met; ZZB Standards Met; ZZC ; ZZD ; ZZF Standards Exceeded; ZZH ; "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for text, want := range map[string]int{"vale": 1, "zzf": 1, "nobody": 0, "%": 0} {
		p, err := w.PublicStatuses(t.Context(), anybody, text, 1, today)
		if err != nil || p.Number != want || len(p.List) != want || p.All != 6 {
			t.Errorf("%q finds %d of %d (%v)", text, p.Number, p.All, err)
		}
	}
	if p, err := empty(t).PublicStatuses(t.Context(), anybody, "", 1, today); err != nil || p.Cycle != "" {
		t.Errorf("without any file: %+v, %v", p, err)
	}
}
