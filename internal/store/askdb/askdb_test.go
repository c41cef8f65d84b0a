package askdb_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/audit"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/askdb"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/maildb"
	"cyberready/internal/testkit/pgtest"
)

var (
	now   = time.Date(2027, 3, 1, 14, 2, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
	year  = assessmentdb.Key{ODS: "ZZ1", Cycle: "2026-27"}
	keys  = [][]byte{bytes.Repeat([]byte{1}, 32)}
	from  = store.Origin{Address: "192.0.2.1", RequestID: "r1"}
)

// house is a trust that has begun its year, another beside it, and the door for links.
type house struct {
	*testing.T
	db    *store.DB
	trust assessmentdb.Assessments
	links askdb.Links
	pack  framework.Pack

	priya, nora, tom store.Scope // two leads and a contributor of ZZ1
	otto             store.Scope // lead of ZZ2
}

func newHouse(t *testing.T) house {
	t.Helper()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	h := house{T: t, db: db, trust: assessmentdb.Assessments{DB: db}, links: askdb.Links{DB: db, Keys: keys}, pack: packs[0]}
	h.exec(`insert into trusts (ods_code, name, region_code) values ('ZZ1', 'Northmoor and Dale', 'ZZR'), ('ZZ2', 'Westmark', 'ZZR')`)
	h.exec(`insert into cycles (label, edition, opens, deadline) values ('2026-27', $1, '2026-07-01', '2027-06-30')`, h.pack.Edition)
	h.priya, h.nora = h.person("Priya Nair", access.Lead, "ZZ1"), h.person("Nora Vale", access.Lead, "ZZ1")
	h.tom, h.otto = h.person("Tom Okafor", access.Contributor, "ZZ1"), h.person("Otto Lind", access.Lead, "ZZ2")
	for s, k := range map[*store.Scope]assessmentdb.Key{&h.priya: year, &h.otto: {ODS: "ZZ2", Cycle: "2026-27"}} {
		if err := h.trust.Begin(t.Context(), *s, k, now, today); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func (h house) exec(sql string, args ...any) {
	h.Helper()
	err := h.db.InTx(h.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(h.Context(), sql, args...)
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
}

func (h house) number(s store.Scope, sql string, args ...any) (n int) {
	h.Helper()
	err := h.db.InSnapshot(h.Context(), s, func(tx *store.Tx) error { return tx.QueryRow(h.Context(), sql, args...).Scan(&n) })
	if err != nil {
		h.Fatal(err)
	}
	return n
}

func (h house) person(name string, role access.Role, ods string) store.Scope {
	h.Helper()
	id := store.NewID()
	h.exec(`insert into people (id, email, name, added_at) values ($1, $2, $3, $4)`, id, id+"@example.org", name, now)
	h.exec(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, $3, 'trust', $4, $5, 'test')`,
		store.NewID(), id, role, ods, now)
	return store.ScopeOf(access.Actor{Person: id, Name: name, Role: role, Reach: access.ReachTrust, Place: ods}, store.Origin{})
}

// ask asks Sara Quill about an item, and gives the ask's id and link.
func (h house) ask(kind assessment.AskKind, item string) (id, token string) {
	h.Helper()
	a := assessment.Ask{Item: item, Kind: kind, Name: "Sara Quill", Email: "sara@example.org", Question: "Are they kept apart?", Until: today.AddDays(14)}
	if err := h.trust.AskByLink(h.Context(), h.priya, year, h.pack, a, now, today); err != nil {
		h.Fatal(err)
	}
	id = h.asks(item)[0].ID
	return id, credential.LinkToken(keys[0], id, askdb.Generation)
}

func (h house) asks(item string) []assessment.Ask {
	h.Helper()
	as, err := h.trust.Asks(h.Context(), h.priya, year, h.pack, item)
	if err != nil {
		h.Fatal(err)
	}
	return as.All
}

func (h house) reply(token, item string, g assessment.Given, at time.Time) (askdb.Opened, error) {
	i, _ := h.pack.Item(item)
	return h.links.Reply(h.Context(), token, i, g, from, at, today)
}

func yes(text string) assessment.Given {
	return assessment.Given{Words: assessment.Words{Reply: assessment.Yes, Text: text}}
}

func (h house) answer(item string) assessment.Answer {
	h.Helper()
	sh, err := h.trust.Whole(h.Context(), h.priya, year, h.pack)
	if err != nil {
		h.Fatal(err)
	}
	return sh.Answers[item]
}

func TestAnAnswerByLinkWaitsUntilItIsAccepted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, token := h.ask(assessment.AskAnswer, "7.3.4")
	o, err := h.links.Look(t.Context(), token, from, today)
	if err != nil || o.State != assessment.AskOpen || o.Ask.Question != "Are they kept apart?" || o.Trust != "Northmoor and Dale" || o.Ask.By.Name != "Priya Nair" {
		t.Fatalf("looked at: %+v (%v)", o, err)
	}
	if _, err := h.reply(token, "7.3.4", assessment.Given{}, now); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a reply without an answer: %v", err)
	}
	if _, err := h.reply(token, "7.3.4", yes("At the depot"), now); err != nil {
		t.Fatal(err)
	}
	if a := h.answer("7.3.4"); a.Version != 0 {
		t.Fatalf("a reply became the answer by itself: %+v", a)
	}
	if o, _ := h.links.Look(t.Context(), token, from, today); o.State != assessment.AskWaiting {
		t.Errorf("the link is %q", o.State)
	}
	if err := h.trust.ReturnReply(t.Context(), h.priya, year, h.pack, "7.3.4", id, "Which depot?", now, today); err != nil {
		t.Fatal(err)
	}
	if o, _ := h.links.Look(t.Context(), token, from, today); o.State != assessment.AskOpen || o.Ask.Given.Because != "Which depot?" || o.Ask.Given.Words.Text != "At the depot" {
		t.Errorf("returned, the link shows %+v", o)
	}
	if _, err := h.reply(token, "7.3.4", yes("At the Millbrook depot"), now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := h.trust.AcceptReply(t.Context(), h.priya, year, h.pack, "7.3.4", id, 0, now.Add(2*time.Hour), today); err != nil {
		t.Fatal(err)
	}
	if a := h.answer("7.3.4"); a.Text != "At the Millbrook depot" || a.SavedBy.Name != "Priya Nair" || a.Version != 1 {
		t.Errorf("accepted, the answer is %+v", a)
	}
	if o, _ := h.links.Look(t.Context(), token, from, today); o.State != assessment.AskTaken {
		t.Errorf("accepted, the link is %q", o.State)
	}
	for verb, want := range map[audit.Verb]int{audit.AskedByLink: 1, audit.LinkReplied: 2, audit.LinkReplyReturned: 1, audit.LinkReplyAccepted: 1, audit.AnswerSaved: 1} {
		if n := h.number(h.priya, `select count(*) from audit_events where ods_code = 'ZZ1' and verb = $1`, verb); n != want {
			t.Errorf("%s stands %d times in the trail, want %d", verb, n, want)
		}
	}
	past, err := h.trust.History(t.Context(), h.priya, year, h.pack, "7.3.4")
	if err != nil || len(past.Given) != 2 || past.Given[0].Verdict != assessment.Accepted || past.Given[1].Verdict != assessment.SentBack {
		t.Errorf("the history has %+v (%v)", past.Given, err)
	}
}

func TestProofByLinkIsNamedWhenItIsAccepted(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, token := h.ask(assessment.AskProof, "7.3.4")
	g := assessment.Given{Proof: assessment.Proof{Title: "Certificate of the depot", Dated: today, HoldsMonths: 12, Place: "With us, folder Audits"}}
	if _, err := h.reply(token, "7.3.4", g, now); err != nil {
		t.Fatal(err)
	}
	if err := h.trust.AcceptReply(t.Context(), h.priya, year, h.pack, "7.3.4", id, 0, now, today); err != nil {
		t.Fatal(err)
	}
	ip, err := h.trust.ItemProof(t.Context(), h.priya, year, h.pack, "7.3.4")
	if err != nil || len(ip.Proofs) != 1 || ip.Proofs[0].Title != "Certificate of the depot" || ip.Proofs[0].AddedBy.Name != "Priya Nair" {
		t.Errorf("named: %+v (%v)", ip.Proofs, err)
	}
}

func TestWhatALinkIsWorth(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, token := h.ask(assessment.AskAnswer, "7.3.4")
	withdrawn, gone := h.ask(assessment.AskAnswer, "7.3.5")
	if err := h.trust.WithdrawAsk(t.Context(), h.priya, year, h.pack, "7.3.5", withdrawn, now); err != nil {
		t.Fatal(err)
	}
	other := credential.LinkToken(bytes.Repeat([]byte{2}, 32), id, askdb.Generation)
	for name, c := range map[string]struct {
		token string
		on    day.Day
		want  assessment.AskState
	}{
		"on its last day":             {token, today.AddDays(14), assessment.AskOpen},
		"the day after":               {token, today.AddDays(15), assessment.AskLapsed},
		"withdrawn":                   {gone, today, assessment.AskWithdrawn},
		"altered":                     {token[:41] + strings.Map(func(r rune) rune { return map[bool]rune{true: 'B', false: 'A'}[r == 'A'] }, token[41:42]) + token[42:], today, askdb.Unknown},
		"cut off":                     {token[:20], today, askdb.Unknown},
		"made with another key":       {other, today, askdb.Unknown},
		"of another generation":       {credential.LinkToken(keys[0], id, 2), today, askdb.Unknown},
		"to something that is no ask": {credential.LinkToken(keys[0], store.NewID(), askdb.Generation), today, askdb.Unknown},
	} {
		o, err := h.links.Look(t.Context(), c.token, from, c.on)
		if err != nil || o.State != c.want {
			t.Errorf("%s: %q, want %q (%v)", name, o.State, c.want, err)
		}
		if o.State == askdb.Unknown && o.Trust != "" {
			t.Errorf("%s: it tells of %s", name, o.Trust)
		}
	}
	for name, token := range map[string]string{"withdrawn": gone, "unknown": other} {
		if o, err := h.reply(token, "7.3.5", yes("x"), now); err != nil || o.State == assessment.AskOpen {
			t.Errorf("a reply through a link that is %s: %+v (%v)", name, o, err)
		}
	}
	if n := h.number(store.System("test"), `select count(*) from ask_replies`); n != 0 {
		t.Errorf("%d replies were kept", n)
	}
}

// The database holds the wall by itself: in a link's scope there is one row, whatever the server asks.
func TestALinkSeesItsOwnRowAndNothingElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mine, _ := h.ask(assessment.AskAnswer, "7.3.4")
	other, _ := h.ask(assessment.AskAnswer, "8.1.1")
	item, _ := h.pack.Item("8.1.1")
	if _, err := h.links.Reply(t.Context(), credential.LinkToken(keys[0], other, askdb.Generation), item, yes("secret"), from, now, today); err != nil {
		t.Fatal(err)
	}
	edit := assessment.Edit{Item: "7.3.4", Words: assessment.Words{Reply: assessment.No, Text: "secret"}, At: now}
	if _, err := h.trust.SaveAnswer(t.Context(), h.priya, year, h.pack, edit, today); err != nil {
		t.Fatal(err)
	}
	s := store.Link(mine, from)
	for table, want := range map[string]int{"asks": 1, "ask_replies": 0, "answers": 0, "answer_revisions": 0, "proofs": 0, "assessments": 0, "item_comments": 0,
		"hand_ins": 0, "item_owners": 0, "assertion_owners": 0, "people": 0, "roles": 0, "audit_events": 0, "mails": 0, "snapshots": 0, "actions": 0, "progress": 0} {
		if n := h.number(s, `select count(*) from `+table); n != want {
			t.Errorf("a link sees %d rows of %s, want %d", n, table, want)
		}
	}
	const reply = `insert into ask_replies (ods_code, id, ask_id, reply, given_at, verdict, judged_at) values ($1, $2, $3, 'yes', now(), $4, $5)`
	for name, do := range map[string]func(tx *store.Tx) error{
		"replies to another's question": func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), reply, "ZZ1", store.NewID(), other, "", nil)
			return err
		},
		"accepts its own reply": func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), reply, "ZZ1", store.NewID(), mine, "accepted", now)
			return err
		},
		"writes into another trust": func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), reply, "ZZ2", store.NewID(), mine, "", nil)
			return err
		},
		"saves an answer": func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), `insert into answers (ods_code, cycle, item, reply, text, version, saved_at, saved_by, saved_by_name)
				values ('ZZ1', '2026-27', '1.1.1', 'yes', '', 1, now(), $1, 'x')`, store.NewID())
			return err
		},
		"writes another line into the trail": func(tx *store.Tx) error {
			return tx.Record(t.Context(), audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1"}, now)
		},
		"writes into another trust's trail": func(tx *store.Tx) error {
			return tx.Record(t.Context(), audit.Event{Verb: audit.LinkReplied, Trust: "ZZ2"}, now)
		},
		"sends another letter": func(tx *store.Tx) error {
			return tx.Tell(t.Context(), letter.Notice{Kind: letter.RoleGiven, Trust: "ZZ1", Object: mine, To: []string{h.priya.Actor.Person}}, now)
		},
		"prolongs itself": func(tx *store.Tx) error {
			tag, err := tx.Exec(t.Context(), `update asks set until_day = '2030-01-01'`)
			if err == nil && tag.RowsAffected() == 0 {
				return fault.New(fault.NotFound, "no row was in its reach")
			}
			return err
		},
	} {
		if err := h.db.InTx(t.Context(), s, do); err == nil {
			t.Errorf("whoever holds a link %s", name)
		}
	}
	for name, c := range map[string]struct {
		s    store.Scope
		want int
	}{"another trust": {h.otto, 0}, "nobody": {store.Scope{}, 0}, "the public": {store.Public(from), 0}, "its own trust": {h.tom, 2},
		"the nation": {store.ScopeOf(access.Actor{Person: store.NewID(), Role: access.Analyst, Reach: access.ReachNation}, from), 0}} {
		if n := h.number(c.s, `select count(*) from asks`); n != c.want {
			t.Errorf("%s sees %d asks, want %d", name, n, c.want)
		}
	}
}

func TestTwoRepliesThroughOneLinkAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, token := h.ask(assessment.AskAnswer, "7.3.4")
	good := 0
	errs := make([]error, 4)
	states := make([]assessment.AskState, 4)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() {
			o, err := h.reply(token, "7.3.4", yes("At the depot"), now)
			errs[i], states[i] = err, o.State
		})
	}
	all.Wait()
	for i, err := range errs {
		switch {
		case err == nil && states[i] == assessment.AskOpen:
			good++
		case err != nil && fault.KindOf(err) != fault.Conflict:
			t.Errorf("%v", err)
		}
	}
	if n := h.number(store.System("test"), `select count(*) from ask_replies`); good != 1 || n != 1 {
		t.Errorf("%d said that theirs was kept, %d are", good, n)
	}
}

func TestTwoPeopleAcceptOneReplyAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, item := range []string{"7.3.4", "7.3.1", "7.1.1", "1.1.1"} {
		id, token := h.ask(assessment.AskAnswer, item)
		if _, err := h.reply(token, item, yes("At the depot"), now); err != nil {
			t.Fatal(err)
		}
		errs := make([]error, 2)
		var both sync.WaitGroup
		for i, s := range []store.Scope{h.priya, h.nora} {
			both.Go(func() { errs[i] = h.trust.AcceptReply(t.Context(), s, year, h.pack, item, id, 0, now, today) })
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("%s, of two who accept at once: %v, %v", item, errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && (fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.As(err).Sentence, "has accepted this already")) {
				t.Errorf("the second was told: %v", err)
			}
		}
		if a := h.answer(item); a.Version != 1 {
			t.Errorf("%s has version %d", item, a.Version)
		}
	}
}

func TestAReplyIsAcceptedOnTheAnswerThatWasSeen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, token := h.ask(assessment.AskAnswer, "7.3.4")
	if _, err := h.reply(token, "7.3.4", yes("At the depot"), now); err != nil {
		t.Fatal(err)
	}
	edit := assessment.Edit{Item: "7.3.4", Words: assessment.Words{Reply: assessment.No}, At: now}
	if _, err := h.trust.SaveAnswer(t.Context(), h.tom, year, h.pack, edit, today); err != nil {
		t.Fatal(err)
	}
	if err := h.trust.AcceptReply(t.Context(), h.priya, year, h.pack, "7.3.4", id, 0, now, today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("accepted over an answer that nobody saw: %v", err)
	}
	if a := h.answer("7.3.4"); a.Reply != assessment.No || h.asks("7.3.4")[0].State(today) != assessment.AskWaiting {
		t.Error("a refused acceptance left something behind")
	}
	if err := h.trust.AcceptReply(t.Context(), h.priya, year, h.pack, "7.3.4", id, 1, now, today); err != nil {
		t.Error(err)
	}
}

func TestWhoMayAskByLink(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := assessment.Ask{Item: "7.3.4", Kind: assessment.AskAnswer, Name: "Sara Quill", Email: "sara@example.org", Question: "Are they?", Until: today}
	ask := func(s store.Scope) error { return h.trust.AskByLink(t.Context(), s, year, h.pack, a, now, today) }
	if err := ask(h.tom); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a contributor about what was not given to him: %v", err)
	}
	if err := ask(h.otto); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another trust's lead: %v", err)
	}
	if err := h.trust.HandOut(t.Context(), h.priya, year, h.pack, "7.3.4", h.tom.Actor.Person, day.Day{}, now, today); err != nil {
		t.Fatal(err)
	}
	if err := ask(h.tom); err != nil {
		t.Errorf("whom the item was given to: %v", err)
	}
	for range assessment.MostAsksADay - 1 {
		if err := ask(h.priya); err != nil {
			t.Fatal(err)
		}
	}
	if err := ask(h.priya); fault.KindOf(err) != fault.Throttled {
		t.Errorf("one more than a day takes: %v", err)
	}
}

// The letter is made when it leaves: no link is in the database, and what is over by then is not sent.
func TestTheLetterOfALink(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, token := h.ask(assessment.AskAnswer, "7.3.4")
	h.ask(assessment.AskAnswer, "7.3.5")
	gone := h.asks("7.3.5")[0].ID
	if err := h.trust.WithdrawAsk(t.Context(), h.priya, year, h.pack, "7.3.5", gone, now); err != nil {
		t.Fatal(err)
	}
	mails := maildb.Mails{DB: h.db}
	envelope := func(kind, object string) maildb.Envelope {
		t.Helper()
		var mail string
		err := h.db.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `select id::text from mails where kind = $1 and object = $2`, kind, object).Scan(&mail)
		})
		if err != nil {
			t.Fatal(err)
		}
		e, err := mails.Envelope(t.Context(), mail, now)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	if e := envelope("link-asked", id); e.Email != "sara@example.org" || e.Facts.Name != "Sara Quill" || e.Facts.By != "Priya Nair" || e.Facts.Until != "15 March 2027" || e.Over != "" {
		t.Errorf("the letter is %+v", e)
	}
	if e := envelope("link-asked", gone); e.Over == "" {
		t.Error("a letter of a withdrawn link is still to be sent")
	}
	if _, err := h.reply(token, "7.3.4", yes("At the depot"), now); err != nil {
		t.Fatal(err)
	}
	if e := envelope("link-answered", id); e.Facts.By != "Sara Quill (by link)" || e.Facts.Part != "7.3.4" || e.Facts.Name != "Priya Nair" {
		t.Errorf("who asked is told %+v", e)
	}
	if e := envelope("link-asked", id); e.Over == "" {
		t.Error("a link that has been used is still to be sent")
	}
}
