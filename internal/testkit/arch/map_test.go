package arch_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cyberready/internal/testkit/checkout"
)

// The map names tests as proof: each is there, and in the room that it is said to be in.
func TestTheMapNamesTestsThatExist(t *testing.T) {
	t.Parallel()
	root, err := checkout.Dir()
	if err != nil {
		t.Fatal(err)
	}
	where := map[string][]string{} // folders by the name of a test
	named := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "node_modules" {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, "_test.go") {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			dir, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil {
				return err
			}
			for _, m := range named.FindAllSubmatch(text, -1) {
				where[string(m[1])] = append(where[string(m[1])], strings.TrimPrefix(dir, "internal/"))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "internal", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, claim := range regexp.MustCompile("`([a-z/]+)`[a-z\\' ]*:((?:,? Test\\w+)+)").FindAllStringSubmatch(string(text), -1) {
		for _, name := range regexp.MustCompile(`Test\w+`).FindAllString(claim[2], -1) {
			found++
			there := false
			for _, dir := range where[name] {
				there = there || dir == claim[1]
			}
			if !there {
				t.Errorf("the map says that %s is in %s; it is in %v", name, claim[1], where[name])
			}
		}
	}
	for _, name := range regexp.MustCompile(`\bTest[A-Z]\w+`).FindAllString(string(text), -1) {
		if where[name] == nil {
			t.Errorf("the map names %s, and there is no such test", name)
		}
	}
	if found < 40 {
		t.Errorf("only %d tests are named with their room", found)
	}
}
