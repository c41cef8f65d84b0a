package appui

import (
	"cyberready/internal/core/framework"
	"cyberready/internal/web/ui"
)

// EffectTag says what a gap of an effect could do to care.
func EffectTag(e framework.Effect) ui.Tag {
	switch e {
	case framework.StopsCare:
		return ui.Tag{Text: "Could stop care", Classes: "app-tag--stops-care"}
	case framework.DelaysCare:
		return ui.Tag{Text: "Could delay care", Classes: "app-tag--delays-care"}
	case framework.ExposesRecord:
		return ui.Tag{Text: "Could expose records", Classes: "app-tag--exposes-records"}
	}
	return ui.Tag{Text: "Weakens our proof", Classes: "app-tag--weakens-proof"}
}
