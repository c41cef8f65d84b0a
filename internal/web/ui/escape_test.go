package ui_test

import (
	"strings"
	"testing"

	"github.com/a-h/templ"

	"cyberready/internal/web/ui"
)

func TestWhatPeopleTypedStaysText(t *testing.T) {
	t.Parallel()
	const typed = `"><script>alert(1)</script>`
	for name, component := range map[string]templ.Component{
		"hint":       ui.Hint{Text: typed},
		"value":      ui.Input{Name: "a", Value: typed, Label: ui.Label{Text: "A"}},
		"textarea":   ui.Textarea{Name: "a", Value: typed, Label: ui.Label{Text: "A"}},
		"option":     ui.Select{Name: "a", Label: ui.Label{Text: "A"}, Items: []ui.SelectItem{ui.Option(typed, typed)}},
		"attributes": ui.Tag{Text: "A", Attributes: templ.Attributes{"data-words": typed}},
		"heading":    ui.Card{Heading: ui.Heading{Text: typed}, Description: typed},
		"cell":       ui.Table{Rows: [][]ui.TableCell{{{Text: typed}}}},
	} {
		var page strings.Builder
		if err := component.Render(t.Context(), &page); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(page.String(), "<script") {
			t.Errorf("%s: what was typed became markup: %s", name, page.String())
		}
	}
}

func TestLinksLeadToNoScript(t *testing.T) {
	t.Parallel()
	const address = "javascript:alert(1)"
	for name, component := range map[string]templ.Component{
		"button":        ui.Button{Text: "A", Href: address},
		"back link":     ui.BackLink{Href: address},
		"card":          ui.Card{Heading: ui.Heading{Text: "A"}, Href: address},
		"action":        ui.Action{Text: "A", Href: address},
		"cell":          ui.Table{Rows: [][]ui.TableCell{{{Text: "A", Href: address}}}},
		"error summary": ui.ErrorSummary{ErrorList: []ui.ErrorLink{{Text: "A", Href: address}}},
	} {
		var page strings.Builder
		if err := component.Render(t.Context(), &page); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(page.String(), "javascript:") {
			t.Errorf("%s: the address of a script is kept: %s", name, page.String())
		}
	}
}
