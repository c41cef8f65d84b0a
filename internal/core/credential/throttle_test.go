package credential

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/fault"
)

func TestWaitGrowsAndEnds(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		failures int
		ago      time.Duration
		want     time.Duration
	}{
		{0, 0, 0}, {4, 0, 0}, {5, 0, 30 * time.Second}, {6, 0, time.Minute}, {6, 20 * time.Second, 40 * time.Second},
		{7, 0, 2 * time.Minute}, {9, 0, 8 * time.Minute}, {10, 0, 15 * time.Minute}, {1000, 0, 15 * time.Minute},
		{1000, time.Hour, 0},
	} {
		if got := Wait(c.failures, now.Add(-c.ago), now); got != c.want {
			t.Errorf("after %d failures, %v ago: wait %v, want %v", c.failures, c.ago, got, c.want)
		}
	}
}

func TestPasswordLengths(t *testing.T) {
	t.Parallel()
	for n, ok := range map[int]bool{0: false, 11: false, 12: true, 200: true, 201: false} {
		err := CheckPassword(strings.Repeat("ü", n))
		if (err == nil) != ok {
			t.Errorf("%d characters: %v", n, err)
		}
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%d characters: %v is not about the input", n, err)
		}
	}
}
