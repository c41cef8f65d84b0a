package credential

import (
	"testing"
	"time"
)

var now = time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC)

func tally(failures int, ago time.Duration) Tally { return Tally{failures, now.Add(-ago)} }

func TestAWaitGrowsAndEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		failures int
		ago      time.Duration
		want     time.Duration
	}{
		{0, 0, 0}, {4, 0, 0}, {5, 0, 30 * time.Second}, {6, 0, time.Minute}, {6, 20 * time.Second, 40 * time.Second},
		{7, 0, 2 * time.Minute}, {9, 0, 8 * time.Minute}, {10, 0, 15 * time.Minute}, {1000, 0, 15 * time.Minute},
		{1000, time.Hour, 0},
	} {
		for _, place := range []Attempts{{}, {KnownDevice: true}, {KnownAddress: true}} {
			place.Here = tally(c.failures, c.ago)
			if got := place.Wait(now); got != c.want {
				t.Errorf("after %d failures, %v ago: wait %v, want %v", c.failures, c.ago, got, c.want)
			}
		}
	}
}

func TestWhoMakesWhomWait(t *testing.T) {
	t.Parallel()
	many, crowd := tally(100_000, 0), tally(CrowdedAddress+1, 0)
	for name, c := range map[string]struct {
		Attempts
		want time.Duration
	}{
		"a known computer, while others attack the account":    {Attempts{KnownDevice: true, Elsewhere: many}, 0},
		"a known computer, whose address is full of failures":  {Attempts{KnownDevice: true, Address: crowd}, 0},
		"a known address, while others attack the account":     {Attempts{KnownAddress: true, Elsewhere: many}, 0},
		"a known address that is full of failures":             {Attempts{KnownAddress: true, Address: crowd}, time.Minute},
		"an unknown place, while others attack the account":    {Attempts{Elsewhere: many}, 15 * time.Minute},
		"an unknown place, after one machine's failures":       {Attempts{Elsewhere: tally(5, 0)}, 0},
		"an unknown place, at what many machines may":          {Attempts{Elsewhere: tally(freeElsewhere, 0)}, 0},
		"an unknown place, just beyond that":                   {Attempts{Elsewhere: tally(freeElsewhere+1, 0)}, 30 * time.Second},
		"500 people behind one address, all of whom must wait": {Attempts{Address: tally(500*5, 0)}, 0},
		"a full address, half a minute later":                  {Attempts{Address: tally(CrowdedAddress+1, 30*time.Second)}, 30 * time.Second},
	} {
		if got := c.Wait(now); got != c.want {
			t.Errorf("%s: wait %v, want %v", name, got, c.want)
		}
	}
}

func TestWhatCountsAsOneAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::1": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "nonsense": "nonsense", "": "",
	} {
		if got := Network(address); got != want {
			t.Errorf("%q counts as %q, want %q", address, got, want)
		}
	}
}
