package jobs_test

import (
	"testing"
	"time"

	"cyberready/internal/core/audit"
	"cyberready/internal/jobs"
	"cyberready/internal/store"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/testkit/pgtest"
)

func TestTheTrailIsSealedInRounds(t *testing.T) {
	t.Parallel()
	db, err := store.Open(t.Context(), pgtest.New(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	trail := auditdb.Trail{DB: db}
	round := jobs.SealTrail(trail, func() time.Time { return now })
	if round.Every > 5*time.Second {
		t.Errorf("a round each %s is not within seconds", round.Every)
	}
	for range 3 {
		err := db.InTx(t.Context(), store.System("test"), func(tx *store.Tx) error {
			return tx.Record(t.Context(), audit.Event{Verb: audit.AnswerSaved, Trust: "ZZ1"}, now)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := round.Do(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	v, err := trail.Verify(t.Context(), store.System("test"), "", func(d audit.Damage) { t.Error(d) })
	if err != nil || v.Links != 3 || v.Tail.Events != 0 {
		t.Errorf("checked %+v (%v), want three links and no tail", v, err)
	}
}
