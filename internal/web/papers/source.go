package papers

import "cyberready/internal/core/report"

// source is where the answer to a question can be read: the answer itself for whoever may see it, else how it is answered.
func (v reportView) source(item string) string {
	if v.Items {
		return v.visit.At.Item(item)
	}
	return v.behind(report.OfItem(item))
}

// stateColour is the colour of a state's tag, beside its words.
func stateColour(state string) string {
	switch state {
	case "Proved":
		return "green"
	case "Claimed only":
		return "yellow"
	case "Not in place":
		return "red"
	}
	return "grey"
}
