package assess_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cyberready/internal/testkit/northmoor"
	"cyberready/internal/testkit/site"
)

func TestConfirmingAPart(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Standard("7")), "Can be confirmed when every mandatory question has an answer. Still open: 7.2.1 and 7.2.2.")
	n.Tom.Post(northmoor.Year.Item("7.2.1"), northmoor.Answer("0", "reply", "no"))
	n.Tom.Post(northmoor.Year.Item("7.2.2"), northmoor.Answer("0", "reply", "no"))
	northmoor.Says(t, n.Tom.Get(northmoor.Year.Standard("7")), "To be confirmed by the assessment lead.")
	p := n.Priya.Get(northmoor.Year.Standard("7"))
	form := p.Find(func(e *html.Node) bool {
		return e.Data == "form" && site.Attr(e, "action") == northmoor.Year.Confirm("7.2")
	})
	if form == nil {
		t.Fatal("the lead's page has no button to confirm 7.2")
	}
	seen := ""
	for n := range form.Descendants() {
		if site.Attr(n, "name") == "seen" {
			seen = site.Attr(n, "value")
		}
	}
	n.Tom.Post(northmoor.Year.Item("7.2.2"), northmoor.Answer("1", "reply", "no", "text", "two are open"))
	if p := n.Priya.Post(northmoor.Year.Confirm("7.2"), url.Values{"seen": {seen}}); p.Status != 409 {
		t.Errorf("confirmed an answer that was not seen: %d", p.Status)
	}
	if p := n.Tom.Post(northmoor.Year.Confirm("7.2"), url.Values{"seen": {"3"}}); p.Status != 403 {
		t.Errorf("a contributor confirmed another's part: %d", p.Status)
	}
	p = n.Priya.Post(northmoor.Year.Confirm("7.2"), url.Values{"seen": {"3"}})
	northmoor.Says(t, p, "You have confirmed 7.2.", "Priya Nair confirmed these answers 09:00.")
	n.Tom.Post(northmoor.Year.Item("7.2.2"), northmoor.Answer("2", "reply", "no", "text", "one is open"))
	northmoor.Says(t, n.Priya.Get(northmoor.Year.Standard("7")), "That was taken back, because 7.2.2 changed.")
}

func TestNamingProof(t *testing.T) {
	t.Parallel()
	n := northmoor.New(t)
	n.Tom.Post(northmoor.Year.Item("7.3.4"), northmoor.Answer("0", "reply", "yes", "text", "Tested monthly"))
	p := n.Tom.Post(northmoor.Year.ItemProof("7.3.4"), url.Values{"title": {"Restore report"}, "dated-day": {"40"}, "dated-month": {"1"}, "dated-year": {"2027"}, "holds": {"6"}, "place": {"SIRO's folder"}})
	if p.Status != 422 || northmoor.Value(t, p, "title") != "Restore report" || northmoor.Value(t, p, "dated-day") != "40" || !northmoor.Checked(p, "holds", "6") || northmoor.Value(t, p, "place") != "SIRO's folder" {
		t.Errorf("refused: %d, and what was typed is not all kept", p.Status)
	}
	northmoor.Says(t, p, "Sensitive proof", "Enter a day from 1 to 31.")
	p = n.Tom.Post(northmoor.Year.ItemProof("7.3.4"), url.Values{"title": {"Restore report"}, "dated-day": {"14"}, "dated-month": {"1"}, "dated-year": {"2027"}, "holds": {"12"}, "place": {"https://share.example.org/7"}})
	northmoor.Says(t, p, "The proof is named for 7.3.4.", "14 January 2027. Holds until 14 January 2028.", "In date")
	if !slices.Contains(p.Links(), "https://share.example.org/7") {
		t.Error("a link is not a link")
	}
	if got := northmoor.Row(t, n.Tom.Get(northmoor.Year.Standard("7")), "7.3.4"); !strings.Contains(got, "Proved until 14 January 2028: Restore report.") || !strings.Contains(got, "Proof: 1 named") {
		t.Errorf("the row says %s", got)
	}
	// the same proof for another question, and off again
	other := n.Tom.Get(northmoor.Year.ItemProof("7.3.6"))
	option := other.Find(func(e *html.Node) bool {
		return e.Data == "option" && strings.Contains(northmoor.Words(e), "Restore report")
	})
	if option == nil {
		t.Fatal("the proof cannot be chosen for another question")
	}
	id := site.Attr(option, "value")
	northmoor.Says(t, n.Tom.Post(northmoor.Year.ItemProof("7.3.6"), url.Values{"do": {"use"}, "proof": {id}}), "named for 7.3.6 too", "Also named for 7.3.4")
	if p := n.Tom.Post(northmoor.Year.ItemProof("7.3.6"), url.Values{"do": {"use"}, "proof": {""}}); p.Status != 422 {
		t.Errorf("nothing chosen: %d", p.Status)
	}
	northmoor.Says(t, n.Tom.Post(northmoor.Year.ItemProof("7.3.6"), url.Values{"do": {"withdraw"}, "proof": {id}}), "withdrawn from every question", "None yet.")
	if p := n.Ruth.Post(northmoor.Year.ItemProof("7.3.6"), url.Values{"do": {"use"}, "proof": {id}}); p.Status != 403 {
		t.Errorf("the assessor named proof: %d", p.Status)
	}
}
