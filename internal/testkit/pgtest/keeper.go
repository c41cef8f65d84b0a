package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"cyberready/internal/edge/postgres"
)

const (
	keeperVar  = "CYBERREADY_TEST_CLUSTER_KEEPER" // makes this program the keeper of the cluster in that folder
	idleLimit  = 3 * time.Minute                  // after which the keeper removes an unused cluster
	keeperTick = time.Second

	// keeperName is an argument for those who read the list of processes.
	keeperName = "keeper-of-test-cluster"
)

// The keeper is this same program, started again: whatever test binary came first. It never reaches main.
func init() {
	dir := os.Getenv(keeperVar)
	if dir == "" {
		return
	}
	if err := keep(dir, idleLimit); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// ensureKeeper starts the keeper of a cluster, unless there is one. This process uses the cluster already.
func ensureKeeper(dir string) error {
	lock, err := keeperLock(dir)
	if lock == nil || err != nil {
		return err
	}
	lock.Close() // for the keeper to take
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("start keeper of test cluster: %w", err)
	}
	cmd := exec.Command(program, keeperName)
	// Coverage of the keeper is nobody's, and would be written when the test's folder is gone.
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GOCOVERDIR=") })
	cmd.Env = append(cmd.Env, keeperVar+"="+dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // no Ctrl-C; and go test waits for nobody who holds its output
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start keeper of test cluster: %w", err)
	}
	return cmd.Process.Release()
}

// keep waits until the cluster has gone or nobody has used it for a while, and then removes it.
func keep(dir string, limit time.Duration) error {
	lock, err := keeperLock(dir)
	for tries := 0; lock == nil && err == nil && tries < 5; tries++ { // an earlier keeper may be about to end
		time.Sleep(keeperTick)
		lock, err = keeperLock(dir)
	}
	if lock == nil || err != nil {
		return err
	}
	defer lock.Close()
	unused := time.Now()
	for postgres.Running(dir) || postgres.InUse(dir) {
		time.Sleep(keeperTick)
		switch {
		case postgres.InUse(dir):
			unused = time.Now()
		case time.Since(unused) > limit:
			server, err := postgres.Start(context.Background(), options(dir))
			if err != nil {
				return err
			}
			if err := server.Stop(); err != nil { // as its last user
				return err
			}
		}
	}
	return nil
}

// keeperLock gives the lock that the one keeper of a cluster holds; nil when another process has it.
func keeperLock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "keeper.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock test cluster: %w", err)
	}
	switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		f.Close()
		return nil, nil
	case err != nil:
		f.Close()
		return nil, fmt.Errorf("lock test cluster: %w", err)
	}
	return f, nil
}
