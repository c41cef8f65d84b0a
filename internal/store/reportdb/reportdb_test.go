package reportdb_test

import (
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/reportdb"
)

func TestSendingFreezesWhatTheReportReads(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.do(`insert into official_statuses values ($1, $2, '2025-26', 'Standards Met', '2026-06-28', 'Grace Holt', now(), 'Priya Nair')`, ods, store.NewID())
	if v := l.send(l.helen); v != 1 {
		t.Fatalf("version %d", v)
	}
	sent := l.read(l.helen, 0)
	s := sent.Snapshot
	if s.Version != 1 || s.Reference != day.Of(2027, 6, 20) || s.SentBy.Name != "Priya Nair" || !s.Demo || s.Deadline != day.Of(2027, 6, 30) || s.Rules != score.Rules {
		t.Errorf("head is %+v", s)
	}
	if s.Trust.Name != "Northmoor and Dale NHS Foundation Trust" || s.Trust.RegionName != "Westmark" || len(s.Answers) != 2 || len(s.Officers) != 2 || len(s.Official) != 1 {
		t.Errorf("snapshot lacks something: %+v", s)
	}
	if len(s.Pack.Questions()) != 5 {
		t.Errorf("the pack has %d questions", len(s.Pack.Questions()))
	}
	if sent.Result.Mandatory != 3 || sent.Result.InPlace != 1 || reportdb.Unanswered(sent.Result) != 1 {
		t.Errorf("result %+v", sent.Result.Counts)
	}
	if !sent.Open() || sent.Stage != assessment.WithBoard || !sent.AskedToSign() {
		t.Error("the version does not lie before the board")
	}
	var document []byte
	var hash string
	l.must(l.owner.QueryRow(t.Context(), `select document, sha256 from snapshots`).Scan(&document, &hash))
	if snapshot.Hash(document) != hash || hash != sent.Version.SHA256 {
		t.Error("the stored bytes do not verify")
	}
	// A working copy that changes afterwards changes nothing that was sent.
	l.do(`update answers set reply = 'no' where item = '7.3.5'`)
	if again := l.read(l.helen, 1); again.Result.InPlace != 1 {
		t.Error("the version changed with the working copy")
	}
	if l.audited("assessment.sent") != 1 {
		t.Error("sending left no audit event")
	}
}

// What people say to one another while they work is in no version: no comment, no word of a hand-in, nothing that was asked
// outside or waits to be accepted.
func TestWhatPeopleShareIsInNoVersion(t *testing.T) {
	t.Parallel()
	l := begin(t)
	ask := store.NewID()
	l.do(`insert into item_comments (ods_code, id, cycle, item, words, written_at, written_by, written_by_name)
		values ($1, $2, $3, '7.3.5', 'SHARED comment', now(), $4, 'Priya Nair')`, ods, store.NewID(), cycle, l.priya.id)
	l.do(`insert into hand_ins (ods_code, id, cycle, part, words, handed_in_at, handed_in_by, handed_in_by_name)
		values ($1, $2, $3, '7.3', 'SHARED hand-in', now(), $4, 'Tom Okafor')`, ods, store.NewID(), cycle, store.NewID())
	l.do(`insert into asks (ods_code, id, cycle, item, kind, name, email, question, until_day, asked_at, asked_by, asked_by_name)
		values ($1, $2, $3, '7.3.5', 'answer', 'SHARED name', 'shared@example.org', 'SHARED question', '2027-07-01', now(), $4, 'Priya Nair')`, ods, ask, cycle, l.priya.id)
	l.do(`insert into ask_replies (ods_code, id, ask_id, reply, text, given_at) values ($1, $2, $3, 'yes', 'SHARED reply', now())`, ods, store.NewID(), ask)
	l.send(l.helen)
	var document []byte
	l.must(l.owner.QueryRow(t.Context(), `select document from snapshots`).Scan(&document))
	if text := strings.ToLower(string(document)); len(text) < 1000 || strings.Contains(text, "shared ") || strings.Contains(text, "shared@") {
		t.Error("the frozen record holds what people shared")
	}
}

