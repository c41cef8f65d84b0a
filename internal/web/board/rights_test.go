package board_test

import (
	"testing"

	"cyberready/internal/testkit/boardroom"
)

func TestARightThatOnesRoleLacksNamesWhomToAsk(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	for path, sentence := range map[string]string{
		"/send":        "Ask your assessment lead to send it.",
		"/recall":      "Ask your assessment lead to recall it.",
		"/publish":     "Ask your assessment lead to publish it.",
		"/signatories": "Ask your assessment lead or board secretary.",
		"/agree":       "Ask your chair or board secretary.",
	} {
		b.Wants(b.Helen.Get(boardroom.Base+path), 403, sentence)
		b.Wants(b.Helen.Post(boardroom.Base+path, map[string][]string{"version": {"1"}}), 403, sentence)
	}
	b.Wants(b.Priya.Get(boardroom.Base+"/rate"), 403, "Only board members rate.")
	b.Wants(b.Ruth.Get(boardroom.Base+"/sign"), 403, "Only the people who were asked to sign can sign.")
}

func TestOthersSeeThreeFactsOfADraftAndTheResultOfAPublication(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	p := b.Helen.Get(boardroom.Base + "/others")
	b.Wants(p, 200, "Questions answered 150", "Last change 13 June 2027", "Nothing has been published in 2026-27", "Not published here")
	if p.Says("125 of 128") {
		t.Error("the counts of a draft are shown")
	}
	b.Send()
	b.Sign(b.Amir, "declined", "I was not shown the proof.")
	b.Priya.Post(boardroom.Base+"/publish", map[string][]string{"version": {"1"}, "without": {"yes"}})
	p = b.Helen.Get(boardroom.Base + "/others")
	b.Wants(p, 200, "Without the board’s signature", "125 of 128", "0 and 1: how many, not their words", "7.3.5 Title Full restore from backup Result Not in place")
	if p.Says("I was not shown the proof") {
		t.Error("the words of a refusal are shown as if others saw them")
	}
}
