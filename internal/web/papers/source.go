package papers

import (
	"strings"

	"cyberready/internal/core/sheet"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/ui"
)

// source is where the answer to an item can be read: the answer itself for whoever may see it, else the list in the report that
// says how it stands. It is empty for the product's own questions, which no list counts, where the answer is not to be seen.
func (v reportView) source(item string) string {
	if v.Items {
		return v.visit.At.Item(item)
	}
	standard, _, _ := strings.Cut(item, ".")
	for _, c := range v.Counted {
		if c.Number == standard {
			return "#counts-" + standard
		}
	}
	return ""
}

// sourced shows a sheet whose rows are answers: the figure of each leads to its answer.
func sourced(v reportView, t sheet.Table, items []string) ui.Table {
	table := appui.Figures(t)
	for i, item := range items {
		if href := v.source(item); href != "" {
			table.Rows[i][1].Href = href
		}
	}
	return table
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
