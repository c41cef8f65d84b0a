package supply

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowed are the licences under which a part may go into the program, which is itself MIT and is handed on as a binary.
// Most ask for no more than that their text goes along; MPL-2.0 binds its own files only, and we change none; OFL-1.1 and
// Bitstream-Vera are for fonts, which we neither change nor sell alone.
var allowed = []string{"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "Bitstream-Vera", "ISC", "MIT", "MPL-2.0", "OFL-1.1", "PostgreSQL",
	"Unlicense"}

// licenceFile fits the names under which licences lie at the root of a module or package.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)([._-].*)?$`)

// enough is how much of a file a known text must cover, in per cent: the rest is copyright lines and titles.
const enough = 75

const noFile = "it has no file with a licence"

// licencesIn reads the licences that the files at the root of a folder grant. Trouble says why they are not known.
func licencesIn(dir string) (ids []string, trouble string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, "its files are not there"
	}
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, e.Name() + " cannot be read"
		}
		found, ok := read(text)
		if !ok {
			return nil, e.Name() + " is no licence that is known"
		}
		ids = append(ids, found...)
	}
	if len(ids) == 0 {
		return nil, noFile
	}
	slices.Sort(ids)
	return slices.Compact(ids), ""
}

// byHand are files that the library does not know, by their SHA-256, and that a person has read.
var byHand = map[string]string{
	"7a083b136e64d064794c3419751e5c7dd10d2f64c108fe5ba161eae5e5958a93": "Bitstream-Vera", // DejaVu fonts: Bitstream Vera's, and Arev's in the same words
}

// read gives the licences in a text, as SPDX names them; false when too much of it is none.
func read(text []byte) (ids []string, ok bool) {
	if id, ok := byHand[fmt.Sprintf("%x", sha256.Sum256(text))]; ok {
		return []string{id}, true
	}
	c := licensecheck.Scan(text)
	for _, m := range c.Match {
		if !m.IsURL {
			ids = append(ids, m.ID)
		}
	}
	return ids, len(ids) > 0 && c.Percent >= enough
}

// Refused gives one line for each part that may not go into the program: its licence is not known, or not allowed.
func Refused(parts []Part) []string {
	var list []string
	for _, p := range parts {
		if p.Trouble != "" {
			list = append(list, fmt.Sprintf("%s: %s", p, p.Trouble))
		}
		for _, id := range p.Licences {
			if !slices.Contains(allowed, id) {
				list = append(list, fmt.Sprintf("%s: the licence %s is not among those that are allowed (%s)", p, id, strings.Join(allowed, ", ")))
			}
		}
	}
	return list
}
