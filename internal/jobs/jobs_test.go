package jobs_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/core/letter"
	"cyberready/internal/edge/keys"
	"cyberready/internal/edge/mail"
	"cyberready/internal/jobs"
	"cyberready/internal/store"
	"cyberready/internal/store/invitedb"
	"cyberready/internal/store/maildb"
	"cyberready/internal/testkit/pgtest"
	"cyberready/internal/testkit/smtpsink"
)

var now = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

// office is a database with one trust and its lead, a mail server, and a runner that may be started.
type office struct {
	t       *testing.T
	url     string
	db      *store.DB
	mails   maildb.Mails
	invites invitedb.Invitations
	keys    keys.Keys
	sink    *smtpsink.Sink
	log     *journal
	lead    store.Scope
	admin   store.Scope
}

// journal is a log that a test reads.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

const leadID = "01890a5d-ac96-774b-bcce-b302099a8001"

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, url: pgtest.New(t).URL, keys: keys.Made(), sink: smtpsink.New(t), log: &journal{}}
	db, err := store.Open(t.Context(), o.url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	o.db, o.mails = db, maildb.Mails{DB: db}
	o.invites = invitedb.Invitations{DB: db, Keys: o.keys.All("link")}
	o.exec(`insert into trusts (ods_code, name) values ('ZZ1', 'Northmoor NHS Trust')`)
	o.exec(`insert into people (id, email, name, added_at) values ($1, 'priya@example.org', 'Priya Nair', $2)`, leadID, now)
	o.exec(`insert into roles (id, person_id, role, reach, ods_code, given_at, given_by) values ($1, $2, 'lead', 'trust', 'ZZ1', $3, 'x')`, store.NewID(), leadID, now)
	o.lead = store.ScopeOf(access.Actor{Person: leadID, Name: "Priya Nair", Role: access.Lead, Reach: access.ReachTrust, Place: "ZZ1"}, store.Origin{})
	o.admin = store.ScopeOf(access.Actor{Person: store.NewID(), Name: "Ada", Role: access.Administrator, Reach: access.ReachService}, store.Origin{})
	return o
}

