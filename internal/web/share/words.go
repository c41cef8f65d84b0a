package share

import (
	"strconv"
	"time"

	"cyberready/internal/web/page"
)

func number(n int) string { return strconv.Itoa(n) }

// stamp is an instant as a list of what happened shows it.
func stamp(at time.Time) string { return page.Today(at).Words() + ", " + page.Clock(at) }
