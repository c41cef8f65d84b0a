package trustdb_test

import (
	"reflect"
	"testing"

	"cyberready/internal/core/trust"
	"cyberready/internal/store/trustdb"
)

func TestImportRegionsRenamesAndKeepsEarlierOnes(t *testing.T) {
	t.Parallel()
	r := newRegister(t)
	moors, coast := trust.Region{Code: "ZZA", Name: "Moors"}, trust.Region{Code: "ZZB", Name: "Coast"}
	high, low := trust.ICB{Code: "ZZQ", Name: "High Moors", RegionCode: "ZZA"}, trust.ICB{Code: "ZZR", Name: "Low Moors", RegionCode: "ZZA"}
	run := func(i trustdb.Import, regions []trust.Region, icbs []trust.ICB) trustdb.Geography {
		g, err := r.ImportRegions(t.Context(), command, regions, icbs, i)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	g := run(monday, []trust.Region{moors, coast}, []trust.ICB{high, low})
	if len(g.Regions.Added) != 2 || len(g.ICBs.Added) != 2 {
		t.Errorf("the first import reports %+v", g)
	}
	before := r.state()
	g = run(tuesday, []trust.Region{moors, coast}, []trust.ICB{high, low})
	if !g.Regions.None() || !g.ICBs.None() || len(g.ICBs.Unchanged) != 2 || r.state() != before {
		t.Errorf("the same lookup again reports %+v", g)
	}

	moved := trust.ICB{Code: "ZZR", Name: "Low Moors", RegionCode: "ZZB"}
	g = run(tuesday, []trust.Region{coast}, []trust.ICB{moved})
	want := trustdb.Geography{
		Regions: trustdb.Difference[trust.Region]{Unchanged: []trust.Region{coast}, Absent: []trust.Region{moors}},
		ICBs:    trustdb.Difference[trust.ICB]{Changed: []trustdb.Pair[trust.ICB]{{Old: low, New: moved}}, Absent: []trust.ICB{high}},
	}
	if !reflect.DeepEqual(g, want) {
		t.Errorf("got  %+v\nwant %+v", g, want)
	}
	regions, err := r.Regions(t.Context(), command)
	if err != nil || !reflect.DeepEqual(regions, []trust.Region{coast, moors}) {
		t.Errorf("the regions are %+v, %v", regions, err)
	}
	icbs, err := r.ICBs(t.Context(), command)
	if err != nil || !reflect.DeepEqual(icbs, []trust.ICB{high, moved}) {
		t.Errorf("the ICBs are %+v, %v", icbs, err)
	}
}
