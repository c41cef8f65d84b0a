package postgres

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"cyberready/internal/core/fault"
)

// SharedHome is where root's data goes when the account that runs Postgres cannot reach the checkout.
const SharedHome = "/var/lib/cyberready"

// account is the user that runs Postgres. Postgres refuses to run as root.
type account struct {
	uid, gid int
	name     string
	other    bool // not the user of this program: root steps down to it
}

// serverAccount gives the account that runs Postgres: this program's own, or, for root, the owner of the existing cluster
// (data may be ""), else "postgres", else "nobody", which other daemons may share.
func serverAccount(data string) (account, error) {
	if uid := os.Geteuid(); uid != 0 {
		return account{uid: uid, gid: os.Getegid(), name: userName(uid)}, nil
	}
	if info, err := os.Stat(data); err == nil && ownerOf(info) != 0 {
		uid := ownerOf(info)
		return account{uid: uid, gid: int(info.Sys().(*syscall.Stat_t).Gid), name: userName(uid), other: true}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := parseID(u.Uid)
		if err != nil {
			continue
		}
		gid, err := parseID(u.Gid)
		if err != nil {
			continue
		}
		return account{uid: uid, gid: gid, name: name, other: true}, nil
	}
	return account{}, fault.New(fault.Unavailable,
		"Postgres does not run as root, and this machine has no user \"postgres\" or \"nobody\": run this program as an ordinary user.")
}

// parseID reads a uid or gid; macOS writes that of nobody as -2.
func parseID(s string) (int, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	return int(uint32(n)), err
}

func userName(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.Username
	}
	return "user " + strconv.Itoa(uid)
}

// attributes put a process into a group of its own, so that Ctrl-C at the terminal reaches only this program, and make it
// run as the account.
func (a account) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if a.other {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return attr
}

// give makes the account the owner of a file or folder.
func (a account) give(path string) error {
	if !a.other {
		return nil
	}
	return os.Lchown(path, a.uid, a.gid)
}

// barrier gives the first folder on the way to a path that the account may not pass, or, at its end, may not read;
// "" when there is none. What does not exist yet is no barrier.
func (a account) barrier(path string) string {
	if !a.other {
		return ""
	}
	var at string
	for _, part := range strings.SplitAfter(filepath.Clean(path), string(filepath.Separator)) {
		at += part
		info, err := os.Stat(at)
		if err != nil {
			return ""
		}
		st := info.Sys().(*syscall.Stat_t)
		mode := info.Mode().Perm() & 0o7
		switch {
		case int(st.Uid) == a.uid:
			mode = info.Mode().Perm() >> 6 & 0o7
		case int(st.Gid) == a.gid:
			mode = info.Mode().Perm() >> 3 & 0o7
		}
		if mode&0o1 == 0 {
			return filepath.Clean(at)
		}
	}
	return ""
}

// checkReach refuses a data directory that the account cannot come to.
func (a account) checkReach(p place) error {
	barrier := a.barrier(p.dir)
	if barrier == "" {
		return nil
	}
	dir := filepath.Dir(p.dir)
	name := filepath.Base(dir)
	if name == "data" {
		name = filepath.Base(filepath.Dir(dir))
	}
	return fault.New(fault.Unavailable,
		"Postgres does not run as root, so it runs as user %s, who cannot reach the data directory %s: %s is closed to others. Choose a directory that this user can reach, such as --data-dir %s.",
		a.name, dir, barrier, filepath.Join(SharedHome, name))
}

// DefaultDir gives the data directory of a checkout: its folder "data" or, where root's checkout lies behind a folder that
// the account for Postgres cannot pass, a folder under SharedHome named after the checkout. Then barrier is that folder,
// so that the choice can be explained.
func DefaultDir(checkout string) (dir, barrier string) {
	if real, err := filepath.EvalSymlinks(checkout); err == nil {
		checkout = real
	}
	if who, err := serverAccount(""); err == nil {
		if barrier := who.barrier(checkout); barrier != "" {
			return filepath.Join(SharedHome, filepath.Base(checkout)), barrier
		}
	}
	return filepath.Join(checkout, "data"), ""
}

// refusedStep explains why root could not become the account, as in a container that forbids it.
func (a account) refusedStep(err error) error {
	if a.other && (os.IsPermission(err) || strings.Contains(err.Error(), syscall.EINVAL.Error())) {
		return fault.New(fault.Unavailable,
			"Postgres does not run as root, and root may not become user %s here: run this program as an ordinary user, or name a server in DATABASE_URL.",
			a.name).Because(err)
	}
	return fmt.Errorf("run Postgres: %w", err)
}
