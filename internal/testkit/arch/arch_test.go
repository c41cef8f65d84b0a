// Package arch holds the walls of the house: which floor may import which (DESIGN: arrows go down only).
package arch

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

type pkg struct {
	ImportPath string
	Imports    []string
	Dir        string
	GoFiles    []string
}

// coreOrder is the order of the core: a room imports only rooms that stand before it.
var coreOrder = []string{
	"day",
	"english",
	"fault",
	"trust",
	"access",
	"audit",
	"credential",
	"framework",
	"filetype",
	"preview",
	"assessment",
	"score",
	"chain",
	"office",
	"sheet",
	"library",
	"worksheet",
	"plan",
	"fieldwork",
	"calendar",
	"quality",
	"critical",
	"budget",
	"carry",
	"signoff",
	"question",
	"meeting",
	"timetable",
	"chart",
	"snapshot",
	"difference",
	"compare",
	"report",
	"reminder",
	"letter",
}

// coreMayAlso are the few imports from outside the standard library that the core has, each with its reason.
var coreMayAlso = map[string]string{
	"go.yaml.in/yaml/v3": "framework", // content is YAML, and an error in it must name its line
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Dir,GoFiles", "cyberready/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	if len(list) < 20 {
		t.Fatalf("only %d packages found", len(list))
	}
	return list
}

// floor gives the floor and the room of a package: "core", "score".
func floor(path string) (floor, room string) {
	rest, ok := strings.CutPrefix(path, "cyberready/")
	if !ok {
		return "", ""
	}
	if rest == "migrations" || strings.HasPrefix(rest, "cmd/") {
		return rest, ""
	}
	if rest == "web" {
		return "webfiles", ""
	}
	parts := strings.Split(strings.TrimPrefix(rest, "internal/"), "/")
	if len(parts) == 1 {
		return parts[0], ""
	}
	return parts[0], parts[1]
}

func standard(path string) bool { return !strings.Contains(strings.SplitN(path, "/", 2)[0], ".") }

// below says which floors each floor may import besides itself.
var below = map[string][]string{
	"core":     {},
	"store":    {"core", "migrations"},
	"edge":     {"core"},
	"jobs":     {"core", "store", "edge"},
	"demo":     {"core", "store", "edge"},
	"backup":   {"core", "store", "edge"},
	"offboard": {"core", "store"},
	"web":      {"core", "store", "edge", "webfiles"},
}

func TestArrowsGoDownOnly(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		from, room := floor(p.ImportPath)
		allowed, walled := below[from]
		if !walled {
			continue
		}
		for _, imp := range p.Imports {
			to, toRoom := floor(imp)
			if to == "" {
				continue
			}
			if to != from && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s: the floor %s lies above %s", p.ImportPath, imp, to, from)
			}
			if to == from && toRoom != room && !roomMay(from, room, toRoom) {
				t.Errorf("%s imports %s: rooms of this floor do not import one another", p.ImportPath, imp)
			}
		}
	}
}

// roomMay tells whether a room may import another of the same floor.
func roomMay(floor, room, other string) bool {
	switch floor {
	case "core":
		i, j := slices.Index(coreOrder, room), slices.Index(coreOrder, other)
		return i >= 0 && j >= 0 && j < i
	case "store":
		return other == "" || other == "workingcopy" // every room stands on the store itself, and those of the assessment on its working copy
	case "web":
		shared := []string{"page", "paths", "ui", "appui", "session", "upload"}
		if room == "" {
			return true // the server mounts every place
		}
		if i := slices.Index([]string{"ui", "paths", "page", "appui", "session"}, room); i >= 0 {
			j := slices.Index([]string{"ui", "paths", "page", "appui", "session"}, other)
			return j >= 0 && j < i
		}
		return slices.Contains(shared, other)
	case "edge":
		return false
	}
	return true
}

func TestCoreIsPure(t *testing.T) {
	t.Parallel()
	forbidden := []string{"context", "log", "log/slog", "net/http", "database/sql", "os", "os/exec", "net"}
	for _, p := range packages(t) {
		if from, room := floor(p.ImportPath); from == "core" {
			for _, imp := range p.Imports {
				if standard(imp) && slices.Contains(forbidden, imp) && !(imp == "context" && room == "chart") {
					t.Errorf("%s imports %s", p.ImportPath, imp)
				}
				if to, _ := floor(imp); to == "" && !standard(imp) && coreMayAlso[imp] != room {
					t.Errorf("%s imports %s: the core has the standard library only", p.ImportPath, imp)
				}
			}
		}
	}
}

// Each outside part has its floor.
func TestPartsStayOnTheirFloors(t *testing.T) {
	t.Parallel()
	homes := map[string][]string{
		"github.com/jackc/pgx":            {"store", "edge", "testkit", "demo", "cmd/cyberready"},
		"github.com/golang-migrate":       {"store"},
		"github.com/go-chi":               {"web"},
		"github.com/a-h/templ":            {"web", "testkit"},
		"github.com/alecthomas/kong":      {"cmd/cyberready"},
		"github.com/alexedwards/scs":      {"web"},
		"github.com/alexedwards/argon2id": {"edge"},
		"github.com/chromedp":             {"testkit"},
		"github.com/go-webauthn":          {"edge"},
		"github.com/pquerna/otp":          {"edge"},
		"github.com/coreos/go-oidc":       {"edge"},
		"golang.org/x/oauth2":             {"edge"},
		"github.com/oauth2-proxy":         {"testkit"},
		"github.com/golang-jwt":           {"testkit"},
		"github.com/riverqueue":           {"jobs"},
		"github.com/wneessen":             {"edge"},
		"github.com/prometheus":           {"edge"},
		"github.com/CycloneDX":            {"testkit"},
		"github.com/xuri":                 {"edge"},
		"github.com/ledongthuc":           {"testkit"},
		"filippo.io/age":                  {"edge", "backup", "cmd/cyberready"},
	}
	for _, p := range packages(t) {
		from, _ := floor(p.ImportPath)
		for _, imp := range p.Imports {
			for part, floors := range homes {
				if strings.HasPrefix(imp, part) && !slices.Contains(floors, from) {
					t.Errorf("%s imports %s, which belongs to %s", p.ImportPath, imp, strings.Join(floors, ", "))
				}
			}
		}
	}
}
