package auditdb_test

import (
	"fmt"
	"slices"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
	"cyberready/internal/store/auditdb"
)

func objects(list []audit.Entry) (o []string) {
	for _, e := range list {
		o = append(o, e.Object)
	}
	return o
}

func TestATrailIsFiltered(t *testing.T) {
	t.Parallel()
	tr := open(t)
	tr.record(priya, 0, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Cycle: "2026-27", Object: "1.1.1"})
	tr.record(tom, 24*60, audit.Event{Verb: audit.ProofNamed, Trust: "ZZ1", Object: "4.5.3", Note: "Restore Report"})
	tr.record(store.System("user add"), 15*24*60, audit.Event{Verb: audit.PersonAdded, Trust: "ZZ1", Object: "somebody"})
	tr.record(priya, 30*24*60+14*60+30, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1", Object: "7.3.5"}) // 31 March, 23:30 UTC: 1 April in London
	tr.record(person("Priya", access.Lead, "ZZ2"), 1, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ2", Object: "another trust's"})
	for name, c := range map[string]struct {
		filter auditdb.Filter
		want   []string
	}{
		"nothing chosen":        {auditdb.Filter{}, []string{"7.3.5", "somebody", "4.5.3", "1.1.1"}},
		"a person":              {auditdb.Filter{Person: ids["Priya"]}, []string{"7.3.5", "1.1.1"}},
		"the service itself":    {auditdb.Filter{Person: auditdb.Nobody}, []string{"somebody"}},
		"a verb":                {auditdb.Filter{Verb: audit.ProofNamed}, []string{"4.5.3"}},
		"from a day":            {auditdb.Filter{From: day.Of(2027, 3, 16)}, []string{"7.3.5", "somebody"}},
		"to a day":              {auditdb.Filter{To: day.Of(2027, 3, 2)}, []string{"4.5.3", "1.1.1"}},
		"days end in London":    {auditdb.Filter{From: day.Of(2027, 4, 1), To: day.Of(2027, 4, 1)}, []string{"7.3.5"}},
		"a word of the note":    {auditdb.Filter{Text: " restore "}, []string{"4.5.3"}},
		"a word of a name":      {auditdb.Filter{Text: "TOM"}, []string{"4.5.3"}},
		"an item":               {auditdb.Filter{Text: "7.3.5"}, []string{"7.3.5"}},
		"words of the sentence": {auditdb.Filter{Text: "saved an"}, []string{"7.3.5", "1.1.1"}},
		"an address":            {auditdb.Filter{Text: "192.0.2.7", Verb: audit.ProofNamed}, []string{"4.5.3"}},
		"a sign of patterns":    {auditdb.Filter{Text: "%"}, nil},
		"nobody like that":      {auditdb.Filter{Person: "' or 1=1"}, nil},
	} {
		l, err := tr.List(t.Context(), priya, "ZZ1", c.filter, 1)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := objects(l.Entries); !slices.Equal(got, c.want) || l.Total != len(c.want) {
			t.Errorf("%s: %q of %d, want %q", name, got, l.Total, c.want)
		}
	}
	l, err := tr.List(t.Context(), priya, "ZZ1", auditdb.Filter{Text: "no such thing"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if want := []auditdb.Doer{{ID: auditdb.Nobody}, {ID: ids["Priya"], Name: "Priya"}, {ID: ids["Tom"], Name: "Tom"}}; !slices.Equal(l.Doers, want) {
		t.Errorf("people to choose from: %v", l.Doers)
	}
	if want := []audit.Verb{audit.PersonAdded, audit.ProofNamed, audit.AnswerSaved}; !slices.Equal(l.Verbs, want) {
		t.Errorf("verbs to choose from: %v", l.Verbs)
	}
	if l.Waiting != 4 || l.Head.Seq != 0 {
		t.Errorf("%d wait behind %q, want 4 behind nothing", l.Waiting, l.Head)
	}
	tr.seal(5)
	if l, err = tr.List(t.Context(), priya, "ZZ1", auditdb.Filter{}, 1); err != nil || l.Waiting != 0 || l.Head.Seq != 4 {
		t.Errorf("%d wait behind %q (%v), want none behind the fourth", l.Waiting, l.Head, err)
	}
}

func TestATrailHasPagesAndAllGivesTheWhole(t *testing.T) {
	t.Parallel()
	tr := open(t)
	const events = 2050 // more than All reads at a time
	tr.do(`insert into audit_events (ods_code, id, at, verb, object)
		select 'ZZ1', ('01890000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, 'answer.saved', n::text from generate_series(1, $2) n`, now, events)
	first, err := tr.List(t.Context(), priya, "ZZ1", auditdb.Filter{}, 1)
	if err != nil || len(first.Entries) != auditdb.PerPage || first.Total != events || first.Entries[0].Object != fmt.Sprint(events) {
		t.Fatalf("the first page has %d of %d, from %s (%v)", len(first.Entries), first.Total, first.Entries[0].Object, err)
	}
	last, err := tr.List(t.Context(), priya, "ZZ1", auditdb.Filter{}, events/auditdb.PerPage)
	if err != nil || last.Entries[len(last.Entries)-1].Object != "1" {
		t.Errorf("the last page ends with %q (%v)", objects(last.Entries), err)
	}
	behind, err := tr.List(t.Context(), priya, "ZZ1", auditdb.Filter{}, 99)
	if err != nil || behind.Page != events/auditdb.PerPage || !slices.Equal(objects(behind.Entries), objects(last.Entries)) {
		t.Errorf("behind the last page stands page %d (%v)", behind.Page, err)
	}
	n := events
	for e, err := range tr.All(t.Context(), priya, "ZZ1", auditdb.Filter{}) {
		if err != nil || e.Object != fmt.Sprint(n) {
			t.Fatalf("got %q (%v), want %d", e.Object, err, n)
		}
		n--
	}
	if n != 0 {
		t.Errorf("%d were left out", n)
	}
}

func TestATrailIsForTheLeadsOfItsTrust(t *testing.T) {
	t.Parallel()
	tr := open(t)
	tr.record(priya, 0, audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1"})
	for name, c := range map[string]struct {
		scope store.Scope
		want  fault.Kind
	}{
		"a contributor":           {tom, fault.Forbidden},
		"a board member":          {person("Helen", access.BoardMember, "ZZ1"), fault.Forbidden},
		"a lead of another trust": {person("Priya", access.Lead, "ZZ2"), fault.NotFound},
		"an analyst":              {grace, fault.NotFound},
		"nobody":                  {store.Scope{}, fault.NotFound},
	} {
		if _, err := tr.List(t.Context(), c.scope, "ZZ1", auditdb.Filter{}, 1); fault.KindOf(err) != c.want {
			t.Errorf("%s lists: %v", name, err)
		}
		for e, err := range tr.All(t.Context(), c.scope, "ZZ1", auditdb.Filter{}) {
			if fault.KindOf(err) != c.want {
				t.Errorf("%s takes all: %+v (%v)", name, e, err)
			}
		}
	}
}
