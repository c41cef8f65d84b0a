package board_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/access"
)

func TestAppointmentsAreShownOnlyWhenTheTrustHasSaidHowManyItHas(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	b.wants(b.helen.Get(base+"/appointments"), 200, "The trust has not said yet how many appointments it has in a usual week")
	for _, wrong := range []string{"many", "-3", "1000001", "9.5"} {
		b.wants(b.priya.Post(base+"/appointments", url.Values{"weekly": {wrong}}), 422, "Enter a whole number of appointments")
	}
	b.wants(b.priya.Post(base+"/appointments", url.Values{"weekly": {"9,400"}}), 200, "The figure is kept for this page.")
	b.wants(b.helen.Get(base+"/appointments"), 200, "an affected trust lost between 86 and 238 appointments on average", "0.9% to 2.5% of them",
		"6,912 appointments known to have been cancelled ÷ 80 affected trusts = 86", "Public Accounts Committee", "Priya Nair gave our own figure on 14 June 2027.")
	b.wants(b.helen.Post(base+"/appointments", url.Values{"weekly": {"1"}}), 403, "Ask your assessment lead to say how many there are.")

	b.priya.Post(base+"/publish", url.Values{"version": {"1"}, "without": {"yes"}})
	b.Person(t, "sam@example.org", "Sam Keane", accountGrant(access.Analyst, access.ReachNation))
	sam := b.SignIn(t, "sam@example.org")
	for _, p := range []string{b.helen.Get(base + "/report").Text(), b.helen.Get(base + "/others").Text(), sam.Get("/national/trusts/ZZ1?cycle=2026-27").Text()} {
		for _, figure := range []string{"9,400", "238", "2.5%"} {
			if strings.Contains(p, figure) {
				t.Errorf("%s stands outside the page: %s", figure, p)
			}
		}
	}
	b.wants(sam.Get(base+"/appointments"), 404)
	b.priya.Post(base+"/appointments", url.Values{"weekly": {""}})
	b.wants(b.helen.Get(base+"/appointments"), 200, "there is nothing to show")
}

// The chain stands in the report as a picture, in words and as a table, and leads whoever sees answers to them.
func TestTheReportTellsTheChainOfMay2017(t *testing.T) {
	t.Parallel()
	b := newBoardroom(t)
	b.send()
	p := b.helen.Get(base + "/report")
	b.wants(p, 200, "Could 12 May 2017 happen here?", "So it can happen here.", "What would mend the weakest link, “", "Devices on unsupported software cut off. Not in place. What would satisfy it: each such device is off the network",
		"Restore from backup: not in place. It means: we can bring our systems back from backups that the attack cannot reach.",
		"Plan for their failure", "What each link hangs on, and how the weakest is found")
	picture := p.ByID("chain-may-2017-desc")
	if picture == nil || !strings.Contains(picture.FirstChild.Data, "4. Restore from backup: not in place.") {
		t.Error("the picture does not say what it shows")
	}
	if !slices.Contains(b.priya.Get(base+"/report").Links(), base+"/items/7.3.5") {
		t.Error("the lead is not led to the answer")
	}
}
