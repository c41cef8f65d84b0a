package snapshot

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/framework"
)

// full is a snapshot on the whole released pack with an answer to every question.
func full(b *testing.B) Snapshot {
	packs, err := framework.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	s := small()
	s.Pack = packs[0]
	s.Answers = nil
	for _, q := range s.Pack.Questions() {
		s.Answers = append(s.Answers, assessment.Answer{Item: q.ID, Words: assessment.Words{Reply: assessment.Yes, Text: "As written in our yearly review of the year."}, Version: 1})
	}
	return s
}

func BenchmarkEncode(b *testing.B) {
	s := full(b)
	for b.Loop() {
		out, err := Encode(s)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out)))
	}
}

func BenchmarkDecode(b *testing.B) {
	out, err := Encode(full(b))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(out)))
	for b.Loop() {
		if _, err := Decode(out); err != nil {
			b.Fatal(err)
		}
	}
}
