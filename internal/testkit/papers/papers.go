// Package papers is the golden trusts: the inputs of whole reports that people have read as a non-executive director would, for
// tests of what a report says (core/report) and of what is made of one, pages and files. What a trust is made of is here, too,
// so that a test can change one thing.
package papers

import (
	"testing"

	"cyberready/internal/core/report"
)

// All gives the inputs by name.
func All(t testing.TB) map[string]report.Inputs {
	t.Helper()
	return map[string]report.Inputs{"excellent": Excellent(t), "typical": Typical(t), "planned": Planned(t), "assessed": Assessed(t), "failing": Failing(t),
		"empty": Empty(t), "all-yes": AllYes(t), "contradicting": Contradicting(t)}
}
