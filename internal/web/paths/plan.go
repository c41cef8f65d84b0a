package paths

import "net/url"

// Patterns of the plan of improvement. The list is a file with format=csv; its dates are an iCalendar file.
const (
	Plan         = "/trusts/{ods}/{cycle}/plan"
	PlanCalendar = "/trusts/{ods}/{cycle}/plan/calendar"
	PlanDates    = "/trusts/{ods}/{cycle}/plan/dates.ics"
	PlanNew      = "/trusts/{ods}/{cycle}/plan/actions"
	PlanAction   = "/trusts/{ods}/{cycle}/plan/actions/{action}"
	PlanNotes    = "/trusts/{ods}/{cycle}/plan/actions/{action}/notes"
	PlanEnd      = "/trusts/{ods}/{cycle}/plan/actions/{action}/end"
	Takes        = "/trusts/{ods}/{cycle}/what-it-takes" // to close the gaps
	TakesFunded  = "/trusts/{ods}/{cycle}/what-it-takes/funded"
	Risks        = "/trusts/{ods}/{cycle}/risks"
	RiskAccept   = "/trusts/{ods}/{cycle}/risks/{risk}/accept"
	RiskEnd      = "/trusts/{ods}/{cycle}/risks/{risk}/end"

	Review = "/trusts/{ods}/{cycle}/review" // what an experienced reviewer would ask

	NationalPlan = "/national/trusts/{ods}/plan" // of the current final publication of a year
)

// Plan is the plan of improvement.
func (y Year) Plan() string { return y.at("/plan") }

// PlanCalendar is the plan month by month.
func (y Year) PlanCalendar() string { return y.at("/plan/calendar") }

// PlanDates is the plan's dates for a calendar program.
func (y Year) PlanDates() string { return y.at("/plan/dates.ics") }

// PlanNew is where an action is added.
func (y Year) PlanNew() string { return y.at("/plan/actions") }

// PlanFor is where an action for an item is added.
func (y Year) PlanFor(item string) string { return y.PlanNew() + "?item=" + url.QueryEscape(item) }

// Takes says what closing the gaps would take.
func (y Year) Takes() string { return y.at("/what-it-takes") }

// TakesFunded is where chosen actions become funded.
func (y Year) TakesFunded() string { return y.Takes() + "/funded" }

// PlanAction is one action.
func (y Year) PlanAction(id string) string { return y.PlanNew() + "/" + url.PathEscape(id) }

// PlanNotes is where it is written how an action goes.
func (y Year) PlanNotes(id string) string { return y.PlanAction(id) + "/notes" }

// PlanEnd is where an action ends.
func (y Year) PlanEnd(id string) string { return y.PlanAction(id) + "/end" }

// Risks are the risks that are knowingly kept.
func (y Year) Risks() string { return y.at("/risks") }

// RiskFor is where a risk of an item is recorded.
func (y Year) RiskFor(item string) string { return y.Risks() + "?item=" + url.QueryEscape(item) }

// RiskAccept is where a risk is accepted.
func (y Year) RiskAccept(id string) string { return y.Risks() + "/" + url.PathEscape(id) + "/accept" }

// RiskEnd is where a risk is ended.
func (y Year) RiskEnd(id string) string { return y.Risks() + "/" + url.PathEscape(id) + "/end" }

// Review is what an experienced reviewer would ask of the answers.
func (y Year) Review() string { return y.at("/review") }

// ReviewOf is the place on that page where an item is asked about.
func (y Year) ReviewOf(item string) string { return y.Review() + "#ask-" + url.PathEscape(item) }

// ToNationalPlan is the published plan of a trust in a year, for national staff.
func ToNationalPlan(ods, cycle string) string {
	return ToNationalTrust(ods) + "/plan?cycle=" + url.QueryEscape(cycle)
}
