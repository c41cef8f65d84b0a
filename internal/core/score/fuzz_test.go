package score

import (
	"errors"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

// Whatever is typed into whichever item: an edit is taken, refused with a sentence, or a conflict; what was taken can be
// scored; and only a claim that the rules allow counts as in place.
func FuzzApplyThenAssess(f *testing.F) {
	f.Add(uint8(0), "yes", "text", int64(9450), true, 0, 0)
	f.Add(uint8(75), "", "", int64(0), false, -400, 1)
	f.Add(uint8(90), "does-not-apply", "none", int64(-1), true, 1, 0)
	f.Add(uint8(158), "exempt", "\x00\xff\r\n", int64(1)<<62, true, -100000, 3)
	p := ndg(f)
	questions := p.Questions()
	f.Fuzz(func(t *testing.T, n uint8, reply, text string, figure int64, given bool, days, base int) {
		q := questions[int(n)%len(questions)]
		words := assessment.Words{Reply: assessment.Reply(reply), Text: text}
		if given {
			words.Figure = hundredths(assessment.Hundredths(figure))
		}
		if days != 0 {
			words.Date = on.AddDays(days % 100_000)
		}
		a, err := assessment.Answer{}.Apply(assessment.Edit{Item: q.ID, Base: base, Words: words}, q.Item, on)
		var conflict *assessment.Conflict
		if err != nil && !errors.As(err, &conflict) && fault.KindOf(err) != fault.Invalid {
			t.Fatalf("an edit failed with something that nobody can be shown: %v", err)
		}
		r := Assess(Inputs{Pack: p, Answers: map[string]assessment.Answer{q.ID: a, "no such item": a}, On: on})
		if r.InPlace > 1 || r.InPlace+len(r.Gaps) != r.Mandatory {
			t.Fatalf("%d in place and %d gaps of %d", r.InPlace, len(r.Gaps), r.Mandatory)
		}
		for _, it := range r.Items {
			if it.Reason == "" || it.Finding == "" {
				t.Fatalf("%s is %s without a reason", it.ID, it.State)
			}
			if it.ID == q.ID && it.Claimed && a.Reply == assessment.No {
				t.Fatalf("%s counts as in place after No", it.ID)
			}
		}
		// scoring must also stand answers that no edit would let through: they may come from an older edition
		Assess(Inputs{Pack: p, Answers: map[string]assessment.Answer{q.ID: {Item: q.ID, Words: words}}, On: day.Day{}})
	})
}
