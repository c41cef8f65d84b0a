package board

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
	"cyberready/internal/store/reportdb"
)

// since tells what is different from an earlier version, one sentence a fact: what a person who signed that one has to
// know before they sign this one.
func since(before, now reportdb.Sent) []string {
	was := map[string]score.Item{}
	for _, it := range before.Result.Items {
		was[it.ID] = it
	}
	var gained, lost []string
	for _, it := range now.Result.Items {
		switch then := was[it.ID]; {
		case !it.Counted || then.Claimed == it.Claimed:
		case it.Claimed:
			gained = append(gained, titled(now, it.ID))
		default:
			lost = append(lost, titled(now, it.ID))
		}
	}
	said := []string{"In place then: " + english.OutOf(before.Result.InPlace, before.Result.Mandatory) + ". In place now: " +
		english.OutOf(now.Result.InPlace, now.Result.Mandatory) + "."}
	if len(gained) > 0 {
		said = append(said, "In place now and not then: "+english.List(gained)+".")
	}
	if len(lost) > 0 {
		said = append(said, "No longer in place: "+english.List(lost)+".")
	}
	if len(gained)+len(lost) == 0 {
		said = append(said, "The same requirements are in place. Texts, proof or people may still have changed.")
	}
	return said
}

func titled(s reportdb.Sent, id string) string {
	item, _ := s.Snapshot.Pack.Item(id)
	return english.Small(item.Title) + " (" + id + ")"
}
