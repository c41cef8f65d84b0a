package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"cyberready/internal/core/fault"
)

// Three lock files lie beside the cluster. The kernel drops a lock when its process ends, however it ends.
const (
	startLock = "start.lock" // held while somebody starts or stops the cluster
	usersLock = "users.lock" // shared by everybody who uses the cluster
	ownerLock = "owner.lock" // held by the one owner, who writes there who it is
)

// lock is an open lock file. Releasing a nil lock does nothing.
type lock struct{ file *os.File }

func openLock(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	return &lock{f}, nil
}

// try tells whether it got the lock; somebody else's hold is no error.
func (l *lock) try(how int) (bool, error) {
	for {
		err := syscall.Flock(int(l.file.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		default:
			return false, fmt.Errorf("lock %s: %w", l.file.Name(), err)
		}
	}
}

// share is asked for only under the start lock, where nobody holds the users lock alone.
func (l *lock) share() error {
	got, err := l.try(syscall.LOCK_SH)
	if err == nil && !got {
		err = fmt.Errorf("lock %s: held alone", l.file.Name())
	}
	return err
}

func (l *lock) release() {
	if l != nil {
		_ = l.file.Close()
	}
}

// tryLock gives the lock, or nil when somebody else holds it.
func tryLock(path string) (*lock, error) {
	l, err := openLock(path)
	if err != nil {
		return nil, err
	}
	got, err := l.try(syscall.LOCK_EX)
	if !got {
		l.release()
		return nil, err
	}
	return l, nil
}

// lockWithin waits for the lock.
func lockWithin(ctx context.Context, path string, patience time.Duration) (*lock, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, patience, fmt.Errorf("%s is held for more than %s", path, patience))
	defer cancel()
	for {
		l, err := tryLock(path)
		if l != nil || err != nil {
			return l, err
		}
		if err := pause(ctx, 10*time.Millisecond); err != nil {
			return nil, err
		}
	}
}

// pause waits, or gives the reason why the context ended first.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

// Owner is the process that a data directory's cluster belongs to while it lives.
type Owner struct {
	PID  int    `json:"pid"`
	Note string `json:"note,omitempty"` // Options.Note
}

// HeldError says that another process owns the cluster of a data directory.
type HeldError struct {
	Dir   string // the data directory
	Owner Owner  // zero when the owner has not yet said who it is
}

// Error is a sentence for the person at the terminal.
func (e *HeldError) Error() string {
	who := "another cyberready server"
	switch {
	case e.Owner.Note != "":
		who += fmt.Sprintf(" (%s, process %d)", e.Owner.Note, e.Owner.PID)
	case e.Owner.PID != 0:
		who += fmt.Sprintf(" (process %d)", e.Owner.PID)
	}
	return fmt.Sprintf("The data directory %s is in use by %s.", e.Dir, who)
}

// Unwrap makes the sentence a fault.
func (e *HeldError) Unwrap() error { return fault.New(fault.Conflict, "%s", e.Error()) }

// HeldBy tells which living process owns the cluster of a data directory, if one does.
func HeldBy(dir string) (Owner, bool) {
	p, err := findPlace(dir)
	if err != nil {
		return Owner{}, false
	}
	f, err := os.Open(p.path(ownerLock))
	if err != nil {
		return Owner{}, false
	}
	l := &lock{f}
	defer l.release()
	if got, err := l.try(syscall.LOCK_SH); got || err != nil {
		return Owner{}, false
	}
	return l.readOwner(), true
}

func (l *lock) readOwner() Owner {
	var o Owner
	if text, err := io.ReadAll(io.NewSectionReader(l.file, 0, 1<<16)); err == nil {
		_ = json.Unmarshal(text, &o) // an owner who has only just begun has not written yet
	}
	return o
}

// takeOwnership gives the owner's lock, or a HeldError. It waits a moment, since HeldBy holds the lock to look at it.
func takeOwnership(ctx context.Context, p place, note string) (*lock, error) {
	l, err := openLock(p.path(ownerLock))
	if err != nil {
		return nil, err
	}
	for range 10 {
		var got bool
		if got, err = l.try(syscall.LOCK_EX); err != nil {
			break
		}
		if got {
			if err = l.writeOwner(Owner{PID: os.Getpid(), Note: note}); err != nil {
				break
			}
			return l, nil
		}
		err = &HeldError{Dir: filepath.Dir(p.dir), Owner: l.readOwner()}
		if pause(ctx, 10*time.Millisecond) != nil {
			break
		}
	}
	l.release()
	return nil, err
}

func (l *lock) writeOwner(o Owner) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	if err := l.file.Truncate(0); err != nil {
		return fmt.Errorf("write owner: %w", err)
	}
	if _, err := l.file.WriteAt(append(text, '\n'), 0); err != nil {
		return fmt.Errorf("write owner: %w", err)
	}
	return nil
}
