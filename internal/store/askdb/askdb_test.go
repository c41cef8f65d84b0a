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
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/askdb"
	"cyberready/internal/store/maildb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/testkit/storeroom"
)

var (
	now, today, year = storeroom.Now, storeroom.Today, storeroom.Year
	keys             = [][]byte{bytes.Repeat([]byte{1}, 32)}
	from             = store.Origin{Address: "192.0.2.1", RequestID: "r1"}
)

// house is the scene with a second lead, in which the trust beside has begun its year, too, and this room's two doors.
type house struct {
	storeroom.Scene
	asked askdb.Asks
	links askdb.Links
	Nora  store.Scope // a second lead of ZZ1
}

func newHouse(t *testing.T) house {
	t.Helper()
	s := storeroom.New(t)
	s.Must(s.Assessments.Begin(t.Context(), s.Otto, workingcopy.Key{ODS: "ZZ2", Cycle: "2026-27"}, now, today))
	return house{Scene: s, asked: askdb.Asks{DB: s.DB}, links: askdb.Links{DB: s.DB, Keys: keys}, Nora: s.Person("Nora Vale", access.Lead, "ZZ1")}
}

// ask asks Sara Quill about an item, and gives the ask's id and link.
func (h house) ask(kind assessment.AskKind, item string) (id, token string) {
	h.Helper()
	a := assessment.Ask{Item: item, Kind: kind, Name: "Sara Quill", Email: "sara@example.org", Question: "Are they kept apart?", Until: today.AddDays(14)}
	if err := h.asked.AskByLink(h.Context(), h.Priya, year, h.Pack, a, now, today); err != nil {
		h.Fatal(err)
	}
	id = h.asks(item)[0].ID
	return id, credential.LinkToken(keys[0], id, 1)
}

func (h house) asks(item string) []assessment.Ask {
	h.Helper()
	as, err := h.asked.Asks(h.Context(), h.Priya, year, h.Pack, item)
	if err != nil {
		h.Fatal(err)
	}
	return as.All
}

func (h house) reply(token, item string, g assessment.Given, at time.Time) (askdb.Opened, error) {
	i, _ := h.Pack.Item(item)
	return h.links.Reply(h.Context(), token, i, g, from, at, today)
}

func yes(text string) assessment.Given {
	return assessment.Given{Words: assessment.Words{Reply: assessment.Yes, Text: text}}
}

