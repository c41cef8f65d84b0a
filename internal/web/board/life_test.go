package board_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cyberready/internal/core/access"
	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/site"
)

func TestSendingSaysWhatIsLeftAndNeedsOneConfirmation(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	p := b.Priya.Get(boardroom.Base + "/send")
	b.Wants(p, 200, "One mandatory item has no answer and counts as not in place.", "One part is not confirmed by its owner.", "Also leads the assessment: the report will say so.",
		"This is an electronic record kept here. It is not a submission to the Data Security and Protection Toolkit (DSPT). The official submission for 2026-27 is due by 30 June 2027")
	if !slices.Contains(p.Links(), boardroom.Base+"/standards/1#i-1.1.2") {
		t.Error("the item that is left has no link")
	}
	form := url.Values{"kind": {"final"}, "signatories": {b.HelenID}}
	p = b.Priya.Post(boardroom.Base+"/send", form)
	b.Wants(p, 422, "Confirm that one mandatory item without an answer counts as not in place.")
	if p.ByID("accepted") == nil || !strings.Contains(p.Source, `href="#accepted"`) {
		t.Error("the summary does not lead to the field")
	}
	kept := p.Find(func(n *html.Node) bool { return site.Attr(n, "value") == b.HelenID })
	if kept == nil || !boardroom.HasAttr(kept, "checked") {
		t.Error("who was chosen is forgotten")
	}
	form.Set("accepted", "yes")
	form.Set("kind", "middling")
	b.Wants(b.Priya.Post(boardroom.Base+"/send", form), 422, "Choose baseline or final.")
	form.Set("kind", "final")
	p = b.Priya.Post(boardroom.Base+"/send", form)
	b.Wants(p, 200, "It has been sent to the board.", "Publish here", "The one person asked to sign has not signed.")
	b.Wants(b.Priya.Get(boardroom.Base+"/send"), 200, "Version 1 is with the board.")
	b.Wants(b.Priya.Post(boardroom.Base+"/send", form), 409, "This is with the board already.")
}

func TestABoardMemberRatesBeforeSeeingOthers(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Wants(b.Amir.Post(boardroom.Base+"/rate", url.Values{"version": {"1"}, "rating-7": {"partly"}, "note-7": {"The restore is old."}}), 200, "We have kept your rating of one standard.")

	p := b.Helen.Get(boardroom.Base + "/rate")
	b.Wants(p, 200, "One other member has rated this. You see how when you have rated it yourself.", "Proof that is in date is named for", "Yearly security review (4 May 2027)")
	if p.Says("The restore is old") || p.Says("partly in place") {
		t.Error("Helen sees the other rating before she has rated")
	}
	if report := b.Helen.Get(boardroom.Base + "/report"); report.Says("The restore is old") || report.Says("rated it:") {
		t.Error("the report shows her what the page hides")
	}
	p = b.Helen.Post(boardroom.Base+"/rate", url.Values{"version": {"1"}, "rating-7": {"fully"}, "rating-8": {"cannot-tell"}, "note-8": {"I saw no list."}})
	b.Wants(p, 200, "We have kept your rating of two standards.", "Two members rated it: one partly in place and one fully in place.", "The restore is old.", "Your rating stays as you gave it.")
	if p.Says("Amir") {
		t.Error("the other rating has a name")
	}
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "Two things are waiting for you", "2 of 10")
}

func TestARefusedRatingKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	p := b.Helen.Post(boardroom.Base+"/rate", url.Values{"version": {"1"}, "rating-2": {"largely"}, "note-3": {"I saw the training figures."}})
	b.Wants(p, 422, "Standard 3: choose a rating beside your note.", "I saw the training figures.")
	if p.ByID("rating-3") == nil || !strings.Contains(p.Source, `href="#rating-3"`) {
		t.Error("the summary does not lead to the field")
	}
	chosen := p.Find(func(n *html.Node) bool {
		return site.Attr(n, "name") == "rating-2" && site.Attr(n, "value") == "largely"
	})
	if !boardroom.HasAttr(chosen, "checked") {
		t.Error("the choice is forgotten")
	}
	b.Wants(b.Helen.Post(boardroom.Base+"/rate", url.Values{"version": {"1"}}), 422, "Choose a rating, or go back without rating.")
	b.Wants(b.Helen.Post(boardroom.Base+"/rate", url.Values{}), 422, "Open the page again.")
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "0 of 10")
}

