package pgtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"cyberready/internal/edge/postgres"
)

// leaverVar makes the test binary start the cluster in that folder and end without stopping it, as tests do.
const leaverVar = "CYBERREADY_TEST_CLUSTER_LEAVER"

func init() {
	if dir := os.Getenv(leaverVar); dir != "" {
		if _, err := postgres.Start(context.Background(), options(dir)); err != nil {
			os.Stderr.WriteString(err.Error())
			os.Exit(1)
		}
		os.Exit(0)
	}
}

func TestKeeperRemovesAnUnusedCluster(t *testing.T) {
	t.Parallel()
	base := os.TempDir()
	if memory := "/dev/shm"; hasRoom(memory) {
		base = memory
	}
	dir, err := os.MkdirTemp(base, "cyberready-keeper-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	startAndLeave(t, dir)
	if !postgres.Running(dir) || postgres.InUse(dir) {
		t.Fatal("the cluster should run without a user")
	}

	used, err := postgres.Start(t.Context(), options(dir))
	if err != nil {
		t.Fatal(err)
	}
	kept := make(chan error)
	go func() { kept <- keep(dir, 10*time.Millisecond) }()
	time.Sleep(keeperTick + 200*time.Millisecond)
	if !postgres.Running(dir) {
		t.Error("a cluster in use was removed")
	}
	if lock, err := keeperLock(dir); lock != nil || err != nil {
		t.Errorf("there would be a second keeper: %v", err)
	}
	if err := used.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := <-kept; err != nil {
		t.Error(err)
	}

	startAndLeave(t, dir)
	if err := keep(dir, 10*time.Millisecond); err != nil {
		t.Error(err)
	}
	if data, _ := filepath.Glob(filepath.Join(dir, "postgres", "data-*")); postgres.Running(dir) || len(data) > 0 {
		t.Errorf("the unused cluster is still there: %v", data)
	}
}

func startAndLeave(t *testing.T, dir string) {
	t.Helper()
	leaver := exec.Command(os.Args[0])
	leaver.Env = append(os.Environ(), leaverVar+"="+dir)
	if out, err := leaver.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}
