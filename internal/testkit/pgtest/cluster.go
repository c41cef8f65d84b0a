package pgtest

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"

	"cyberready/internal/edge/postgres"
	"cyberready/internal/testkit/checkout"
)

const (
	urlVar = "CYBERREADY_TEST_DATABASE_URL" // the cluster to use
	binVar = "CYBERREADY_PG_BIN"            // the binaries to start one with

	roomNeeded = 2 << 30 // bytes in memory, for the cluster and the databases of tests that run at the same time
)

// Cluster is the test cluster of this checkout, in use until Stop.
//
// A process that is killed or, like a test, just ends, cannot stop it. So a keeper, a process that outlives the tests,
// ends and removes the cluster when nobody has used it for some minutes.
type Cluster struct {
	// URL connects to it as the role that owns it.
	URL string

	server *postgres.Server
}

// StartCluster joins the checkout's test cluster, and starts it if it does not run.
func StartCluster(ctx context.Context) (*Cluster, error) {
	dir, err := home()
	if err != nil {
		return nil, err
	}
	server, err := postgres.Start(ctx, options(dir))
	if err != nil {
		return nil, err
	}
	if err := ensureKeeper(dir); err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return &Cluster{URL: server.ConnString(postgres.Database, postgres.Superuser), server: server}, nil
}

// Stop ends the cluster and removes it, unless another process uses it at this moment.
func (c *Cluster) Stop() error { return c.server.Stop() }

// Environment gives the variable that makes the tests of another process use this cluster.
func (c *Cluster) Environment() string { return urlVar + "=" + c.URL }

func options(dir string) postgres.Options {
	return postgres.Options{Dir: dir, BinDir: os.Getenv(binVar), PreferNPM: true, Throwaway: true, Join: true, Log: slog.New(slog.DiscardHandler)}
}

// home gives the folder of the checkout's cluster. Checkouts do not share one, for the roles of a cluster are of one
// version of the program.
func home() (string, error) {
	root, err := checkout.Dir()
	if err != nil {
		return "", err
	}
	base := os.TempDir()
	if memory := "/dev/shm"; hasRoom(memory) {
		base = memory
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(root))
	dir := filepath.Join(base, fmt.Sprintf("cyberready-test-%d-%08x", os.Geteuid(), h.Sum32()))
	if err := os.Mkdir(dir, 0o711); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("make folder of test cluster: %w", err)
	}
	// Others can write to base.
	info, err := os.Lstat(dir)
	if err != nil {
		return "", fmt.Errorf("make folder of test cluster: %w", err)
	}
	if !info.IsDir() || info.Mode().Perm()&0o022 != 0 || int(info.Sys().(*syscall.Stat_t).Uid) != os.Geteuid() {
		return "", fmt.Errorf("%s is in the way of the test cluster: it should be a folder that is yours alone", dir)
	}
	return dir, nil
}
