package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/web/page"
)

// served gives serve as a command line makes it.
func served(t *testing.T, args ...string) serveCmd {
	t.Helper()
	var cli commands
	parser, err := kong.New(&cli, kong.Name("cyberready"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"serve"}, args...)); err != nil {
		t.Fatal(err)
	}
	return cli.Serve
}

func TestSingleSignOnByConfiguration(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("hunter2-of-the-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	all := []string{"--oidc-name", "Northgate ID", "--oidc-issuer", "https://login.example.org", "--oidc-client-id", "cyberready"}
	for _, c := range []struct {
		name string
		args []string
		says string // empty: it is taken
	}{
		{"with the secret in a file", append(slices.Clone(all), "--oidc-client-secret-file", file), ""},
		{"with the secret as a variable or flag", append(slices.Clone(all), "--oidc-client-secret", "hunter2"), ""},
		{"with the secret twice", append(slices.Clone(all), "--oidc-client-secret", "hunter2", "--oidc-client-secret-file", file), "once"},
		{"without a secret", all, "id and secret"},
		{"with a file that is not there", append(slices.Clone(all), "--oidc-client-secret-file", file+"2"), "not there"},
		{"with an issuer in clear", append(slices.Clone(all), "--oidc-client-secret", "hunter2", "--oidc-issuer", "http://login.example.org"), "https://"},
		{"without a name", []string{"--oidc-issuer", "https://login.example.org", "--oidc-client-id", "x", "--oidc-client-secret", "hunter2"}, "name"},
		{"without an issuer", []string{"--oidc-client-secret", "hunter2"}, "--oidc-issuer"},
	} {
		p, err := served(t, c.args...).provider(page.Site{PublicURL: "https://readiness.example.org"})
		if c.says == "" {
			if err != nil || p.Name() != "Northgate ID" || p.Issuer() != "https://login.example.org" {
				t.Errorf("%s: %v", c.name, err)
			}
		} else if f := fault.As(err); f == nil || !strings.Contains(f.Sentence, c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		if said := fmt.Sprintf("%v %+v", err, p); strings.Contains(said, "hunter2") {
			t.Errorf("%s: the secret is printed: %s", c.name, said)
		}
	}
	if p, err := served(t).provider(page.Site{}); p != nil || err != nil {
		t.Errorf("without any of it: %v %v", p, err)
	}
}

func TestTheUsualMethodsAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	if got := served(t).AMR; !slices.Equal(got, credential.UsualAMR) {
		t.Errorf("the flag's default is %q, the rules' is %q", got, credential.UsualAMR)
	}
	own := served(t, "--oidc-amr", "hwk,pin+otp", "--oidc-acr", "level-3")
	if !slices.Equal(own.AMR, []string{"hwk", "pin+otp"}) || !slices.Equal(own.ACR, []string{"level-3"}) {
		t.Errorf("%q %q", own.AMR, own.ACR)
	}
}