func TestASnapshotWhoseBytesWereChangedIsNeverShown(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	l.do(`update snapshots set document = replace(convert_from(document, 'UTF8'), '"reply":"no"', '"reply":"yes"')::bytea`)
	if _, err := l.Inputs(t.Context(), l.helen.scope, ods, cycle, v, l.today()); err == nil || !strings.Contains(err.Error(), "has the hash") {
		t.Errorf("got %v", err)
	}
	if err := l.publish(v, true); err == nil {
		t.Error("changed bytes were published")
	}
}

func TestSendingNeedsOneConfirmationForUnansweredItems(t *testing.T) {
	t.Parallel()
	l := begin(t)
	_, err := l.Send(t.Context(), l.priya.scope, ods, l.year, reportdb.Sending{Kind: signoff.Final}, l.now, l.today())
	l.refused(err, fault.Invalid)
	if f := fault.As(err); f.Fields[0].Name != "accepted" {
		t.Errorf("the field is %v", f.Fields)
	}
	l.send()
	l.refused(sendAgain(l), fault.Conflict)
}

func sendAgain(l *trustLife) error {
	_, err := l.Send(l.Context(), l.priya.scope, ods, l.year, reportdb.Sending{Kind: signoff.Final, Accepted: true}, l.now, l.today())
	return err
}

func TestOnlyPeopleOfTheTrustCanBeAskedToSign(t *testing.T) {
	t.Parallel()
	l := begin(t)
	for _, id := range []string{l.dev.id, store.NewID(), "nobody"} {
		_, err := l.Send(t.Context(), l.priya.scope, ods, l.year, reportdb.Sending{Kind: signoff.Final, Signatories: []string{id}, Accepted: true}, l.now, l.today())
		l.refused(err, fault.Invalid)
	}
	l.send(l.helen, l.priya)
	asked := l.read(l.dev, 0).Asked
	if len(asked) != 2 || asked[0].Name != "Helen Marsh" || asked[0].Lead || !asked[1].Lead {
		t.Errorf("asked: %+v", asked)
	}
}

func TestTheDraftIsReadAsOneSnapshotOfVersionNought(t *testing.T) {
	t.Parallel()
	l := begin(t)
	proof := store.NewID()
	l.do(`insert into proofs values ($1, $2, 'Restore report', '2027-05-01', 12, 'Shelf', now(), $3, 'Priya Nair')`, ods, proof, l.priya.id)
	l.do(`insert into proof_items values ($1, $2, '7.3.5', $3)`, ods, cycle, proof)
	l.do(`insert into confirmations (ods_code, id, cycle, assertion, confirmed_at, confirmed_by, confirmed_by_name) values ($1, $2, $3, '7.3', now(), $4, 'Priya Nair')`, ods, store.NewID(), cycle, l.priya.id)
	d, err := l.Draft(t.Context(), l.priya.scope, ods, l.year, l.today())
	l.must(err)
	if !d.Snapshot.Draft() || d.Sent != 0 || d.Stage != assessment.Draft {
		t.Errorf("not a draft: %+v", d)
	}
	if r := reportdb.Result(d.Snapshot); r.Proved != 1 || r.Unconfirmed != 1 {
		t.Errorf("result %+v, unconfirmed %d", r.Counts, r.Unconfirmed)
	}
	_, err = l.Draft(t.Context(), l.helen.scope, ods, l.year, l.today())
	l.refused(err, fault.Forbidden) // a board member reads what was sent, not what is being typed
}

