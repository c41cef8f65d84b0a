package filetype_test

import (
	"bytes"
	"strings"
	"testing"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/filetype"
	"cyberready/internal/testkit/hostile"
)

func recognise(b []byte) (filetype.Type, error) {
	return filetype.Recognise(bytes.NewReader(b), int64(len(b)))
}

func TestHonestFilesAreWhatTheyAre(t *testing.T) {
	t.Parallel()
	for want, b := range hostile.Honest() {
		if got, err := recognise(b); got != want {
			t.Errorf("%s is taken for %q (%v)", want, got, err)
		}
	}
	for name, b := range map[string][]byte{
		"a document with the table behind a chart": hostile.WithChart(),
		"text in an eight-bit encoding":            []byte("Caf\xe9, \xa3 5\r\n"),
		"a message saved as text":                  []byte("From: a@example.org\r\nSubject: restore test\r\n\r\nDone.\r\n"),
		"a PDF that was added to":                  append(hostile.PDF(), hostile.PDF()[9:]...),
		"figures that begin with a sum":            []byte("=1+1,2\r\n"),
	} {
		if got, err := recognise(b); err != nil {
			t.Errorf("%s is refused as %q: %v", name, got, err)
		}
	}
}

func TestAHundredHostileFilesAreRefusedEachWithItsSentence(t *testing.T) {
	t.Parallel()
	files := hostile.Files()
	if len(files) < 100 {
		t.Errorf("only %d files", len(files))
	}
	for _, f := range files {
		got, err := recognise(f.Content)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), f.Says) {
			t.Errorf("%s: taken for %q, %v; want %q", f.Why, got, err, f.Says)
		}
	}
}

// Whatever comes, the answer is a type or a refusal, and never a panic.
func FuzzRecognise(f *testing.F) {
	for _, b := range hostile.Honest() {
		f.Add(b)
	}
	for _, h := range hostile.Files() {
		if len(h.Content) < 4096 {
			f.Add(h.Content)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := recognise(b); err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("it is neither taken nor refused: %v", err)
		}
	})
}
