package assessment

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/fault"
)

func TestWhatMayFollowWhat(t *testing.T) {
	t.Parallel()
	follows := map[Stage]map[Move]Stage{
		Draft:     {Change: Draft, Send: WithBoard},
		WithBoard: {Sign: WithBoard, Recall: Draft, Publish: Published},
		Published: {Reopen: Draft},
	}
	for _, s := range []Stage{Draft, WithBoard, Published} {
		var allowed []Move
		for _, m := range Moves() {
			next, err := Next(s, m)
			want, ok := follows[s][m]
			switch f := fault.As(err); {
			case ok && (err != nil || next != want):
				t.Errorf("%s, %s: got %s and %v, want %s", s, m, next, err, want)
			case !ok && (f == nil || f.Kind != fault.Conflict || !strings.HasSuffix(f.Sentence, ".")):
				t.Errorf("%s, %s: got %v, want a sentence that says what to do instead", s, m, err)
			case !ok && next != s:
				t.Errorf("%s, %s was refused and still moved to %s", s, m, next)
			case ok:
				allowed = append(allowed, m)
			}
		}
		if !slices.Equal(allowed, Allowed(s)) {
			t.Errorf("%s allows %v, and offers %v", s, allowed, Allowed(s))
		}
	}
	if _, err := Next(Draft, "burn"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an unknown step gave %v", err)
	}
}

// Whatever people try, in whatever order: nothing is signed or published that was not sent, nothing changes while the
// board has it or after it was published, and every road leads on.
func TestRandomMovesNeverReachAForbiddenState(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		stage, answers, sent, published := Draft, 0, -1, -1 // sent and published: the answers as they were frozen
		for step := range 100 {
			m := Moves()[r.IntN(len(Moves()))]
			next, err := Next(stage, m)
			if err != nil {
				if next != stage {
					t.Fatalf("seed %d, step %d: refused %s moved %s to %s", seed, step, m, stage, next)
				}
				continue
			}
			switch m {
			case Change:
				answers++
			case Send:
				sent = answers
			case Publish:
				published = answers
			}
			stage = next
			if stage == WithBoard && sent != answers {
				t.Fatalf("seed %d, step %d: the board has %d, the answers are %d", seed, step, sent, answers)
			}
			if stage == Published && (published != sent || published != answers) {
				t.Fatalf("seed %d, step %d: published %d, sent %d, answers %d", seed, step, published, sent, answers)
			}
			if len(Allowed(stage)) == 0 {
				t.Fatalf("seed %d, step %d: nothing may follow %s", seed, step, stage)
			}
		}
	}
}
