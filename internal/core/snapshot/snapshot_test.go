package snapshot

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/trust"
)

func encoded(t *testing.T, s Snapshot) []byte {
	t.Helper()
	b, err := Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// These bytes were signed somewhere. If this test fails, the change needs a new format number with a reader of its own;
// the file is never written again.
func TestTheBytesOfFormat1NeverChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file, sum string
		of        Snapshot
	}{
		{"testdata/format-1.json", "89ae86f13790c736d8669de80456e25426f354ad49804d272ff37579617743ec", small()},
		{"testdata/format-1-plan.json", "48fa337ba964687d97898fb9dd85c786bd5076b47e70877ed9f07e542bda0b7c", planned()},
	} {
		want, err := os.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		if got := encoded(t, c.of); !bytes.Equal(got, want) {
			t.Errorf("the bytes have changed:\n%s\nwas\n%s", got, want)
		}
		read, err := Decode(want)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(encoded(t, read), want) {
			t.Error("what was read encodes to other bytes")
		}
		if got := Hash(want); got != c.sum {
			t.Errorf("the hash of %s is %s, want %s", c.file, got, c.sum)
		}
	}
}

func TestWhatWasEncodedReadsBackToTheSameBytes(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 300 {
		var s Snapshot
		fill(random, reflect.ValueOf(&s).Elem())
		first := encoded(t, s)
		read, err := Decode(first)
		if err != nil {
			t.Fatalf("round %d: %v\n%s", i, err, first)
		}
		if second := encoded(t, read); !bytes.Equal(first, second) {
			t.Fatalf("round %d:\n%s\nbecame\n%s", i, first, second)
		}
		if !json.Valid(first) {
			t.Fatalf("round %d is not JSON", i)
		}
	}
}

func TestNothingIsLostBetweenNoughtAndNothing(t *testing.T) {
	t.Parallel()
	nought := assessment.Hundredths(0)
	s := Snapshot{Answers: []assessment.Answer{{Item: "1", Words: assessment.Words{Figure: &nought}}, {Item: "2"}}}
	read, err := Decode(encoded(t, s))
	if err != nil {
		t.Fatal(err)
	}
	if f := read.Answers[0].Figure; f == nil || *f != 0 {
		t.Error("a figure of nought came back as none")
	}
	if read.Answers[1].Figure != nil {
		t.Error("no figure came back as nought")
	}
}

func TestTheOrderOfListsDoesNotMatter(t *testing.T) {
	t.Parallel()
	want := encoded(t, planned())
	random := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		s := planned()
		shuffle(random, s.Plan.Actions[0].Items)
		shuffle(random, s.Answers)
		shuffle(random, s.Proofs[0].Items)
		shuffle(random, s.Officers)
		shuffle(random, s.Official)
		shuffle(random, s.Peers.Standards)
		before := slices.Clone(s.Proofs[0].Items)
		if !bytes.Equal(encoded(t, s), want) {
			t.Fatal("another order gave other bytes")
		}
		if !slices.Equal(before, s.Proofs[0].Items) {
			t.Fatal("encoding changed the caller's list")
		}
	}
	other := planned()
	other.Answers[0].Text = "something else"
	if bytes.Equal(encoded(t, other), want) {
		t.Error("another answer gave the same bytes")
	}
}

func TestInstantsAreUTC(t *testing.T) {
	t.Parallel()
	s := small()
	s.SentAt = s.SentAt.UTC()
	if !bytes.Equal(encoded(t, s), encoded(t, small())) {
		t.Error("the same instant in another zone gave other bytes")
	}
	if !strings.Contains(string(encoded(t, s)), `"sent_at":"2027-06-20T12:02:03.456789Z"`) {
		t.Error("the instant is not written in UTC")
	}
}

func TestDecodeRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	for name, b := range map[string]string{
		"another format":        `{"format":2}`,
		"no format":             `{}`,
		"a member of no format": `{"format":1,"colour":"red"}`,
		"something after it":    `{"format":1} {}`,
		"not JSON":              `format 1`,
	} {
		if _, err := Decode([]byte(b)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestTextThatIsNotUTF8IsRefused(t *testing.T) {
	t.Parallel()
	if _, err := Encode(Snapshot{Trust: Trust{Name: "\xff"}}); err == nil || !strings.Contains(err.Error(), "name") {
		t.Errorf("got %v", err)
	}
}

func TestQuartiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		figures   []int
		low, high int
	}{
		{nil, 0, 0},
		{[]int{7}, 7, 7},
		{[]int{5, 1, 3, 2, 4}, 2, 4},
		{[]int{1, 2, 3, 4}, 2, 3}, // 1.75 and 3.25, rounded
		{[]int{0, 10000}, 2500, 7500},
		{[]int{10, 20, 30, 40, 50, 60}, 23, 48}, // 22.5 and 47.5, rounded up
		{[]int{9, 9, 9, 9, 9}, 9, 9},
	} {
		if low, high := Quartiles(c.figures); low != c.low || high != c.high {
			t.Errorf("%v: %d and %d, want %d and %d", c.figures, low, high, c.low, c.high)
		}
	}
}

