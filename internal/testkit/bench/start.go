package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"cyberready/internal/testkit/checkout"
	"cyberready/internal/web/paths"
)

const (
	startPatience = time.Minute
	settle        = 10 * time.Second // from readiness to the reading of the memory
)

// starts measures the program itself, bin/cyberready without demonstration data: how long after its start the first page
// is there, on an empty data directory and on the same one again, and what memory it holds while nobody asks anything.
func (b *bench) starts() error {
	root, err := checkout.Dir()
	if err != nil {
		return err
	}
	program := filepath.Join(root, "bin", "cyberready")
	if _, err := os.Stat(program); err != nil {
		return fmt.Errorf("%w (make build makes it)", err)
	}
	var empty, warm, memory []float64
	for range rounds {
		dir, err := makeDir(b.dir)
		if err != nil {
			return err
		}
		first, _, err := b.startOnce(program, dir, 0)
		if err == nil {
			var second, resident float64
			if second, resident, err = b.startOnce(program, dir, settle); err == nil {
				empty, warm, memory = append(empty, first), append(warm, second), append(memory, resident)
			}
		}
		if err = errors.Join(err, os.RemoveAll(dir)); err != nil {
			return err
		}
	}
	row := func(name string, values []float64, limit float64, unit string) {
		f := figure{name: name, values: values, unit: unit}
		f.target, f.met = atMost(limit, unit)
		b.table = append(b.table, f)
	}
	row("first page, empty data directory", empty, 3, "s")
	row("first page, warm data directory", warm, 0.5, "s")
	row("memory (VmRSS) 10 s after it is ready", memory, 64, "MiB")
	return nil
}

// startOnce starts the server on a data directory, gives how many seconds later its first page was there and how many MiB
// it holds after a while, and stops it.
func (b *bench) startOnce(program, dir string, wait time.Duration) (seconds, mebibytes float64, err error) {
	addr, err := freeAddress()
	if err != nil {
		return 0, 0, err
	}
	var said bytes.Buffer
	cmd := exec.Command(program, "serve", "--listen", addr, "--data-dir", dir)
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if e := <-ended; e != nil && err == nil {
			err = fmt.Errorf("%w: %s", e, said.String())
		}
	}()
	ctx, cancel := context.WithTimeout(b.ctx, startPatience)
	defer cancel()
	if err := firstAnswer(ctx, addr, paths.Start); err != nil {
		return 0, 0, fmt.Errorf("%w: %s", err, said.String())
	}
	seconds = time.Since(start).Seconds()
	if wait == 0 {
		return seconds, 0, nil
	}
	if err := firstAnswer(ctx, addr, paths.Readyz); err != nil {
		return 0, 0, err
	}
	time.Sleep(wait)
	mebibytes, err = resident(cmd.Process.Pid)
	return seconds, mebibytes, err
}

// firstAnswer asks until somebody listens; the program listens before it can answer, and then the answer is waited for.
func firstAnswer(ctx context.Context, addr, path string) error {
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+path, nil)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(req)
		switch {
		case err == nil:
			_, err = io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode != http.StatusOK {
				err = fmt.Errorf("%s: status %d", path, res.StatusCode)
			}
			return err
		case errors.Is(err, syscall.ECONNREFUSED):
			time.Sleep(2 * time.Millisecond)
		default:
			return err
		}
	}
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// resident reads VmRSS of a process, in MiB.
func resident(pid int) (float64, error) {
	f, err := os.Open("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmRSS:"); ok {
			kB, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB"))
			return float64(kB) / 1024, err
		}
	}
	return 0, errors.New("the system does not tell VmRSS")
}