func TestPeersAreTheMiddleHalfOfAtLeastFiveOthers(t *testing.T) {
	t.Parallel()
	l := begin(t)
	publish := func(code string, c trust.Cycle, inPlace int) {
		l.trust(code, "Trust "+code)
		l.do(`insert into assessments values ($1, $2, 'published', 1, now(), 'x')`, code, c)
		l.do(`insert into snapshots values ($1, $2, 1, 'final', 'x', 'x', '2026-06-20', now(), $3, 'x')`, code, c, store.NewID())
		l.do(`insert into publications (ods_code, cycle, version, kind, sha256, reference_day, published_at, published_on, published_by, late, signed,
			outcome, mandatory, in_place, does_not_apply, exempt, proved, unconfirmed)
			values ($1, $2, 1, 'final', 'x', '2026-06-20', now(), '2026-06-25', 'x', false, true, 'Gaps', 4, $3, 0, 0, 0, 0)`, code, c, inPlace)
		l.do(`insert into publication_counts values ($1, $2, 1, '7', 4, $3, 0, 0, 0)`, code, c, inPlace)
	}
	for i, code := range []string{"ZZ2", "ZZ3", "ZZ4", "ZZ5"} {
		publish(code, cycle.Previous(), i)
	}
	d, err := l.Draft(t.Context(), l.priya.scope, ods, l.year, l.today())
	l.must(err)
	if p := d.Snapshot.Peers; len(p.Standards) != 0 || !strings.Contains(p.Reason, "No other acute trust has published") {
		t.Errorf("four of last year make peers: %+v", p)
	}
	publish("ZZ6", cycle.Previous(), 4)
	d, err = l.Draft(t.Context(), l.priya.scope, ods, l.year, l.today())
	l.must(err)
	p := d.Snapshot.Peers
	if band, ok := p.Of("7"); !ok || band.Low != 2500 || band.High != 7500 || p.Trusts != 5 || p.Cycle != cycle.Previous() {
		t.Errorf("peers %+v", p)
	}
}

func TestOneAfterTheOtherRatesAlone(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	rate := func(who person, standard string, r signoff.Rating, note string) error {
		return l.Rate(t.Context(), who.scope, ods, cycle, v, []reportdb.Judgement{{Standard: standard, Rating: r, Words: note}}, l.now)
	}
	l.must(rate(l.amir, "7", signoff.Fully, "I saw the restore."))
	l.must(rate(l.amir, "7", signoff.Largely, "I saw the restore.")) // nobody else has rated: it may still change
	if view := l.read(l.helen, 0).View("7"); view.Hidden != 1 || view.Others != nil || view.Spread != nil {
		t.Errorf("Helen sees %+v before she has rated", view)
	}
	if b := l.read(l.helen, 0).Inputs().Board; len(b.Ratings) != 0 {
		t.Error("the report gives her the ratings that the page hides")
	}
	if view := l.read(l.priya, 0).View("7"); view.Others != nil || view.Spread != nil {
		t.Errorf("the lead sees %+v", view)
	}
	l.must(rate(l.helen, "7", signoff.Partly, ""))
	view := l.read(l.helen, 0).View("7")
	if view.Own == nil || len(view.Others) != 1 || view.Others[0].Note != "I saw the restore." {
		t.Errorf("Helen sees %+v after she has rated", view)
	}
	l.refused(rate(l.helen, "7", signoff.Fully, ""), fault.Conflict) // she could be led now
	l.refused(rate(l.priya, "7", signoff.Fully, ""), fault.Forbidden)
	l.refused(rate(l.dev, "7", signoff.Fully, ""), fault.Forbidden)

	for _, r := range l.read(l.dev, 0).Inputs().Board.Ratings {
		if strings.Contains(r.Person.ID, "-") || r.Person.Name != "" || r.Note != "" {
			t.Errorf("a rating names its member: %+v", r)
		}
	}
}

