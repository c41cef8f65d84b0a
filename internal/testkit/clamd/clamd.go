// Package clamd is a small virus scanner for tests: it speaks the daemon's INSTREAM, finds the words that it is told to find,
// and can be taken away and brought back on the same address.
package clamd

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"testing"
)

// Mark is what it finds, in any file.
const Mark = "test-virus"

// Found is what it calls what it found.
const Found = "Test.Virus"

// Daemon is one that listens on loopback.
type Daemon struct {
	Address string
	t       testing.TB
	mu      sync.Mutex
	l       net.Listener
	scans   int
}

// Run starts a daemon; it ends with the test.
func Run(t testing.TB) *Daemon {
	t.Helper()
	d := &Daemon{t: t, Address: "127.0.0.1:0"}
	d.Up()
	t.Cleanup(d.Down)
	return d
}

// Up lets it listen.
func (d *Daemon) Up() {
	d.t.Helper()
	l, err := net.Listen("tcp", d.Address)
	if err != nil {
		d.t.Fatal(err)
	}
	d.mu.Lock()
	d.l, d.Address = l, l.Addr().String()
	d.mu.Unlock()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go d.answer(c)
		}
	}()
}

// Down takes it away.
func (d *Daemon) Down() {
	d.mu.Lock()
	defer d.mu.Unlock()
	_ = d.l.Close()
}

// Scans is how many files it has looked at.
func (d *Daemon) Scans() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.scans
}

func (d *Daemon) answer(c net.Conn) {
	defer c.Close()
	command := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(c, command); err != nil || string(command) != "zINSTREAM\x00" {
		_, _ = io.WriteString(c, "UNKNOWN COMMAND\x00")
		return
	}
	var file bytes.Buffer
	for {
		var n [4]byte
		if _, err := io.ReadFull(c, n[:]); err != nil {
			return
		}
		size := binary.BigEndian.Uint32(n[:])
		if size == 0 {
			break
		}
		if _, err := io.CopyN(&file, c, int64(size)); err != nil {
			return
		}
	}
	d.mu.Lock()
	d.scans++
	d.mu.Unlock()
	if bytes.Contains(file.Bytes(), []byte(Mark)) {
		_, _ = io.WriteString(c, "stream: "+Found+" FOUND\x00")
		return
	}
	_, _ = io.WriteString(c, "stream: OK\x00")
}
