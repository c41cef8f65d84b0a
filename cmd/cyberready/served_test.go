package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// output collects what processes write, from several goroutines.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write collects.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

// String gives what was collected so far.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// program is the built program in an environment of its own. What serve writes anywhere, and what every other command
// writes to standard error, is collected: standard output of a command is what its caller asked to see.
type program struct {
	t   *testing.T
	env []string
	log *output
}

// run runs a command to its end, and gives what it printed.
func (p program) run(stdin string, args ...string) string {
	p.t.Helper()
	out, status := p.try(stdin, args...)
	if status != 0 {
		p.t.Fatalf("%v exits with %d", args, status)
	}
	return out
}

// try runs a command that may fail.
func (p program) try(stdin string, args ...string) (printed string, status int) {
	p.t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(p.t.Context(), "cyberready", args...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = append(os.Environ(), p.env...), strings.NewReader(stdin), &out, io.MultiWriter(&errs, p.log)
	if err := cmd.Run(); cmd.ProcessState == nil {
		p.t.Fatal(err)
	}
	if cmd.ProcessState.ExitCode() != 0 {
		p.t.Logf("%v: %s", args, errs.String())
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// serve starts the server and gives its address and what stops it. It is stopped at the test's end in any case.
func (p program) serve(args ...string) (address string, stop func()) {
	p.t.Helper()
	cmd := exec.Command("cyberready", append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	cmd.Env, cmd.Stderr = append(os.Environ(), p.env...), p.log
	r, w := io.Pipe()
	cmd.Stdout = io.MultiWriter(p.log, w)
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait(); w.Close() }()
	stop = sync.OnceFunc(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(30 * time.Second):
			_ = cmd.Process.Kill()
			p.t.Error("the server does not stop")
		}
	})
	p.t.Cleanup(stop)
	found := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(r); lines.Scan(); {
			var url string
			if n, _ := fmt.Sscanf(lines.Text(), "Open %s in your browser.", &url); n == 1 {
				found <- url
			}
		}
		close(found)
	}()
	select {
	case url, ok := <-found:
		if !ok {
			p.t.Fatalf("the server did not start:\n%s", p.log)
		}
		return url, stop
	case <-time.After(time.Minute):
		p.t.Fatalf("the server does not say where it listens:\n%s", p.log)
	}
	return "", nil
}
