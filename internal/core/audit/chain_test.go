package audit

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// full is an event with something in every field, line ends and all.
func full() Entry {
	return Entry{
		Event: Event{Verb: AnswerSaved, Trust: "ZZ1", Cycle: "2026-27", Object: "7.3.5", Note: "two\nlines, “é”, a=1:x"},
		ID:    "01890000-0000-7000-8000-000000000001", At: time.Date(2027, 6, 20, 14, 2, 3, 456789123, time.FixedZone("BST", 3600)),
		Person: "01890000-0000-7000-8000-000000000002", PersonName: "Priya Nair", Role: "lead", From: "192.0.2.7", RequestID: "r-1",
	}
}

// What was sealed anywhere was hashed over these bytes. If this test fails, every chain that there is breaks.
func TestTheCanonicalBytesOfAnEventNeverChange(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/event-1.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := string(full().Canonical()); got != string(want) {
		t.Errorf("the bytes are\n%s\nand were\n%s", got, want)
	}
	const sum = "beed5d99434ba271d3cec7b5085977249078ea83fc2d9eaa9f12828b393f93f8"
	if got := full().Sum().String(); got != sum || got != fmt.Sprintf("%x", sha256.Sum256(want)) {
		t.Errorf("hash is %s, want %s", got, sum)
	}
	at := time.Date(2027, 6, 20, 13, 2, 5, 0, time.UTC)
	first := Head{}.Seal(full(), at)
	second := first.Head().Seal(full(), at.Add(time.Second))
	for i, want := range []string{
		"1:832bf77070f4526054ec439172e1f732a920014bf43489e25457cda9f44830a0",
		"2:24bddde81b08ad57e6feaf38e0b478bfdfadd83ad12b7682a5f58e7004305481",
	} {
		if got := []Link{first, second}[i].Head().String(); got != want {
			t.Errorf("link %d is %s, want %s", i+1, got, want)
		}
	}
}

// The form of a link is text, written out here once more.
func TestALinkCanBeComputedByHand(t *testing.T) {
	t.Parallel()
	l := Head{}.Seal(full(), time.Date(2027, 6, 20, 13, 2, 5, 0, time.UTC))
	by := sha256.Sum256([]byte("cyberready audit link 1\nZZ1\n1\n01890000-0000-7000-8000-000000000001\n" + full().Sum().String() +
		"\n2027-06-20T13:02:05.000000Z\n" + strings.Repeat("0", 64) + "\n"))
	if l.Sum != Sum(by) {
		t.Errorf("by hand it is %x, the chain says %s", by, l.Sum)
	}
}

func TestEventsThatDifferAnywhereAreOtherBytes(t *testing.T) {
	t.Parallel()
	seen := map[string]int{string(full().Canonical()): -1}
	for i, change := range []func(*Entry){
		func(e *Entry) { e.Verb = ProofNamed }, func(e *Entry) { e.Trust = "ZZ2" }, func(e *Entry) { e.Cycle = "" },
		func(e *Entry) { e.Object = "7.3.6" }, func(e *Entry) { e.Note += " " }, func(e *Entry) { e.ID = "x" },
		func(e *Entry) { e.At = e.At.Add(time.Microsecond) }, func(e *Entry) { e.Person = "" }, func(e *Entry) { e.PersonName = "P" },
		func(e *Entry) { e.Role = "contributor" }, func(e *Entry) { e.From = "192.0.2.8" }, func(e *Entry) { e.RequestID = "r-2" },
		func(e *Entry) { e.Note, e.Object = e.Object, e.Note },
		func(e *Entry) { e.Note, e.Object = "", "7.3.5\nnote=3:two" },
		func(e *Entry) { e.Note, e.Object = "two", "7.3.5" },
	} {
		e := full()
		change(&e)
		b := string(e.Canonical())
		if other, ok := seen[b]; ok {
			t.Errorf("change %d gives the bytes of %d", i, other)
		}
		seen[b] = i
	}
	e := full()
	e.At = e.At.Add(100 * time.Nanosecond) // the database keeps no less than a microsecond
	if string(e.Canonical()) != string(full().Canonical()) {
		t.Error("a part of a microsecond changes the bytes")
	}
}

func TestAHeadReadsBack(t *testing.T) {
	t.Parallel()
	for _, want := range []Head{{}, {Seq: 120, Sum: full().Sum()}} {
		if got, err := ParseHead(want.String()); err != nil || got != want {
			t.Errorf("%q came back as %q (%v)", want, got, err)
		}
	}
	for _, bad := range []string{"x", "0:" + full().Sum().String(), "-1:" + full().Sum().String(), "1:ab", "1", ":" + full().Sum().String()} {
		if _, err := ParseHead(bad); err == nil {
			t.Errorf("%q was read as a head", bad)
		}
	}
}
