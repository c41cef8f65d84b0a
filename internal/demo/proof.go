package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"slices"
	"strings"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/filetype"
	"cyberready/internal/core/library"
)

// What Northmoor and Dale keeps in its library besides what its answers name: a piece of each kind, and one of each trouble.

// paperFile is a small file of the demonstration.
type paperFile struct {
	name    string
	kind    filetype.Type
	content []byte
}

func (f paperFile) sum() string {
	s := sha256.Sum256(f.content)
	return hex.EncodeToString(s[:])
}

var (
	restoreFile  = paperFile{"restore-test-minutes.pdf", filetype.PDF, pdfOf("Restore test: minutes", "The patient index was restored from the backup of the night before.", "Four hours and ten minutes. All records were there.", "Invented for a demonstration.")}
	policyFile   = paperFile{"cyber-security-policy.pdf", filetype.PDF, pdfOf("Cyber security policy", "Approved by the board.", "Invented for a demonstration.")}
	oldPolicy    = paperFile{"cyber-security-policy-old.pdf", filetype.PDF, pdfOf("Cyber security policy", "The policy of the year before.", "Invented for a demonstration.")}
	trainingFile = paperFile{"training figures.csv", filetype.Text, []byte("Staff group,Trained,Of\r\nWards,2210,2400\r\nEstates,96,130\r\nAll figures are invented.,,\r\n")}
	doorFile     = paperFile{"server room door.png", filetype.PNG, picture()}
	libraryFiles = []paperFile{restoreFile, policyFile, oldPolicy, trainingFile, doorFile}
)

// putFiles puts the files in their place before any row names them.
func (l *loader) putFiles(ods string) error {
	if l.o.Files == nil {
		return nil
	}
	for _, f := range libraryFiles {
		if err := l.o.Files.Put(l.ctx, ods, f.sum(), bytes.NewReader(f.content)); err != nil {
			return err
		}
	}
	return nil
}

// library writes what the trust keeps besides what its answers name, and gives it. It supports items that name proof already, so that
// the counts of the demonstration stay as they are.
func (w writer) library(g given) []assessment.Proof {
	w.rng = rand.New(rand.NewPCG(seed, uint64(1e15*chance(w.t.Code, string(w.y.label), "library"))))
	// which gives those of some items that name proof in date already.
	which := func(items ...string) []string {
		return slices.DeleteFunc(items, func(item string) bool {
			return !slices.ContainsFunc(g.proofs, func(p assessment.Proof) bool { return p.Items[0] == item && p.InDate(w.o.Today) })
		})
	}
	priya, tom, nobody := w.cast.priya.author(), w.cast.tom.author(), assessment.Author{}
	today := w.o.Today
	kept := w.file("Restore test, minutes", today.AddMonths(-12).AddDays(12), 12, tom, restoreFile, which("7.3.4", "7.3.5", "7.1.2")) // lapses soon
	policy := w.file("Cyber security policy", today.AddDays(-40), 24, priya, policyFile,
		which("1.3.1", "1.3.2", "1.3.4", "2.2.1", "3.1.1", "4.1.2", "4.5.1", "8.3.3", "9.5.1", "9.5.3")) // stands for many
	kept = append(kept, policy...)
	kept = append(kept, w.file("Training figures by staff group", today.AddMonths(-14), 12, priya, trainingFile, which("2.1.1", "3.1.1", "3.1.2", "3.1.3", "3.4.2"))...)
	kept = append(kept, w.file("Photograph of the server room's door", today.AddDays(-70), 12, nobody, doorFile, which("1.3.13", "1.4.3", "1.3.9"))...)
	kept = append(kept, w.place("Incident exercise, report", "https://library.northmoor.example/incident-exercise", today.AddDays(-100), 12, tom, which("7.2.1", "7.2.2", "7.1.2")),
		w.place("Penetration test, report", "Locked cabinet of the head of cyber security, room 2.14", today.AddDays(-60), 12, priya, which("9.2.2", "9.2.3")))
	w.place("Fire drill, minutes", "Folder of the fire safety adviser", today.AddDays(-30), 12, tom, nil) // supports nothing, and so no version holds it
	if len(policy) > 0 {
		w.put("proof_versions", []string{"ods_code", "proof_id", "version", "title", "dated", "holds_months", "place", "sha256", "file_name", "owner_id", "owner_name",
			"until_at", "changed_by", "changed_by_name"},
			[]any{w.t.Code, policy[0].ID, 1, "Cyber security policy", today.AddMonths(-25), 24, "File kept here: " + oldPolicy.name, oldPolicy.sum(), oldPolicy.name,
				priya.ID, priya.Name, today.AddDays(-38).Time().Add(hour(10)), priya.ID, priya.Name})
	}
	return kept
}

