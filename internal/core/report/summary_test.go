package report_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/report"
	"cyberready/internal/core/score"
	"cyberready/internal/testkit/papers"
)

// keys are the string fields by which the parts of a record find each other. Every other one is somebody's words.
var keys = []string{"ID", "Item", "Standard", "Assertion", "Number", "PartOf", "Person", "PersonID", "SHA256", "ODS", "Obligation", "Edition"}

const marker = "QZX"

// mark puts a marker of its own into every text below a value. Slices and pointers are made anew: packs are shared.
func mark(v reflect.Value, field string) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[day.Day]() || v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				mark(v.Field(i), f.Name)
			}
		}
	case reflect.Slice:
		if v.Len() == 0 {
			return
		}
		list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(list, v)
		v.Set(list)
		for i := range list.Len() {
			mark(list.Index(i), field)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			one := reflect.New(v.Type().Elem())
			one.Elem().Set(v.Elem())
			v.Set(one)
			mark(one.Elem(), field)
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && !slices.Contains(keys, field) {
			v.SetString(v.String() + marker + field)
		}
	}
}

// Nothing that anybody wrote reaches the summary for the public session, and no text of an item: each such text of a record,
// and of what stands beside it, carries a marker, and none is found.
func TestNothingInWordsReachesThePublicSummary(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		trust := in.Snapshot.Trust.Name
		mark(reflect.ValueOf(&in).Elem(), "")
		in.Snapshot.Trust.Name = trust
		if full := text(report.Build(in)); !strings.Contains(full, marker) {
			t.Fatalf("%s: the markers reach not even the full report", name)
		}
		said := summaryText(report.Summarise(in))
		if at := strings.Index(said, marker); at >= 0 {
			t.Errorf("%s: %s", name, said[max(0, at-80):min(len(said), at+30)])
		}
		if found := regexp.MustCompile(`\bx?\d+\.\d+\.\d+`).FindString(said); found != "" {
			t.Errorf("%s: it names item %s", name, found)
		}
		for item, subject := range report.Subjects {
			if strings.Contains(strings.ToLower(said), strings.ToLower(subject)) {
				t.Errorf("%s: it names the subject of %s, %q", name, item, subject)
			}
		}
	}
}

// Nor does a title or sentence of the edition's own questions.
func TestNoQuestionReachesThePublicSummary(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		said := strings.ToLower(summaryText(report.Summarise(in)))
		for _, q := range papers.NDG(t).Questions() {
			for _, words := range []string{q.Title, q.Ask, q.Gap, q.EffectReason} {
				if words != "" && strings.Contains(said, strings.ToLower(words)) {
					t.Errorf("%s: it says %q of %s", name, words, q.ID)
				}
			}
		}
	}
}

func TestThePublicSummarySays(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"excellent": {"claims all 128 requirements", "People (standards 1, 2 and 3): 32 of 32", "Senior information risk owner (SIRO): held since 11 January 2027.",
			"All three people asked have signed.", "24 June 2027: Published here, with the board's signatures", "Standards Met (2026-27, 29 June 2027)"},
		"typical": {"119 of 128 requirements in place", "two of them without an answer", "The board is asked to decide on three groups of gaps",
			"Proof that is in date is named for 96 of the 119 in place.", "30 June 2027: Deadline of the official submission for 2026-27"},
		"failing": {"Published without the board's signature", "Senior information risk owner (SIRO): vacant since 11 January 2027."},
		"empty":   {"Draft: it has not been sent to the board", "Chief executive: not recorded.", "The board is asked: decide who finishes this assessment, and by when."},
	} {
		said := summaryText(report.Summarise(all(t)[name]))
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("%s: it does not say %q:\n%s", name, w, said)
			}
		}
	}
}

func TestTheObligationsAddUp(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		r, s := report.Build(in), report.Summarise(in)
		var want, got score.Counts
		for _, row := range r.Standards.Rows {
			want.InPlace, want.Mandatory = want.InPlace+row.Counts.InPlace, want.Mandatory+row.Counts.Mandatory
		}
		for _, row := range s.Obligations.Rows {
			got.InPlace, got.Mandatory = got.InPlace+row.InPlace, got.Mandatory+row.Mandatory
		}
		if got != want || len(s.Obligations.Rows) != 3 || len(s.Obligations.Table.Rows) != 3 {
			t.Errorf("%s: %+v in %d obligations, want %+v in three", name, got, len(s.Obligations.Rows), want)
		}
	}
}

func TestAnEditionOfAnotherKindHasNoObligations(t *testing.T) {
	t.Parallel()
	in := smallTrust("y", 1)
	if rows := report.Summarise(in).Obligations.Rows; len(rows) != 1 || !strings.HasPrefix(rows[0].Name, "Other standards (standard") {
		t.Errorf("obligations %+v", rows)
	}
}

// summaryText gives everything that a summary says.
func summaryText(s report.Summary) string {
	var b strings.Builder
	for _, list := range [][]string{{s.Trust, s.Title, s.Caption}, s.Marks, s.Sentences, {s.Obligations.Heading}} {
		fmt.Fprintln(&b, strings.Join(list, "\n"))
	}
	for _, row := range s.Obligations.Rows {
		fmt.Fprintf(&b, "%s: %s\n", row.Name, row.Words())
	}
	for _, p := range []report.SummaryPart{s.Offices, s.Decisions, s.Made} {
		fmt.Fprintf(&b, "%s\n%s\n", p.Heading, strings.Join(p.Lines, "\n"))
	}
	for _, d := range s.Dates.List {
		fmt.Fprintf(&b, "%s: %s\n", d.On.Words(), d.What)
	}
	return b.String()
}

// The public hears that somebody independent was there, and nothing of what they found.
func TestThePublicSummarySaysThatASampleWasTested(t *testing.T) {
	t.Parallel()
	const none = "No independent check of these claims"
	if said := summaryText(report.Summarise(papers.Typical(t))); !strings.Contains(said, none) {
		t.Error("nothing was tested, and the summary does not say so")
	}
	if said := summaryText(report.Summarise(papers.Assessed(t))); strings.Contains(said, none) || !strings.Contains(said, "An independent assessor tested a sample of these claims.") {
		t.Errorf("a sample was tested, and the summary says\n%s", said)
	}
}
