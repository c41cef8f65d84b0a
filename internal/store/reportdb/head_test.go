package reportdb_test

import (
	"testing"

	"cyberready/internal/core/audit"
)

// The trail up to the sending is sealed with it: a version says what the trail was.
func TestAVersionHoldsTheEndOfTheTrail(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.send()
	if err := l.Recall(t.Context(), l.priya.scope, ods, cycle, 1, l.now); err != nil {
		t.Fatal(err)
	}
	l.send()
	sent, err := l.Inputs(t.Context(), l.priya.scope, ods, l.year.Cycle, 2, l.today())
	if err != nil {
		t.Fatal(err)
	}
	head, err := audit.ParseHead(sent.Snapshot.AuditHead)
	if err != nil || head.Seq != 2 { // sent and recalled
		t.Errorf("version 2 holds the head %q (%v)", sent.Snapshot.AuditHead, err)
	}
	var sum []byte
	if err := l.owner.QueryRow(t.Context(), `select sha256 from audit_links where ods_code = $1 and seq = 2`, ods).Scan(&sum); err != nil {
		t.Fatal(err)
	}
	if audit.Sum(sum) != head.Sum {
		t.Errorf("the chain has %x there", sum)
	}
}
