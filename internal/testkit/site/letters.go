package site

import (
	"strings"
	"testing"

	"cyberready/internal/core/letter"
	"cyberready/internal/store"
	"cyberready/internal/store/maildb"
	"cyberready/internal/web/outbox"
)

// Letter is one that left, as its reader gets it.
type Letter struct {
	letter.Letter
	To string // e-mail address
}

// Path gives where the letter leads to, on this site.
func (l Letter) Path() string {
	_, host, _ := strings.Cut(l.Action.URL, "//")
	_, path, _ := strings.Cut(host, "/")
	return "/" + path
}

// Letters lets every letter that waits leave, as the queue would, and gives them in the order of their queueing.
func (s *Site) Letters(t testing.TB) []Letter {
	t.Helper()
	mails := maildb.Mails{DB: s.DB}
	writer := outbox.Writer{PublicURL: s.URL, Keys: s.Keys}
	type row struct {
		ID string `db:"id"`
	}
	var waiting []row
	err := s.DB.InSnapshot(t.Context(), store.System("test"), func(tx *store.Tx) (err error) {
		waiting, err = store.List[row](t.Context(), tx, `select id::text from mails where state = 'waiting' order by id`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var letters []Letter
	for _, w := range waiting {
		e, err := mails.Envelope(t.Context(), w.ID, s.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		if e.Over != "" {
			err = mails.Dropped(t.Context(), e.ID, e.Over, s.Clock.Now())
		} else {
			letters = append(letters, Letter{writer.Write(e), e.Email})
			err = mails.Sent(t.Context(), e.ID, s.Clock.Now())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return letters
}
