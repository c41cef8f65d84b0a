package trail

import (
	"log/slog"
	"net/http"
	"time"

	"cyberready/internal/core/sheet"
	"cyberready/internal/store/auditdb"
	"cyberready/internal/web/page"
)

var columns = []sheet.Column{{Title: "Time (UTC)"}, {Title: "Who"}, {Title: "Role"}, {Title: "What"}, {Title: "Of"}, {Title: "Year"},
	{Title: "Note"}, {Title: "From"}, {Title: "Request"}, {Title: "Person"}, {Title: "Verb"}, {Title: "Event"}}

// sendFile sends everything that fits the filter as CSV, row by row: a trail may be longer than memory.
func (p Place) sendFile(w http.ResponseWriter, r *http.Request, v page.Visitor, ods string, f auditdb.Filter) error {
	today := page.Today(p.Now())
	table := sheet.Table{Columns: columns, Notes: []string{"Audit trail of " + ods + " as at " + today.Words() + "."}}
	if v.Site.Demo {
		table.Notes = append(table.Notes, "All trusts, people and events are invented.")
	}
	d := &download{ResponseWriter: w, name: ods + "-audit-trail-" + today.String() + ".csv"}
	err := sheet.CSV{BOM: true}.Stream(d, table, func(yield func([]sheet.Cell, error) bool) {
		for e, err := range p.Trail.All(r.Context(), v.Scope(), ods, f) {
			var row []sheet.Cell
			for _, text := range []string{e.At.UTC().Format(time.RFC3339Nano), e.PersonName, e.Role, e.Verb.Sentence(), e.Object, e.Cycle,
				e.Note, e.From, e.RequestID, e.Person, string(e.Verb), e.ID} {
				row = append(row, sheet.Text(text))
			}
			if !yield(row, err) {
				return
			}
		}
	})
	if err != nil && d.begun && r.Context().Err() == nil {
		slog.ErrorContext(r.Context(), "file cut off", "error", err, "request_id", v.RequestID)
		panic(http.ErrAbortHandler) // the browser must not take the half for the whole
	}
	return err
}

// download writes a file's headers with its first byte: an error before that is still a page.
type download struct {
	http.ResponseWriter
	name  string
	begun bool
}

// Write implements io.Writer.
func (d *download) Write(b []byte) (int, error) {
	if !d.begun {
		d.begun = true
		h := d.Header()
		h.Set("Content-Type", "text/csv; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
		h.Set("Cache-Control", "no-store")
	}
	return d.ResponseWriter.Write(b)
}
