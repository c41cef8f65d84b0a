package report_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/report"
)

// everyday are the abbreviations that every reader of a trust's board paper knows.
var everyday = []string{"NHS", "IT", "HR", "UK"}

// never are words that no report uses: each has a plain one.
var never = []string{
	"RBAC", "TLS", "SIEM", "SOC", "CVE", "EDR", "GRC", "KPI", "posture", "threat actor", "threat landscape", "attack surface",
	"attack vector", "exfiltrat", "ransomware", "stakeholder", "leverage", "robust", "holistic", "remediat", "mitigat",
	"non-complian", "governance framework", "deliverable", "going forward", "utilis", "cyber hygiene", "zero trust",
	"lateral movement", "credential", "endpoint", "best practice", "air gap", "hardening",
}

// explained are technical words that a report may use when its list of words explains them.
var explained = []string{"anti-malware", "encryption", "firewall", "infrastructure", "penetration test", "phishing", "caldicott guardian"}

var capitals = regexp.MustCompile(`\b[A-Za-z]*[A-Z][a-z]*[A-Z][A-Za-z]*\b`)

func TestNoJargonWithoutItsExplanation(t *testing.T) {
	t.Parallel()
	for name, in := range all(t) {
		r := report.Build(in)
		var known []string
		for _, term := range r.Glossary {
			known = append(known, strings.ToLower(term.Word))
		}
		said := slices.Collect(r.Sentences)
		whole := strings.Join(said, "\n")
		for _, s := range said {
			small := strings.ToLower(s)
			for _, w := range never {
				if strings.Contains(small, strings.ToLower(w)) && (strings.ToUpper(w) != w || regexp.MustCompile(`\b`+w+`\b`).MatchString(s)) {
					t.Errorf("%s: %q in %q", name, w, s)
				}
			}
			for _, w := range explained {
				if strings.Contains(small, w) && !slices.Contains(known, w) {
					t.Errorf("%s: %q is not explained, in %q", name, w, s)
				}
			}
			for _, w := range capitals.FindAllString(s, -1) {
				inline := strings.Contains(whole, "("+w+")") || strings.Contains(whole, "("+w+"-") || strings.Contains(whole, w+" is the ")
				if !slices.Contains(everyday, w) && !slices.Contains(known, strings.ToLower(w)) && !inline {
					t.Errorf("%s: %q is not explained, in %q", name, w, s)
				}
			}
		}
	}
}

func TestEveryTermOfTheGlossaryIsUsedOrMayBe(t *testing.T) {
	t.Parallel()
	if !slices.IsSortedFunc(report.Terms, func(a, b report.Term) int { return strings.Compare(strings.ToLower(a.Word), strings.ToLower(b.Word)) }) {
		t.Error("the terms are not in the order of the alphabet")
	}
	for _, term := range report.Terms {
		if !strings.HasSuffix(term.Meaning, ".") || len(term.Word) < 2 {
			t.Errorf("%q: %q", term.Word, term.Meaning)
		}
	}
	if got := report.GlossaryOf(report.Report{}); len(got) != 0 {
		t.Errorf("a report that says nothing explains %v", got)
	}
}
