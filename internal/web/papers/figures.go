package papers

import (
	"strconv"
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/report"
	"cyberready/internal/web/ui"
)

func hasLast(s report.Standards) bool {
	for _, r := range s.Rows {
		if r.Bar.Last != nil {
			return true
		}
	}
	return false
}

func ordinal(i int) string { return strconv.Itoa(i+1) + "." }

// decisionText is what there is to say about a decision.
func decisionText(d report.Decision) []report.Sentence {
	said := append(d.About[:len(d.About):len(d.About)], d.Cost)
	if d.IfNot != "" {
		said = append(said, report.Sentence{{Text: d.IfNot}})
	}
	return said
}

// isGroup tells whether an id is that of a group of answers (3.1) and not of a question (3.1.3).
func isGroup(id string) bool { return strings.Count(id, ".") == 1 && !strings.HasPrefix(id, "x") }

// mostBeside is how many disagreements of rating and count stand beside the picture; more would break the first page.
const mostBeside = 3

// manyGaps is from how many gaps on those that neither stop nor delay care are folded away on the screen.
const manyGaps = 12

func folded(g report.Gaps, group report.GapGroup) bool {
	all := 0
	for _, other := range g.Groups {
		all += len(other.Gaps)
	}
	return all > manyGaps && group.Effect.Rank() > 1
}

func gapCount(g report.GapGroup) string {
	return english.Count(len(g.Gaps), "requirement", "requirements")
}

func officeRows(a report.Accountable) []ui.SummaryRow {
	var rows []ui.SummaryRow
	for _, o := range a.Offices {
		rows = append(rows, ui.SummaryRow{Key: o.Office, ValueHTML: officeHolder(o)})
	}
	return rows
}

// signaturePost continues a signatory's name: ", chair (also leads the assessment that they sign),".
func signaturePost(g report.SignatureLine) string {
	s := ""
	if g.Post != "" {
		s = ", " + english.Small(g.Post) + ","
	}
	if g.LeadNote != "" {
		s += " who " + g.LeadNote + ","
	}
	return s
}

// mostSources is how many items stand beside a decision; more are a list of their own.
const mostSources = 8

func moreSources(n int) string { return english.Number(n) + " more" }
