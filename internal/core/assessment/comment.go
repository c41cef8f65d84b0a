package assessment

import (
	"time"

	"cyberready/internal/core/fault"
)

// Comment is what somebody of the trust said about an item, to the others who work on it. It is no part of the answer:
// no report, snapshot or publication holds it.
type Comment struct {
	ID         string
	Item       string
	Words      string
	At         time.Time
	By         Author
	ResolvedAt time.Time // zero: it still stands
	ResolvedBy string    // a name
}

// MaxComment is the longest comment, in characters.
const MaxComment = 2000

// Resolved tells whether nobody has to think of it any more.
func (c Comment) Resolved() bool { return !c.ResolvedAt.IsZero() }

// CheckComment tidies a comment as it was typed. Field: comment.
func CheckComment(words string) (string, error) {
	words = lines(words)
	if words == "" {
		return "", fault.InvalidField("comment", "Write your comment.")
	}
	return words, tooLong("comment", words, MaxComment)
}
