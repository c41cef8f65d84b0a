package plandb_test

import (
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/store"
)

// told gives what waits in the queue, as "kind to name", and ends it.
func (l *life) told() string {
	l.Helper()
	type row struct {
		Text string `db:"text"`
	}
	var list []string
	err := l.Scene.DB.InTx(l.Context(), store.System("test"), func(tx *store.Tx) error {
		rows, err := store.List[row](l.Context(), tx, `with gone as (delete from mails returning kind, person_id)
			select g.kind || ' to ' || p.name as text from gone g join people p on p.id = g.person_id order by 1`)
		for _, r := range rows {
			list = append(list, r.Text)
		}
		return err
	})
	l.Must(err)
	return strings.Join(list, ", ")
}

// Whoever owns an action hears that they do, and that its day moved, from whoever did it; who does it themselves does not.
func TestAnOwnerHearsOfTheirAction(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.told()
	id := l.planned("Take stock", today.AddDays(30), open)
	if got := l.told(); got != "action-given to Tom Okafor" {
		t.Errorf("told %q", got)
	}
	change := func(because string, how func(*assessment.Author, *int)) {
		t.Helper()
		a, _ := l.working().Action(id)
		days := 0
		how(&a.Owner, &days)
		a.Due = a.Due.AddDays(days)
		l.later(1)
		if _, err := l.Save(t.Context(), l.Priya, key, l.Pack, a, because, l.now, l.today); err != nil {
			t.Fatal(err)
		}
	}
	change("", func(*assessment.Author, *int) {})
	if got := l.told(); got != "" {
		t.Errorf("nothing of theirs changed, and they are told %q", got)
	}
	change("The scanner came late.", func(_ *assessment.Author, days *int) { *days = 14 })
	if got := l.told(); got != "action-moved to Tom Okafor" {
		t.Errorf("told %q", got)
	}
	change("", func(o *assessment.Author, _ *int) { o.ID = l.Priya.Actor.Person })
	if got := l.told(); got != "" {
		t.Errorf("she took it herself, and is told %q", got)
	}
}

func TestTheSIROHearsOfARisk(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.told()
	l.kept(open, today.AddMonths(3))
	if got := l.told(); got != "risk-waits to Grace Holt" {
		t.Errorf("told %q", got)
	}
}
