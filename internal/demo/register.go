package demo

import (
	"fmt"
	"math/rand/v2"

	"cyberready/internal/core/day"
	"cyberready/internal/core/trust"
)

// seed makes the same demonstration every time.
const seed = 20170512

// invented is one trust of the demonstration with what makes it what it is.
type invented struct {
	trust.Trust
	regionName, icbName string
	quality             float64 // how much of what is asked is in place, before an item's own difficulty
	proofs              float64 // how often a claim names proof
	lead                person
}

type register struct {
	regions []trust.Region
	icbs    []trust.ICB
	trusts  []invented
}

const icbsPerRegion = 6

// makeRegister invents regions, ICBs and trusts; kinds and sizes are mixed about as in England.
func makeRegister(n int, today day.Day) register {
	rng := rand.New(rand.NewPCG(seed, 1))
	var r register
	for i, name := range regionNames {
		region := trust.Region{Code: fmt.Sprintf("ZZ%d", i+1), Name: name}
		r.regions = append(r.regions, region)
		for q := range icbsPerRegion {
			r.icbs = append(r.icbs, trust.ICB{Code: fmt.Sprintf("ZZ%d%c", i+1, 'A'+q), Name: name + " " + quarters[q] + " Integrated Care Board", RegionCode: region.Code})
		}
	}
	for i, place := range placeNames(rng, n) {
		t := invented{quality: 0.62 + 0.36*rng.Float64(), proofs: 0.35 + 0.6*rng.Float64()}
		icb := r.icbs[rng.IntN(len(r.icbs))]
		kind := kindOf(rng.IntN(236))
		if t.quality > 0.94 {
			t.quality = 1.25 // a few have nearly everything
		}
		if i == 0 {
			kind, icb, t.quality, t.proofs = trust.Acute, r.icbs[0], 0.86, 0.78
		}
		t.Code = fmt.Sprintf("ZZT%02s", base36(i))
		t.Name, t.Kind, t.ICB, t.Region = trustName(place, kind, rng.IntN(3) > 0), kind, icb.Code, icb.RegionCode
		t.icbName = icb.Name
		for _, reg := range r.regions {
			if reg.Code == icb.RegionCode {
				t.regionName = reg.Name
			}
		}
		t.Opened = day.Of(2000+rng.IntN(20), 4, 1)
		major := kind == trust.Acute && rng.IntN(5) == 0
		t.MajorTrauma = &major
		t.size(rng, today)
		t.lead = person{id: newID(rng), name: personName(rng)}
		r.trusts = append(r.trusts, t)
	}
	return r
}

func base36(i int) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	return string([]byte{digits[i/36%36], digits[i%36]})
}

// kindOf gives a kind for a number below 236: the mix of about 120 acute, 46 mental health, 14 community, 10 ambulance and
// 46 combined trusts is our own rough likeness.
func kindOf(n int) trust.Kind {
	switch {
	case n < 120:
		return trust.Acute
	case n < 166:
		return trust.MentalHealth
	case n < 180:
		return trust.Community
	case n < 190:
		return trust.Ambulance
	}
	return trust.Combined
}

func (t *invented) size(rng *rand.Rand, today day.Day) {
	year, _, _ := today.Date()
	figure := func(low, high int) *trust.Figure {
		return &trust.Figure{Value: low + rng.IntN(high-low), Year: year - 1, Source: "invented for the demonstration"}
	}
	t.Staff = figure(1800, 14000)
	if t.Kind != trust.Ambulance {
		t.Beds, t.WeeklyAppointments = figure(120, 1500), figure(900, 16000)
	}
}

func (l *loader) writeRegister(r register, years []cycleYear) error {
	var regions, icbs, trusts, versions, cycles [][]any
	for _, x := range r.regions {
		regions = append(regions, []any{x.Code, x.Name})
	}
	for _, x := range r.icbs {
		icbs = append(icbs, []any{x.Code, x.Name, x.RegionCode})
	}
	first := years[0].opens
	for _, t := range r.trusts {
		row := []any{t.Code, t.Name, t.Name, string(t.Kind), t.Region, t.ICB, t.Opened, t.Closed, t.MajorTrauma}
		for _, f := range []*trust.Figure{t.WeeklyAppointments, t.Beds, t.Staff} {
			if f == nil {
				row = append(row, nil, nil, "")
			} else {
				row = append(row, f.Value, f.Year, f.Source)
			}
		}
		trusts = append(trusts, row)
		versions = append(versions, []any{t.Code, first, t.Name, string(t.Kind), t.Region, t.ICB, t.Opened, t.Closed, t.MajorTrauma})
	}
	for _, y := range years {
		cycles = append(cycles, []any{string(y.label), l.o.Pack.Edition, y.opens, y.baseline, y.deadline, "invented for the demonstration"})
	}
	for _, t := range []struct {
		name    string
		columns []string
		rows    [][]any
	}{
		{"regions", []string{"code", "name"}, regions},
		{"icbs", []string{"code", "name", "region_code"}, icbs},
		{"trusts", []string{"ods_code", "name", "source_name", "kind", "region_code", "icb_code", "opened", "closed", "major_trauma",
			"weekly_appointments", "weekly_appointments_year", "weekly_appointments_source", "beds", "beds_year", "beds_source",
			"staff", "staff_year", "staff_source"}, trusts},
		{"trust_versions", []string{"ods_code", "recorded_on", "name", "kind", "region_code", "icb_code", "opened", "closed", "major_trauma"}, versions},
		{"cycles", []string{"label", "edition", "opens", "baseline_due", "deadline", "dates_source"}, cycles},
	} {
		if err := l.copy(t.name, t.columns, t.rows); err != nil {
			return err
		}
	}
	return nil
}
