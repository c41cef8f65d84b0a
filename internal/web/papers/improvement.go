package papers

import "cyberready/internal/core/report"

// actionColour is the colour of an action's tag, beside its words.
func actionColour(a report.PlannedAction) string {
	switch {
	case a.Late:
		return "red"
	case a.State == "Done":
		return "green"
	}
	return "blue"
}
