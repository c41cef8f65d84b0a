package board

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/report"
	"cyberready/internal/core/signoff"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

// decisionVariant draws a plain signature as the first button; none is drawn as dangerous, for each is a proper answer.
func decisionVariant(d signoff.Decision) string {
	if d == signoff.Signed {
		return ""
	}
	return "secondary"
}

func receiptRows(v receiptView) []ui.SummaryRow {
	s := v.Signature
	rows := []ui.SummaryRow{
		{Key: "Who", Value: nameAndPost(s.Signatory)},
		{Key: "Decided", Value: decided(s.Decision)},
	}
	if s.Words != "" {
		rows = append(rows, ui.SummaryRow{Key: "In these words", ValueHTML: quoted(s.Words)})
	}
	return append(rows,
		ui.SummaryRow{Key: "When", Value: s.On.Words() + ", " + page.Clock(s.At) + " London time"},
		ui.SummaryRow{Key: "Trust", Value: v.visit.TrustName(v.visit.At.ODS) + " (" + v.visit.At.ODS + ")"},
		ui.SummaryRow{Key: "Report", Value: "Cyber readiness " + v.visit.At.Cycle + ", " + report.VersionWords(v.Version.Number) + ", as at " + v.Version.Reference.Words()},
		ui.SummaryRow{Key: "Fingerprint (SHA-256)", ValueHTML: hash(s.SHA256)},
	)
}

// nameAndPost says who somebody is, and that they also lead the assessment where they do.
func nameAndPost(s signoff.Signatory) string {
	said := s.Name
	if s.Post != "" {
		said += ", " + s.Post
	}
	if s.Lead {
		said += " (also leads the assessment)"
	}
	return said
}

// chooseFrom puts an empty first choice before the others, so that nobody is chosen by accident.
func chooseFrom(items []ui.SelectItem) []ui.SelectItem {
	return append([]ui.SelectItem{ui.Option("", "Choose a person")}, items...)
}

func changesWords(n int) string { return english.Capital(english.Count(n, "change.", "changes.")) }
