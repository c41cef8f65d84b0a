package postgres

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"cyberready/internal/core/fault"
)

// socketName is how Postgres names its socket.
var socketName = ".s.PGSQL." + strconv.Itoa(port)

const (
	placeName     = "postgres"  // the folder inside the data directory
	dataPrefix    = "data-"     // data-18: the cluster of major version 18
	throwawayMark = "throwaway" // a file: this cluster may be removed
	passwordFile  = "password"

	// A socket's path must fit into the kernel's address, 104 bytes on macOS and 108 on Linux.
	longestSocket = 100
)

// place is the folder in which the cluster and all that belongs to it lies. It belongs to the account that runs this
// program; nobody else can write to it, so what is found in it can be trusted.
type place struct{ dir string }

// makePlace makes the folder when it is missing, and refuses one that somebody else could have filled.
func makePlace(dir string) (place, error) {
	if dir == "" {
		return place{}, errors.New("no data directory given")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return place{}, fmt.Errorf("data directory: %w", err)
	}
	// As root another account runs Postgres and must pass through; what lies inside has narrower modes of its own.
	mode := fs.FileMode(0o700)
	if os.Geteuid() == 0 {
		mode = 0o711
	}
	if err := makeFolders(filepath.Join(dir, placeName), mode); err != nil {
		return place{}, fault.New(fault.Unavailable, "The data directory %s cannot be made.", dir).Because(err)
	}
	p, err := findPlace(dir) // one name for one folder: Postgres is recognised by it
	if err != nil {
		return place{}, fmt.Errorf("data directory: %w", err)
	}
	info, err := os.Stat(p.dir)
	if err != nil {
		return place{}, fmt.Errorf("data directory: %w", err)
	}
	if uid := ownerOf(info); uid != os.Geteuid() {
		return place{}, fault.New(fault.Unavailable, "%s belongs to %s: run this program as that user, or choose another data directory.",
			p.dir, userName(uid))
	}
	if info.Mode().Perm()&0o022 != 0 {
		return place{}, fault.New(fault.Unavailable, "Others may write to %s, so it is not safe for a database: run chmod go-w on it.", p.dir)
	}
	return p, nil
}

// makeFolders is os.MkdirAll whose new folders have the mode whatever the umask.
func makeFolders(dir string, mode fs.FileMode) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := makeFolders(filepath.Dir(dir), mode); err != nil {
		return err
	}
	if err := os.Mkdir(dir, mode); err != nil {
		if errors.Is(err, fs.ErrExist) { // made by another process at this moment
			return nil
		}
		return err
	}
	return os.Chmod(dir, mode)
}

// findPlace gives the folder if it exists.
func findPlace(dir string) (place, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return place{}, err
	}
	dir, err = filepath.EvalSymlinks(filepath.Join(dir, placeName))
	return place{dir}, err
}

func (p place) path(name string) string { return filepath.Join(p.dir, name) }

func (p place) data(major int) string { return p.path(dataPrefix + strconv.Itoa(major)) }

// newestMajor is the major version of the cluster here; 0 when there is none. An older one beside it is what an
// upgrade left.
func (p place) newestMajor() int {
	entries, _ := os.ReadDir(p.dir)
	newest := 0
	for _, e := range entries {
		if number, ok := strings.CutPrefix(e.Name(), dataPrefix); ok && e.IsDir() {
			if major, err := strconv.Atoi(number); err == nil {
				newest = max(newest, major)
			}
		}
	}
	return newest
}

// checkThrowaway keeps tests away from data, and data away from a cluster that tests remove.
func (p place) checkThrowaway(throwaway bool) error {
	if p.newestMajor() == 0 || p.has(throwawayMark) == throwaway {
		return nil
	}
	if throwaway {
		return fmt.Errorf("%s holds data: refusing to run tests on it", p.dir)
	}
	return fault.New(fault.Unavailable, "%s holds a database of tests, which is removed after them: choose another data directory.", p.dir)
}

func (p place) has(name string) bool {
	_, err := os.Stat(p.path(name))
	return err == nil
}

// clear removes a throwaway cluster and all that belongs to it but the locks, which others may be waiting for.
func (p place) clear() error {
	if !p.has(throwawayMark) {
		return nil
	}
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return fmt.Errorf("remove test cluster: %w", err)
	}
	// The mark goes last: without it what is left of the cluster would pass for data.
	slices.SortFunc(entries, func(a, b fs.DirEntry) int {
		return strings.Compare(strconv.FormatBool(a.Name() == throwawayMark), strconv.FormatBool(b.Name() == throwawayMark))
	})
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".lock") {
			continue
		}
		if err := os.RemoveAll(p.path(e.Name())); err != nil {
			return fmt.Errorf("remove test cluster: %w", err)
		}
	}
	return nil
}

// makeSocketDir gives the folder of the socket, 0700 and owned by the account. A path too long for a socket is replaced
// by a short one in /tmp, which is the same for every process whatever its TMPDIR. It is called only where no Postgres of
// this place runs.
func (p place) makeSocketDir(who account) (string, error) {
	dir := p.path("socket")
	if len(filepath.Join(dir, socketName)) > longestSocket {
		h := fnv.New64a()
		_, _ = h.Write([]byte(p.dir))
		dir = fmt.Sprintf("/tmp/cyberready-%d-%x", who.uid, h.Sum64())
	}
	err := os.Mkdir(dir, 0o700)
	if err == nil {
		err = who.give(dir)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("make socket folder: %w", err)
	}
	// In /tmp anybody could have made it first.
	info, err := os.Lstat(dir)
	if err != nil {
		return "", fmt.Errorf("make socket folder: %w", err)
	}
	if !info.IsDir() || ownerOf(info) != who.uid || info.Mode().Perm() != 0o700 {
		return "", fault.New(fault.Unavailable, "%s is in the way: it should be a folder of %s with mode 0700. Remove it and start again.", dir, who.name)
	}
	// Left by a Postgres that was killed. The folder is this cluster's alone, and the cluster does not run; Postgres would
	// refuse to start when the pid in the file has become another process's.
	if err := os.Remove(filepath.Join(dir, socketName+".lock")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("make socket folder: %w", err)
	}
	return dir, nil
}

// removeSocketDir leaves nothing of an ended Postgres in /tmp.
func (p place) removeSocketDir(dir string) {
	if filepath.Dir(dir) != p.dir {
		_ = os.Remove(dir) // only an empty one; the next start takes what is left
	}
}

func ownerOf(info fs.FileInfo) int { return int(info.Sys().(*syscall.Stat_t).Uid) }
