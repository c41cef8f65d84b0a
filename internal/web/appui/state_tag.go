package appui

import (
	"cyberready/internal/core/score"
	"cyberready/internal/web/ui"
)

// StateTag shows what a question or an assertion comes to. The words say it; the colour only helps.
func StateTag(s score.State) ui.Tag {
	switch s {
	case score.InPlace:
		return ui.Tag{Text: "In place", Colour: "green"}
	case score.NotInPlace:
		return ui.Tag{Text: "Not in place", Colour: "red"}
	case score.DoesNotApply:
		return ui.Tag{Text: "Does not apply", Colour: "aqua-green"}
	case score.Exempt:
		return ui.Tag{Text: "Exempt", Colour: "aqua-green"}
	case score.ToConfirm:
		return ui.Tag{Text: "To confirm", Colour: "yellow"}
	case score.InProgress:
		return ui.Tag{Text: "In progress", Colour: "blue"}
	}
	return ui.Tag{Text: "Not answered", Colour: "grey"}
}
