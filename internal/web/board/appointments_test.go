package board_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/boardroom"
)

func TestAppointmentsAreShownOnlyWhenTheTrustHasSaidHowManyItHas(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Wants(b.Helen.Get(boardroom.Base+"/appointments"), 200, "The trust has not said yet how many appointments it has in a usual week")
	for _, wrong := range []string{"many", "-3", "1000001", "9.5"} {
		b.Wants(b.Priya.Post(boardroom.Base+"/appointments", url.Values{"weekly": {wrong}}), 422, "Enter a whole number of appointments")
	}
	b.Wants(b.Priya.Post(boardroom.Base+"/appointments", url.Values{"weekly": {"9,400"}}), 200, "The figure is kept for this page.")
	b.Wants(b.Helen.Get(boardroom.Base+"/appointments"), 200, "an affected trust lost between 86 and 238 appointments on average", "0.9% to 2.5% of them",
		"6,912 appointments known to have been cancelled ÷ 80 affected trusts = 86", "Public Accounts Committee", "Priya Nair gave our own figure on 14 June 2027.")
	b.Wants(b.Helen.Post(boardroom.Base+"/appointments", url.Values{"weekly": {"1"}}), 403, "Ask your assessment lead to say how many there are.")

	b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"1"}, "without": {"yes"}})
	b.Person(t, "sam@example.org", "Sam Keane", boardroom.Grant(access.Analyst, access.ReachNation))
	sam := b.SignIn(t, "sam@example.org")
	for _, p := range []string{b.Helen.Get(boardroom.Base + "/report").Text(), b.Helen.Get(boardroom.Base + "/others").Text(), sam.Get("/national/trusts/ZZ1?cycle=2026-27").Text()} {
		for _, figure := range []string{"9,400", "238", "2.5%"} {
			if strings.Contains(p, figure) {
				t.Errorf("%s stands outside the page: %s", figure, p)
			}
		}
	}
	b.Wants(sam.Get(boardroom.Base+"/appointments"), 404)
	b.Priya.Post(boardroom.Base+"/appointments", url.Values{"weekly": {""}})
	b.Wants(b.Helen.Get(boardroom.Base+"/appointments"), 200, "there is nothing to show")
}

// The chain stands in the report as a picture, in words and as a table, and leads whoever sees answers to them.
func TestTheReportTellsTheChainOfMay2017(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	p := b.Helen.Get(boardroom.Base + "/report")
	b.Wants(p, 200, "Could 12 May 2017 happen here?", "So it can happen here.", "What would mend the weakest link, “", "Devices on unsupported software cut off. Not in place. What would satisfy it: each such device is off the network",
		"Restore from backup: not in place. What hangs on it: we can bring our systems back from backups that the attack cannot reach.",
		"Plan for their failure", "What each link hangs on, and how the weakest is found")
	picture := p.ByID("chain-may-2017-desc")
	if picture == nil || !strings.Contains(picture.FirstChild.Data, "4. Restore from backup: not in place.") {
		t.Error("the picture does not say what it shows")
	}
	if !slices.Contains(b.Priya.Get(boardroom.Base+"/report").Links(), boardroom.Base+"/items/7.3.5") {
		t.Error("the lead is not led to the answer")
	}
}
