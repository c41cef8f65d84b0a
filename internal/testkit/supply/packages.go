package supply

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// bundled is what web/build.mjs writes about the packages whose files it bundled.
const bundled = "web/node_modules/.bundled.json"

// builders are npm packages that only build: nothing of them is in what they make.
var builders = regexp.MustCompile(`^(@esbuild/|esbuild$)`)

// Packages gives the npm packages whose files are in what the browser gets, and, as optional, those that the program runs or
// reads where they are: Postgres' binaries, the typesetter and its fonts. The files for the browser must be built.
func Packages(root string) ([]Part, error) {
	modules := filepath.Join(root, "web/node_modules")
	if err := folder(modules, "run make assets"); err != nil {
		return nil, err
	}
	var names []string
	if err := readJSON(filepath.Join(root, bundled), &names); err != nil {
		return nil, fmt.Errorf("read what was bundled (run make assets): %w", err)
	}
	var lock struct {
		Packages map[string]struct {
			Version, Integrity string
			Dev                bool
		}
	}
	if err := readJSON(filepath.Join(root, "web/package-lock.json"), &lock); err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, ok := lock.Packages["node_modules/"+name]; !ok {
			return nil, fmt.Errorf("%s is bundled and not in package-lock.json", name)
		}
	}
	var parts []Part
	for path, locked := range lock.Packages {
		name, ok := strings.CutPrefix(path, "node_modules/")
		if !ok || locked.Dev || builders.MatchString(name) {
			continue
		}
		dir := filepath.Join(modules, name)
		if _, err := os.Stat(dir); err != nil {
			continue // of another system
		}
		p := Part{Kind: NPM, Name: name, Version: locked.Version, Sum: locked.Integrity, Optional: !slices.Contains(names, name)}
		p.Licences, p.Trouble = packageLicences(dir)
		parts = append(parts, p)
	}
	return sorted(parts), nil
}

// packageLicences reads the licence files of a package, which must grant what package.json says: one licence, several that
// all hold, or those of the files. A package without such files has what package.json says.
func packageLicences(dir string) (ids []string, trouble string) {
	var about struct{ License string }
	if err := readJSON(filepath.Join(dir, "package.json"), &about); err != nil {
		return nil, "its package.json cannot be read"
	}
	ids, trouble = licencesIn(dir)
	if strings.HasPrefix(about.License, "SEE LICEN") {
		return ids, trouble
	}
	said := strings.Split(about.License, " AND ")
	if about.License == "" || slices.ContainsFunc(said, func(id string) bool { return strings.ContainsAny(id, " ()") }) {
		return nil, fmt.Sprintf("its package.json names no licences: %q", about.License)
	}
	if trouble == noFile {
		return said, ""
	}
	for _, id := range said {
		if trouble == "" && !slices.Contains(ids, id) {
			return nil, fmt.Sprintf("its package.json says %s, and its files say %s", about.License, strings.Join(ids, " and "))
		}
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
