package dates_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/web/paths"
)

func TestTheWholeYearGoesIntoACalendar(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	year := northmoor.Year
	form := url.Values{"seen": {"0"}, "fieldwork-start-day": {"5"}, "fieldwork-start-month": {"4"}, "fieldwork-start-year": {"2027"},
		"id-0": {""}, "name-0": {"Opinion; of audit"}, "named-0-day": {"3"}, "named-0-month": {"5"}, "named-0-year": {"2027"}}
	if p := n.Dev.Post(year.Dates(), form); p.Status != http.StatusOK || !strings.Contains(p.Text(), "3 May 2027") {
		t.Fatalf("the secretary keeps days: %d, %s", p.Status, p.Text())
	}
	if p := n.Tom.Post(year.Dates(), form); p.Status != http.StatusForbidden {
		t.Errorf("a contributor keeps days: %d", p.Status)
	}
	n.Exec(t, `insert into assertion_owners (ods_code, cycle, assertion, person_id, person_name, due, given_at, given_by)
		values ('ZZ1', '2026-27', '7.3', $1, 'Tom Okafor', '2027-03-20', now(), 'Priya Nair')`, n.TomID)
	file := n.Priya.Get(year.Calendar()).Source
	for _, want := range []string{"SUMMARY:Audit fieldwork begins", `SUMMARY:Opinion\; of audit`, "DTSTART;VALUE=DATE:20270630", "DTSTART;VALUE=DATE:20261231", "DTSTART;VALUE=DATE:20270320"} {
		if !strings.Contains(file, want) {
			t.Errorf("the file lacks %s:\n%s", want, file)
		}
	}
	if secretary := n.Dev.Get(year.Calendar()).Source; strings.Contains(secretary, "20270320") || !strings.Contains(secretary, "20270630") {
		t.Errorf("the secretary's file tells who answers what, or lacks the deadline:\n%s", secretary)
	}
}

func TestMoreTimeIsShownAndLateGoesByIt(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Person(t, "ada@example.org", "Ada Whitlock", accountdb.Grant{Role: access.Administrator, Reach: access.ReachService})
	ada := n.SignIn(t, "ada@example.org")
	form := url.Values{"trusts": {"zz1, zz1"}, "cycle": {"2026-27"}, "kind": {"final"}, "until-day": {"31"}, "until-month": {"7"}, "until-year": {"2027"}, "reason": {"Their systems were down"}}
	wrong := url.Values{"trusts": {"ZZ9"}, "cycle": {"2026-27"}, "kind": {"final"}, "until-day": {"31"}, "until-month": {"7"}, "until-year": {"2027"}, "reason": {"Kept as typed"}}
	if p := ada.Post(paths.AdminExtensions, wrong); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Text(), "There is no trust with the code ZZ9") || !strings.Contains(p.Source, "Kept as typed") {
		t.Errorf("an unknown trust: %d, %s", p.Status, p.Text())
	}
	if p := ada.Post(paths.AdminExtensions, form); p.Status != http.StatusOK || !strings.Contains(p.Text(), "One trust has until 31 July 2027.") {
		t.Fatalf("extend: %d, %s", p.Status, p.Text())
	}
	if p := n.Priya.Get(northmoor.Year.Home()); !strings.Contains(p.Text(), "left before 31 July") {
		t.Errorf("home counts by another day: %s", p.Text())
	}
	for _, page := range []string{northmoor.Year.Dates(), northmoor.Year.OthersView()} {
		if p := n.Priya.Get(page); !strings.Contains(p.Text(), "until 31 July 2027, given by Ada Whitlock") || !strings.Contains(p.Text(), "Their systems were down.") {
			t.Errorf("%s does not say it: %s", page, p.Text())
		}
	}
	if p := n.Otto.Get(paths.Year{ODS: "ZZ2", Cycle: "2026-27"}.Dates()); strings.Contains(p.Text(), "31 July") {
		t.Error("another trust has more time, too")
	}
}
