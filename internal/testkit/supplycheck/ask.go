package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"cyberready/internal/testkit/supply"
)

// goDatabase asks govulncheck, first by modules, which takes a moment; only what is found there is worth building the
// program's calls for.
func goDatabase(root string) database {
	return database{what: "Go modules", cache: "go", locks: []string{filepath.Join(root, "go.mod"), filepath.Join(root, "go.sum")},
		ask: func(ctx context.Context) (answer, error) {
			a, err := govulncheck(ctx, root, "module")
			if err == nil && len(a.Found) > 0 {
				a, err = govulncheck(ctx, root, "symbol")
			}
			return a, err
		}}
}

func govulncheck(ctx context.Context, root, level string) (answer, error) {
	args := []string{"tool", "govulncheck", "-format", "json", "-scan", level}
	if copied := os.Getenv("GOVULNDB"); copied != "" {
		args = append(args, "-db", copied)
	}
	if level != "module" {
		args = append(args, ".")
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = filepath.Join(root, supply.Program), &out, &errs
	if err := cmd.Run(); err != nil {
		return answer{}, unreached(ctx, errs.String())
	}
	return readVulns(&out, level)
}

// readVulns reads what govulncheck writes: a line for each vulnerability that is reached at the level.
func readVulns(r io.Reader, level string) (answer, error) {
	var a answer
	found, summaries := map[string]string{}, map[string]string{}
	for d := json.NewDecoder(r); ; {
		var m struct {
			Config *struct {
				Modified *time.Time `json:"db_last_modified"`
			}
			OSV     *struct{ ID, Summary string }
			Finding *struct {
				OSV   string
				Fixed string `json:"fixed_version"`
				Trace []struct{ Module, Version, Function string }
			}
		}
		err := d.Decode(&m)
		switch {
		case errors.Is(err, io.EOF):
			for _, id := range slices.Sorted(maps.Keys(found)) {
				a.Found = append(a.Found, id+": "+summaries[id]+": "+found[id])
			}
			return a, nil
		case err != nil:
			return a, fmt.Errorf("govulncheck's answer cannot be read: %w", err)
		case m.Config != nil && m.Config.Modified != nil:
			a.Data = m.Config.Modified.Format("2 January 2006")
		case m.OSV != nil:
			summaries[m.OSV.ID] = m.OSV.Summary
		case m.Finding != nil && len(m.Finding.Trace) > 0 && (level == "module" || m.Finding.Trace[0].Function != ""):
			t := m.Finding.Trace[0]
			fixed := "not mended yet"
			if m.Finding.Fixed != "" {
				fixed = "mended in " + m.Finding.Fixed
			}
			found[m.Finding.OSV] = fmt.Sprintf("%s %s, %s", t.Module, t.Version, fixed)
		}
	}
}

// npmDatabase asks npm about what is bundled and what the demonstration runs.
func npmDatabase(root string) database {
	web := filepath.Join(root, "web")
	return database{what: "npm packages", cache: "npm", locks: []string{filepath.Join(web, "package-lock.json")},
		ask: func(ctx context.Context) (answer, error) {
			cmd := exec.CommandContext(ctx, "npm", "audit", "--json", "--omit=dev")
			cmd.Dir = web
			out, _ := cmd.Output() // its exit status tells findings and failures alike
			return readAudit(ctx, out)
		}}
}

// readAudit reads what npm audit writes.
func readAudit(ctx context.Context, out []byte) (answer, error) {
	var report struct {
		Message         string
		Version         int `json:"auditReportVersion"`
		Vulnerabilities map[string]struct{ Name, Severity, Range string }
	}
	if err := json.Unmarshal(out, &report); err != nil || report.Version == 0 {
		return answer{}, unreached(ctx, report.Message)
	}
	var a answer
	for _, name := range slices.Sorted(maps.Keys(report.Vulnerabilities)) {
		v := report.Vulnerabilities[name]
		a.Found = append(a.Found, fmt.Sprintf("%s %s: %s", v.Name, v.Range, v.Severity))
	}
	return a, nil
}

// unreached says in a few words why there is no answer: the last thing that was said, without the address that was asked.
func unreached(ctx context.Context, why string) error {
	if ctx.Err() != nil {
		return errors.New("the database did not answer in time")
	}
	line := firstLine(why)
	if i := strings.LastIndex(line, ": "); i >= 0 {
		line = line[i+2:]
	}
	line, _, _ = strings.Cut(line, " - ")
	return fmt.Errorf("the database gave no answer (%s)", line)
}
