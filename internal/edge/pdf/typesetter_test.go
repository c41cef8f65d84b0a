package pdf

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/report"
	"cyberready/internal/testkit/papers"
)

// Even a template of an attacker's own could read no file: Typst's folder does not exist. And the process that it runs in
// knows no variable of the server's.
func TestATemplateReadsNoFile(t *testing.T) {
	t.Parallel()
	p := Open("", 1)
	if err := p.Ready(); err != nil {
		t.Fatal(err)
	}
	s, err := start(t.Context(), p.node, p.web)
	if err != nil {
		t.Fatal(err)
	}
	defer s.end()
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	const head = `#set document(title: "x", date: datetime(year: 2027, month: 1, day: 1)); #set text(lang: "en"); #title(); `
	for template, reads := range map[string]bool{
		`common`:                          true,
		`#read("` + secret + `")`:         false,
		`#read("../../..` + secret + `")`: false,
		`#image("` + secret + `")`:        false,
		`#read("report.typ").len()`:       true, // a template of the program's
		`#sys.inputs.at("DATABASE_URL")`:  false,
	} {
		if _, err := s.ask(t.Context(), map[string]any{"templates": map[string]string{"evil.typ": head + template}}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.typeset(t.Context(), "evil.typ", map[string]any{}); (err == nil) != reads {
			t.Errorf("%s: %v", template, err)
		}
	}
	if env := s.command.Env; slices.ContainsFunc(env, func(v string) bool { return !strings.HasPrefix(v, "PATH=") && v != "RAYON_NUM_THREADS=1" }) {
		t.Errorf("the process knows %q", env)
	}
}

// A process that waited too long is ended, and the next paper is made by a new one.
func TestAProcessThatWaitsTooLongIsEnded(t *testing.T) {
	t.Parallel()
	p := Open("", 1)
	p.rest = time.Nanosecond
	defer p.Close()
	for range 2 {
		made, err := p.Summary(t.Context(), Summary{Summary: report.Summarise(papers.Typical(t)), On: papers.Sent})
		if err != nil || len(made) == 0 {
			t.Fatalf("%d bytes: %v", len(made), err)
		}
		used := <-p.free
		p.free <- used
		for deadline := time.Now().Add(10 * time.Second); used.command.Process.Signal(syscall.Signal(0)) == nil; time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("the process is still there")
			}
		}
	}
}

// What is installed and does not run is as if nothing were: the reader is told what to do instead.
func TestAProgramThatDoesNotStartSaysWhatToDo(t *testing.T) {
	t.Parallel()
	web := t.TempDir()
	for _, pkg := range needed {
		if err := os.MkdirAll(filepath.Join(web, "node_modules", filepath.FromSlash(pkg)), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p := Open(web, 1)
	defer p.Close()
	_, err := p.Summary(t.Context(), Summary{On: papers.Sent})
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(fault.As(err).Sentence, "Print the page instead") {
		t.Errorf("it answers %v", err)
	}
}
