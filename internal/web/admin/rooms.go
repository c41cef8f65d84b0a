package admin

import (
	"net/http"
	"strconv"
	"strings"

	"cyberready/internal/core/access"
	"cyberready/internal/core/day"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/library"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store/proofdb"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	"cyberready/internal/web/ui"
)

// roomsView is how much trusts keep as files, and the form that changes how much one can.
type roomsView struct {
	list      []proofdb.TrustRoom
	ods, most string
	errors    *fault.Error
}

func (p Place) showRooms(w http.ResponseWriter, r *http.Request) error {
	return p.renderRooms(w, r, roomsView{})
}

func (p Place) renderRooms(w http.ResponseWriter, r *http.Request, view roomsView) error {
	v, err := may(r, access.KeepQuotas)
	if err != nil {
		return err
	}
	if view.list, err = p.Proofs.Rooms(r.Context(), v.Scope()); err != nil {
		return err
	}
	return page.Show(w, r, page.Page{Title: "Room for files of proof", Back: back, Errors: view.errors, Body: rooms(view), List: roomsFile(view, page.Today(p.Now())), Saved: p.Sessions.Said(r.Context())})
}

func (p Place) setQuota(w http.ResponseWriter, r *http.Request) error {
	v, err := may(r, access.KeepQuotas)
	if err != nil {
		return err
	}
	if err := page.ParseForm(w, r); err != nil {
		return err
	}
	view := roomsView{ods: strings.TrimSpace(r.PostFormValue("ods")), most: strings.TrimSpace(r.PostFormValue("most"))}
	megabytes, err := strconv.Atoi(strings.ReplaceAll(view.most, ",", ""))
	if err != nil {
		megabytes = 0 // refused with what is too small
	}
	most, err := library.CheckQuota(megabytes)
	if err == nil {
		err = p.Proofs.SetQuota(r.Context(), v.Scope(), strings.ToUpper(view.ods), most, p.Now())
	}
	if view.errors = page.Refused(err); view.errors != nil {
		return p.renderRooms(w, r, view)
	}
	if err != nil {
		return err
	}
	p.Sessions.Say(r.Context(), "The room is set.")
	return page.Go(w, r, paths.AdminProof)
}

// roomsFile is how much each trust keeps, as a file.
func roomsFile(v roomsView, today day.Day) *page.List {
	t := sheet.Table{Columns: sheet.Heads("Trust", "ODS code", "Taken, bytes", "Room, bytes")}
	for _, r := range v.list {
		t.Rows = append(t.Rows, sheet.Row(r.Name, r.ODS, int(r.Used), int(r.Most)))
	}
	return listOf("room for files", t, today)
}

func roomRows(v roomsView) [][]ui.TableCell {
	var rows [][]ui.TableCell
	for _, t := range v.list {
		most := english.Bytes(t.Most)
		if !t.Own {
			most += " (usual)"
		}
		rows = append(rows, []ui.TableCell{{Text: t.Name + " (" + t.ODS + ")"}, {Text: english.Bytes(t.Used)}, {Text: most}})
	}
	return rows
}
