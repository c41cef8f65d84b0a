package journey_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/trust"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/store/workingcopy"
	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// both runs a journey with JavaScript and without it.
func both(t *testing.T, story func(t *testing.T, options ...journey.Option)) {
	t.Helper()
	t.Run("with JavaScript", func(t *testing.T) {
		t.Parallel()
		story(t)
	})
	t.Run("without JavaScript", func(t *testing.T) {
		t.Parallel()
		story(t, journey.WithoutScript)
	})
}

var administrator = accountdb.Grant{Role: access.Administrator, Reach: access.ReachService}

// bay is the trust of the stories, in the year that runs. Its name is as invented as its code.
var bay = paths.Year{ODS: "ZZB01", Cycle: "2026-27"}

const bayName = "Ashcombe Bay NHS Foundation Trust"

// scene is a site with the people of one trust.
type scene struct {
	*site.Site
	pack   framework.Pack
	people map[string]store.Scope // of the trust, by name
	desks  map[string]*journey.Browser
}

// desk leads somebody to where their role begins, in the window that they have open: everybody of a story has one.
func (s scene) desk(t *testing.T, email string, options []journey.Option) *journey.Browser {
	t.Helper()
	if b := s.desks[email]; b != nil {
		b.Visit(paths.Home)
		b.Sees("Sign out")
		return b
	}
	b := journey.SignIn(t, s.Site, email, options...)
	s.desks[email] = b
	return b
}

// nights lets days pass, after which everybody has to sign in again.
func (s scene) nights(until time.Time) {
	s.Clock.Set(until)
	clear(s.desks)
}

// atTheBay sets the scene: one trust, nothing begun.
func atTheBay(t *testing.T, options ...site.Option) scene {
	t.Helper()
	s := scene{Site: site.New(t, options...)}
	s.Year(t)
	s.Trust(t, bay.ODS, bayName)
	s.settle(t)
	return s
}

// amongOthers sets the scene among invented trusts: they have published in the years before, and some in the year that runs.
func amongOthers(t *testing.T, options ...site.Option) scene {
	t.Helper()
	s := scene{Site: site.Demonstration(t, 12, options...)}
	s.Exec(t, `insert into trusts (ods_code, name, kind, region_code, opened)
		select $1, $2, 'acute', region_code, opened from trusts order by ods_code limit 1`, bay.ODS, bayName)
	s.settle(t)
	return s
}

// settle brings the people of the trust and those who look at it from outside. Everybody's password is the same.
func (s *scene) settle(t *testing.T) {
	t.Helper()
	year, err := s.Content.Year(t.Context(), store.System("test"), bay.Cycle, "")
	if err != nil {
		t.Fatal(err)
	}
	s.pack, s.people, s.desks = year.Pack, map[string]store.Scope{}, map[string]*journey.Browser{}
	for _, p := range []struct {
		email, name string
		role        access.Role
	}{
		{"nora@example.org", "Nora Vale", access.Lead},
		{"tariq@example.org", "Tariq Boyle", access.Contributor},
		{"helga@example.org", "Helga Stone", access.BoardMember},
		{"miles@example.org", "Miles Okoro", access.BoardMember},
		{"dina@example.org", "Dina Ferris", access.BoardSecretary},
		{"iris@example.org", "Iris Quayle", access.Assessor},
	} {
		id := s.Person(t, p.email, p.name, site.At(bay.ODS, p.role))
		actor := access.Actor{Person: id, Name: p.name, Role: p.role, Reach: access.ReachTrust, Place: bay.ODS}
		s.people[p.name] = store.ScopeOf(actor, store.Origin{})
	}
	s.Person(t, "sana@example.org", "Sana Keane", accountdb.Grant{Role: access.Analyst, Reach: access.ReachNation})
	s.Person(t, "ada@example.org", "Ada Whitlock", administrator)
}

var key = workingcopy.Key{ODS: bay.ODS, Cycle: bay.Cycle}

func (s scene) today() day.Day { return page.Today(s.Clock.Now()) }

// begin begins the year's assessment.
func (s scene) begin(t *testing.T) {
	t.Helper()
	if err := (assessmentdb.Assessments{DB: s.DB}).Begin(t.Context(), s.people["Nora Vale"], key, s.Clock.Now(), s.today()); err != nil {
		t.Fatal(err)
	}
}

