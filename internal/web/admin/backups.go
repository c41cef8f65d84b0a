package admin

import (
	"time"

	"cyberready/internal/core/english"
	"cyberready/internal/store/backupdb"
	"cyberready/internal/web/page"
)

// backupView says how safe what is here is.
type backupView struct {
	Tag, Colour string
	Last, Drill string // sentences
	Failed      string // a sentence; empty: nothing went wrong since
}

func backupsAt(site page.Site, s backupdb.State, now time.Time) backupView {
	if site.Demo && s.Backup == nil {
		return backupView{Tag: "None needed", Colour: "grey", Last: "A demonstration makes no backups: all that it holds is invented, and is made anew in seconds. " +
			"A real service shows here how old its last good backup is."}
	}
	v := backupView{Tag: "In order", Colour: "green", Failed: s.Failed}
	if s.Late(now) {
		v.Tag, v.Colour = "Late", "red"
	}
	switch {
	case s.Backup == nil:
		v.Tag, v.Last = "None", "There is no backup yet. What trusts write could be lost."
	default:
		v.Last = "The last good backup was made " + page.Moment(*s.Backup, now) + ", " + ago(now.Sub(*s.Backup)) + " ago: " + s.File + "."
	}
	if s.Drill == nil {
		v.Drill = "No backup has been tried out yet. Only one that was restored is known to be good."
	} else {
		v.Drill = "A backup was last restored and compared row by row " + page.Moment(*s.Drill, now) + "."
	}
	return v
}

// ago says how long a time is, in hours up to two days, and then in days.
func ago(d time.Duration) string {
	switch hours := int(d.Hours()); {
	case hours < 1:
		return "less than an hour"
	case hours < 48:
		return english.Count(hours, "hour", "hours")
	default:
		return english.Count(hours/24, "day", "days")
	}
}
