package share_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
)

// give gives a part to Tom.
func give(t *testing.T, n northmoor.Trust, at string) {
	t.Helper()
	if p := n.Priya.Post(at, url.Values{"person": {n.TomID}}); p.Status != http.StatusOK {
		t.Fatalf("%s: %d: %s", at, p.Status, p.Text())
	}
}

func TestASingleItemIsGivenHandedInAndAccepted(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	at := northmoor.Year
	northmoor.Says(t, n.Priya.Get(at.ItemOwner("7.3.4")), "Who answers 7.3.4?", "A contributor hands it in when it is done")
	give(t, n, at.ItemOwner("7.3.4"))
	if row := northmoor.Row(t, n.Priya.Get(at.Standard("7")), "7.3.4"); !strings.Contains(row, "With Tom Okafor") {
		t.Errorf("the row says %q", row)
	}
	part := n.Tom.Get(at.Part("7.3.4"))
	northmoor.Says(t, part, "You can hand it in when every mandatory question has an answer. Still open: 7.3.4.")
	if p := n.Tom.Post(at.HandIn("7.3.4"), url.Values{"seen": {"0"}}); p.Status != http.StatusConflict {
		t.Errorf("handed in without an answer: %d", p.Status)
	}
	n.Tom.Post(at.Item("7.3.4"), northmoor.Answer("0", "reply", "no", "text", "Tape only"))
	seen := n.Tom.Get(at.Part("7.3.4")).Values("seen")
	p := n.Tom.Post(at.HandIn("7.3.4"), url.Values{"seen": seen, "words": {strings.Repeat("a", 1001)}})
	if p.Status != 422 || len(northmoor.Value(t, p, "words")) != 1001 {
		t.Errorf("too many words: %d", p.Status)
	}
	northmoor.Says(t, n.Tom.Post(at.HandIn("7.3.4"), url.Values{"seen": seen, "words": {"Please look at the tapes."}}), "You have handed 7.3.4 in.", "Nothing is waiting for you")
	northmoor.Says(t, n.Priya.Get(at.Home()), "Tom Okafor has handed it in. Accept it or send it back.")
	northmoor.Says(t, n.Priya.Get(at.Left()), "Tom Okafor has handed it in. Accept it or send it back.")
	page := n.Priya.Get(at.Part("7.3.4"))
	northmoor.Says(t, page, "Please look at the tapes.", "Tape only")
	judged := url.Values{"hand-in": page.Values("hand-in"), "verdict": {"accepted"}}
	if p := n.Tom.Post(at.JudgeHandIn("7.3.4"), judged); p.Status != http.StatusForbidden {
		t.Errorf("accepted by who handed it in: %d", p.Status)
	}
	northmoor.Says(t, n.Priya.Post(at.JudgeHandIn("7.3.4"), judged), "You have accepted 7.3.4.", "Priya Nair accepted it")
	if p := n.Priya.Post(at.JudgeHandIn("7.3.4"), judged); p.Status != http.StatusConflict || !p.Says("Priya Nair has said already: accepted.") {
		t.Errorf("accepted twice: %d: %s", p.Status, p.Text())
	}
	n.Priya.Post(at.Item("7.3.4"), northmoor.Answer("1", "reply", "no", "text", "Tape and disk"))
	northmoor.Says(t, n.Tom.Get(at.Home()), "One thing is waiting for you", "1 of 1 answered. Hand it in when you are content with it.")
	northmoor.Says(t, n.Tom.Get(at.Part("7.3.4")), "It was open again, because 7.3.4 changed")
}

func TestAHandInIsTakenBackByWhoMadeIt(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	at := northmoor.Year
	give(t, n, at.ItemOwner("7.3.4"))
	n.Tom.Post(at.Item("7.3.4"), northmoor.Answer("0", "reply", "no"))
	n.Tom.Post(at.HandIn("7.3.4"), url.Values{"seen": {"1"}})
	northmoor.Says(t, n.Tom.Get(at.Part("7.3.4")), "Take it back", "Handed in")
	northmoor.Says(t, n.Tom.Post(at.HandIn("7.3.4"), url.Values{"do": {"take-back"}}), "You have taken 7.3.4 back. It is open again.", "Hand it in")
}

