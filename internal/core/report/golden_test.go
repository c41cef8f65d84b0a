package report_test

import (
	"testing"

	"cyberready/internal/core/report"
	"cyberready/internal/testkit/papers"
)

// TestGoldenReports holds the reports that somebody has read as a non-executive director would.
func TestGoldenReports(t *testing.T) {
	t.Parallel()
	for name, in := range papers.All(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			papers.Golden(t, name+".txt", text(report.Build(in)))
		})
	}
}
