package national

import (
	"fmt"
	"net/http"
	"strings"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/sheet"
	"cyberready/internal/web/page"
)

// wantsFile tells whether the table is asked for as a file; any other format than CSV is no page.
func wantsFile(r *http.Request) (bool, error) {
	switch r.URL.Query().Get(fieldFormat) {
	case "":
		return false, nil
	case formatCSV:
		return true, nil
	}
	return false, noSuchFile
}

var noSuchFile = fault.New(fault.NotFound, "We cannot find that page.")

// writeFile sends a table as CSV. The name says what it is, of which year, and as at which day.
func writeFile(w http.ResponseWriter, what, cycle string, d day.Day, t sheet.Table) error {
	var b strings.Builder
	if err := (sheet.CSV{BOM: true}).Write(&b, t); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	name := strings.Join(strings.Fields(what+" "+cycle+" "+d.String()), "-") + ".csv"
	page.SendFile(w, "text/csv; charset=utf-8", name, []byte(b.String()))
	return nil
}
