package national_test

import (
	"strings"
	"testing"
)

// Given a trust that was given more time, when an analyst looks at who has not published, then its new day stands beside it, marked.
func TestMoreTimeStandsBesideWhoHasNotPublished(t *testing.T) {
	t.Parallel()
	s := made(t)
	s.Exec(t, `insert into deadline_extensions (id, ods_code, cycle, kind, until_day, reason, given_at, given_by, given_by_name)
		values (gen_random_uuid(), 'ZZB', '2026-27', 'final', '2027-07-14', 'Merger', '2027-02-01', gen_random_uuid(), 'Ada Whitlock')`)
	b := s.SignIn(t, "sam@example.org")
	for _, list := range []string{"not-published", "quiet"} {
		rows := byID(t, b.Get("/national/waiting?list="+list), "waiting").rows
		found := false
		for _, row := range rows {
			said := strings.Join(row, " | ")
			more := strings.Contains(said, "14 July 2027, extended")
			if ours := strings.Contains(said, "ZZB"); more != ours || !ours && !strings.Contains(said, "30 June 2027") {
				t.Errorf("%s: %s", list, said)
			}
			found = found || more
		}
		if !found {
			t.Errorf("%s does not tell the new day: %v", list, rows)
		}
	}
	if file := b.Get("/national/waiting?list=not-published&format=csv"); !strings.Contains(file.Source, `"14 July 2027, extended"`) {
		t.Errorf("the file:\n%s", file.Source)
	}
	if p := b.Get("/national/waiting?list=not-published&as-at=2027-02-15"); p.Says("Due here") {
		t.Error("a list of a past day tells today's deadline")
	}
}
