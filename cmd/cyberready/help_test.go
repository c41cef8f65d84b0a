package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func TestEveryCommandHasHelpWithAnExample(t *testing.T) {
	t.Parallel()
	parser, err := kong.New(&commands{}, kong.Name("cyberready"))
	if err != nil {
		t.Fatal(err)
	}
	leaves := parser.Model.Leaves(true)
	if len(leaves) < 12 {
		t.Fatalf("only %d commands found", len(leaves))
	}
	for _, leaf := range leaves {
		path := leaf.FullPath()
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			args := append(strings.Fields(path)[1:], "--help")
			if status := run(args, strings.NewReader(""), &out, &errs); status != 0 || errs.Len() > 0 {
				t.Errorf("exits with %d and says %q", status, errs.String())
			}
			usage, rest, _ := strings.Cut(out.String(), "\n")
			if !strings.HasPrefix(usage, "Usage: "+path) || !strings.Contains(rest, "Example") || !strings.Contains(rest, "    "+path) {
				t.Errorf("the help has no example:\n%s", out.String())
			}
		})
	}
}

func TestEveryFlagCanBeAVariable(t *testing.T) {
	t.Parallel()
	parser, err := kong.New(&commands{}, kong.Name("cyberready"), kong.DefaultEnvars("CYBERREADY"))
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(true) {
		for _, group := range leaf.AllFlags(true) {
			for _, f := range group {
				if f.Name != "help" && (len(f.Envs) == 0 || !strings.HasPrefix(f.Envs[len(f.Envs)-1], "CYBERREADY_")) {
					t.Errorf("%s: --%s has no variable of its own", leaf.FullPath(), f.Name)
				}
			}
		}
	}
}
