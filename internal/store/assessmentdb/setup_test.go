package assessmentdb_test

import (
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/store/assessmentdb"
	"cyberready/internal/testkit/storeroom"
)

var now, today, year = storeroom.Now, storeroom.Today, storeroom.Year

// bundle is the scene with this room's door.
type bundle struct {
	storeroom.Scene
	room assessmentdb.Assessments
}

func setup(t *testing.T) bundle {
	t.Helper()
	s := storeroom.New(t)
	return bundle{Scene: s, room: s.Assessments}
}

func edit(item string, base int, w assessment.Words) assessment.Edit {
	return storeroom.Edit(item, base, w)
}

func yes(text string) assessment.Words { return storeroom.Yes(text) }

func no() assessment.Words { return storeroom.No() }