func (h house) answer(item string) assessment.Answer {
	h.Helper()
	sh, err := h.Assessments.Whole(h.Context(), h.Priya, year, h.Pack)
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
	if err := h.asked.ReturnReply(t.Context(), h.Priya, year, h.Pack, "7.3.4", id, "Which depot?", now, today); err != nil {
		t.Fatal(err)
	}
	if o, _ := h.links.Look(t.Context(), token, from, today); o.State != assessment.AskOpen || o.Ask.Given.Because != "Which depot?" || o.Ask.Given.Words.Text != "At the depot" {
		t.Errorf("returned, the link shows %+v", o)
	}
	if _, err := h.reply(token, "7.3.4", yes("At the Millbrook depot"), now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := h.asked.AcceptReply(t.Context(), h.Priya, year, h.Pack, "7.3.4", id, 0, now.Add(2*time.Hour), today); err != nil {
		t.Fatal(err)
	}
	if a := h.answer("7.3.4"); a.Text != "At the Millbrook depot" || a.SavedBy.Name != "Priya Nair" || a.Version != 1 {
		t.Errorf("accepted, the answer is %+v", a)
	}
	if o, _ := h.links.Look(t.Context(), token, from, today); o.State != assessment.AskTaken {
		t.Errorf("accepted, the link is %q", o.State)
	}
	for verb, want := range map[audit.Verb]int{audit.AskedByLink: 1, audit.LinkReplied: 2, audit.LinkReplyReturned: 1, audit.LinkReplyAccepted: 1, audit.AnswerSaved: 1} {
		if n := storeroom.One[int](h.Scene, h.Priya, `select count(*) from audit_events where ods_code = 'ZZ1' and verb = $1`, verb); n != want {
			t.Errorf("%s stands %d times in the trail, want %d", verb, n, want)
		}
	}
	past, err := h.Assessments.History(t.Context(), h.Priya, year, h.Pack, "7.3.4")
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
	if err := h.asked.AcceptReply(t.Context(), h.Priya, year, h.Pack, "7.3.4", id, 0, now, today); err != nil {
		t.Fatal(err)
	}
	ip, err := h.Assessments.ItemProof(t.Context(), h.Priya, year, h.Pack, "7.3.4")
	if err != nil || len(ip.Proofs) != 1 || ip.Proofs[0].Title != "Certificate of the depot" || ip.Proofs[0].AddedBy.Name != "Priya Nair" {
		t.Errorf("named: %+v (%v)", ip.Proofs, err)
	}
}

func TestWhatALinkIsWorth(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, token := h.ask(assessment.AskAnswer, "7.3.4")
	withdrawn, gone := h.ask(assessment.AskAnswer, "7.3.5")
	if err := h.asked.WithdrawAsk(t.Context(), h.Priya, year, h.Pack, "7.3.5", withdrawn, now); err != nil {
		t.Fatal(err)
	}
	other := credential.LinkToken(bytes.Repeat([]byte{2}, 32), id, 1)
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
		"to something that is no ask": {credential.LinkToken(keys[0], store.NewID(), 1), today, askdb.Unknown},
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
	if n := storeroom.One[int](h.Scene, store.System("test"), `select count(*) from ask_replies`); n != 0 {
		t.Errorf("%d replies were kept", n)
	}
}

// The database holds the wall by itself: in a link's scope there is one row, whatever the server asks.
func TestAQuestionIsPutAgainThroughANewLink(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	id, first := h.ask(assessment.AskAnswer, "7.3.4")
	second, third := credential.LinkToken(keys[0], id, 2), credential.LinkToken(keys[0], id, 3)
	renew := func(s store.Scope, until day.Day) error {
		return h.asked.RenewAsk(t.Context(), s, year, h.Pack, "7.3.4", id, until, now, today)
	}
	if err := renew(h.Priya, today.AddDays(20)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a link that works was renewed: %v", err)
	}
	h.Exec(`update asks set until_day = $1`, today.AddDays(-1))
	for who, s := range map[string]store.Scope{"a contributor without the part": h.Tom, "another trust's lead": h.Otto} {
		if kind := fault.KindOf(renew(s, today.AddDays(20))); kind != fault.Forbidden && kind != fault.NotFound {
			t.Errorf("%s renewed it: %v", who, kind)
		}
	}
	if f := fault.As(renew(h.Priya, today.AddDays(-1))); f == nil || f.Kind != fault.Invalid || f.Fields[0].Name != "until-day" {
		t.Errorf("until yesterday: %v", f)
	}
	h.Must(renew(h.Nora, today.AddDays(20)))
	worth := func(what, token string, want assessment.AskState) askdb.Opened {
		t.Helper()
		o, err := h.links.Look(t.Context(), token, from, today)
		if err != nil || o.State != want {
			t.Errorf("%s: %q, want %q (%v)", what, o.State, want, err)
		}
		return o
	}
	if o := worth("the old link", first, assessment.AskReplaced); o.Ask.Question != "" || o.Ask.Item != "" || o.Ask.By.Name != "Nora Vale" {
		t.Errorf("the old link tells %+v", o.Ask)
	}
	worth("the next but one", third, askdb.Unknown)
	if o := worth("the new link", second, assessment.AskOpen); o.Ask.Question != "Are they kept apart?" || o.Ask.Until != today.AddDays(20) {
		t.Errorf("the new link shows %+v", o.Ask)
	}
	if o, err := h.reply(first, "7.3.4", yes("through the old one"), now); err != nil || o.State != assessment.AskReplaced {
		t.Errorf("a reply through the old link: %q (%v)", o.State, err)
	}
	if _, err := h.reply(second, "7.3.4", yes("At the depot"), now); err != nil {
		t.Fatal(err)
	}
	if err := renew(h.Priya, today.AddDays(20)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("renewed over a reply that waits: %v", err)
	}
	h.Must(h.asked.AcceptReply(t.Context(), h.Priya, year, h.Pack, "7.3.4", id, 0, now, today))
	worth("the used link", second, assessment.AskTaken)
	h.Must(renew(h.Priya, today.AddDays(30)))
	if a := h.asks("7.3.4")[0]; a.Generation != 3 || a.State(today) != assessment.AskOpen || a.By.Name != "Priya Nair" {
		t.Errorf("asked a third time: %+v", a)
	}
	if _, err := h.reply(third, "7.3.4", yes("At another depot by now"), now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	h.Must(h.asked.AcceptReply(t.Context(), h.Priya, year, h.Pack, "7.3.4", id, 1, now.Add(2*time.Hour), today))
	if a := h.answer("7.3.4"); a.Text != "At another depot by now" || len(h.History("7.3.4").Given) != 2 {
		t.Errorf("the answer is %+v, and %d came by link", a, len(h.History("7.3.4").Given))
	}
	if n := h.Number(`select count(*) from audit_events where verb = 'link.renewed' and note = $1`, id); n != 2 {
		t.Errorf("%d renewals in the trail, want 2", n)
	}
	if n := h.Number(`select count(*) from mails where kind = 'link-asked' and object = $1::uuid`, id); n != 3 {
		t.Errorf("%d letters with a link, want 3", n)
	}
}

func TestALinkSeesItsOwnRowAndNothingElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	mine, _ := h.ask(assessment.AskAnswer, "7.3.4")
	other, _ := h.ask(assessment.AskAnswer, "8.1.1")
	item, _ := h.Pack.Item("8.1.1")
	if _, err := h.links.Reply(t.Context(), credential.LinkToken(keys[0], other, 1), item, yes("secret"), from, now, today); err != nil {
		t.Fatal(err)
	}
	edit := assessment.Edit{Item: "7.3.4", Words: assessment.Words{Reply: assessment.No, Text: "secret"}, At: now}
	if _, err := h.Assessments.SaveAnswer(t.Context(), h.Priya, year, h.Pack, edit, today); err != nil {
		t.Fatal(err)
	}
	s := store.Link(mine, from)
	for table, want := range map[string]int{"asks": 1, "ask_replies": 0, "answers": 0, "answer_revisions": 0, "proofs": 0, "assessments": 0, "item_comments": 0,
		"hand_ins": 0, "item_owners": 0, "assertion_owners": 0, "people": 0, "roles": 0, "audit_events": 0, "mails": 0, "snapshots": 0, "actions": 0, "progress": 0} {
		if n := storeroom.One[int](h.Scene, s, `select count(*) from `+table); n != want {
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
			return tx.Tell(t.Context(), letter.Notice{Kind: letter.RoleGiven, Trust: "ZZ1", Object: mine, To: []string{h.Priya.Actor.Person}}, now)
		},
		"prolongs itself": func(tx *store.Tx) error {
			tag, err := tx.Exec(t.Context(), `update asks set until_day = '2030-01-01'`)
			if err == nil && tag.RowsAffected() == 0 {
				return fault.New(fault.NotFound, "no row was in its reach")
			}
			return err
		},
	} {
		if err := h.DB.InTx(t.Context(), s, do); err == nil {
			t.Errorf("whoever holds a link %s", name)
		}
	}
	for name, c := range map[string]struct {
		s    store.Scope
		want int
	}{"another trust": {h.Otto, 0}, "nobody": {store.Scope{}, 0}, "the public": {store.Public(from), 0}, "its own trust": {h.Tom, 2},
		"the nation": {store.ScopeOf(access.Actor{Person: store.NewID(), Role: access.Analyst, Reach: access.ReachNation}, from), 0}} {
		if n := storeroom.One[int](h.Scene, c.s, `select count(*) from asks`); n != c.want {
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
	if n := storeroom.One[int](h.Scene, store.System("test"), `select count(*) from ask_replies`); good != 1 || n != 1 {
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
		for i, s := range []store.Scope{h.Priya, h.Nora} {
			both.Go(func() { errs[i] = h.asked.AcceptReply(t.Context(), s, year, h.Pack, item, id, 0, now, today) })
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
	if _, err := h.Assessments.SaveAnswer(t.Context(), h.Tom, year, h.Pack, edit, today); err != nil {
		t.Fatal(err)
	}
	if err := h.asked.AcceptReply(t.Context(), h.Priya, year, h.Pack, "7.3.4", id, 0, now, today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("accepted over an answer that nobody saw: %v", err)
	}
	if a := h.answer("7.3.4"); a.Reply != assessment.No || h.asks("7.3.4")[0].State(today) != assessment.AskWaiting {
		t.Error("a refused acceptance left something behind")
	}
	if err := h.asked.AcceptReply(t.Context(), h.Priya, year, h.Pack, "7.3.4", id, 1, now, today); err != nil {
		t.Error(err)
	}
}

func TestWhoMayAskByLink(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := assessment.Ask{Item: "7.3.4", Kind: assessment.AskAnswer, Name: "Sara Quill", Email: "sara@example.org", Question: "Are they?", Until: today}
	ask := func(s store.Scope) error { return h.asked.AskByLink(t.Context(), s, year, h.Pack, a, now, today) }
	if err := ask(h.Tom); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a contributor about what was not given to him: %v", err)
	}
	if err := ask(h.Otto); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another trust's lead: %v", err)
	}
	h.Give("7.3.4", h.Tom, day.Day{})
	if err := ask(h.Tom); err != nil {
		t.Errorf("whom the item was given to: %v", err)
	}
	for range assessment.MostAsksADay - 1 {
		if err := ask(h.Priya); err != nil {
			t.Fatal(err)
		}
	}
	if err := ask(h.Priya); fault.KindOf(err) != fault.Throttled {
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
	if err := h.asked.WithdrawAsk(t.Context(), h.Priya, year, h.Pack, "7.3.5", gone, now); err != nil {
		t.Fatal(err)
	}
	mails := maildb.Mails{DB: h.DB}
	envelope := func(kind, object string) maildb.Envelope {
		t.Helper()
		var mail string
		err := h.DB.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) error {
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
