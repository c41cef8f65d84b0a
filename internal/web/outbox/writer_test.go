package outbox_test

import (
	"strings"
	"testing"

	"cyberready/internal/core/letter"
	"cyberready/internal/edge/keys"
	"cyberready/internal/store"
	"cyberready/internal/store/maildb"
	"cyberready/internal/web/outbox"
	"cyberready/internal/web/paths"
)

// A letter with something to do leads to where it is done, and not to a page on which one has to look for it.
func TestEachLetterLeadsToItsPage(t *testing.T) {
	t.Parallel()
	w := outbox.Writer{PublicURL: "https://readiness.example", Keys: keys.Made()}
	anywhere := map[letter.Kind]bool{letter.RoleGiven: true, letter.CoverNamed: true} // the home of whatever role it is
	for _, k := range letter.Kinds() {
		l := w.Write(maildb.Envelope{Trust: "ZZ1", Object: store.NewID(), Generation: 1, Facts: letter.Facts{Kind: k, Cycle: "2026-27", Version: 3, Part: "7.3"}})
		path, ours := strings.CutPrefix(l.Action.URL, w.PublicURL)
		if l.Action.Text != "" && (!ours || (path == paths.Home) != anywhere[k] || strings.Contains(path, "{")) {
			t.Errorf("%s leads to %q", k, l.Action.URL)
		}
	}
}
