package demo

import (
	"math/rand/v2"

	"cyberready/internal/core/critical"
	"cyberready/internal/core/day"
)

// What a hospital trust cannot do without, and who could stand behind it: all invented.
var (
	criticalNames = []string{"Emergency department", "Laboratory", "Pharmacy", "Maternity", "Operating theatres", "Imaging", "Patient records",
		"Intensive care", "Outpatient booking", "Cancer treatment", "Switchboard"}
	criticalSuppliers = []string{"Brook Systems (invented)", "Northlight Health (invented)", "Fenwick Imaging (invented)", ""}
	benefits          = []string{
		"An allergy that is noted on one ward is seen on every other, and nobody waits for a folder.",
		"Results reach the doctor while the patient is still in the room.",
		"A patient who is moved is not asked the same questions again.",
	}
)

// services gives a trust's list as it was on a day. It follows from the trust's code alone, so that it is the same each year
// but for its restores.
func (w writer) services(on day.Day) critical.List {
	n := len(criticalNames)
	if !w.first {
		n = 4 + int(7*chance(w.t.Code, "services"))
	}
	rng := rand.New(rand.NewPCG(seed, uint64(1e15*chance(w.t.Code, "critical"))))
	var l critical.List
	for i, name := range criticalNames[:n] {
		s := critical.Service{ID: newID(rng), Name: name, Version: 1, Supplier: criticalSuppliers[rng.IntN(len(criticalSuppliers))],
			ChangedAt: on.AddDays(-40).Time().Add(hour(10)), ChangedBy: w.t.lead.author()}
		if hours := 2 + 2*rng.IntN(12); i%5 != 4 {
			s.PaperHours = &hours
		}
		if days := rng.IntN(430); i%6 != 5 {
			s.LastRestore = on.AddDays(-days)
		}
		l.Services = append(l.Services, s)
	}
	if chance(w.t.Code, "benefit") < 0.8 || w.first {
		l.Benefit = critical.Benefit{Words: benefits[rng.IntN(len(benefits))], By: w.t.lead.author(), On: on.AddDays(-40)}
	}
	return l
}

// keepServices writes the list as it is today, once for a trust.
func (w writer) keepServices() {
	if !w.y.current {
		return
	}
	l := w.services(w.o.Today)
	rng := rand.New(rand.NewPCG(seed, uint64(1e15*chance(w.t.Code, "benefit"))))
	columns := []string{"ods_code", "id", "name", "paper_hours", "last_restore", "supplier", "version", "changed_at", "changed_by", "changed_by_name"}
	for _, s := range l.Services {
		var hours any
		if s.PaperHours != nil {
			hours = *s.PaperHours
		}
		w.put("critical_services", columns, []any{w.t.Code, s.ID, s.Name, hours, s.LastRestore, s.Supplier, s.Version, s.ChangedAt, s.ChangedBy.ID, s.ChangedBy.Name})
	}
	if l.Benefit.Words != "" {
		w.put("record_benefits", []string{"ods_code", "id", "words", "said_at", "said_by", "said_by_name"},
			[]any{w.t.Code, newID(rng), l.Benefit.Words, l.Benefit.On.Time().Add(hour(10)), l.Benefit.By.ID, l.Benefit.By.Name})
	}
}
