package outbox_test

import (
	"strings"
	"testing"

	"cyberready/internal/core/letter"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store"
	"cyberready/internal/store/maildb"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/outbox"
	"cyberready/internal/web/paths"
)

// A letter with something to do leads to where it is done, and not to a page on which one has to look for it.
func TestEachLetterLeadsToItsPage(t *testing.T) {
	t.Parallel()
	w := outbox.Writer{PublicURL: "https://readiness.example", Keys: keys.Made()}
	anywhere := map[letter.Kind]bool{letter.RoleGiven: true, letter.CoverNamed: true, letter.OfficeGiven: true} // the home of whatever role it is
	for _, k := range letter.Kinds() {
		l := w.Write(maildb.Envelope{Trust: "ZZ1", Object: store.NewID(), Generation: 1, Facts: letter.Facts{Kind: k, Cycle: "2026-27", Version: 3, Part: "7.3"}})
		path, ours := strings.CutPrefix(l.Action.URL, w.PublicURL)
		if l.Action.Text != "" && (!ours || (path == paths.Home) != anywhere[k] || strings.Contains(path, "{")) {
			t.Errorf("%s leads to %q", k, l.Action.URL)
		}
	}
}

// Whoever gets a letter may open the page that it leads to, in the role in which they get it.
func TestReadersMayOpenWhereTheirLetterLeads(t *testing.T) {
	t.Parallel()
	s := site.Demonstration(t, 6)
	w := outbox.Writer{PublicURL: s.URL, Keys: s.Keys}
	browsers := map[string]*site.Browser{}
	for _, who := range []string{"priya", "tom", "helen", "dev", "ruth"} {
		browsers[who] = s.SignInAs(t, who+"@demo.invalid")
	}
	trust := strings.TrimPrefix(strings.TrimSuffix(browsers["priya"].Get("/home").Path, "/2026-27"), "/trusts/")
	for k, readers := range map[letter.Kind]string{
		letter.PartGiven: "tom priya", letter.PartPassedOn: "tom priya", letter.HandedIn: "priya", letter.Commented: "tom priya", letter.HandInAccepted: "tom",
		letter.DeadlineChanged: "priya dev", letter.MeetingSet: "priya helen dev", letter.ActionGiven: "tom priya", letter.ActionMoved: "tom priya",
		letter.ActionReturned: "tom priya", letter.PlanAccepted: "priya", letter.PlanLapsed: "priya", letter.RiskWaits: "helen",
		letter.AssessorDecided: "priya ruth", letter.AssessorAnswered: "priya", letter.AppointmentEnded: "ruth", letter.EvidenceAsked: "priya tom",
		letter.EvidenceGiven: "ruth", letter.DraftAnswered: "ruth", letter.CorrectionSettled: "priya", letter.Signed: "priya dev",
		letter.BoardAsked: "priya", letter.GuidanceChanged: "tom priya", letter.OfficeGiven: "helen tom", letter.DormantPeople: "priya",
	} {
		l := w.Write(maildb.Envelope{Trust: trust, Object: store.NewID(), Facts: letter.Facts{Kind: k, Cycle: "2026-27", Version: 1}})
		for _, who := range strings.Fields(readers) {
			if p := browsers[who].Get(strings.TrimPrefix(l.Action.URL, s.URL)); p.Status != 200 {
				t.Errorf("%s leads %s to %s: %d", k, who, l.Action.URL, p.Status)
			}
		}
	}
}
