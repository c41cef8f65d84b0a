package trust

import (
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
)

// Status is an official DSPT status as it is published about an organisation. These words are never used for a result
// that this service computes.
type Status string

// The published statuses (domain/statuses.md). StandardsNotFullyMet is the older name, to 2020-21, of a gap whose
// improvement plan was accepted; ApproachingStandards is the name since.
const (
	StandardsExceeded    Status = "Standards Exceeded"
	StandardsMet         Status = "Standards Met"
	ApproachingStandards Status = "Approaching Standards"
	StandardsNotFullyMet Status = "Standards Not Fully Met (Plan Agreed)"
	StandardsNotMet      Status = "Standards Not Met"
	NotPublished         Status = "Not Published"
)

// Statuses gives all of them in the order in which tables show them.
func Statuses() []Status {
	return []Status{StandardsExceeded, StandardsMet, ApproachingStandards, StandardsNotFullyMet, StandardsNotMet, NotPublished}
}

// ParseStatus reads a status in any letter case, with or without the year before it: "22/23 Standards Met" gives
// StandardsMet and 2022-23, "Not Published" gives NotPublished and the empty Cycle.
func ParseStatus(s string) (Status, Cycle, error) {
	words := strings.Fields(s)
	if len(words) == 0 {
		return "", "", fault.New(fault.Invalid, "There is no status.")
	}
	cycle, dated := PublishedCycle(words[0])
	if dated {
		words = words[1:]
	}
	text := strings.Join(words, " ")
	for _, status := range Statuses() {
		if strings.EqualFold(text, string(status)) {
			return status, cycle, nil
		}
	}
	return "", "", fault.New(fault.Invalid, "%s is not a DSPT status. The statuses are %s.", quoted(s), listStatuses())
}

func listStatuses() string {
	var names []string
	for _, s := range Statuses() {
		names = append(names, string(s))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// Published is one organisation's official status as a published file gives it. The organisation need not be a trust
// that the register knows.
type Published struct {
	Line   int    // in the file that it was read from
	Code   string // ODS code
	Name   string // readable; "" when the file gives none
	Region string // code, when the file gives one
	Status Status
	On     day.Day // of publication; zero when the file gives none, and for NotPublished
}