// file writes proof with a file, and gives it; none where no files are kept.
func (w writer) file(title string, dated day.Day, holds int, owner assessment.Author, f paperFile, items []string) []assessment.Proof {
	id := newID(w.rng)
	if w.o.Files == nil {
		return nil
	}
	return []assessment.Proof{w.proof(id, title, "File kept here: "+f.name, dated, holds, owner, items, f.sum(), f.name)}
}

func (w writer) place(title, place string, dated day.Day, holds int, owner assessment.Author, items []string) assessment.Proof {
	return w.proof(newID(w.rng), title, place, dated, holds, owner, items, nil, "")
}

func (w writer) proof(id, title, place string, dated day.Day, holds int, owner assessment.Author, items []string, sum any, name string) assessment.Proof {
	var ownerID any
	if owner.ID != "" {
		ownerID = owner.ID
	}
	version := 1
	if sum == policyFile.sum() {
		version = 2
	}
	added := dated.AddDays(2).Time().Add(hour(10))
	w.put("proofs", libraryColumns, []any{w.t.Code, id, title, dated, holds, place, added, w.cast.priya.id, w.cast.priya.name,
		ownerID, owner.Name, version, sum, name})
	for _, item := range items {
		w.put("proof_items", []string{"ods_code", "cycle", "item", "proof_id"}, []any{w.t.Code, string(w.y.label), item, id})
	}
	return assessment.Proof{ID: id, Title: title, Dated: dated, HoldsMonths: holds, Place: place, Items: items, AddedAt: added, AddedBy: w.cast.priya.author()}
}

// libraryColumns are those of a proof with its owner and file.
var libraryColumns = []string{"ods_code", "id", "title", "dated", "holds_months", "place", "added_at", "added_by", "added_by_name", "owner_id", "owner_name",
	"version", "sha256", "file_name"}

// fileRows writes which files there are, and the room that they take.
func (w writer) fileRows() {
	if w.o.Files == nil {
		return
	}
	var used int64
	for _, f := range libraryFiles {
		w.put("proof_files", []string{"ods_code", "sha256", "bytes", "type", "state", "added_at"},
			[]any{w.t.Code, f.sum(), int64(len(f.content)), string(f.kind), string(library.FileNew), w.o.Now.AddDate(0, 0, -38)})
		used += int64(len(f.content))
	}
	w.put("proof_room", []string{"ods_code", "used_bytes"}, []any{w.t.Code, used})
}

// pdfOf makes a PDF of one side with a heading and some lines. The words hold no bracket and no backslash.
func pdfOf(title string, lines ...string) []byte {
	var text strings.Builder
	fmt.Fprintf(&text, "BT /F1 18 Tf 72 760 Td (%s) Tj /F1 11 Tf", title)
	for _, l := range lines {
		fmt.Fprintf(&text, " 0 -24 Td (%s) Tj", l)
	}
	text.WriteString(" ET")
	objects := []string{"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", text.Len(), text.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

// picture is a grey door in a wall.
func picture() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 240, 320))
	for y := range 320 {
		for x := range 240 {
			c := color.RGBA{225, 228, 230, 255}
			if x > 60 && x < 180 && y > 60 {
				c = color.RGBA{110, 120, 130, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // a picture in memory
	}
	return b.Bytes()
}