func TestChairOrSecretaryRecordsWhatWasAgreed(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	agree := func(who person, r signoff.Rating, dissent string) error {
		l.now = l.now.Add(1e9)
		return l.Agree(t.Context(), who.scope, ods, cycle, v, []reportdb.Judgement{{Standard: "7", Rating: r, Words: dissent}}, l.now)
	}
	l.refused(agree(l.helen, signoff.Fully, ""), fault.Forbidden)
	l.refused(agree(l.priya, signoff.Fully, ""), fault.Forbidden)
	l.must(agree(l.dev, signoff.Fully, ""))
	l.must(agree(l.amir, signoff.Largely, "Helen Marsh sees it as partly in place.")) // the chair puts it right; the first record stays
	agreed := l.read(l.priya, 0).Agreed
	if a, _ := signoff.AgreedOn(agreed, "7"); len(agreed) != 2 || a.Rating != signoff.Largely || a.Dissent == "" || a.By.Name != "Amir Das" {
		t.Errorf("agreed: %+v", agreed)
	}
	err := l.Rate(t.Context(), l.helen.scope, ods, cycle, v, []reportdb.Judgement{{Standard: "7", Rating: signoff.Partly}}, l.now)
	l.refused(err, fault.Conflict)
}

func TestEachSignsAsThemselves(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.send(l.helen, l.amir)
	l.refused(l.sign(l.priya, signoff.Signed, ""), fault.Forbidden) // not asked
	l.refused(l.sign(l.helen, signoff.Reservations, " "), fault.Invalid)
	l.must(l.sign(l.helen, signoff.Question, "When was the last restore?"))
	l.must(l.sign(l.helen, signoff.Reservations, "The restore was not tested."))
	l.refused(l.sign(l.helen, signoff.Signed, ""), fault.Conflict) // final: no second thought
	l.must(l.sign(l.amir, signoff.Declined, "I was not shown the proof."))
	sent := l.read(l.dev, 0)
	if s := sent.Standing(); s.Signed != 1 || s.Reserved != 1 || s.Declined != 1 || s.Complete() {
		t.Errorf("standing %+v", s)
	}
	if len(sent.Given) != 3 || sent.Given[1].Words != "The restore was not tested." {
		t.Errorf("given: %+v", sent.Given)
	}
	if l.audited("report.signed") != 3 {
		t.Error("not every decision left an audit event")
	}
}

// Two windows, one person: the second decision meets the first.
func TestAPersonDecidesOnce(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	hash := l.read(l.helen, v).Version.SHA256
	const windows = 4
	results := make(chan error, windows)
	for i := range windows {
		go func() {
			d, words := signoff.Signed, ""
			if i%2 == 1 {
				d, words = signoff.Declined, "I was not shown the proof."
			}
			_, err := l.Sign(t.Context(), l.helen.scope, ods, cycle, reportdb.Signing{Version: v, SHA256: hash, Decision: d, Words: words}, l.now)
			results <- err
		}()
	}
	accepted := 0
	for range windows {
		if err := <-results; err == nil {
			accepted++
		} else if fault.KindOf(err) != fault.Conflict {
			t.Errorf("got %v", err)
		}
	}
	if given := l.read(l.dev, v).Given; accepted != 1 || len(given) != 1 {
		t.Errorf("%d decisions were accepted, %d are kept", accepted, len(given))
	}
}

func TestNobodyCanRemoveARefusal(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	l.must(l.sign(l.helen, signoff.Declined, "I was not shown the proof."))
	err := l.ReplaceSignatory(t.Context(), l.dev.scope, ods, cycle, reportdb.Replacing{Version: v, Old: l.helen.id, New: l.amir.id, Why: "She is away."}, l.now)
	l.refused(err, fault.Conflict)
	for _, sql := range []string{`delete from signatures`, `update signatures set decision = 'signed'`, `delete from signatories`, `update snapshots set sha256 = 'x'`, `delete from agreed_ratings`, `update agreed_ratings set dissent = ''`} {
		err := l.DB.InTx(t.Context(), l.priya.scope, func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s: %v", sql, err)
		}
	}
	// Taking the version back and sending another, to somebody else, does not lose it either.
	l.must(l.Recall(t.Context(), l.priya.scope, ods, cycle, v, l.now))
	l.send(l.amir)
	given := l.read(l.amir, 2).Given
	if len(given) != 1 || !given[0].Void || given[0].Words != "I was not shown the proof." {
		t.Errorf("the second version shows %+v", given)
	}
}