func (o *office) exec(sql string, args ...any) {
	o.t.Helper()
	err := o.db.InTx(o.t.Context(), store.System("test"), func(tx *store.Tx) error {
		_, err := tx.Exec(o.t.Context(), sql, args...)
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) one(sql string, args ...any) (value string) {
	o.t.Helper()
	err := o.db.InTx(o.t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(o.t.Context(), sql, args...).Scan(&value)
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return value
}

// open starts to work the queue, at a pace for tests.
func (o *office) open() {
	o.t.Helper()
	o.openWith(o.server())
}

func (o *office) server() jobs.Post {
	o.t.Helper()
	server, err := mail.Open(o.sink.URL(), "Cyber readiness <readiness@example.org>")
	if err != nil {
		o.t.Fatal(err)
	}
	return server
}

func (o *office) openWith(post jobs.Post) {
	o.t.Helper()
	queue, err := store.OpenQueue(o.t.Context(), o.url)
	if err != nil {
		o.t.Fatal(err)
	}
	r, err := jobs.Start(o.t.Context(), jobs.Options{
		DB: o.db, Queue: queue, Workers: 2, Post: post, Write: o.write, Now: func() time.Time { return now },
		Log:  slog.New(slog.NewTextHandler(o.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Wait: func(int) time.Duration { return 20 * time.Millisecond }, Poll: 100 * time.Millisecond,
	})
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := r.Stop(ctx); err != nil {
			o.t.Error(err)
		}
		queue.Close()
	})
}

func (o *office) write(e maildb.Envelope) letter.Letter {
	f := e.Facts
	if f.Kind == letter.Invited {
		f.URL = "https://readiness.example/invitations/" + credential.LinkToken(o.keys.Key("link"), e.Object, e.Generation)
	}
	return letter.Write(f)
}

func (o *office) invite(email string) string {
	o.t.Helper()
	id, err := o.invites.Invite(o.t.Context(), o.lead, invitedb.Offer{Email: email, Role: access.Contributor, Reach: access.ReachTrust, Place: "ZZ1"}, now)
	if err != nil {
		o.t.Fatal(err)
	}
	return id
}

// until waits for something that the workers do.
func (o *office) until(what string, happened func() bool) {
	o.t.Helper()
	for end := time.Now().Add(20 * time.Second); !happened(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			o.t.Fatalf("%s did not happen; the log:\n%s", what, o.log)
		}
	}
}

func (o *office) state(invitation string) string {
	o.t.Helper()
	return o.one(`select state from mails where object = $1 order by id desc limit 1`, invitation)
}

func TestALetterLeavesWithItsLink(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.invite("tom@example.org")
	o.open()
	o.until("sending", func() bool { return o.state(id) == "sent" })
	taken := o.sink.Messages()
	if len(taken) != 1 || taken[0].To != "tom@example.org" {
		t.Fatalf("taken: %+v", taken)
	}
	text, page := taken[0].Parts(t)
	link := "https://readiness.example/invitations/" + credential.LinkToken(o.keys.Key("link"), id, 1)
	if !strings.Contains(text, link) || !strings.Contains(page, link) || !strings.Contains(text, "Priya Nair invites you") || !strings.Contains(text, "contributor for Northmoor NHS Trust") {
		t.Errorf("the letter: %s", text)
	}
	if subject := taken[0].Header(t).Get("Subject"); strings.Contains(subject, "Northmoor") || strings.Contains(subject, "http") {
		t.Errorf("subject %q", subject)
	}
}

func TestNothingIsLostWhileTheMailServerIsAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.sink.Down()
	ids := []string{o.invite("tom@example.org"), o.invite("uma@example.org")}
	o.open()
	for _, id := range ids {
		o.until("a second attempt", func() bool { return o.one(`select attempts::text from mails where object = $1`, id) >= "2" })
		if got := o.one(`select state || ': ' || last_error from mails where object = $1`, id); got != "waiting: The mail server could not be reached." {
			t.Errorf("while it is away: %q", got)
		}
	}
	o.sink.Up()
	for _, id := range ids {
		o.until("sending", func() bool { return o.state(id) == "sent" })
	}
	if n := len(o.sink.Messages()); n != 2 {
		t.Errorf("%d messages arrived, want 2", n)
	}
}

func TestWhatCannotBeSentIsSeenAndTriedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.sink.Refuse("550 5.1.1 no such user")
	id := o.invite("tmo@example.org")
	o.open()
	o.until("giving up", func() bool { return o.state(id) == "dead" })
	dead, err := o.mails.DeadLetters(t.Context(), o.admin, 10)
	if err != nil || len(dead) != 1 {
		t.Fatalf("%v (%v)", dead, err)
	}
	d := dead[0]
	if d.Kind != letter.Invited || d.For != "tmo@example.org" || d.TrustName != "Northmoor NHS Trust" || d.Attempts != 1 ||
		d.LastError != "The mail server refused the address (code 550)." {
		t.Errorf("the list says %+v", d)
	}
	if _, err := o.mails.DeadLetters(t.Context(), o.lead, 10); err == nil {
		t.Error("a lead sees the service's dead letters")
	}
	o.sink.Refuse("")
	if err := o.mails.TryAgain(t.Context(), o.admin, d.ID, now); err != nil {
		t.Fatal(err)
	}
	o.until("sending", func() bool { return o.state(id) == "sent" })
	if err := o.mails.TryAgain(t.Context(), o.admin, d.ID, now); err == nil {
		t.Error("a letter that left was sent again")
	}
}

func TestAfterTheLastAttemptALetterIsDead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.sink.Refuse("451 4.3.0 later")
	id := o.invite("tom@example.org")
	o.exec(`update river_job set max_attempts = 3`)
	o.open()
	o.until("giving up", func() bool { return o.state(id) == "dead" })
	if got := o.one(`select attempts::text from mails where object = $1`, id); got != "3" {
		t.Errorf("%s attempts, want 3", got)
	}
}

