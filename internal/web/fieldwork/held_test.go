package fieldwork_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/access"
	"cyberready/internal/store"
	"cyberready/internal/testkit/site"
	"cyberready/internal/web/paths"
)

// proof gives proof with a file for an item, and gives its id.
func (h house) proof(t *testing.T, title, item, content string) string {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for _, f := range [][2]string{{"title", title}, {"dated-day", "3"}, {"dated-month", "2"}, {"dated-year", "2027"}, {"holds", "12"}, {"owner", h.tomID}, {"items", item}} {
		if err := m.WriteField(f[0], f[1]); err != nil {
			t.Fatal(err)
		}
	}
	w, err := m.CreateFormFile("file", "minutes.txt")
	if err == nil {
		_, err = w.Write([]byte(content))
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.URL+bay.ProofNew(), &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", m.FormDataContentType())
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	p := h.lead.Do(req)
	says(t, p, 200, "The proof is kept.")
	_, rest, _ := strings.Cut(p.Path, "/proof/")
	id, _, _ := strings.Cut(rest, "?")
	return id
}

// sees counts rows with the database's own sight of somebody in a role.
func (h house) sees(t *testing.T, person string, role access.Role, sql string) (n int) {
	t.Helper()
	s := store.ScopeOf(access.Actor{Person: person, Name: "x", Role: role, Reach: access.ReachTrust, Place: "ZZ1"}, store.Origin{})
	if err := h.DB.InSnapshot(t.Context(), s, func(tx *store.Tx) error { return tx.QueryRow(t.Context(), sql).Scan(&n) }); err != nil {
		t.Fatal(err)
	}
	return n
}

// Given proof with files for an item in scope and for another, when fieldwork begins, then the assessor sees who owns the first, of
// when it is, and takes its file away as it was frozen; the other's is refused, also in the database.
func TestTheAssessorTakesFilesOfProofInScopeAndNoOthers(t *testing.T) {
	t.Parallel()
	h := begin(t)
	in, out := h.proof(t, "Patch report", "8.3.4", "as it was frozen"), h.proof(t, "Door list", "1.3.4", "not in scope")
	h.begun(t)
	if p := h.ruth.Get(bay.IndependentItem("8.3.4")); !p.Says("Patch report") || !p.Says("Owned by Tom Okafor") || !p.Says("Dated 3 February 2027") || !p.Says("Take the file away") {
		t.Errorf("%s", p.Text())
	}
	if p := h.lead.Get(bay.IndependentItem("8.3.4")); p.Says("Take the file away") {
		t.Error("the lead is led to the assessor's download")
	}
	// The library moves on; the frozen version does not.
	h.Exec(t, `insert into proof_files (ods_code, sha256, bytes, type, state, added_at) values ('ZZ1', $1, 9, 'text', 'new', now())`, strings.Repeat("ab", 32))
	h.Exec(t, `update proofs set sha256 = $2, version = 2 where id = $1`, in, strings.Repeat("ab", 32))
	file := h.ruth.Get(bay.FieldworkFile(in))
	if file.Status != 200 || file.Source != "as it was frozen" || !strings.Contains(file.Header.Get("Content-Disposition"), "attachment") ||
		!strings.Contains(file.Header.Get("Content-Disposition"), "version-1") || file.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%d %q %v", file.Status, file.Source, file.Header)
	}
	for what, b := range map[string]*site.Browser{"lead": h.lead, "contributor": h.tom, "board": h.helga, "secretary": h.dina} {
		if p := b.Get(bay.FieldworkFile(in)); p.Status != 403 {
			t.Errorf("%s takes the assessor's file: %d", what, p.Status)
		}
	}
	says(t, h.ruth.Get(bay.FieldworkFile(out)), 404)
	says(t, h.ruth.Get(bay.ProofFile(out, 1)), 403)
	says(t, h.ruth.Get(bay.ProofOne(in)), 403)

	// As if the code forgot to ask: the database shows the assessor one file of three, and anybody else of the trust all.
	const files = `select count(*) from proof_files`
	if n := h.sees(t, h.ruthID, access.Assessor, files); n != 1 {
		t.Errorf("the assessor sees %d files", n)
	}
	if n := h.sees(t, h.tomID, access.Contributor, files); n != 3 {
		t.Errorf("a contributor sees %d files", n)
	}

	// What is given as evidence is the assessor's to take, too.
	says(t, h.ruth.Post(bay.Evidence(), values("item", "8.3.4", "words", "The doors", "due-day", "9", "due-month", "3", "due-year", "2027")), 200)
	asked := regexp.MustCompile(regexp.QuoteMeta(bay.Evidence()) + `/[0-9a-f-]+`).FindString(h.tom.Get(bay.Evidence()).Source)
	says(t, h.tom.Post(asked, values("words", "", "proofs", out)), 200)
	says(t, h.ruth.Get(asked), 200, "Door list", "Take the file away")
	if p := h.ruth.Get(asked + "/" + out + "/file"); p.Status != 200 || p.Source != "not in scope" {
		t.Errorf("%d %q", p.Status, p.Source)
	}
	says(t, h.ruth.Get(asked+"/"+in+"/file"), 404)

	// And nothing any more when the appointment has ended.
	says(t, h.lead.Post(bay.IndependentLeave(), values("because", "Ill")), 200)
	says(t, h.ruth.Get(bay.FieldworkFile(in)), 409)
	if n := h.sees(t, h.ruthID, access.Assessor, files); n != 0 {
		t.Errorf("an assessor who left sees %d files", n)
	}
}