func TestPeersNeedFiveOthersOfAKnownKind(t *testing.T) {
	t.Parallel()
	one := []StandardCounts{{"7", score.Counts{Mandatory: 12, InPlace: 9}}, {"2", score.Counts{}}}
	on := day.Of(2027, 6, 20)
	for _, c := range []struct {
		kind   string
		others int
		reason string
	}{
		{"", 9, "What kind of trust this is (acute, mental health, community, ambulance or combined) is not recorded, so there is no group to compare it with."},
		{"ambulance", 0, "No other ambulance trust has published here, and a fair comparison needs at least five."},
		{"ambulance", 1, "Only one other ambulance trust has published here, and a fair comparison needs at least five."},
		{"ambulance", 4, "Only four other ambulance trusts have published here, and a fair comparison needs at least five."},
		{"ambulance", 5, ""},
	} {
		p := PeersOf(trust.Kind(c.kind), on, slices.Repeat([][]StandardCounts{one}, c.others))
		if p.Reason != c.reason {
			t.Errorf("%d others of kind %q: %q", c.others, c.kind, p.Reason)
		}
		band, ok := p.Of("7")
		if ok != (c.reason == "") || ok && (band.Low != 7500 || band.High != 7500) {
			t.Errorf("%d others of kind %q: band %v %v", c.others, c.kind, band, ok)
		}
		if _, ok := p.Of("2"); ok {
			t.Error("a standard without requirements has a band")
		}
	}
}

func TestLastYearTakesOnlyWhatCounts(t *testing.T) {
	t.Parallel()
	r := score.Result{
		Outcome: score.Gaps, Counts: score.Counts{Mandatory: 2, InPlace: 1},
		Standards: []score.Standard{{Number: "7", Counts: score.Counts{Mandatory: 2, InPlace: 1}}, {Number: "x", Own: true}},
		Items:     []score.Item{{ID: "7.3.5", State: score.InPlace, Counted: true}, {ID: "x1.1", State: score.InPlace}},
	}
	l := LastYearFrom(small(), r, "hash")
	if len(l.Standards) != 1 || len(l.Items) != 1 || l.SHA256 != "hash" || l.Cycle != "2026-27" || l.Version != 2 {
		t.Errorf("last year is %+v", l)
	}
	if c, ok := l.Of("7"); !ok || c.InPlace != 1 {
		t.Errorf("standard 7 is %v", c)
	}
	var none *LastYear
	if _, ok := none.Of("7"); ok {
		t.Error("a year that is not there has counts")
	}
}

func shuffle[E any](random *rand.Rand, list []E) {
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// fill puts anything that its type allows into a value.
func fill(random *rand.Rand, v reflect.Value) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(random.Int64N(4e9), random.Int64N(1e9))))
		return
	case day.Day:
		if random.IntN(3) > 0 {
			v.Set(reflect.ValueOf(day.Of(1900+random.IntN(300), time.Month(1+random.IntN(12)), 1+random.IntN(28))))
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if random.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(random, v.Elem())
		}
	case reflect.String:
		pieces := []string{"a", "é", "\"", `\`, "\n", "\x00", "<&>", "\u2028", " ", "7.3.5", "😀"}
		for range random.IntN(4) {
			v.SetString(v.String() + pieces[random.IntN(len(pieces))])
		}
	case reflect.Int, reflect.Int64:
		v.SetInt(random.Int64N(2001) - 1000)
	case reflect.Bool:
		v.SetBool(random.IntN(2) == 0)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), random.IntN(3), 3))
		for i := range v.Len() {
			fill(random, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(random, v.Field(i))
			}
		}
	}
}

// A text that was added after the first versions were signed: their bytes do not have it, and read as before.
func TestTheEndOfTheTrailIsInTheBytesOnlyWhenThereIsOne(t *testing.T) {
	t.Parallel()
	s := small()
	if bytes.Contains(encoded(t, s), []byte("audit_head")) {
		t.Error("an empty head is in the bytes")
	}
	head := audit.Head{Seq: 120, Sum: audit.Sum{0x3f}}
	s.AuditHead = head.String()
	s.Answers[0].Text = `"audit_head":"1:00"`
	b := encoded(t, s)
	read, err := Decode(b)
	if err != nil || read.AuditHead != head.String() {
		t.Errorf("came back as %q (%v)", read.AuditHead, err)
	}
	if got, err := AuditHeadOf(b); err != nil || got != head {
		t.Errorf("found %q (%v)", got, err)
	}
	if got, err := AuditHeadOf(encoded(t, small())); err != nil || got != (audit.Head{}) {
		t.Errorf("found %q (%v) where there is none", got, err)
	}
}
