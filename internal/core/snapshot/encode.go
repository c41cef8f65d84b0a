package snapshot

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/critical"
	"cyberready/internal/core/office"
	"cyberready/internal/core/plan"
	"cyberready/internal/core/quality"
)

// CurrentFormat is the format that Encode writes. It goes up when old bytes would be read wrongly or not at all; a new
// text, list or flag that may be missing does not need it.
const CurrentFormat = 1

// Encode gives the canonical bytes of a snapshot, which are stored and hashed exactly as they are. Lists whose order
// says nothing (all but the pack's) are put in one order first, so that equal assessments are equal bytes. It fails only
// on a value that the form has no place for, such as text that is not UTF-8.
func Encode(s Snapshot) ([]byte, error) {
	return canonical(make([]byte, 0, 400_000), reflect.ValueOf(s.ordered()))
}

// Hash gives the SHA-256 of bytes in lower-case hexadecimal, as sha256sum prints it.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ordered gives the snapshot with its lists in one order and its format set. The lists of s stay as they are.
func (s Snapshot) ordered() Snapshot {
	s.Format = CurrentFormat
	s.Answers = sorted(s.Answers, func(a, b assessment.Answer) int { return byNumber(a.Item, b.Item) })
	s.Proofs = sorted(s.Proofs, func(a, b assessment.Proof) int { return cmp.Compare(a.ID, b.ID) })
	for i := range s.Proofs {
		s.Proofs[i].Items = sorted(s.Proofs[i].Items, byNumber)
	}
	s.Confirmations = sorted(s.Confirmations, func(a, b assessment.Confirmation) int {
		return cmp.Or(byNumber(a.Assertion, b.Assertion), a.At.Compare(b.At))
	})
	s.Explained = sorted(s.Explained, func(a, b quality.Explained) int {
		return cmp.Or(byNumber(a.Item, b.Item), cmp.Compare(a.Key, b.Key))
	})
	if s.Plan != nil {
		p := orderedPlan(*s.Plan)
		s.Plan = &p
	}
	if s.Critical != nil {
		l := *s.Critical
		l.Services = sorted(l.Services, func(a, b critical.Service) int { return cmp.Compare(a.ID, b.ID) })
		s.Critical = &l
	}
	s.Officers = office.Sorted(s.Officers)
	s.Official = sorted(s.Official, func(a, b Official) int {
		return cmp.Or(a.Cycle.Compare(b.Cycle), cmp.Compare(a.On.String(), b.On.String()), cmp.Compare(a.Status, b.Status),
			cmp.Compare(a.SubmittedBy, b.SubmittedBy))
	})
	if s.LastYear != nil {
		l := *s.LastYear
		l.Standards = sorted(l.Standards, func(a, b StandardCounts) int { return byNumber(a.Standard, b.Standard) })
		l.Items = sorted(l.Items, func(a, b ItemState) int { return byNumber(a.Item, b.Item) })
		s.LastYear = &l
	}
	s.Peers.Standards = sorted(s.Peers.Standards, func(a, b Band) int { return byNumber(a.Standard, b.Standard) })
	return s
}

func orderedPlan(p plan.Plan) plan.Plan {
	p.Actions = sorted(p.Actions, func(a, b plan.Action) int { return cmp.Compare(a.ID, b.ID) })
	for i := range p.Actions {
		a := &p.Actions[i]
		a.Items = sorted(a.Items, byNumber)
		a.Moves = sorted(a.Moves, func(a, b plan.Move) int { return a.At.Compare(b.At) })
		a.Notes = sorted(a.Notes, func(a, b plan.Note) int { return a.At.Compare(b.At) })
	}
	p.Risks = sorted(p.Risks, func(a, b plan.Risk) int { return cmp.Compare(a.ID, b.ID) })
	return p
}

func sorted[E any](list []E, compare func(a, b E) int) []E {
	return slices.SortedStableFunc(slices.Values(list), compare)
}

// byNumber orders ids as people count: 2 before 10, 7.3.5 before 7.3.10, 8.3.7 before 8.3.7b, our own (x…) last.
func byNumber(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		an, arest := leadingNumber(as[i])
		bn, brest := leadingNumber(bs[i])
		if c := cmp.Or(cmp.Compare(an, bn), cmp.Compare(arest, brest)); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(as), len(bs))
}

// leadingNumber splits "7b" into 7 and "b"; what has no number sorts behind every number.
func leadingNumber(s string) (int, string) {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	n, err := strconv.Atoi(s[:digits])
	if err != nil {
		return 1 << 30, s
	}
	return n, s[digits:]
}
