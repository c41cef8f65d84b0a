package report_test

import (
	"flag"
	"os"
	"testing"

	"cyberready/internal/core/report"
	"cyberready/internal/testkit/papers"
)

var update = flag.Bool("update", false, "write the golden reports; read every one before you commit it")

// TestGoldenReports holds the reports that somebody has read as a non-executive director would.
func TestGoldenReports(t *testing.T) {
	t.Parallel()
	for name, in := range papers.All(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := "testdata/" + name + ".txt"
			got := text(report.Build(in))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the report has changed; run the test with -update and read the difference.\n%s", got)
			}
		})
	}
}