func TestRatingOneByOneLeadsOn(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Wants(b.Helen.Get(boardroom.Base+"/rate/9"), 200, "Rate standard 9", "IT protection")
	b.Wants(b.Helen.Get(boardroom.Base+"/rate/x"), 404) // our own questions are not rated
	p := b.Helen.Post(boardroom.Base+"/rate/9", url.Values{"version": {"1"}, "rating-9": {"largely"}, "rating-8": {"fully"}})
	b.Wants(p, 200, "Rate standard 10", "We have kept your rating of one standard.")
	b.Wants(b.Helen.Get(boardroom.Base+"/rate/8"), 200, "Save and go to the next")
}

func TestWhatTheBoardAgreedIsRecordedWithDissent(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Amir.Post(boardroom.Base+"/rate", url.Values{"version": {"1"}, "rating-7": {"partly"}, "note-7": {"The restore is old."}})
	p := b.Dev.Get(boardroom.Base + "/agree")
	b.Wants(p, 200, "One member rated it: partly in place.", "The restore is old.", "No member has rated it yet.")
	p = b.Dev.Post(boardroom.Base+"/agree", url.Values{"version": {"1"}, "dissent-7": {"The chair saw it as partly in place."}})
	b.Wants(p, 422, "Standard 7: choose the rating that the board agreed.", "The chair saw it as partly in place.")
	p = b.Dev.Post(boardroom.Base+"/agree", url.Values{"version": {"1"}, "agreed-7": {"fully"}, "dissent-7": {"The chair saw it as partly in place."}})
	b.Wants(p, 200, "We have recorded what the board agreed about one standard.", "The board rated it fully in place; one of its twelve requirements is not.")
	b.Wants(b.Dev.Post(boardroom.Base+"/agree", url.Values{"version": {"1"}, "agreed-7": {"fully"}, "dissent-7": {"The chair saw it as partly in place."}}), 422, "Choose a rating that is new")

	report := b.Helen.Get(boardroom.Base + "/report")
	b.Wants(report, 200, "Standard 7: the board rated it fully in place; one of its twelve requirements is not.", "One member rated it: partly in place.",
		"Dissent that the board recorded: “The chair saw it as partly in place.”", "Nine standards have no agreed rating of the board yet.")
	if report.Says("The restore is old") {
		t.Error("the report prints a member's note")
	}
	b.Wants(b.Helen.Post(boardroom.Base+"/rate", url.Values{"version": {"1"}, "rating-7": {"fully"}}), 409, "The board's agreed rating of this standard is recorded.")
	b.Wants(b.Amir.Get(boardroom.Base+"/agree"), 200, "What the board agreed") // he holds the office of chair
}

