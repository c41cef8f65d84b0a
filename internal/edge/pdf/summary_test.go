package pdf_test

import (
	"bytes"
	"strings"
	"testing"

	"cyberready/internal/core/report"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/testkit/papers"
	"cyberready/internal/testkit/pdfread"
)

func summary(t *testing.T, p *pdf.Press, in report.Inputs) []byte {
	t.Helper()
	made, err := p.Summary(t.Context(), pdf.Summary{Summary: report.Summarise(in), Marking: marking, Foot: foot, On: in.Snapshot.Reference})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestTheSummaryIsWholeAndCanBeListenedTo(t *testing.T) {
	t.Parallel()
	p := open(t, 1)
	for name, in := range papers.All(t) {
		s := report.Summarise(in)
		made := summary(t, p, in)
		f := pdfread.Read(t, made)
		if !f.Marked || f.UA != "1" || f.Language != "en-GB" || f.Title != s.Trust+": "+s.Title || len(f.Contents) != 5 {
			t.Errorf("%s: tagged %v, PDF/UA %q, language %q, title %q, headings %q", name, f.Marked, f.UA, f.Language, f.Title, f.Contents)
		}
		wanted := append([]string{s.Trust, s.Title, s.Caption, s.SHA256}, s.Sentences...)
		for _, part := range []report.SummaryPart{s.Offices, s.Decisions, s.Made} {
			wanted = append(append(wanted, part.Heading), part.Lines...)
		}
		for _, d := range s.Dates.List {
			wanted = append(wanted, d.On.Words()+d.What)
		}
		for _, row := range s.Obligations.Rows {
			wanted = append(wanted, row.Name)
		}
		said := body(f)
		for _, words := range wanted {
			if !strings.Contains(said, pdfread.Words(words)) {
				t.Errorf("%s: the summary lacks %q", name, words)
			}
		}
		if !bytes.Equal(made, summary(t, p, in)) {
			t.Errorf("%s: the same summary gave other bytes", name)
		}
	}
}