func TestAFileThatIsNotFoundCleanIsNotGivenToTheAssessor(t *testing.T) {
	t.Parallel()
	h := begin(t)
	in := h.proof(t, "Patch report", "8.3.4", "as it was frozen")
	h.begun(t)
	for state, sentence := range map[string]string{"infected": "found something in this file", "deleted": "This file was deleted"} {
		h.Exec(t, `update proof_files set state = $1`, state)
		says(t, h.ruth.Get(bay.FieldworkFile(in)), 409, sentence)
		if p := h.ruth.Get(bay.IndependentItem("8.3.4")); p.Says("Take the file away") {
			t.Errorf("%s: the page leads to it", state)
		}
	}
}

// The assessor reads the copy, whole, and nothing that moves.
func TestTheAssessorReadsTheCopyAndNotTheDraft(t *testing.T) {
	t.Parallel()
	h := begin(t)
	says(t, h.lead.Post(bay.Item("8.3.4"), values("version", "0", "reply", "yes", "text", "As at freezing", "from", "item")), 200)
	if p := h.ruth.Get(paths.Home); p.Path != bay.Independent() {
		t.Errorf("the assessor begins at %s", p.Path)
	}
	for _, room := range []string{bay.Plan(), bay.Report()} {
		if !slices.Contains(h.ruth.Get(bay.Independent()).Links(), room) {
			t.Errorf("the assessor's menu does not lead to %s", room)
		}
	}
	h.begun(t)
	says(t, h.lead.Post(bay.Item("8.3.4"), values("version", "1", "reply", "no", "text", "As it moves", "from", "item")), 200)
	p := h.ruth.Get(bay.FieldworkCopy("8"))
	says(t, p, 200, "As at freezing", "In scope: test 8.3.4", "8.1.1")
	if p.Says("As it moves") {
		t.Error("the copy moves")
	}
	says(t, h.ruth.Get(bay.FieldworkCopy("77")), 404)
	says(t, h.lead.Get(bay.FieldworkCopy("8")), 403)
	for _, path := range []string{bay.Home(), bay.Item("8.3.4"), bay.Standard("8"), bay.ItemProof("8.3.4"), bay.History("8.3.4"), bay.Proof(), bay.Find() + "?words=moves",
		bay.ReportDraft(), bay.Differences("", ""), bay.Left(), bay.Review()} {
		if p := h.ruth.Get(path); p.Status != 403 {
			t.Errorf("the assessor opens %s: %d", path, p.Status)
		}
	}
	for _, page := range []string{bay.Independent(), bay.IndependentItem("8.3.4"), bay.FieldworkCopy("8"), bay.Evidence(), bay.Plan(), bay.Report(), bay.Dates()} {
		p := h.ruth.Get(page)
		for _, l := range p.Links() {
			if path, _, _ := strings.Cut(l, "#"); strings.HasPrefix(path, "/trusts/") && h.ruth.Get(path).Status >= 400 {
				t.Errorf("%s leads the assessor to %s", page, l)
			}
		}
	}
}
