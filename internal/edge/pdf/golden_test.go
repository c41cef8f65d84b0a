package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"cyberready/internal/testkit/papers"
	"cyberready/internal/testkit/pdfread"
)

// TestGoldenPapers holds the text of each golden trust's paper, side by side, as somebody has read it.
func TestGoldenPapers(t *testing.T) {
	t.Parallel()
	for name, f := range golden(t) {
		papers.Golden(t, name+".txt", drawn(f))
	}
}

// drawn gives what stands on each side, a line each.
func drawn(f pdfread.File) string {
	var b strings.Builder
	for i, side := range f.Text {
		fmt.Fprintf(&b, "==== side %d ====\n", i+1)
		for line := range strings.Lines(strings.TrimSpace(side)) {
			if line = strings.TrimSpace(line); line != "" {
				fmt.Fprintln(&b, line)
			}
		}
	}
	return b.String()
}
