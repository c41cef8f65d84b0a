package session

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"cyberready/internal/core/fault"
)

// tooEarly is the cause of an attempt that came too early after failures: how long is left.
type tooEarly struct{ left time.Duration }

func (t tooEarly) Error() string { return "too early by " + t.left.String() }

func waitFault(left time.Duration) *fault.Error {
	f := fault.New(fault.Throttled, "There were too many attempts that went wrong. Wait %s, then try again.", waitWords(left))
	f.Fields = []fault.Field{{Name: FieldCode, Message: f.Sentence}}
	return f.Because(tooEarly{left})
}

// MustWait is the answer to an attempt that came too early after failures, for people and for programs.
func MustWait(w http.ResponseWriter, left time.Duration) error {
	f := waitFault(left)
	w.Header().Set("Retry-After", retryAfter(f))
	return f
}

func retryAfter(f *fault.Error) string {
	if t := (tooEarly{}); errors.As(f, &t) {
		return strconv.Itoa(int(math.Ceil(t.left.Seconds())))
	}
	return "60"
}

func waitWords(d time.Duration) string {
	if d <= time.Minute {
		return fmt.Sprintf("%.0f seconds", math.Ceil(d.Seconds()))
	}
	return fmt.Sprintf("%.0f minutes", math.Ceil(d.Minutes()))
}
