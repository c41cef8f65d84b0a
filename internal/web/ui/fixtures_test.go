package ui_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"cyberready/internal/web/ui"
)

// fixturesDir holds, for each component of the design system, the options and the HTML that it makes of them.
const fixturesDir = "../../../web/node_modules/nhsuk-frontend/dist/nhsuk/components"

// components are all components that the project has, by the design system's name.
var components = map[string]templ.Component{
	"back-link":           ui.BackLink{},
	"breadcrumb":          ui.Breadcrumb{},
	"button":              ui.Button{},
	"card":                ui.Card{},
	"character-count":     ui.CharacterCount{},
	"checkboxes":          ui.Checkboxes{},
	"date-input":          ui.DateInput{},
	"details":             ui.Details{},
	"error-message":       ui.ErrorMessage{},
	"error-summary":       ui.ErrorSummary{},
	"fieldset":            ui.Fieldset{},
	"heading":             ui.Heading{},
	"hint":                ui.Hint{},
	"input":               ui.Input{},
	"inset-text":          ui.InsetText{},
	"label":               ui.Label{},
	"legend":              ui.Legend{},
	"notification-banner": ui.NotificationBanner{},
	"pagination":          ui.Pagination{},
	"panel":               ui.Panel{},
	"password-input":      ui.PasswordInput{},
	"radios":              ui.Radios{},
	"scroll":              ui.Scroll{},
	"search-input":        ui.SearchInput{},
	"select":              ui.Select{},
	"skip-link":           ui.SkipLink{},
	"summary-list":        ui.SummaryList{},
	"tables":              ui.Table{},
	"tabs":                ui.Tabs{},
	"tag":                 ui.Tag{},
	"task-list":           ui.TaskList{},
	"textarea":            ui.Textarea{},
	"warning-callout":     ui.WarningCallout{},
}

type fixture struct {
	Name      string
	Context   map[string]any
	CallBlock string
	HTML      string
}

func fixtures(t *testing.T, component string) []fixture {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(fixturesDir, component, "fixtures.json"))
	if err != nil {
		t.Fatalf("the design system's fixtures are missing: make installs them in web/node_modules (%v)", err)
	}
	var file struct{ Fixtures []fixture }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatalf("fixtures of %s: %v", component, err)
	}
	if len(file.Fixtures) == 0 {
		t.Fatalf("fixtures of %s: none", component)
	}
	return file.Fixtures
}

// TestFixtures renders each component with each of the design system's own examples of it.
func TestFixtures(t *testing.T) {
	t.Parallel()
	const enough = 400
	run := 0
	for name, component := range components {
		examples := fixtures(t, name)
		run += len(examples)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, example := range examples {
				checkFixture(t, name, component, example)
			}
		})
	}
	t.Logf("%d fixtures of %d components", run, len(components))
	if run < enough {
		t.Errorf("%d fixtures run, want at least %d", run, enough)
	}
}

func checkFixture(t *testing.T, name string, component templ.Component, example fixture) {
	t.Helper()
	options, err := json.Marshal(example.Context)
	if err != nil {
		t.Fatal(err)
	}
	got, err := render(t, name, component, example)
	if err != nil {
		t.Errorf("%q with %s: %v", example.Name, options, err)
		return
	}
	if g, w := outline(t, got), outline(t, example.HTML); g != w {
		t.Errorf("%q with %s and block %q:\n%s", example.Name, options, example.CallBlock, difference(g, w))
	}
}

// around is a component that is put around a block.
type around interface{ Around() templ.Component }

// render fills a new value of the component's type with the options and renders it, around the block if there is one.
func render(t *testing.T, name string, component templ.Component, example fixture) (string, error) {
	t.Helper()
	filled := reflect.New(reflect.TypeOf(component)).Elem()
	options := example.Context
	if rename := spellings[name]; rename != nil {
		rename(options)
	}
	_, takesBlock := component.(around)
	if example.CallBlock != "" && !takesBlock {
		options[blockOption(name)] = example.CallBlock
	}
	if err := decode(options, filled); err != nil {
		return "", err
	}

	ctx := context.Background()
	component = filled.Interface().(templ.Component)
	if example.CallBlock != "" && takesBlock {
		component = component.(around).Around()
		ctx = templ.WithChildren(ctx, templ.Raw(example.CallBlock))
	}
	var page bytes.Buffer
	if err := component.Render(ctx, &page); err != nil {
		return "", err
	}
	return page.String(), nil
}

// difference shows two outlines from the first line on that is not the same.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	same := 0
	for same < min(len(g), len(w)) && g[same] == w[same] {
		same++
	}
	const context, shown = 2, 8
	from := max(0, same-context)
	part := func(lines []string) string {
		return strings.Join(lines[min(from, len(lines)):min(from+shown, len(lines))], "\n")
	}
	return "got\n" + part(g) + "\nwant\n" + part(w)
}
