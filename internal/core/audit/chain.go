package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Sum is a SHA-256.
type Sum [sha256.Size]byte

// String gives it in lower-case hexadecimal, as sha256sum prints it.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// SumOf takes what is stored for a sum. Whoever rules the database can store anything: what is no sum fits nothing.
func SumOf(b []byte) (s Sum) {
	copy(s[:], b)
	return s
}

// instant is how an instant stands in what is hashed: UTC, cut to the microsecond, which is what the database keeps.
const instant = "2006-01-02T15:04:05.000000Z"

// Canonical gives the bytes of an event that are hashed. The form, exactly: the line "cyberready audit event 1", then a
// line for each field that is not empty, in the order of the names:
//
//	name=LENGTH:VALUE
//
// LENGTH is the number of bytes of VALUE in decimal digits, so that a value may hold anything, line ends too, and two
// events are never the same bytes. A line ends in one LF. An instant is written 2006-01-02T15:04:05.000000Z. An empty
// field is left out, so that a field that is added later leaves the bytes of older events as they are.
func (e Entry) Canonical() []byte {
	b := append(make([]byte, 0, 512), "cyberready audit event 1\n"...)
	for _, f := range [...]struct{ name, value string }{
		{"at", e.At.UTC().Format(instant)},
		{"cycle", e.Cycle},
		{"from", e.From},
		{"id", e.ID},
		{"note", e.Note},
		{"object", e.Object},
		{"person", e.Person},
		{"person_name", e.PersonName},
		{"request_id", e.RequestID},
		{"role", e.Role},
		{"trust", e.Trust},
		{"verb", string(e.Verb)},
	} {
		if f.value == "" {
			continue
		}
		b = append(append(b, f.name...), '=')
		b = append(strconv.AppendInt(b, int64(len(f.value)), 10), ':')
		b = append(append(b, f.value...), '\n')
	}
	return b
}

// Sum is the SHA-256 of the event's canonical bytes.
func (e Entry) Sum() Sum { return sha256.Sum256(e.Canonical()) }

// Link is one place in a trust's chain: which event stands there, what its bytes came to when it was sealed, and a sum
// over that and the sum of the link before.
type Link struct {
	Trust    string // ODS code; empty in the chain of the service
	Seq      int64  // 1, 2, …
	Event    string // the event's id
	EventSum Sum
	SealedAt time.Time
	Sum      Sum
}

// Head gives the link as the end of a chain.
func (l Link) Head() Head { return Head{l.Seq, l.Sum} }

// follow computes the sum of a link behind another. What is hashed is text, so that anybody can do it again with
// sha256sum: the line "cyberready audit link 1", then trust, seq, event, event sum, instant of sealing and the sum of
// the link before, each on a line of its own. Before the first link stand 64 zeros.
func (l Link) follow(before Sum) Sum {
	b := append(make([]byte, 0, 320), "cyberready audit link 1\n"...)
	b = append(append(b, l.Trust...), '\n')
	b = append(strconv.AppendInt(b, l.Seq, 10), '\n')
	b = append(append(b, l.Event...), '\n')
	b = append(hex.AppendEncode(b, l.EventSum[:]), '\n')
	b = append(l.SealedAt.UTC().AppendFormat(b, instant), '\n')
	b = append(hex.AppendEncode(b, before[:]), '\n')
	return sha256.Sum256(b)
}

// Head is the end of a trust's chain. It stands for everything before it: whoever keeps a head elsewhere can tell later
// whether anything that it covers was changed. The zero Head is a chain without links.
type Head struct {
	Seq int64
	Sum Sum
}

// Seal gives the link that puts an event behind the head.
func (h Head) Seal(e Entry, at time.Time) Link {
	l := Link{Trust: e.Trust, Seq: h.Seq + 1, Event: e.ID, EventSum: e.Sum(), SealedAt: at}
	l.Sum = l.follow(h.Sum)
	return l
}

// String gives the head as "120:3f2a…", and nothing for a chain without links.
func (h Head) String() string {
	if h.Seq == 0 {
		return ""
	}
	return strconv.FormatInt(h.Seq, 10) + ":" + h.Sum.String()
}

// ParseHead reads what String writes.
func ParseHead(s string) (Head, error) {
	if s == "" {
		return Head{}, nil
	}
	seq, sum, _ := strings.Cut(s, ":")
	n, err := strconv.ParseInt(seq, 10, 64)
	b, bad := hex.DecodeString(sum)
	if err != nil || bad != nil || n < 1 || len(b) != sha256.Size {
		return Head{}, fmt.Errorf("not the head of a chain: %q", s)
	}
	return Head{n, Sum(b)}, nil
}