func TestCommentsStandOnTheRowAndFoldAway(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	at := northmoor.Year
	if p := n.Priya.Post(at.Comments("7.3.4"), url.Values{"comment": {" "}}); p.Status != 422 || !p.Says("Write your comment.") {
		t.Errorf("nothing written: %d", p.Status)
	}
	northmoor.Says(t, n.Priya.Post(at.Comments("7.3.4"), url.Values{"comment": {"Is the <b>depot</b> ours?"}}), "Your comment is there.", "Is the <b>depot</b> ours?", "Priya Nair, 1 March 2027, 09:00")
	n.Priya.Post(at.Comments("7.3.4"), url.Values{"comment": {"And the disks?"}})
	if row := northmoor.Row(t, n.Priya.Get(at.Standard("7")), "7.3.4"); !strings.Contains(row, "Comments 2") {
		t.Errorf("the row says %q", row)
	}
	for name, b := range map[string]*site.Browser{"a contributor without the part": n.Tom, "the assessor": n.Ruth} {
		page := b.Get(at.Standard("7")) // which the assessor does not open
		if page.Status == http.StatusOK && strings.Contains(northmoor.Row(t, page, "7.3.4"), "Comment") || slices.Contains(page.Links(), at.Comments("7.3.4")) {
			t.Errorf("%s is told of comments", name)
		}
		if p := b.Get(at.Comments("7.3.4")); p.Status != http.StatusForbidden {
			t.Errorf("%s reads them: %d", name, p.Status)
		}
	}
	give(t, n, at.HandOut("7.3"))
	page := n.Tom.Get(at.Comments("7.3.4"))
	northmoor.Says(t, page, "And the disks?")
	id := page.Values("resolve")[0]
	page = n.Tom.Post(at.Comments("7.3.4"), url.Values{"resolve": {id}})
	northmoor.Says(t, page, "The comment is resolved.", "One resolved comment", "Resolved by Tom Okafor on 1 March 2027, 09:00.")
	if row := northmoor.Row(t, n.Tom.Get(at.Standard("7")), "7.3.4"); !strings.Contains(row, "Comments 1") {
		t.Errorf("with one resolved, the row says %q", row)
	}
	if p := n.Priya.Post(at.Comments("7.3.4"), url.Values{"resolve": {id}}); p.Status != http.StatusConflict {
		t.Errorf("resolved twice: %d", p.Status)
	}
}

// What a script swaps in after a save leaves comments and questions by link as the page shows them: a save reads neither. What it
// takes back, a hand-in, it shows.
func TestASavedRowLeavesItsComments(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	p := n.Part(t, n.Priya, northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "no"))
	for place, stands := range map[string]bool{"7.3.4-comments": true, "7.3.4-asked": true, "7.3.4-part": false} {
		li := p.ByID(place)
		if li == nil {
			t.Fatalf("the row has no place %s", place)
		}
		if got := boardroom.HasAttr(li, "data-stands"); got != stands {
			t.Errorf("%s stands: %t", place, got)
		}
	}
}

func TestAskingKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	at := northmoor.Year
	northmoor.Says(t, n.Priya.Get(at.Asks("7.3.4")), "Ask somebody without an account", "at most 90 days from now")
	p := n.Priya.Post(at.Asks("7.3.4"), url.Values{"kind": {"proof"}, "name": {"Sara"}, "email": {"nobody"}, "question": {"Is it?"}, "until-day": {"1"}, "until-month": {"2"}, "until-year": {"2027"}})
	if p.Status != 422 || northmoor.Value(t, p, "name") != "Sara" || northmoor.Value(t, p, "until-month") != "2" || !northmoor.Checked(p, "kind", "proof") {
		t.Errorf("refused: %d", p.Status)
	}
	northmoor.Says(t, p, "Enter an e-mail address, like name@example.org.", "Enter a day that is still to come.")
}