func TestAReplacementIsPrintedWithWhoAndWhy(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen, l.priya)
	change := reportdb.Replacing{Version: v, Old: l.helen.id, New: l.amir.id, Why: "She is away until July."}
	l.refused(l.ReplaceSignatory(t.Context(), l.helen.scope, ods, cycle, change, l.now), fault.Forbidden)
	without := change
	without.Why = " "
	l.refused(l.ReplaceSignatory(t.Context(), l.dev.scope, ods, cycle, without, l.now), fault.Invalid)
	l.must(l.ReplaceSignatory(t.Context(), l.dev.scope, ods, cycle, change, l.now))
	sent := l.read(l.amir, 0)
	if len(sent.Asked) != 2 || sent.Asked[0].Name != "Amir Das" || sent.Asked[0].Replaces != "Helen Marsh" {
		t.Errorf("asked: %+v", sent.Asked)
	}
	r := sent.Replacements
	if len(r) != 1 || r[0].Old.Name != "Helen Marsh" || r[0].New.Name != "Amir Das" || r[0].By.Name != "Dev Rao" || r[0].Why != "She is away until July." {
		t.Errorf("replacements: %+v", r)
	}
	l.refused(l.sign(l.helen, signoff.Signed, ""), fault.Forbidden)
	l.must(l.sign(l.amir, signoff.Signed, ""))
	back := reportdb.Replacing{Version: v, Old: l.priya.id, New: l.helen.id, Why: "She is back."}
	l.must(l.ReplaceSignatory(t.Context(), l.priya.scope, ods, cycle, back, l.now))
	if asked := l.read(l.amir, 0).Asked; asked[1].Name != "Helen Marsh" || asked[0].Name != "Amir Das" {
		t.Errorf("asked: %+v", asked)
	}
}

func TestASignatureOnAnOutdatedHashIsRefused(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	old := l.read(l.helen, 0).Version.SHA256
	l.must(l.Recall(t.Context(), l.priya.scope, ods, cycle, v, l.now))
	sign := func(version int, hash string) error {
		_, err := l.Sign(t.Context(), l.helen.scope, ods, cycle, reportdb.Signing{Version: version, SHA256: hash, Decision: signoff.Signed}, l.now)
		return err
	}
	l.refused(sign(1, old), fault.Conflict) // it was taken back
	l.answer("8.1.5", "yes", "")
	l.send(l.helen)
	l.refused(sign(1, old), fault.Conflict)
	l.refused(sign(2, old), fault.Conflict)
	l.must(l.sign(l.helen, signoff.Signed, ""))
}

func TestRecallKeepsTheSignaturesAndVoidsThem(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	l.must(l.sign(l.helen, signoff.Signed, ""))
	l.refused(l.Recall(t.Context(), l.helen.scope, ods, cycle, v, l.now), fault.Forbidden)
	l.must(l.Recall(t.Context(), l.priya.scope, ods, cycle, v, l.now))
	sent := l.read(l.dev, v)
	if len(sent.Given) != 1 || !sent.Given[0].Void || sent.Standing().Signed != 0 || sent.Open() || sent.RecalledBy != "Priya Nair" || sent.RecalledOn.IsZero() {
		t.Errorf("after the recall: %+v", sent.Version)
	}
	l.refused(l.Recall(t.Context(), l.priya.scope, ods, cycle, v, l.now), fault.Conflict)
	l.refused(l.publish(v, true), fault.Conflict)
}

