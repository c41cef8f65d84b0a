package jobs

import (
	"time"

	"github.com/riverqueue/river/rivertype"
)

var waits = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour}

// Wait is how long a job rests after its failed attempt, counted from 1: a minute at first, then longer, at most half a
// day. Twelve attempts take some three days, so that a mail server may be away over a weekend. Our own choice.
func Wait(attempt int) time.Duration {
	return waits[min(max(attempt, 1), len(waits))-1]
}

type policy struct{ wait func(int) time.Duration }

func (p policy) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().Add(p.wait(job.Attempt))
}
