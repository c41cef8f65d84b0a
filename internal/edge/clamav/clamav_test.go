package clamav_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"cyberready/internal/edge/clamav"
	"cyberready/internal/testkit/clamd"
)

func TestAVerdictComesOnlyFromAWholeAnswer(t *testing.T) {
	t.Parallel()
	d := clamd.Run(t)
	s, err := clamav.Open(d.Address)
	if err != nil {
		t.Fatal(err)
	}
	large := bytes.Repeat([]byte("all well "), 300_000)
	for name, c := range map[string]struct {
		file  []byte
		found string
	}{"clean": {[]byte("all well"), ""}, "large": {large, ""}, "at the end": {append(large, clamd.Mark...), clamd.Found}, "empty": {nil, ""}} {
		if found, err := s.Scan(t.Context(), bytes.NewReader(c.file)); err != nil || found != c.found {
			t.Errorf("%s: %q, %v", name, found, err)
		}
	}
	d.Down()
	if _, err := s.Scan(t.Context(), strings.NewReader("all well")); !errors.Is(err, clamav.ErrAway) {
		t.Errorf("without the daemon: %v", err)
	}
}

func TestAnAddressIsChecked(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{"127.0.0.1:3310": true, "scanner.example.org:3310": true, "unix:/run/clamd.ctl": true, "": false, "unix:": false, "3310": false, "host:": false} {
		if _, err := clamav.Open(address); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}
