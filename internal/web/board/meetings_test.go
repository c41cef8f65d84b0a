package board_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/testkit/boardroom"
	"cyberready/internal/testkit/site"
)

// days gives a form's three fields of a date.
func days(form url.Values, prefix, day, month, year string) {
	form.Set(prefix+"-day", day)
	form.Set(prefix+"-month", month)
	form.Set(prefix+"-year", year)
}

func TestTheSecretarySetsWhenTheBoardMeets(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Helen.Get(boardroom.Base+"/meetings"), 200, "No meeting is set for 2026-27. The board secretary sets it.", "Everybody who is asked must sign")
	form := url.Values{}
	days(form, "board-meets", "22", "6", "2027")
	days(form, "board-paper", "23", "6", "2027")
	p := b.Dev.Post(boardroom.Base+"/meetings", form)
	b.Wants(p, 422, "The paper must be there on the day of the meeting at the latest.")
	if p.ByID("board-paper-day") == nil || !strings.Contains(p.Source, `href="#board-paper-day"`) || site.Attr(p.ByID("board-meets-month"), "value") != "6" {
		t.Error("the summary does not lead to the field, or what was typed is lost")
	}
	days(form, "board-paper", "17", "6", "2027")
	days(form, "audit-committee-meets", "18", "June", "2027")
	b.Wants(b.Dev.Post(boardroom.Base+"/meetings", form), 422, "Enter the day of the meeting as day, month and year")
	days(form, "audit-committee-meets", "16", "6", "2027")
	days(form, "audit-committee-paper", "15", "6", "2027")
	b.Wants(b.Dev.Post(boardroom.Base+"/meetings", form), 200, "The meetings are set.")
	b.Wants(b.Helen.Get(boardroom.Base+"/meetings"), 200, "The audit committee Meets on 16 June 2027. Paper due on 15 June 2027.", "The board Meets on 22 June 2027. Paper due on 17 June 2027.")
	b.Wants(b.Helen.Get(boardroom.Base+"/board"), 200, "The board meets 22 June 2027, in eight days")
	b.Wants(b.Priya.Get(boardroom.Base), 200, "Paper for the board : 17 June 2027, in three days")

	days(form, "audit-committee-meets", "", "", "")
	days(form, "audit-committee-paper", "", "", "")
	b.Dev.Post(boardroom.Base+"/meetings", form)
	if b.Helen.Get(boardroom.Base + "/meetings").Says("The audit committee Meets") {
		t.Error("a meeting that was called off is still shown")
	}
	b.Wants(b.Helen.Post(boardroom.Base+"/meetings", form), 403, "Ask your board secretary.")
	b.Wants(b.Priya.Post(boardroom.Base+"/quorum", url.Values{"quorum": {"1"}}), 403, "Ask your board secretary.")
}

func TestAQuorumHoldsForWhatIsSentAfterIt(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	for _, wrong := range []string{"0", "-1", "51", "two"} {
		b.Wants(b.Dev.Post(boardroom.Base+"/quorum", url.Values{"quorum": {wrong}}), 422, "Enter a number from 1 to 50")
	}
	b.Wants(b.Dev.Post(boardroom.Base+"/quorum", url.Values{"quorum": {"2"}}), 200, "Two signatures make a version count as signed by the board. Dev Rao set this on 14 June 2027.")
	b.Clock.Pass(time.Minute)
	b.Send()
	b.Dev.Post(boardroom.Base+"/quorum", url.Values{"quorum": {"1"}}) // too late to have it met by one
	b.Sign(b.Amir, "signed", "")
	b.Wants(b.Priya.Get(boardroom.Base+"/publish"), 200, "1 of 2, quorum 2 not met", "The quorum is two: one more must sign.", "Publish without the board’s signature")
	b.Wants(b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"1"}}), 422, "The quorum is not met.")

	b.Priya.Post(boardroom.Base+"/recall", url.Values{"version": {"1"}})
	b.Send()
	b.Sign(b.Amir, "signed", "")
	b.Wants(b.Priya.Get(boardroom.Base+"/publish"), 200, "1 of 2, quorum 1 met", "The quorum of one is met.")
	b.Wants(b.Priya.Post(boardroom.Base+"/publish", url.Values{"version": {"2"}}), 200, "with the board's signatures")
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "One of the two people asked has signed. One has not answered. The quorum of one is met.")
}

