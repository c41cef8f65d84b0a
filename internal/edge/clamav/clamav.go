// Package clamav asks a ClamAV daemon (clamd) what it thinks of a file, by its command INSTREAM, as clamd(8) describes it: the
// bytes go in pieces, each behind its length in four bytes, and a piece of nought ends them.
//
// A caller may rely on these: a verdict comes only from a whole answer; everything else is ErrAway, and then nothing is known
// of the file.
package clamav

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"cyberready/internal/core/fault"
)

// Scanner is a daemon by its address.
type Scanner struct{ network, address string }

// ErrAway says that the scanner gave no verdict: it is down, too slow, or wants no file of this size.
var ErrAway = errors.New("the virus scanner gives no verdict")

// patience is how long one scan may take.
const patience = 60 * time.Second

const piece = 64 << 10

// Open reads an address such as 127.0.0.1:3310, or unix:/run/clamav/clamd.ctl. It connects to nothing yet.
func Open(address string) (*Scanner, error) {
	if path, ok := strings.CutPrefix(address, "unix:"); ok && path != "" {
		return &Scanner{"unix", path}, nil
	}
	if _, port, err := net.SplitHostPort(address); err != nil || port == "" {
		return nil, fault.New(fault.Invalid, "%q is no address of a virus scanner, such as 127.0.0.1:3310 or unix:/run/clamav/clamd.ctl.", address)
	}
	return &Scanner{"tcp", address}, nil
}

// Scan sends a file and gives the name of what was found in it; empty: nothing. Without a verdict it is ErrAway.
func (s *Scanner) Scan(ctx context.Context, file io.Reader) (found string, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(ctx, s.network, s.address)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrAway, err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	sending := send(conn, file)
	// A daemon that has heard enough answers before the end, so that its answer is read also when sending failed.
	answer, err := bufio.NewReader(io.LimitReader(conn, 4096)).ReadString(0)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrAway, errors.Join(sending, err))
	}
	answer = strings.TrimSuffix(answer, "\x00")
	if name, ok := strings.CutSuffix(answer, " FOUND"); ok {
		return strings.TrimSpace(strings.TrimPrefix(name, "stream:")), nil
	}
	if answer == "stream: OK" && sending == nil {
		return "", nil
	}
	return "", fmt.Errorf("%w: it says %q", ErrAway, answer)
}

func send(conn io.Writer, file io.Reader) error {
	if _, err := io.WriteString(conn, "zINSTREAM\x00"); err != nil {
		return err
	}
	b := make([]byte, 4+piece)
	for {
		n, err := io.ReadFull(file, b[4:])
		if n > 0 {
			binary.BigEndian.PutUint32(b, uint32(n))
			if _, err := conn.Write(b[:4+n]); err != nil {
				return err
			}
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			_, err = conn.Write(make([]byte, 4))
			return err
		}
		if err != nil {
			return err
		}
	}
}
