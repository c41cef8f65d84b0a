package main

import (
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"cyberready/internal/testkit/pgtest"
)

// fetch fetches a page, without following where it leads.
func fetch(t *testing.T, method, url string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The numbers are where they are asked for and nowhere else, count what happens, and name no trust and no person.
func TestMetrics(t *testing.T) {
	t.Parallel()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := free.Addr().String()
	free.Close()
	dir := t.TempDir()
	p := program{t: t, log: &output{}, env: []string{"DATABASE_URL=" + pgtest.New(t).URL, "CYBERREADY_DATA_DIR=" + dir}}
	p.run("", "user", "add", "ada@example.org", "--name", "Ada Admin", "--role", "administrator")
	address, _ := p.serve("--metrics-listen", at, "--backup-to", t.TempDir(), "--backup-plain")
	for range 3 {
		fetch(t, http.MethodGet, address+"/trusts/ZZ1/2026-27")
	}
	fetch(t, http.MethodGet, address+"/nowhere/ada@example.org?code=123456")
	fetch(t, "BREW", address+"/")
	if text := fetch(t, http.MethodGet, address+"/metrics"); strings.Contains(text, "cyberready_") {
		t.Error("the site itself tells its numbers")
	}
	var text string
	for range 100 {
		if text = fetch(t, http.MethodGet, "http://"+at+"/metrics"); !strings.Contains(text, "backup_age_seconds +Inf") {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	for _, want := range []string{
		`cyberready_http_request_duration_seconds_count{method="GET",route="/trusts/{ods}/{cycle}",status="303"} 3`,
		`method="other"`, "cyberready_database_up 1", "cyberready_queue_jobs 0", "cyberready_letters_dead 0", "cyberready_letters_waiting 0",
		"cyberready_audit_unsealed_events ", `cyberready_database_connections{state="idle"} `, "cyberready_database_connections_max 16",
		"cyberready_restore_drill_age_seconds +Inf", "go_goroutines ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the numbers lack %s", want)
		}
	}
	if !regexp.MustCompile(`(?m)^cyberready_backup_age_seconds [0-9.e+-]+$`).MatchString(text) {
		t.Error("the numbers lack the age of the backup that was made")
	}
	for _, not := range []string{"ZZ1", "2026-27", "nowhere", "ada@", "Ada", "123456", "BREW"} {
		if strings.Contains(text, not) {
			t.Errorf("the numbers name %s", not)
		}
	}
	if id := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-`).FindString(text); id != "" {
		t.Errorf("the numbers hold an id: %s…", id)
	}
	if t.Failed() {
		t.Log(text)
	}
}