func TestALetterAboutWhatIsOverIsDropped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.invite("tom@example.org")
	if err := o.invites.Revoke(t.Context(), o.lead, "ZZ1", id, now); err != nil {
		t.Fatal(err)
	}
	o.open()
	o.until("dropping", func() bool { return o.state(id) == "dropped" })
	if n := len(o.sink.Messages()); n != 0 {
		t.Errorf("%d messages about an invitation that was taken back", n)
	}
}

func TestALetterWithoutAJobIsNotForgotten(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lost, queued := o.invite("tom@example.org"), o.invite("uma@example.org")
	o.exec(`delete from river_job where args ->> 'mail' = (select id::text from mails where object = $1)`, lost)
	if n, err := o.mails.BuryLost(t.Context(), now.Add(time.Hour)); err != nil || n != 1 {
		t.Fatalf("%d buried (%v), want 1", n, err)
	}
	if o.state(lost) != "dead" || o.state(queued) != "waiting" {
		t.Errorf("lost %s, queued %s", o.state(lost), o.state(queued))
	}
}

func TestWhatIsRolledBackIsNotQueued(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	err := o.db.InTx(t.Context(), o.lead, func(tx *store.Tx) error {
		if err := tx.Tell(t.Context(), letter.Notice{Kind: letter.Invited, Trust: "ZZ1", Object: store.NewID()}, now); err != nil {
			t.Error(err)
		}
		return context.Canceled
	})
	if err == nil {
		t.Fatal("the transaction was kept")
	}
	if n := o.one(`select (select count(*) from mails) + (select count(*) from river_job) || ''`); n != "0" {
		t.Errorf("%s rows were left", n)
	}
}

func TestAJobHoldsIDsOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	err := o.db.InTx(t.Context(), o.lead, func(tx *store.Tx) error {
		return tx.Enqueue(t.Context(), store.Job{Kind: "x", Queue: "q", MaxAttempts: 1, IDs: map[string]string{"link": "https://readiness.example/x"}})
	})
	if err == nil || strings.Contains(err.Error(), "https") {
		t.Errorf("a link went into the queue, or into the error: %v", err)
	}
}

// Nobody but the workers sees the queue: also not whoever put a job in.
func TestTheQueueIsForItsWorkersOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.invite("tom@example.org")
	for name, s := range map[string]store.Scope{"lead": o.lead, "administrator": o.admin, "nobody": {}} {
		err := o.db.InSnapshot(t.Context(), s, func(tx *store.Tx) error {
			var n int
			if err := tx.QueryRow(t.Context(), `select count(*) from river_job`).Scan(&n); err != nil {
				return err
			}
			if n != 0 {
				t.Errorf("%s sees %d jobs", name, n)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	queue, err := store.OpenQueue(t.Context(), o.url)
	if err != nil {
		t.Fatal(err)
	}
	defer queue.Close()
	var jobs, people int
	if err := queue.Pool.QueryRow(t.Context(), `select (select count(*) from river_job), (select count(*) from people)`).Scan(&jobs, &people); err != nil {
		t.Fatal(err)
	}
	if jobs != 1 || people != 0 {
		t.Errorf("the workers' connection sees %d jobs and %d people", jobs, people)
	}
}

func TestWaitsGrow(t *testing.T) {
	t.Parallel()
	total := time.Duration(0)
	for attempt := 1; attempt < store.LetterAttempts; attempt++ {
		if attempt > 1 && jobs.Wait(attempt) < jobs.Wait(attempt-1) {
			t.Errorf("the wait after attempt %d is shorter than the one before", attempt)
		}
		total += jobs.Wait(attempt)
	}
	if total < 60*time.Hour {
		t.Errorf("a letter is given up after %v: a weekend is longer", total)
	}
}
