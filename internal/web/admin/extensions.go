package admin

import (
	"net/http"
	"slices"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/signoff"
	"cyberready/internal/core/timetable"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web/appui"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// extensionsView is the time that trusts were given, and the form that gives more.
type extensionsView struct {
	List                        []timetable.Extension
	Years                       []contentdb.Year
	Trusts, Cycle, Kind, Reason string
	Until                       appui.DayText
	Errors                      *fault.Error
}

func (p Place) showExtensions(w http.ResponseWriter, r *http.Request) error {
	return p.renderExtensions(w, r, extensionsView{Kind: string(signoff.Final)})
}

func (p Place) renderExtensions(w http.ResponseWriter, r *http.Request, view extensionsView) error {
	v, err := may(r, access.ExtendDeadline)
	if err != nil {
		return err
	}
	if view.List, err = p.Content.Extensions(r.Context(), v.Scope()); err != nil {
		return err
	}
	if view.Years, err = p.Content.Years(r.Context(), v.Scope()); err != nil {
		return err
	}
	return page.Show(w, r, page.Page{Title: "More time for named trusts", Back: back, Errors: view.Errors, Body: extensions(view), Saved: p.Sessions.Said(r.Context())})
}

func (p Place) extend(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.ExtendDeadline)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := extensionsView{Trusts: r.PostFormValue("trusts"), Cycle: r.PostFormValue("cycle"), Kind: r.PostFormValue("kind"),
		Reason: r.PostFormValue("reason"), Until: appui.ReadDayText(r, "until")}
	if r.PostFormValue("do") == "take-back" {
		if err := p.Content.TakeBack(r.Context(), v.Scope(), view.Trusts, view.Cycle, signoff.Kind(view.Kind), p.Now()); err != nil {
			return err
		}
		p.Sessions.Say(r.Context(), "It is taken back. The year’s own deadline counts again for "+view.Trusts+".")
		return page.Go(w, r, paths.AdminExtensions)
	}
	until, err := view.Until.Parse("until", "the day until which they have time")
	codes := codesIn(view.Trusts)
	if err == nil {
		e := timetable.Extension{Cycle: view.Cycle, Kind: signoff.Kind(view.Kind), Until: until, Reason: view.Reason}
		err = p.Content.Extend(r.Context(), v.Scope(), codes, e, p.Now(), page.Today(p.Now()))
	}
	if view.Errors = page.Refused(err); view.Errors != nil {
		return p.renderExtensions(w, r, view)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), english.Capital(english.Count(len(codes), "trust has", "trusts have"))+" until "+until.Words()+". The trust and national staff see it, with your reason.")
	return page.Go(w, r, paths.AdminExtensions)
}

// codesIn reads ODS codes as people list them, each once.
func codesIn(typed string) []string {
	var list []string
	for _, c := range strings.FieldsFunc(strings.ToUpper(typed), func(r rune) bool { return r == ',' || r == ';' || r <= ' ' }) {
		if !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return list
}

func (v extensionsView) years() []ui.SelectItem {
	var items []ui.SelectItem
	for _, y := range v.Years {
		items = append(items, ui.Option(y.Label, y.Label))
	}
	return items
}

func kindItems() []ui.RadioItem {
	var items []ui.RadioItem
	for _, k := range signoff.Kinds() {
		items = append(items, ui.RadioItem{Value: string(k), Text: k.Label()})
	}
	return items
}

func extensionRows(v extensionsView) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, e := range v.List {
		rows = append(rows, []ui.TableCell{{Text: e.ODS}, {Text: e.Cycle + ", " + string(e.Kind)}, {Text: e.Until.Words()}, {Text: e.Reason},
			{Text: e.By + ", " + page.Today(e.At).Words()}, {HTML: takeExtensionBack(e)}})
	}
	return rows
}