func TestPublishingWithAndWithoutTheBoardsSignature(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen, l.amir)
	l.must(l.sign(l.helen, signoff.Reservations, "Not tested."))
	err := l.publish(v, false)
	l.refused(err, fault.Invalid)
	if f := fault.As(err); f.Fields[0].Name != "without" {
		t.Errorf("the field is %v", f.Fields)
	}
	l.refused(l.Publish(t.Context(), l.dev.scope, ods, l.year, reportdb.Publishing{Version: v}, l.now, l.today()), fault.Forbidden)
	l.must(l.publish(v, true))
	p := l.read(l.helen, v).Publication
	if p == nil || !p.WithoutSignatures || p.Late || p.By.Name != "Priya Nair" || p.On != day.Of(2027, 6, 20) || p.Deadline != day.Of(2027, 6, 30) {
		t.Fatalf("publication %+v", p)
	}
	l.refused(l.publish(v, true), fault.Conflict)
	l.refused(l.sign(l.amir, signoff.Signed, ""), fault.Conflict) // what was published is what was signed

	// Version 2, signed by everybody, after the deadline, takes its place.
	l.do(`update assessments set stage = 'draft'`)
	l.now = l.now.AddDate(0, 0, 20)
	v = l.send(l.helen)
	l.must(l.sign(l.helen, signoff.Signed, ""))
	l.must(l.publish(v, false))
	now, before := l.read(l.helen, 2).Publication, l.read(l.helen, 1).Publication
	if now.WithoutSignatures || !now.Late || now.Superseded() || !before.Superseded() || before.SupersededOn != day.Of(2027, 7, 10) {
		t.Errorf("now %+v, before %+v", now, before)
	}
	h, err := l.Home(t.Context(), l.helen.scope, ods, cycle)
	l.must(err)
	if len(h.Past) != 2 || h.Past[0].Version != 2 || h.Past[0].Counts.Mandatory != 3 || h.Past[0].Counts.InPlace != 1 || h.Sent == nil || h.Stage != assessment.Published {
		t.Errorf("home %+v", h)
	}
}

func TestPublishedRowsAreTheSnapshotsOwnResult(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	l.must(l.publish(v, true))
	o, err := l.OthersView(t.Context(), l.dev.scope, ods, cycle, l.today())
	l.must(err)
	if !o.Begun || o.Answered != 2 || o.Changed != day.Of(2027, 6, 19) || len(o.Published) != 1 {
		t.Fatalf("others see %+v", o)
	}
	p := o.Published[0]
	if p.Outcome != score.Gaps || p.Counts.Mandatory != 3 || p.Counts.InPlace != 1 || len(p.Standards) != 2 || len(p.Items) != 4 {
		t.Errorf("published %+v", p)
	}
	states := map[string]score.State{}
	for _, it := range p.Items {
		states[it.Item] = it.State
	}
	if states["7.3.5"] != score.InPlace || states["8.1.4"] != score.NotInPlace || states["8.1.5"] != score.Unanswered {
		t.Errorf("states %v", states)
	}
	if _, own := states["x1.1"]; own {
		t.Error("the trust's own questions were published")
	}
}

// The next year reads last year's publication, and of it only what counts.
func TestNextYearComparesWithTheCurrentFinalPublication(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.must(l.publish(l.send(), true))
	next := l.year
	next.Cycle = cycle.Next()
	l.do(`insert into cycles (label, edition, opens, deadline) values ($1, 'test', '2027-07-01', '2028-06-30')`, next.Cycle)
	l.do(`insert into assessments values ($1, $2, 'draft', 0, now(), 'Priya Nair')`, ods, next.Cycle)
	d, err := l.Draft(t.Context(), l.priya.scope, ods, next, day.Of(2027, 9, 1))
	l.must(err)
	last := d.Snapshot.LastYear
	if last == nil || last.Cycle != cycle || last.Counts.InPlace != 1 || len(last.Standards) != 2 || len(last.Items) != 3 || last.Version != 1 || len(last.SHA256) != 64 {
		t.Errorf("last year is %+v", last)
	}
}

