package supply

import (
	"context"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
)

// Program is what the program is built from.
const Program = "./cmd/cyberready"

// systems are those that the program is built for: what is linked differs.
var systems = []string{"linux", "darwin"}

// Linked gives the Go modules that are linked into the program on any system, and the standard library. root is the checkout.
func Linked(ctx context.Context, root string) ([]Part, error) {
	paths := map[string]bool{}
	for _, system := range systems {
		const format = "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}"
		out, err := run(ctx, root, []string{"GOOS=" + system, "CGO_ENABLED=0"}, "go", "list", "-deps", "-f", format, Program)
		if err != nil {
			return nil, err
		}
		for _, path := range strings.Fields(string(out)) {
			paths[path] = true
		}
	}
	var list []string
	for path := range paths {
		list = append(list, path)
	}
	return modules(ctx, root, list, "")
}

// LinkedInto gives the Go modules that are linked into a built program, and the standard library, with what else the
// program says of how it was built.
func LinkedInto(ctx context.Context, root, file string) ([]Part, *debug.BuildInfo, error) {
	info, err := buildinfo.ReadFile(file)
	if err != nil {
		return nil, nil, fmt.Errorf("read what %s is made of: %w", file, err)
	}
	var list []string
	versions := map[string]string{}
	for _, m := range info.Deps {
		if m.Replace != nil {
			return nil, nil, fmt.Errorf("%s is replaced by %s: say in package supply what that is", m.Path, m.Replace.Path)
		}
		list = append(list, m.Path)
		versions[m.Path] = m.Version
	}
	parts, err := modules(ctx, root, list, info.GoVersion)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range parts {
		if v, ok := versions[p.Name]; ok && v != p.Version {
			return nil, nil, fmt.Errorf("%s was built with %s %s, and go.mod says %s: build it anew", file, p.Name, v, p.Version)
		}
	}
	return parts, info, nil
}

// modules reads modules by their paths, and the standard library.
func modules(ctx context.Context, root string, paths []string, goVersion string) ([]Part, error) {
	out, err := run(ctx, root, nil, "go", append([]string{"list", "-m", "-json"}, paths...)...)
	if err != nil {
		return nil, err
	}
	sums, err := goSums(root)
	if err != nil {
		return nil, err
	}
	var parts []Part
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var m struct{ Path, Version, Dir string }
		if err := d.Decode(&m); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("read modules: %w", err)
		}
		p := Part{Kind: Go, Name: m.Path, Version: m.Version, Sum: sums[m.Path+" "+m.Version]}
		p.Licences, p.Trouble = licencesIn(m.Dir)
		parts = append(parts, p)
	}
	env, err := run(ctx, root, nil, "go", "env", "GOROOT", "GOVERSION")
	if err != nil {
		return nil, err
	}
	goroot, version, _ := strings.Cut(strings.TrimSpace(string(env)), "\n")
	if goVersion != "" {
		version = goVersion
	}
	return sorted(append(parts, standardLibrary(goroot, version))), nil
}

// goSums gives the checksums of go.sum by path and version.
func goSums(root string) (map[string]string, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) == 3 {
			sums[f[0]+" "+f[1]] = f[2]
		}
	}
	return sums, nil
}

func run(ctx context.Context, dir string, env []string, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = errors.New(strings.TrimSpace(string(exit.Stderr)))
		}
		return nil, fmt.Errorf("%s %s: %w", name, args[0], err)
	}
	return out, nil
}