func TestSigningAsOneself(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	p := b.Helen.Get(boardroom.Base + "/sign")
	b.Wants(p, 200, "I sign", "I sign with these reservations", "I do not sign, because", "I need an answer first", "Northmoor and Dale has 125 of 128",
		"The board has not yet agreed a rating of ten standards.", "It is not a submission to the Data Security and Protection Toolkit (DSPT).", "30 June 2027")
	hash := boardroom.Hidden(p).Get("sha256")
	if len(hash) != 64 || !p.Says(hash) {
		t.Errorf("the page does not show the hash %q", hash)
	}
	p = b.Sign(b.Helen, "signed-with-reservations", "")
	b.Wants(p, 422, "Write your reservations. They are printed in full.")
	if p.ByID("words") == nil || !strings.Contains(p.Source, `href="#words"`) {
		t.Error("the summary does not lead to the field")
	}
	b.Wants(b.Sign(b.Helen, "signed", "Only if the restore is tested."), 422, "You wrote something.", "Only if the restore is tested.")
	b.Wants(b.Sign(b.Helen, "", ""), 422, "Choose whether you sign.")

	b.Wants(b.Sign(b.Helen, "needs-an-answer-first", "When was the last restore?"), 200, "Helen Marsh needs an answer first", "When was the last restore?")
	b.Wants(b.Priya.Get(boardroom.Base+"/publish"), 200, "needs an answer first, 14 June 2027 When was the last restore?")
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "You asked a question")

	receipt := b.Sign(b.Helen, "signed-with-reservations", "The restore <b>was not</b> tested.")
	b.Wants(receipt, 200, "Helen Marsh has signed with reservations", "The restore <b>was not</b> tested.", hash, "version 1, as at 14 June 2027", "London time")
	b.Wants(b.Amir.Get(receipt.Path), 404) // a receipt is for the one who signed
	b.Wants(b.Helen.Get(boardroom.Base+"/sign"), 200, "You signed with reservations", "Nobody can change or remove it")
	again := url.Values{"version": {"1"}, "sha256": {hash}, "decision": {"signed"}}
	b.Wants(b.Helen.Post(boardroom.Base+"/sign", again), 409, "Your decision on this version is recorded and stays as it is.")
	b.Wants(b.Priya.Get(boardroom.Base+"/sign"), 200, "You are not among the people asked to sign")
	b.Wants(b.Priya.Post(boardroom.Base+"/sign", again), 403, "You are not among the people asked to sign this version.")
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "Helen Marsh , non-executive director, has signed with reservations, 14 June 2027", "The restore <b>was not</b> tested.", "has not answered")
}

func TestReplacingASignatory(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	jo := b.Member("jo", "Jo Bell", "Non-executive director", access.BoardMember)
	b.Send()
	b.Sign(b.Amir, "declined", "I was not shown the proof.")
	p := b.Dev.Get(boardroom.Base + "/signatories")
	b.Wants(p, 200, "has declined to sign, 14 June 2027", "I was not shown the proof.", "Helen Marsh, Non-executive director")
	if p.Find(func(n *html.Node) bool { return site.Attr(n, "value") == b.AmirID }) != nil {
		t.Error("who has declined is offered for replacement")
	}
	form := url.Values{"version": {"1"}, "old": {b.HelenID}, "new": {jo}, "why": {""}}
	p = b.Dev.Post(boardroom.Base+"/signatories", form)
	b.Wants(p, 422, "Write why Jo Bell is asked instead.")
	if chosen := p.Find(func(n *html.Node) bool { return site.Attr(n, "value") == jo }); !boardroom.HasAttr(chosen, "selected") {
		t.Error("who was chosen is forgotten")
	}
	form.Set("why", "She is away until July.")
	b.Wants(b.Dev.Post(boardroom.Base+"/signatories", form), 200, "Jo Bell is asked instead of Helen Marsh, by Dev Rao on 14 June 2027: She is away until July.")
	b.Wants(b.SignIn(t, "jo@example.org").Get(boardroom.Base+"/sign"), 200, "You are asked instead of Helen Marsh, by Dev Rao on 14 June 2027, because: She is away until July.")
	form.Set("old", b.AmirID)
	form.Set("new", b.HelenID)
	b.Wants(b.Dev.Post(boardroom.Base+"/signatories", form), 409, "Amir Das has declined to sign. That stands and cannot be replaced.")
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "Jo Bell was asked to sign instead of Helen Marsh, by Dev Rao", "I was not shown the proof.")
}