func TestNationalStaffSeePublicationsAndNoSnapshot(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.must(l.publish(l.send(l.helen), true))
	nation := store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Sam", Role: access.Analyst, Reach: access.ReachNation}, store.Origin{})
	seen := func(table string) int {
		n := 0
		l.must(l.DB.InTx(t.Context(), nation, func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `select count(*) from `+table).Scan(&n)
		}))
		return n
	}
	for table, want := range map[string]int{"publications": 1, "publication_counts": 2, "publication_items": 4, "progress": 1,
		"snapshots": 0, "signatures": 0, "signatories": 0, "board_ratings": 0, "agreed_ratings": 0, "answers": 0} {
		if got := seen(table); got != want {
			t.Errorf("national staff see %d rows of %s, want %d", got, table, want)
		}
	}
	_, err := l.Inputs(t.Context(), nation, ods, cycle, 1, l.today())
	l.refused(err, fault.NotFound)
}

func TestAnotherTrustsBoardIsNotFound(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen)
	l.trust("ZZ9", "Another NHS Trust")
	lead := l.scope(store.NewID(), "Lee", access.Lead, "ZZ9")
	member := l.scope(store.NewID(), "Max", access.BoardMember, "ZZ9")
	ctx, c := t.Context(), cycle
	_, draft := l.Draft(ctx, lead, ods, l.year, l.today())
	_, inputs := l.Inputs(ctx, member, ods, c, v, l.today())
	_, send := l.Send(ctx, lead, ods, l.year, reportdb.Sending{Kind: signoff.Final}, l.now, l.today())
	_, sign := l.Sign(ctx, member, ods, c, reportdb.Signing{Version: v}, l.now)
	_, home := l.Home(ctx, member, ods, c)
	_, others := l.OthersView(ctx, member, ods, c, l.today())
	_, candidates := l.Candidates(ctx, lead, ods)
	_, receipt := l.Receipt(ctx, member, ods, c, store.NewID())
	for name, err := range map[string]error{
		"draft": draft, "inputs": inputs, "send": send, "sign": sign, "home": home, "others": others, "candidates": candidates, "receipt": receipt,
		"recall":  l.Recall(ctx, lead, ods, c, v, l.now),
		"rate":    l.Rate(ctx, member, ods, c, v, nil, l.now),
		"agree":   l.Agree(ctx, member, ods, c, v, nil, l.now),
		"replace": l.ReplaceSignatory(ctx, lead, ods, c, reportdb.Replacing{Version: v}, l.now),
		"publish": l.Publish(ctx, lead, ods, l.year, reportdb.Publishing{Version: v}, l.now, l.today()),
	} {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAReceiptIsForTheOneWhoSigned(t *testing.T) {
	t.Parallel()
	l := begin(t)
	v := l.send(l.helen, l.amir)
	hash := l.read(l.helen, v).Version.SHA256
	id, err := l.Sign(t.Context(), l.helen.scope, ods, cycle, reportdb.Signing{Version: v, SHA256: hash, Decision: signoff.Signed}, l.now)
	l.must(err)
	r, err := l.Receipt(t.Context(), l.helen.scope, ods, cycle, id)
	l.must(err)
	if r.Signature.Name != "Helen Marsh" || r.Signature.SHA256 != hash || r.Signature.Decision != signoff.Signed || r.Version.Number != v {
		t.Errorf("receipt %+v", r.Signature)
	}
	_, err = l.Receipt(t.Context(), l.amir.scope, ods, cycle, id)
	l.refused(err, fault.NotFound)
}

// The columns that COPY writes and those of the statement that one row is written with are the same.
func TestInsertAndCopyWriteTheSameColumns(t *testing.T) {
	t.Parallel()
	for _, table := range []reportdb.Table{reportdb.Snapshots, reportdb.Signatories, reportdb.Publications, reportdb.PublicationCounts, reportdb.PublicationItems} {
		into, values, _ := strings.Cut(table.Insert, "values")
		want := "insert into " + table.Name + " (" + strings.Join(table.Columns, ", ") + ")"
		if got := strings.Join(strings.Fields(into), " "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if n := strings.Count(values, "$"); n != len(table.Columns) {
			t.Errorf("%s: %d values for %d columns", table.Name, n, len(table.Columns))
		}
	}
}
