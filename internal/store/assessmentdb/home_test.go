package assessmentdb_test

import (
	"testing"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/workingcopy"
)

func TestBeginOnceAndNotBeforeTheYearOpens(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if err := b.room.Begin(t.Context(), b.Priya, year, now, today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("begun twice: %v", err)
	}
	next := workingcopy.Key{ODS: "ZZ1", Cycle: "2027-28"}
	if err := b.room.Begin(t.Context(), b.Priya, next, now, today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("begun before the year opens: %v", err)
	}
	if err := b.room.Begin(t.Context(), b.Priya, next, now, day.Of(2027, 7, 1)); err != nil {
		t.Errorf("not begun on the day on which the year opens: %v", err)
	}
	if err := b.room.Begin(t.Context(), b.Priya, workingcopy.Key{ODS: "ZZ1", Cycle: "2030-31"}, now, today); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a year that is not opened here: %v", err)
	}
	name, years, err := b.room.Years(t.Context(), b.Ruth, "ZZ1")
	if err != nil || name != "Northmoor and Dale" || len(years) != 2 || years[0].Cycle != "2027-28" || years[1].BegunBy != "Priya Nair" {
		t.Errorf("the years of %q are %+v (%v)", name, years, err)
	}
}

func TestHomeBeforeTheAssessmentIsBegun(t *testing.T) {
	t.Parallel()
	b := setup(t)
	h, err := b.room.Home(t.Context(), b.Priya, workingcopy.Key{ODS: "ZZ1", Cycle: "2027-28"}, b.Pack)
	if err != nil || h.Begun || h.Trust != "Northmoor and Dale" {
		t.Errorf("home is %+v (%v)", h, err)
	}
}

func TestHomeShowsTheLastFiveEventsAndTheOfficialStatus(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, item := range []string{"1.1.1", "7.1.1", "7.1.2", "7.3.4", "7.3.6", "8.1.1"} {
		b.Answer(b.Tom, edit(item, 0, no()))
	}
	first := assessmentdb.Official{Status: trust.ApproachingStandards, Day: today.AddDays(-3), SubmittedBy: " Grace  Holt "}
	second := assessmentdb.Official{Status: trust.StandardsMet, Day: today, SubmittedBy: "Grace Holt"}
	for i, o := range []assessmentdb.Official{first, second} {
		if err := b.room.RecordOfficial(t.Context(), b.Priya, year, o, now.Add(time.Duration(i)*time.Minute), today); err != nil {
			t.Fatal(err)
		}
	}
	b.Exec(`insert into published_results (cycle, as_at, ods_code, org_name, region_code, status) values
		('2026-27', '2027-02-01', 'ZZ1', 'x', '', 'Standards Not Met'), ('2026-27', '2027-02-20', 'ZZ1', 'x', '', 'Standards Met')`)
	h, err := b.room.Home(t.Context(), b.Tom, year, b.Pack)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Events) != 5 || h.Events[0].Verb != audit.OfficialRecorded || h.Events[2].Object != "8.1.1" || h.Events[2].Name != "Tom Okafor" {
		t.Errorf("events %+v", h.Events)
	}
	if h.Official == nil || h.Official.Status != trust.StandardsMet || h.Official.RecordedBy != "Priya Nair" {
		t.Errorf("recorded status %+v", h.Official)
	}
	if h.Published == nil || h.Published.AsAt != day.Of(2027, 2, 20) {
		t.Errorf("imported status %+v", h.Published)
	}
	if !h.Begun || len(h.Answers) != 6 {
		t.Errorf("begun %v, %d answers", h.Begun, len(h.Answers))
	}
	if n := b.Number(`select count(*) from official_statuses where submitted_by = 'Grace Holt'`); n != 2 {
		t.Errorf("%d records, want both", n)
	}
}

func TestRecordOfficialSaysAllThatIsWrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, c := range map[string]struct {
		o      assessmentdb.Official
		fields int
	}{
		"nothing":        {assessmentdb.Official{}, 3},
		"our own words":  {assessmentdb.Official{Status: "All in place", Day: today, SubmittedBy: "G"}, 1},
		"in the future":  {assessmentdb.Official{Status: trust.StandardsMet, Day: today.AddDays(1), SubmittedBy: "G"}, 1},
		"nobody's doing": {assessmentdb.Official{Status: trust.StandardsMet, Day: today, SubmittedBy: "  "}, 1},
	} {
		f := fault.As(b.room.RecordOfficial(t.Context(), b.Priya, year, c.o, now, today))
		if f == nil || f.Kind != fault.Invalid || len(f.Fields) != c.fields {
			t.Errorf("%s: %+v, want %d fields", name, f, c.fields)
		}
	}
}
