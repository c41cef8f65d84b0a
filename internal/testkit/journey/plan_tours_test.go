package journey_test

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/criticaldb"
	"cyberready/internal/store/plandb"
	"cyberready/internal/web/paths"
)

// planTours are the pages of the plan of improvement, and of what a reviewer would ask: of a trust that has one, of one that has none, and of those who decide.
func planTours(t *testing.T, s scene) []tour {
	t.Helper()
	k := plandb.Key{ODS: bay.ODS, Cycle: trust.Cycle(bay.Cycle)}
	id, err := plandb.Plans{DB: s.DB}.Save(t.Context(), s.people["Nora Vale"], k, s.pack, plan.Action{Title: "Restore from backup", Items: []string{"7.3.6"},
		Owner: assessment.Author{Name: "Tariq Boyle"}, Due: s.today().AddDays(30), Funding: plan.Unfunded, CareCost: "Nothing."}, "", s.Clock.Now(), s.today())
	if err != nil {
		t.Fatal(err)
	}
	before := paths.Year{ODS: northmoor.ODS, Cycle: "2025-26"}
	rooms, nora := criticaldb.Services{DB: s.DB}, s.people["Nora Vale"]
	if err := rooms.Save(t.Context(), nora, bay.ODS, critical.Service{Name: "Laboratory"}, s.Clock.Now(), s.today()); err != nil {
		t.Fatal(err)
	}
	list, err := rooms.List(t.Context(), nora, bay.ODS)
	if err != nil {
		t.Fatal(err)
	}
	return []tour{
		{"priya@demo.invalid", []stop{
			{paths.Plan, northmoor.Plan(), 0},
			{paths.Plan, before.Plan() + "?state=moved", 0},
			{paths.PlanCalendar, northmoor.PlanCalendar(), 0},
			{paths.PlanNew, northmoor.PlanFor("9.6.3"), 0},
			{paths.Risks, northmoor.Risks(), 0},
			{paths.Review, northmoor.Review(), 0},
			{paths.Spreadsheet, northmoor.Spreadsheet(), 0},
			{paths.SpreadsheetChanges, northmoor.SpreadsheetChanges(), 0},
			{paths.Takes, northmoor.Takes() + "?budget=20000", 0},
			{"", northmoor.Takes() + "?budget=lots", 422},
			{paths.Critical, northmoor.Critical(), 0},
		}},
		{"nora@example.org", []stop{
			{paths.PlanAction, bay.PlanAction(id), 0},
			{paths.CriticalService, bay.CriticalService(list.Services[0].ID), 0},
			{paths.Takes, bay.Takes(), 0},
			{paths.Risks, bay.RiskFor("7.3.6"), 0},
		}},
		{"helen@demo.invalid", []stop{
			{paths.Risks, northmoor.Risks(), 0},
			{"", northmoor.Plan(), 403},
			{paths.Takes, before.Takes(), 0},
			{paths.Critical, northmoor.Critical(), 0},
		}},
		{"sana@example.org", []stop{
			{paths.NationalPlan, paths.ToNationalPlan(northmoor.ODS, before.Cycle), 0},
			{paths.NationalWaiting, paths.NationalWaiting + "?cycle=" + northmoor.Cycle + "&list=plans", 0},
		}},
	}
}
