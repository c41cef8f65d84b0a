package tasks

import (
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

var today = day.Of(2027, 3, 1)

// desk is somebody's view of a draft.
type desk struct {
	visit page.Visit
	home  assessmentdb.Home
}

// newDesk is an untouched draft, 121 days before its deadline.
func newDesk(t *testing.T, role access.Role) desk {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return desk{
		visit: page.Visit{
			Visitor: page.Visitor{Actor: access.Actor{Person: "me", Role: role, Reach: access.ReachTrust, Place: "ZZ1"}},
			At:      paths.Year{ODS: "ZZ1", Cycle: "2026-27"},
			Year:    contentdb.Year{Pack: packs[0], Deadline: day.Of(2027, 6, 30)},
			Today:   today,
		},
		home: assessmentdb.Home{Begun: true, Sheet: workingcopy.Sheet{
			Stage: assessment.Draft, Answers: map[string]assessment.Answer{}, Owners: map[string]workingcopy.Owner{}}},
	}
}

// steps gives the titles, as far as they are ids, with their reasons.
func (d desk) steps() (titles []string, reasons string) {
	pack := d.visit.Year.Pack
	result := d.home.Result(pack, today)
	for _, s := range nextSteps(d.visit, d.home, leftOf(pack, result, d.home.Sheet), ownedParts(pack, result, d.home.Sheet)) {
		id, _, _ := strings.Cut(s.link.Text, " ")
		titles = append(titles, id)
		reasons += s.reason + " "
	}
	return titles, reasons
}

// answerAll answers every question of some assertions, or of all.
func (d desk) answerAll(assertions ...string) {
	pack := d.visit.Year.Pack
	if len(assertions) > 0 {
		pack = pack.Of(assertions...)
	}
	for _, q := range pack.Questions() {
		w := assessment.Words{Reply: assessment.No}
		if q.Ask == "" {
			w = assessment.Words{Date: today, Text: "done"}
		}
		d.home.Answers[q.ID] = assessment.Answer{Item: q.ID, Words: w, Version: 1}
	}
}

func (d desk) handOut(assertion, person, name string, due day.Day) {
	d.home.Owners[assertion] = workingcopy.Owner{Part: assertion, Person: person, Name: name, Due: due}
}

func TestWhatCouldStopCareComesBeforeOtherQuestions(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Lead)
	titles, reasons := d.steps()
	if len(titles) != 3 || strings.Count(reasons, "could stop care") != 3 {
		t.Errorf("next: %v (%s)", titles, reasons)
	}
}

func TestWhatIsDueComesFirstTheEarliestAtTheTop(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Lead)
	d.handOut("7.3", "tom", "Tom Okafor", today.AddDays(4))
	d.handOut("9.6", "ann", "Ann Lee", today.AddDays(-2))
	d.handOut("8.1", "ann", "Ann Lee", today.AddDays(40)) // not soon
	titles, reasons := d.steps()
	if len(titles) != 3 || titles[0] != "9.6" || titles[1] != "7.3" {
		t.Errorf("next: %v", titles)
	}
	if !strings.HasPrefix(reasons, "With Ann Lee, overdue by two days. 0 of 6 answered. With Tom Okafor, due on Friday. 0 of 6 answered.") {
		t.Errorf("reasons: %s", reasons)
	}
}

func TestAHalfAnswerComesBeforeQuestionsWithoutOne(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Lead)
	d.home.Answers["1.1.1"] = assessment.Answer{Item: "1.1.1", Words: assessment.Words{Reply: assessment.Yes}, Version: 1}
	if titles, reasons := d.steps(); titles[0] != "1.1.1" || !strings.Contains(reasons, "it counts when") {
		t.Errorf("next: %v (%s)", titles, reasons)
	}
}

// Whose hand-in waits for a lead's word comes before everything, for it is somebody's finished work.
func TestWhatWasHandedInComesFirstForALead(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Lead)
	d.handOut("9.6", "ann", "Ann Lee", today.AddDays(-2))
	d.handOut("7.3.5", "tom", "Tom Okafor", today)
	d.home.HandIns = map[string]assessment.HandIn{"7.3.5": {ID: "h", Part: "7.3.5", By: assessment.Author{ID: "tom", Name: "Tom Okafor"}}}
	titles, reasons := d.steps()
	if len(titles) != 3 || titles[0] != "7.3.5" || titles[1] != "9.6" || !strings.HasPrefix(reasons, "Tom Okafor has handed it in. Accept it or send it back.") {
		t.Errorf("next: %v (%s)", titles, reasons)
	}
}

func TestAPartThatWasHandedInIsNotAskedForTwice(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Lead)
	d.answerAll("2.1")
	d.home.HandIns = map[string]assessment.HandIn{"2.1": {ID: "h", Part: "2.1", By: assessment.Author{ID: "tom", Name: "Tom Okafor"}}}
	titles, _ := d.steps()
	n := 0
	for _, id := range titles {
		if id == "2.1" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("next: %v", titles)
	}
}

func TestOnlyWhoMayConfirmIsAskedTo(t *testing.T) {
	t.Parallel()
	for role, want := range map[access.Role]int{access.Lead: 3, access.Contributor: 0, access.Assessor: 0} {
		d := newDesk(t, role)
		d.answerAll()
		if titles, _ := d.steps(); len(titles) != want {
			t.Errorf("%s is asked to confirm %v", role, titles)
		}
	}
}

func TestTheLastStepsOfAYear(t *testing.T) {
	t.Parallel()
	d := newDesk(t, access.Lead)
	d.answerAll()
	for _, s := range d.visit.Year.Pack.Standards {
		for _, a := range s.Assertions {
			d.home.Confirmations = append(d.home.Confirmations, workingcopy.Confirmation{Confirmation: assessment.Confirmation{Assertion: a.ID}})
		}
	}
	if titles, _ := d.steps(); len(titles) != 1 || titles[0] != "Send" {
		t.Errorf("all done, far from the deadline: %v", titles)
	}
	d.visit.Year.Deadline = today.AddDays(30)
	if titles, _ := d.steps(); len(titles) != 2 || titles[0] != "Record" {
		t.Errorf("all done, near the deadline: %v", titles)
	}
	d.home.Official = &assessmentdb.Official{Status: trust.StandardsMet}
	if titles, _ := d.steps(); len(titles) != 1 || titles[0] != "Send" {
		t.Errorf("official status recorded: %v", titles)
	}
}
