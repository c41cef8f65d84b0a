package papers

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"cyberready/internal/core/access"
	"cyberready/internal/core/fault"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// takeRecord hands out the frozen bytes of a version, exactly as they were hashed: whoever has the file can check it
// without this service.
func (p Place) takeRecord(w http.ResponseWriter, r *http.Request) error {
	v, err := page.Enter(r, p.Content, p.Now(), access.TakeReport)
	if err != nil {
		return err
	}
	version, err := versionIn(r)
	if err != nil {
		return err
	}
	record, err := p.Reports.TakeRecord(r.Context(), v.Scope(), v.At.ODS, v.Cycle(), version, reportdb.AsRecord, p.Now())
	if err != nil {
		return err
	}
	page.SendFile(w, "application/json", recordName(v, version), record.Document)
	return nil
}

// versionIn reads the version out of an address.
func versionIn(r *http.Request) (int, error) {
	version, err := strconv.Atoi(chi.URLParam(r, "version"))
	if err != nil || version < 1 {
		return 0, fault.New(fault.NotFound, "There is no such version of this report.")
	}
	return version, nil
}

func recordName(v page.Visit, version int) string { return fileName(v, version) + ".json" }

// fileName begins the name of every file about a version: "ZZ1-2026-27-version-2".
func fileName(v page.Visit, version int) string {
	return v.At.ODS + "-" + v.At.Cycle + "-version-" + strconv.Itoa(version)
}