func TestPublishingWithoutTheBoardsSignatureIsChosenAndSaid(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Sign(b.Amir, "declined", "I was not shown the proof.")
	p := b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"1"}})
	b.Wants(p, 422, "Not everybody who was asked has signed.")
	if p.ByID("without") == nil {
		t.Error("the field is not there")
	}
	p = b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"1"}, "without": {"yes"}})
	b.Wants(p, 200, "It is published here. That is not a submission to the official toolkit.", "Published here on 14 June 2027 by Priya Nair, without the board's signature.")
	report := b.Helen.Get(boardroom.Base + "/report")
	b.Wants(report, 200, "Published without the board's signature", "I was not shown the proof.")
	main := report.ByID("maincontent")
	if text := (&site.Page{Root: main}).Text(); !strings.HasPrefix(text, "Published without the board's signature") {
		t.Errorf("the report begins with %q", text[:60])
	}
	b.Wants(b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"1"}, "without": {"yes"}}), 409, "This has been published already.")
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "Without the board’s signature", "Version 1 is published here.")
	b.Wants(b.Helen.Get(boardroom.Base+"/sign"), 200, "There is nothing to sign now")
}

func TestLatePublicationIsMarked(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Sign(b.Helen, "signed", "")
	b.Sign(b.Amir, "signed", "")
	b.Clock.Set(time.Date(2027, 6, 30, 23, 30, 0, 0, time.UTC)) // half past midnight in London
	b.Priya = b.SignIn(t, "priya@example.org")
	b.Wants(b.Priya.Get(boardroom.Base+"/publish"), 200, "This is late. It was due on 30 June 2027.", "Both people asked have signed.")
	b.Wants(b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"1"}}), 200, "Published here on 1 July 2027", "That was late: the deadline was 30 June 2027.")
	b.Wants(b.Priya.Get(boardroom.Base+"/report"), 200, "Published late: the deadline was 30 June 2027")
}

func TestRecallKeepsWhatWasSaidAndTheNextVersionSaysWhatChanged(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Sign(b.Helen, "declined", "I was not shown the proof.")
	b.Wants(b.Priya.Get(boardroom.Base+"/recall"), 200, "One refusal stays in the record of the year, and the next report prints it.")
	b.Wants(b.Priya.Post(boardroom.Base+"/recall", url.Values{"version": {"1"}}), 200, "It is a draft again.", "Send to the board")
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "Version 1 was taken back by Priya Nair on 14 June 2027.")
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "Recalled: version 1 was taken back from the board on 14 June 2027")
	b.Wants(b.Priya.Get(boardroom.Base+"/report"), 200, "Draft: it has not been sent to the board")

	b.Exec(t, `update answers set reply = 'yes' where item = '8.1.3'`)
	b.Send()
	outdated := url.Values{"version": {"1"}, "sha256": {strings.Repeat("0", 64)}, "decision": {"signed"}}
	outdated.Set("words", "I read version 1.")
	outdated.Set("decision", "signed-with-reservations")
	difference := []string{"In place then: 125 of 128. In place now: 126 of 128.", "In place now, and not then: Devices on unsupported software cut off 8.1.3",
		"Standard 8, unsupported systems: 16 of 17 in place then, 17 of 17 now. One change.",
		"Devices on unsupported software cut off 8.1.3 : in place now; proof that is in date is named now."}
	b.Wants(b.Helen.Post(boardroom.Base+"/sign", outdated), 409, append(difference, "This version has been replaced, so your decision was not recorded.",
		"What changed since version 1, which you read", "I read version 1.")...)
	b.Wants(b.Helen.Get(boardroom.Base+"/sign"), 200, append(difference, "What changed since version 1 In place then")...)
	b.Wants(b.Sign(b.Helen, "signed", ""), 200, "version 2, as at 14 June 2027", "not a cryptographic signature")
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "I was not shown the proof.", "on an earlier version, which was recalled")
	b.Wants(b.Helen.Get(boardroom.Base+"/report/1"), 200, "Read version 2, the newest")
}

// A version that was taken back does not stand before the one that is published.
func TestTheBoardReadsTheVersionThatStands(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Send()
	b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"1"}, "without": {"yes"}})
	b.Exec(t, `update assessments set stage = 'draft'`)
	b.Send()
	b.Priya.Post(boardroom.Base+"/recall", url.Values{"version": {"2"}})
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "Published without the board's signature", "Read version 2, the newest")
	b.Wants(b.Priya.Get(boardroom.Base+"/report"), 200, "Draft: it has not been sent to the board")
}
