// Command runtests runs go test with what the tests need: one Postgres cluster for the whole run, ended with it, and a
// browser, installed first if there is none. Its arguments are those of go test, and so is its exit status:
//
//	go run ./internal/testkit/runtests ./...
//
// Ctrl-C ends the tests and what they started, a second one at once; the cluster is removed either way.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"cyberready/internal/testkit/chrome"
	"cyberready/internal/testkit/pgtest"
)

func main() {
	status, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "runtests:", err)
		status = max(status, 1)
	}
	os.Exit(status)
}

func run(args []string) (status int, err error) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	browser, err := chrome.Find()
	if err != nil {
		return 1, err
	}
	cluster, err := pgtest.StartCluster(context.Background())
	if err != nil {
		return 1, fmt.Errorf("start test cluster: %w", err)
	}
	defer func() { err = errors.Join(err, cluster.Stop()) }()

	cmd := exec.Command("go", append([]string{"test"}, args...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), cluster.Environment(), chrome.Var+"="+browser)
	// A group of its own: a signal reaches the tests and their browsers from here only, whether it came from the terminal,
	// which sends it to everybody, or from another program, which sends it to this one.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for interrupts := 0; ; {
		select {
		case <-signals:
			interrupts++
			how := syscall.SIGINT
			if interrupts > 1 {
				how = syscall.SIGKILL
			}
			_ = syscall.Kill(-cmd.Process.Pid, how) // it may have ended
		case err := <-ended:
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				return 1, err
			}
			if interrupts > 0 {
				_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // what go test left behind
				return 1, errors.New("interrupted")
			}
			return exitStatus(cmd.ProcessState), nil
		}
	}
}

// exitStatus is go test's own, or 1 when a signal ended it.
func exitStatus(p *os.ProcessState) int {
	if p.ExitCode() < 0 {
		return 1
	}
	return p.ExitCode()
}
