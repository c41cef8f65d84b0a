package demo

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/core/signoff"
	"cyberready/internal/store/reportdb"
)

// rate gives the ratings of Northmoor and Dale's board: mostly what the counts suggest, a little kinder about unsupported
// systems, so that the report has something to say about it.
func (w writer) rate(f reportdb.Frozen, on day.Day) {
	if !w.first {
		return
	}
	ods, cycle, version := w.t.Code, string(w.y.label), f.Snapshot.Version
	for _, st := range f.Result.Standards {
		if st.Own {
			continue
		}
		agreed := ratingOf(st.Counts)
		if st.Number == "8" {
			agreed = signoff.Largely
		}
		for i, m := range w.cast.board {
			own := agreed
			if i == 0 && st.Number == "6" {
				own = signoff.CannotTell
			}
			w.put("board_ratings", []string{"ods_code", "cycle", "version", "standard", "person_id", "rating", "note", "rated_at"},
				[]any{ods, cycle, version, st.Number, m.id, string(own), "", on.Time().Add(hour(16))})
		}
		w.put("agreed_ratings", []string{"ods_code", "id", "cycle", "version", "standard", "rating", "dissent", "recorded_at", "recorded_by", "recorded_by_name"},
			[]any{ods, newID(w.rng), cycle, version, st.Number, string(agreed), "", on.Time().Add(hour(17)), w.cast.dev.id, w.cast.dev.name})
	}
}

func ratingOf(c score.Counts) signoff.Rating {
	switch missing := c.Mandatory - c.InPlace; {
	case missing == 0:
		return signoff.Fully
	case 10*missing <= 2*c.Mandatory:
		return signoff.Largely
	case 2*missing <= c.Mandatory:
		return signoff.Partly
	}
	return signoff.NotInPlace
}
