package quality

import (
	"strings"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
)

// MaxReply is the longest explanation, in characters: one line.
const MaxReply = 300

// Explained is a remark with the lead's reply: what the board sees of a review.
type Explained struct {
	Check Check             `json:"check"`
	Item  string            `json:"item"`
	Key   string            `json:"key"`
	Asks  string            `json:"asks"`
	Reply string            `json:"reply"`
	At    time.Time         `json:"at"`
	By    assessment.Author `json:"by"`
}

// CheckReply tidies an explanation. Field: reply.
func CheckReply(s string) (string, error) {
	s = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")), " ")
	switch n := utf8.RuneCountInString(s); {
	case n == 0:
		return s, fault.InvalidField("reply", "Explain it in one line, or change the answer.")
	case n > MaxReply:
		return s, fault.InvalidField("reply", "Shorten this to %d characters: it has %d.", MaxReply, n)
	}
	return s, nil
}

// Replies are explanations by the key of their remark.
type Replies map[string]Explained

// Open gives the remarks that nobody has explained.
func (r Replies) Open(remarks []Remark) []Remark {
	var list []Remark
	for _, one := range remarks {
		if _, ok := r[one.Key]; !ok {
			list = append(list, one)
		}
	}
	return list
}

// Given gives the remarks that still fit with their replies, in the order of the remarks. Those without one are left out:
// the board sees a question only with its answer beside it.
func (r Replies) Given(remarks []Remark) []Explained {
	var list []Explained
	for _, one := range remarks {
		if e, ok := r[one.Key]; ok {
			e.Check, e.Item, e.Asks = one.Check, one.Item, one.Asks
			list = append(list, e)
		}
	}
	return list
}
