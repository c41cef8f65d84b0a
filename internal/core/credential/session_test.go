package credential

import (
	"testing"
	"time"
)

func TestASessionEndsByIdlenessAndByAge(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		began, seen time.Duration // ago
		over        bool
		left        time.Duration
	}{
		"new":                   {0, 0, false, IdleAfter},
		"idle for a while":      {time.Hour, IdleAfter - time.Second, false, time.Second},
		"idle to the last":      {2 * time.Hour, IdleAfter, false, 0},
		"idle for too long":     {2 * time.Hour, IdleAfter + time.Second, true, -time.Second},
		"busy until the end":    {AbsoluteAfter - time.Minute, 0, false, time.Minute},
		"busy beyond its end":   {AbsoluteAfter + time.Second, 0, true, -time.Second},
		"old and idle, is idle": {AbsoluteAfter - 2*time.Hour, 50 * time.Minute, false, 10 * time.Minute},
	} {
		began, seen := now.Add(-c.began), now.Add(-c.seen)
		if got := Over(began, seen, now); got != c.over {
			t.Errorf("%s: over is %v", name, got)
		}
		if got := Ends(began, seen).Sub(now); got != c.left {
			t.Errorf("%s: ends in %v, want %v", name, got, c.left)
		}
	}
}

func TestAFactorIsFreshForAWhile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		given time.Time
		fresh bool
	}{
		"just now": {now, true}, "at the last moment": {now.Add(-FreshFor), true}, "too long ago": {now.Add(-FreshFor - 1), false},
		"never": {time.Time{}, false},
	} {
		if got := Fresh(c.given, now, FreshFor); got != c.fresh {
			t.Errorf("given %s: fresh is %v", name, got)
		}
	}
	if Fresh(time.Time{}, time.Time{}.Add(time.Second), FreshFor) {
		t.Error("what was never given is fresh")
	}
}
