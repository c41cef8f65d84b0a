package pdf

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
