package credential

import (
	"net/netip"
	"time"
)

// freeFailures are not punished: people mistype.
const freeFailures = 4

// A guess by many machines at one account is slowed too, at a level that no person reaches.
const freeElsewhere = 100

// CrowdedAddress is how many failures within CrowdedWithin, of accounts that have not come in since, close an address for
// computers that we do not know: 500 honest people behind one shared address, who all mistype until they have to wait,
// stay below it. Our own choice.
const (
	CrowdedAddress = 500 * (freeFailures + 1)
	CrowdedWithin  = time.Hour
)

// ForgottenAfter is how long a failure counts towards the waits of its account.
const ForgottenAfter = 24 * time.Hour

// Tally is how often sign-in failed since it last worked, and when the last time was.
type Tally struct {
	Failures int
	Last     time.Time
}

// Attempts is what is known of failures before an attempt to sign in to one account from one place: a computer that
// signed in to this account before, else the address of the network.
//
// Failures count by account and place. So nobody can make somebody else wait: what is tried from elsewhere delays only
// there.
type Attempts struct {
	KnownDevice  bool  // this browser has signed in to this account before
	KnownAddress bool  // somebody has signed in to this account from this address before
	Here         Tally // this account, from this computer if it is known, else from this address
	Elsewhere    Tally // this account, from all places that never signed in to it
	Address      Tally // every account, from this address, within CrowdedWithin
}

// Wait tells how long this place still has to wait before the next attempt at this account.
func (a Attempts) Wait(now time.Time) time.Duration {
	wait := a.Here.wait(freeFailures, now)
	if a.KnownDevice {
		return wait
	}
	if a.Address.Failures > CrowdedAddress {
		wait = max(wait, a.Address.Last.Add(time.Minute).Sub(now))
	}
	if a.KnownAddress {
		return wait
	}
	return max(wait, a.Elsewhere.wait(freeElsewhere, now))
}

// wait grows from half a minute by doubling, and ends at a quarter of an hour: nobody is locked out for good. Our own
// choice.
func (t Tally) wait(free int, now time.Time) time.Duration {
	if t.Failures <= free {
		return 0
	}
	delay := 30 * time.Second << min(t.Failures-free-1, 5)
	return max(0, t.Last.Add(min(delay, 15*time.Minute)).Sub(now))
}

// Network gives what counts as one address: an IPv4 address, or the first half of an IPv6 address, because one computer
// has the whole other half to itself. What is no address stays as it is.
func Network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if ip = ip.Unmap(); ip.Is4() {
		return ip.String()
	}
	half, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return half.String()
}
