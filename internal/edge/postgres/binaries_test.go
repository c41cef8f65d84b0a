package postgres

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cyberready/internal/core/fault"
)

func TestChoiceOfBinaries(t *testing.T) {
	t.Parallel()
	npm18 := binaries{dir: "/npm", version: "18.4", major: 18, npm: true}
	system17 := binaries{dir: "/usr/17", version: "17.9", major: 17}
	system15 := binaries{dir: "/usr/15", version: "15.18", major: 15}
	system13 := binaries{dir: "/usr/13", version: "13.2", major: 13}
	for _, test := range []struct {
		name      string
		major     int
		preferNPM bool
		sources   [][]binaries
		want      string // the folder, or what the sentence holds
		warned    bool
	}{
		{"the first source first", 0, false, [][]binaries{{system17, system15}, {npm18}}, "/usr/17", false},
		{"npm's by choice", 0, true, [][]binaries{{npm18}, {system17}}, "/npm", false},
		{"npm's for want of others", 0, false, [][]binaries{nil, {npm18}}, "/npm", true},
		{"the data decides", 18, false, [][]binaries{{system17}, {npm18}}, "/npm", true},
		{"the data decides for the second of a source", 15, false, [][]binaries{{system17, system15}, {npm18}}, "/usr/15", false},
		{"too old", 0, false, [][]binaries{{system13}, nil}, "found only Postgres 13.2 in /usr/13", false},
		{"none", 0, false, [][]binaries{nil, nil}, "none were found", false},
		{"another major than the data's", 16, false, [][]binaries{{system17}, {npm18}},
			"data-16 is of Postgres 16, and of binaries for that found only Postgres 17.9 in /usr/17, Postgres 18.4 in /npm", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var logged bytes.Buffer
			s := &Server{opts: Options{PreferNPM: test.preferNPM}, log: slog.New(slog.NewTextHandler(&logged, nil)), place: place{"/data/postgres"}}
			var sources []source
			for _, found := range test.sources {
				sources = append(sources, func(context.Context) ([]binaries, []error) { return found, nil })
			}
			got, err := s.choose(t.Context(), test.major, sources...)
			if f := fault.As(err); f != nil {
				if !strings.Contains(f.Sentence, test.want) {
					t.Errorf("it says %q, want %q in it", f.Sentence, test.want)
				}
			} else if got.dir != test.want {
				t.Errorf("chose %v %v, want %s", got, err, test.want)
			}
			if warned := strings.Contains(logged.String(), "OpenSSL"); warned != test.warned {
				t.Errorf("warned: %v, want %v", warned, test.warned)
			}
		})
	}
}

func TestDataOfAnotherMajorIsNamed(t *testing.T) {
	t.Parallel()
	opts := testOptions(dataDir(t))
	opts.BinDir = fakeBinaries(t, t.TempDir(), "17.2")
	data := filepath.Join(opts.Dir, "postgres", "data-16")
	if err := os.MkdirAll(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(opts.Dir, "postgres", passwordFile), []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // root's own folders would be closed to the account
		for _, dir := range []string{opts.Dir, filepath.Dir(data)} {
			if err := os.Chmod(dir, 0o711); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, err := Start(t.Context(), opts)
	want := fmt.Sprintf("The data in %s is of Postgres 16, and of binaries for that found only Postgres 17.2 in %s: "+
		"install Postgres 16, name its folder in CYBERREADY_PG_BIN, or choose another data directory to start afresh.", data, opts.BinDir)
	if f := fault.As(err); f == nil || f.Sentence != want {
		t.Errorf("it says %v\nwant %s", err, want)
	}
}

// fakeBinaries makes programs that only say their version.
func fakeBinaries(t *testing.T, prefix, version string) string {
	t.Helper()
	dir := filepath.Join(prefix, "bin")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\necho 'postgres (PostgreSQL) " + version + "'\n"
	for _, name := range []string{"postgres", "initdb"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestHydrateMakesTheLinksOfThePackage(t *testing.T) {
	t.Parallel()
	pkg := t.TempDir()
	lib := filepath.Join(pkg, "native", "lib")
	if err := os.MkdirAll(filepath.Join(lib, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(lib, "libicu.so.60.2"), "library")
	list := filepath.Join(pkg, "native", "pg-symlinks.json")
	write(list, `[{"source":"native/lib/libicu.so.60.2","target":"native/lib/libicu.so"},
		{"source":"native/lib/libicu.so.60.2","target":"native/lib/sub/libicu.so.60"}]`)
	for range 2 {
		if err := hydrate(filepath.Join(pkg, "native")); err != nil {
			t.Fatal(err)
		}
	}
	for _, link := range []string{"libicu.so", "sub/libicu.so.60"} {
		if text, err := os.ReadFile(filepath.Join(lib, link)); string(text) != "library" {
			t.Errorf("%s: %q, %v", link, text, err)
		}
	}
	write(list, `[{"source":"native/lib/libicu.so.60.2","target":"../outside"}]`)
	if err := hydrate(filepath.Join(pkg, "native")); err == nil {
		t.Error("a link outside the package was made")
	}
}

func TestBinariesBehindAClosedFolderAreCopied(t *testing.T) {
	t.Parallel()
	closed := filepath.Dir(dataDir(t))
	prefix := filepath.Join(closed, "native")
	who := account{uid: os.Getuid() + 1, gid: os.Getgid() + 1, name: "nobody", other: true}
	b := binaries{dir: fakeBinaries(t, prefix, "18.4"), version: "18.4", major: 18}
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	p, err := makePlace(dataDir(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.reachable(b, who); fault.As(err) == nil {
		t.Errorf("binaries whose share is elsewhere cannot be copied, but: %v", err)
	}

	if err := os.MkdirAll(filepath.Join(prefix, "share"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../bin/initdb", filepath.Join(prefix, "share", "link")); err != nil {
		t.Fatal(err)
	}
	copied, err := p.reachable(b, who)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(copied.dir, p.path("bin-18.4-")) {
		t.Errorf("the copy is in %s", copied.dir)
	}
	if info, err := os.Stat(filepath.Join(copied.dir, "postgres")); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the copy of postgres: %v, %v, want mode 0755", info, err)
	}
	if info, err := os.Lstat(filepath.Join(copied.dir, "../share/link")); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the copy of a link: %v, %v", info, err)
	}
	again, err := p.reachable(b, who)
	if err != nil || again != copied {
		t.Errorf("the second time: %v, %v, want the same copy", again, err)
	}
	self := account{uid: os.Getuid()}
	if got, err := p.reachable(b, self); err != nil || got != b {
		t.Errorf("for the program's own user: %v, %v, want no copy", got, err)
	}
}