// answerAll answers every question with what puts it in place, names one proof for all of them, and confirms every part; all but
// the questions that are left out, and the parts that hold them.
func (s scene) answerAll(t *testing.T, except ...string) {
	t.Helper()
	edit := assessment.Edit{At: s.Clock.Now().Add(-24 * time.Hour), By: assessment.Author{ID: s.people["Nora Vale"].Actor.Person, Name: "Nora Vale"}}
	var rows pgx.Batch // the answers of a whole pack one by one would take longer than the story
	for _, q := range s.pack.Questions() {
		if slices.Contains(except, q.ID) {
			continue
		}
		edit.Item, edit.Words = q.ID, inPlace(q.Item, s.today())
		a, err := assessment.Answer{}.Apply(edit, q.Item, s.today())
		if err != nil {
			t.Fatalf("answer %s: %v", q.ID, err)
		}
		rows.Queue(`insert into answers (ods_code, cycle, item, reply, text, figure, figure_date, version, saved_at, saved_by, saved_by_name)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, bay.ODS, bay.Cycle, a.Item, a.Reply, a.Text, a.Figure, a.Date, a.Version, a.SavedAt, a.SavedBy.ID, a.SavedBy.Name)
	}
	rows.Queue(`insert into answer_revisions (ods_code, cycle, item, version, reply, text, figure, figure_date, saved_at, saved_by, saved_by_name)
		select ods_code, cycle, item, version, reply, text, figure, figure_date, saved_at, saved_by, saved_by_name from answers where ods_code = $1`, bay.ODS)
	rows.Queue(`update progress set answered = (select count(*) from answers where ods_code = $1 and item !~ '^x') where ods_code = $1`, bay.ODS)
	for _, standard := range s.pack.Standards {
		for _, part := range standard.Assertions {
			if !slices.ContainsFunc(part.Items, func(i framework.Item) bool { return slices.Contains(except, i.ID) }) {
				rows.Queue(`insert into confirmations (ods_code, id, cycle, assertion, confirmed_at, confirmed_by, confirmed_by_name)
					values ($1, $2, $3, $4, $5, $6, $7)`, bay.ODS, store.NewID(), bay.Cycle, part.ID, edit.At, edit.By.ID, edit.By.Name)
			}
		}
	}
	if err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error { return tx.SendBatch(t.Context(), &rows).Close() }); err != nil {
		t.Fatal(err)
	}
	s.Exec(t, `insert into proofs (ods_code, id, title, dated, holds_months, place, added_at, added_by, added_by_name)
		values ($1, $2, 'Statement of the head of IT', $3, 12, 'Shared drive, folder Assurance', $4, $5, 'Nora Vale')`,
		bay.ODS, proofID, s.today().AddDays(-30), edit.At, edit.By.ID)
	s.Exec(t, `insert into proof_items (ods_code, cycle, item, proof_id) select ods_code, cycle, item, $2 from answers where ods_code = $1`,
		bay.ODS, proofID)
}

const proofID = "01920000-0000-7000-8000-000000000001"

// inPlace is what somebody says who has what a question asks for.
func inPlace(item framework.Item, today day.Day) assessment.Words {
	var w assessment.Words
	if item.Ask != "" {
		w.Reply = assessment.Yes
	}
	if item.Explain != "" {
		w.Text = "In place at all sites; looked at again in January."
	}
	f := item.Figure
	switch {
	case f == nil:
	case f.Kind == framework.Date:
		w.Date = today.AddDays(-40)
	case f.Min != nil:
		w.Figure = hundredths(*f.Min)
	case f.Max != nil:
		w.Figure = hundredths(*f.Max)
	case f.Kind == framework.Percent:
		w.Figure = hundredths(97)
	default:
		w.Figure = hundredths(2)
	}
	return w
}

func hundredths(whole int) *assessment.Hundredths {
	h := assessment.Hundredths(100 * whole)
	return &h
}

func saved(by string) string { return fmt.Sprintf("Saved 09:00 by %s", by) }

// on is a day by its digits, YYYY-MM-DD.
func on(digits string) day.Day {
	d, err := day.Parse(digits)
	if err != nil {
		panic(err)
	}
	return d
}

// sendToTheBoard sends the assessment, lets Helga Stone rate and sign with a reservation, and gives the id of her signature.
// Miles Okoro is asked too, and has asked a question and done nothing else yet.
func (s scene) sendToTheBoard(t *testing.T) (signature string) {
	t.Helper()
	rooms, now := reportdb.Reports{DB: s.DB}, s.Clock.Now()
	year, err := s.Content.Year(t.Context(), store.System("test"), bay.Cycle, "")
	if err != nil {
		t.Fatal(err)
	}
	nora, helga, miles := s.people["Nora Vale"], s.people["Helga Stone"], s.people["Miles Okoro"]
	of := reportdb.Year{Cycle: trust.Cycle(bay.Cycle), Pack: s.pack, BaselineDue: year.BaselineDue, Deadline: year.Deadline}
	asked := []string{helga.Actor.Person, miles.Actor.Person}
	version, err := rooms.Send(t.Context(), nora, bay.ODS, of, reportdb.Sending{Kind: signoff.Final, Signatories: asked, Accepted: true}, now, s.today())
	if err != nil {
		t.Fatal(err)
	}
	var given []reportdb.Judgement
	for _, standard := range s.pack.Standards {
		if !standard.Own {
			given = append(given, reportdb.Judgement{Standard: standard.Number, Rating: signoff.Partly, Words: "I would like to see a restore."})
		}
	}
	if err := rooms.Rate(t.Context(), helga, bay.ODS, of.Cycle, version, given, now); err != nil {
		t.Fatal(err)
	}
	question := reportdb.Asking{Version: version, Standard: "7", Words: "When did the separate copy of our backups last come back?"}
	if err := rooms.Ask(t.Context(), miles, bay.ODS, of.Cycle, question, now); err != nil {
		t.Fatal(err)
	}
	sent, err := rooms.Inputs(t.Context(), helga, bay.ODS, of.Cycle, version, s.today())
	if err != nil {
		t.Fatal(err)
	}
	signature, err = rooms.Sign(t.Context(), helga, bay.ODS, of.Cycle, reportdb.Signing{Version: version, SHA256: sent.Version.SHA256,
		Decision: signoff.Reservations, Words: "The separate copy of our backups must be there by July."}, now)
	if err != nil {
		t.Fatal(err)
	}
	return signature
}

// window opens a window in which somebody has signed in; with no e-mail address, nobody has.
func (s scene) window(t *testing.T, email string) *journey.Browser {
	t.Helper()
	switch {
	case email == "":
		return journey.Open(t, s.Site)
	case strings.HasSuffix(email, "@demo.invalid"):
		return journey.SignInAs(t, s.Site, email)
	}
	return journey.SignIn(t, s.Site, email)
}

// text gives the one text that a query finds.
func (s scene) text(t *testing.T, sql string, args ...any) string {
	t.Helper()
	var found string
	err := s.DB.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), sql, args...).Scan(&found)
	})
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return found
}

func (s scene) personID(t *testing.T, email string) string {
	t.Helper()
	return s.text(t, `select id::text from people where email = $1`, email)
}