// A meeting that is over waits for its record. What met after a version was taken back decided on another one.
func TestADecisionIsDueOnceTheBoardHasMet(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	form := url.Values{}
	days(form, "board-meets", "15", "6", "2027")
	days(form, "board-paper", "14", "6", "2027")
	b.Dev.Post(boardroom.Base+"/meetings", form)
	b.Send()
	b.Exec(t, `insert into agreed_ratings (ods_code, id, cycle, version, standard, rating, dissent, recorded_at, recorded_by, recorded_by_name)
		select 'ZZ1', gen_random_uuid(), '2026-27', 1, n::text, 'largely', '', now(), gen_random_uuid(), 'Dev Rao' from generate_series(1, 10) n`)
	b.Wants(b.Dev.Get(boardroom.Base+"/board"), 200, "Nothing is waiting for you")
	b.Clock.Set(time.Date(2027, 6, 16, 9, 0, 0, 0, time.UTC))
	b.Dev, b.Priya = b.SignIn(t, "dev@example.org"), b.SignIn(t, "priya@example.org")
	b.Wants(b.Dev.Get(boardroom.Base+"/board"), 200, "One thing is waiting for you", "Not recorded")

	b.Priya.Post(boardroom.Base+"/recall", url.Values{"version": {"1"}})
	b.Clock.Set(time.Date(2027, 6, 18, 9, 0, 0, 0, time.UTC))
	b.Dev = b.SignIn(t, "dev@example.org")
	record := url.Values{"version": {"1"}, "body": {"board"}, "outcome": {"noted"}, "minute": {"B/27/41"}, "present": {"All"}}
	days(record, "held", "17", "6", "2027")
	b.Wants(b.Dev.Post(boardroom.Base+"/decision", record), 422, "This version was taken back on 16 June 2027, so a later meeting decided on another one.")
	days(record, "held", "15", "6", "2027")
	b.Wants(b.Dev.Post(boardroom.Base+"/decision", record), 200, "The board noted version 1 on 15 June 2027.")
}

func TestWhatAMeetingDecidedStandsBesideTheSignatures(t *testing.T) {
	t.Parallel()
	b := boardroom.New(t)
	b.Wants(b.Dev.Get(boardroom.Base+"/decision"), 200, "There is nothing to record now")
	b.Send()
	b.Clock.Set(time.Date(2027, 6, 23, 9, 0, 0, 0, time.UTC))
	b.Dev, b.Helen, b.Priya = b.SignIn(t, "dev@example.org"), b.SignIn(t, "helen@example.org"), b.SignIn(t, "priya@example.org")
	form := url.Values{"version": {"1"}, "body": {"board"}, "outcome": {"not-approved"}, "minute": {"B/27/41"}, "present": {"Five of six members"}}
	days(form, "held", "13", "6", "2027")
	p := b.Dev.Post(boardroom.Base+"/decision", form)
	b.Wants(p, 422, "This version was sent on 14 June 2027, so an earlier meeting cannot have seen it.", "Five of six members")
	if p.ByID("held-day") == nil || !strings.Contains(p.Source, `href="#held-day"`) {
		t.Error("the summary does not lead to the field")
	}
	days(form, "held", "22", "6", "2027")
	b.Wants(b.Dev.Post(boardroom.Base+"/decision", form), 422, "Write why it was not approved, as minuted.")
	form.Set("words", "The <b>restore</b> first.")
	b.Wants(b.Dev.Post(boardroom.Base+"/decision", form), 200, "It is recorded", "The board did not approve version 1 on 22 June 2027.", "The <b>restore</b> first.")
	b.Wants(b.Helen.Get(boardroom.Base+"/report"), 200, "The board did not approve version 1 on 22 June 2027", "Minute B/27/41. Present: Five of six members", "Neither of the two people asked has signed.")
	form.Set("outcome", "approved")
	b.Wants(b.Dev.Post(boardroom.Base+"/decision", form), 200, "The board approved version 1 on 22 June 2027.")
	report := b.Helen.Get(boardroom.Base + "/report")
	b.Wants(report, 200, "A later record took its place.", "The board did not approve version 1", "What was decided in meetings")
	b.Wants(b.Helen.Post(boardroom.Base+"/decision", form), 403, "Ask your board secretary to record it.")
	b.Wants(b.Priya.Get(boardroom.Base+"/decision"), 403, "Ask your board secretary to record it.")
	b.Wants(b.Dev.Get(boardroom.Base+"/standards/7"), 403) // the paper, and not the answers
}
