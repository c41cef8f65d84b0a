package postgres

import (
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"cyberready/internal/core/fault"
)

// reachable gives the binaries in a place where the account can run them: where they are or, when a checkout lies behind
// a folder that the account cannot pass, in a copy beside the cluster. The cluster itself is never copied.
func (p place) reachable(b binaries, who account) (binaries, error) {
	barrier := who.barrier(filepath.Join(b.dir, "postgres"))
	if barrier == "" {
		return b, nil
	}
	prefix := filepath.Dir(b.dir)
	info, err := os.Stat(filepath.Join(b.dir, "postgres"))
	if err != nil {
		return binaries{}, fmt.Errorf("copy Postgres: %w", err)
	}
	if _, err := os.Stat(filepath.Join(prefix, "share")); err != nil {
		return binaries{}, fault.New(fault.Unavailable,
			"User %s, who runs Postgres, cannot reach the binaries in %s: %s is closed to others. Open it, or name another folder in CYBERREADY_PG_BIN.",
			who.name, b.dir, barrier)
	}
	h := fnv.New32a()
	_, _ = fmt.Fprint(h, prefix, info.Size(), info.ModTime().UnixNano())
	home := p.path(fmt.Sprintf("bin-%s-%08x", b.version, h.Sum32()))
	b.dir = filepath.Join(home, filepath.Base(b.dir))
	if _, err := os.Stat(home); err == nil {
		return b, nil // the place is ours alone, see makePlace; and a copy has this name only when it is whole
	}
	if err := p.clearCopies(); err != nil {
		return binaries{}, fmt.Errorf("copy Postgres: %w", err)
	}
	unfinished := p.path("bin-unfinished")
	if err := copyTree(unfinished, prefix); err != nil {
		return binaries{}, fmt.Errorf("copy Postgres: %w", err)
	}
	if err := os.Rename(unfinished, home); err != nil {
		return binaries{}, fmt.Errorf("copy Postgres: %w", err)
	}
	return b, nil
}

// clearCopies removes older copies. It is called only where no Postgres of this place runs.
func (p place) clearCopies() error {
	old, err := filepath.Glob(p.path("bin-*"))
	if err != nil {
		return err
	}
	for _, dir := range old {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return nil
}

// copyTree copies folders, files and links. Everybody may read the copy and run what could be run, whatever the umask.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			if err := os.Mkdir(target, 0o755); err != nil {
				return err
			}
			return os.Chmod(target, 0o755)
		case d.Type() == fs.ModeSymlink:
			link, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(link, target)
		default:
			return copyFile(target, path)
		}
	})
}

func copyFile(to, from string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if closing := out.Close(); err == nil {
			err = closing
		}
	}()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	mode := fs.FileMode(0o644)
	if info.Mode()&0o100 != 0 {
		mode = 0o755
	}
	return out.Chmod(mode)
}
