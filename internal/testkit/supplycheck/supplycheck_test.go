package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestGovulncheckIsRead(t *testing.T) {
	t.Parallel()
	const config = `{"config":{"db_last_modified":"2026-11-20T08:00:00Z"}}`
	const osv = `{"osv":{"id":"GO-2026-0001","summary":"A loop"}}`
	for name, c := range map[string]struct {
		stream, level string
		found         []string
	}{
		"nothing":                     {config, "module", nil},
		"in a module":                 {config + osv + `{"finding":{"osv":"GO-2026-0001","fixed_version":"v1.2.4","trace":[{"module":"m","version":"v1.2.3"}]}}`, "module", []string{"GO-2026-0001: A loop: m v1.2.3, mended in v1.2.4"}},
		"in a module, never called":   {config + osv + `{"finding":{"osv":"GO-2026-0001","trace":[{"module":"m","version":"v1.2.3"}]}}`, "symbol", nil},
		"called, and not mended":      {config + osv + `{"finding":{"osv":"GO-2026-0001","trace":[{"module":"m","version":"v1.2.3","function":"F"}]}}`, "symbol", []string{"GO-2026-0001: A loop: m v1.2.3, not mended yet"}},
		"called in many ways is once": {config + osv + strings.Repeat(`{"finding":{"osv":"GO-2026-0001","trace":[{"module":"m","version":"v1.2.3","function":"F"}]}}`, 3), "symbol", []string{"GO-2026-0001: A loop: m v1.2.3, not mended yet"}},
	} {
		a, err := readVulns(strings.NewReader(c.stream), c.level)
		if err != nil || !slices.Equal(a.Found, c.found) || a.Data != "20 November 2026" {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
	if _, err := readVulns(strings.NewReader(config+`{"osv":`), "module"); err == nil {
		t.Error("half an answer is believed")
	}
}

func TestNpmAuditIsRead(t *testing.T) {
	t.Parallel()
	a, err := readAudit(t.Context(), []byte(`{"auditReportVersion":2,"vulnerabilities":{"x":{"name":"x","severity":"high","range":"<1.2"}}}`))
	if err != nil || !slices.Equal(a.Found, []string{"x <1.2: high"}) {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err := readAudit(t.Context(), []byte(`{"auditReportVersion":2,"vulnerabilities":{}}`)); err != nil || a.Found != nil {
		t.Errorf("%+v, %v", a, err)
	}
	for _, out := range []string{"", "<html>", "{}", `{"message":"405 Method Not Allowed - POST https://registry.example.org/x"}`} {
		if _, err := readAudit(t.Context(), []byte(out)); err == nil || strings.Contains(err.Error(), "example.org") {
			t.Errorf("%q: %v", out, err)
		}
	}
}

// What cannot be asked passes and says so; what is found fails, and is asked for again; what is clean is good for a day.
func TestADatabaseIsAskedOnceADay(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", home)
	t.Setenv("HOME", home)
	lock := filepath.Join(home, "lock")
	if err := os.WriteFile(lock, []byte("a v1"), 0o600); err != nil {
		t.Fatal(err)
	}
	asked, says, trouble := 0, answer{}, errors.New("no such host")
	d := database{what: "things", cache: "test", locks: []string{lock}, ask: func(context.Context) (answer, error) { asked++; return says, trouble }}
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	step := func(name string, passes bool, questions int) {
		t.Helper()
		if got := d.check(t.Context(), now); got != passes || asked != questions {
			t.Errorf("%s: passes %v after %d questions, want %v after %d", name, got, asked, passes, questions)
		}
	}
	step("unreachable", true, 1)
	trouble, says = nil, answer{Found: []string{"GO-1"}}
	step("found", false, 2)
	step("found, and asked again", false, 3)
	says = answer{}
	step("mended", true, 4)
	now = now.Add(23 * time.Hour)
	step("within a day", true, 4)
	now = now.Add(2 * time.Hour)
	step("a day later", true, 5)
	if err := os.WriteFile(lock, []byte("a v2"), 0o600); err != nil {
		t.Fatal(err)
	}
	step("other versions", true, 6)
	trouble = errors.New("no such host")
	now = now.Add(48 * time.Hour)
	step("away again", true, 7)
}
