package session

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"cyberready/internal/core/fault"
)

// MustWait is the answer to an attempt that came too early after failures: how long is left, for people and for programs.
func MustWait(w http.ResponseWriter, left time.Duration) error {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(left.Seconds()))))
	return fault.New(fault.Throttled, "There were too many attempts that went wrong. Wait %s, then try again.", waitWords(left))
}

func waitWords(d time.Duration) string {
	if d <= time.Minute {
		return fmt.Sprintf("%.0f seconds", math.Ceil(d.Seconds()))
	}
	return fmt.Sprintf("%.0f minutes", math.Ceil(d.Minutes()))
}
