package sharedb_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/maildb"
)

// letters lets everything leave that waits, as its readers get it: to whom, and all its words.
func (b bundle) letters(at time.Time) []string {
	b.Helper()
	type row struct {
		ID string `db:"id"`
	}
	var waiting []row
	err := b.DB.InSnapshot(b.Context(), store.System("test"), func(tx *store.Tx) (err error) {
		waiting, err = store.List[row](b.Context(), tx, `select id::text from mails where state = 'waiting' order by id`)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	mails, list := maildb.Mails{DB: b.DB}, []string{}
	for _, w := range waiting {
		e, err := mails.Envelope(b.Context(), w.ID, at)
		if err != nil {
			b.Fatal(err)
		}
		if e.Over != "" {
			err = mails.Dropped(b.Context(), e.ID, e.Over, at)
			list = append(list, e.Facts.Name+": dropped: "+e.Over)
		} else {
			err = mails.Sent(b.Context(), e.ID, at)
			for _, item := range e.Items {
				e.Facts.Items = append(e.Facts.Items, letter.Item{ID: item})
			}
			l := letter.Write(e.Facts)
			list = append(list, e.Facts.Name+": "+l.Subject+" "+strings.Join(l.Paragraphs, " ")+lines(l))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	slices.Sort(list)
	return list
}

func lines(l letter.Letter) (text string) {
	for _, x := range l.Lines {
		text += " " + x.Text
	}
	return text
}

// told wants one letter for each of the texts, in the order of the names with which they begin; each holds all the words that follow.
func (b bundle) told(at time.Time, want ...[]string) {
	b.Helper()
	got := b.letters(at)
	if len(got) != len(want) {
		b.Fatalf("%d letters, want %d: %s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i, words := range want {
		for n, w := range words {
			if n == 0 && !strings.HasPrefix(got[i], w+": ") || !strings.Contains(got[i], w) {
				b.Errorf("letter %d lacks %q: %s", i, w, got[i])
			}
		}
	}
}

func TestWhoIsGivenPartsIsToldOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at, due := now, today.AddDays(30)
	give := func(part string, to string, due day.Day, after time.Duration) {
		t.Helper()
		at = at.Add(after)
		if err := b.room.HandOut(t.Context(), b.Priya, year, b.Pack, part, to, due, at, today); err != nil {
			t.Fatal(err)
		}
	}
	tom := b.Tom.Actor.Person
	give("7.2", tom, due, 0)
	give("7.3", tom, due, time.Minute)
	b.told(at, []string{"Tom Okafor", "Priya Nair asks you to answer two parts of the 2026-27 assessment of Northmoor and Dale, by 31 March 2027."})

	give("7.2", tom, due, time.Hour)
	b.told(at) // it is as it was
	if n := b.Number(`select count(*) from assertion_owners where given_at > $1`, now.Add(30*time.Minute)); n != 0 {
		t.Error("what was given again as it was counts as given anew")
	}

	give("7.2", tom, due.AddDays(1), time.Hour)
	give("7.3.5", tom, day.Day{}, time.Minute)
	b.told(at, []string{"Tom Okafor", "two parts", ", by 1 April 2027."})
	give("8.1", tom, day.Day{}, time.Hour)
	b.told(at, []string{"Tom Okafor", "one part of", "No day was set."})
	give("8.1", tom, due, time.Hour)
	give("8.2", tom, due.AddDays(5), time.Minute)
	b.told(at, []string{"Tom Okafor", "two parts", "The first is due on 31 March 2027, the last on 5 April 2027."})

	give("9.1", b.Priya.Actor.Person, due, time.Hour)
	b.told(at) // she gave it to herself

	uma := b.Person("Uma Rao", access.Contributor, "ZZ1").Actor.Person
	give("7.2", uma, due, time.Hour)
	b.told(at, []string{"Tom Okafor", "not yours to answer any more", "given to somebody else, or taken back"}, []string{"Uma Rao", "one part of"})
	give("7.2", "", day.Day{}, time.Hour)
	give("7.2", "", day.Day{}, time.Minute)
	b.told(at, []string{"Uma Rao", "not yours to answer any more"})

	give("9.2", uma, due, time.Hour)
	give("9.2", "", day.Day{}, time.Minute)
	b.told(at, []string{"Uma Rao", "not yours to answer any more"}, []string{"Uma Rao", "dropped: What was given is somebody else’s by now."})
}

// What is given when the letter may be leaving already is told of in a letter of its own, and both count what is theirs.
func TestWhatIsGivenLaterIsInTheNextLetter(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for i, part := range []string{"7.2", "7.3", "8.1"} {
		at := now.Add(time.Duration(i) * 3 * time.Minute)
		if err := b.room.HandOut(t.Context(), b.Priya, year, b.Pack, part, b.Tom.Actor.Person, day.Day{}, at, today); err != nil {
			t.Fatal(err)
		}
	}
	if n := b.Number(`select count(*) from river_job where kind = 'letter' and scheduled_at > now() + interval '4 minutes'`); n != 2 {
		t.Errorf("%d letters wait for more, want 2", n)
	}
	b.told(now.Add(time.Hour), []string{"Tom Okafor", "one part of"}, []string{"Tom Okafor", "two parts"})
}

func TestWhoHearsOfACommentAndOfAHandIn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	uma := b.Person("Uma Rao", access.Contributor, "ZZ1")
	b.Give("7.3", b.Tom, day.Day{})
	b.Give("7.2", uma, day.Day{})
	b.letters(now)
	at := now.Add(time.Hour)
	say := func(s store.Scope, item string, after time.Duration) {
		t.Helper()
		at = at.Add(after)
		if err := b.room.WriteComment(t.Context(), s, year, b.Pack, item, "Which servers? The old ones have no owner.", at); err != nil {
			t.Fatal(err)
		}
	}
	say(b.Priya, "7.3.5", 0)
	say(b.Priya, "7.3.6", time.Minute)
	say(b.Priya, "7.3.5", time.Minute)
	b.told(at, []string{"Tom Okafor", "Priya Nair has commented on the 2026-27 assessment of Northmoor and Dale: Item 7.3.5 Item 7.3.6"})
	say(b.Tom, "7.3.5", time.Hour)
	b.told(at, []string{"Priya Nair", "Tom Okafor has commented", "Item 7.3.5"})
	say(b.Priya, "1.1.1", time.Hour)
	b.told(at) // nobody has it, and nobody else spoke
	b.Exec(`insert into reminder_choices (person_id, kind, off_at) values ($1, 'commented', now()), ($1, 'part-given', now())`, b.Tom.Actor.Person)
	say(b.Priya, "7.3.5", time.Hour)
	b.told(at, []string{"Tom Okafor", "dropped: The person does not want messages of this kind."})
	b.Give("9.1", b.Tom, day.Day{})
	b.told(at, []string{"Tom Okafor", "asks you to answer"}) // nobody turns that off

	b.answerAll("7.3")
	b.answerAll("7.2")
	b.handIn(b.Tom, "7.3", at)
	b.handIn(uma, "7.2", at)
	b.told(at, []string{"Priya Nair", "Tom Okafor has handed in"}, []string{"Priya Nair", "Uma Rao has handed in"})
}
