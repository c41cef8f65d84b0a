// Package supply says what the program is made of: every Go module that is linked into it, the standard library, and every
// npm package that is bundled into the files for the browser or that the demonstration runs, each with its version and the
// licences that its own files grant.
//
// It reads the module cache and web/node_modules and asks nobody, so that it works wherever the program could be built.
package supply

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Kind is where a part comes from.
type Kind string

// The kinds of parts.
const (
	Go  Kind = "Go module"
	NPM Kind = "npm package"
)

// Part is one module or package.
type Part struct {
	Kind    Kind
	Name    string
	Version string
	// Sum is what the lock file says of it: h1:… of go.sum, or sha512-… of package-lock.json. Empty for the standard library.
	Sum string
	// Optional says that the program works without it, and holds nothing of it: it is run or read where it lies.
	Optional bool
	// Licences are SPDX identifiers. All of them hold.
	Licences []string
	// Trouble says why the licences are not known; empty when they are.
	Trouble string
}

// String gives the part as people name it.
func (p Part) String() string { return string(p.Kind) + " " + p.Name + " " + p.Version }

// PURL gives the part's package URL (https://github.com/package-url/purl-spec).
func (p Part) PURL() string {
	kind, name := "npm", p.Name
	if p.Kind == Go {
		kind, name = "golang", strings.ToLower(p.Name)
	}
	escape := strings.NewReplacer("%", "%25", "@", "%40", "+", "%2B", " ", "%20").Replace
	return "pkg:" + kind + "/" + escape(name) + "@" + escape(p.Version)
}

func sorted(list []Part) []Part {
	slices.SortFunc(list, func(a, b Part) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	return slices.CompactFunc(list, func(a, b Part) bool { return a.Kind == b.Kind && a.Name == b.Name && a.Version == b.Version })
}

// standardLibrary is the part that no module names. The licence lies at the root of the tool chain, or beside it where a
// distribution moved it.
func standardLibrary(goroot, version string) Part {
	p := Part{Kind: Go, Name: "std", Version: strings.TrimPrefix(version, "go")}
	p.Licences, p.Trouble = licencesIn(goroot)
	return p
}

// folder tells whether a path is one, with the error that a person can use.
func folder(path, how string) error {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return fmt.Errorf("%s is not there: %s", filepath.Base(path), how)
	}
	return nil
}
