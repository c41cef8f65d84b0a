// Package offboard writes everything of one trust as one zip archive that needs none of our programs to be read: tables as
// JSON lines and as CSV, the versions that the board signed as exactly the bytes that were hashed, checksums, and a README.
package offboard

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"cyberready/internal/core/english"
	"cyberready/internal/core/sheet"
	"cyberready/internal/store/exportdb"
)

// archive writes files and remembers their checksums.
type archive struct {
	zip  *zip.Writer
	at   time.Time
	sums bytes.Buffer
}

// Write writes the archive of a trust.
func Write(w io.Writer, t exportdb.Trust) error {
	a := &archive{zip: zip.NewWriter(w), at: t.At.UTC()}
	if err := a.file("README.txt", []byte(readme(t))); err != nil {
		return err
	}
	for _, v := range t.Versions {
		if sum := fmt.Sprintf("%x", sha256.Sum256(v.Document)); sum != v.SHA256 {
			return fmt.Errorf("version %d of %s is not what was sent to the board: its SHA-256 is %s, and %s was kept: run cyberready verify audit", v.Number, v.Cycle, sum, v.SHA256)
		}
		if err := a.file(versionName(v), v.Document); err != nil {
			return err
		}
	}
	for _, c := range t.Copies {
		if sum := fmt.Sprintf("%x", sha256.Sum256(c.Document)); sum != c.SHA256 {
			return fmt.Errorf("the fieldwork copy of %s is not what was frozen: its SHA-256 is %s, and %s was kept", c.Cycle, sum, c.SHA256)
		}
		if err := a.file(fmt.Sprintf("fieldwork/%s-%s.json", c.Cycle, c.Engagement), c.Document); err != nil {
			return err
		}
	}
	for _, table := range t.Tables {
		if err := a.table(table); err != nil {
			return fmt.Errorf("write %s: %w", table.Name, err)
		}
	}
	if err := a.file("SHA256SUMS", bytes.Clone(a.sums.Bytes())); err != nil {
		return err
	}
	return a.zip.Close()
}

func versionName(v exportdb.Version) string {
	return fmt.Sprintf("versions/%s-version-%d.json", v.Cycle, v.Number)
}

func (a *archive) file(name string, content []byte) error {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.at})
	if err != nil {
		return err
	}
	fmt.Fprintf(&a.sums, "%x  %s\n", sha256.Sum256(content), name)
	_, err = w.Write(content)
	return err
}

// table writes a table twice: exactly, and for a spreadsheet.
func (a *archive) table(t exportdb.Table) error {
	var exact bytes.Buffer
	s := sheet.Table{Title: t.Name}
	for _, c := range t.Columns {
		s.Columns = append(s.Columns, sheet.Column{Title: c})
	}
	for _, row := range t.Rows {
		exact.Write(row)
		exact.WriteByte('\n')
		cells, err := cellsOf(t.Columns, row)
		if err != nil {
			return err
		}
		s.Rows = append(s.Rows, cells)
	}
	if err := a.file("tables/"+t.Name+".jsonl", exact.Bytes()); err != nil {
		return err
	}
	var csv bytes.Buffer
	if err := (sheet.CSV{}).Write(&csv, s); err != nil {
		return err
	}
	return a.file("spreadsheets/"+t.Name+".csv", csv.Bytes())
}

// cellsOf gives a row's values in the order of the columns: texts as they are, everything else as JSON writes it.
func cellsOf(columns []string, row []byte) ([]sheet.Cell, error) {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(row, &values); err != nil {
		return nil, err
	}
	var cells []sheet.Cell
	for _, c := range columns {
		var text string
		raw := values[c]
		if string(raw) != "null" && json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		cells = append(cells, sheet.Text(text))
	}
	return cells, nil
}

func readme(t exportdb.Trust) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, `Everything that the cyber readiness service holds of
%s (%s)
as of %s.

KEEP THIS SAFE. It says where the trust can be hurt: which weaknesses it has, and
where its proof lies. Store it encrypted, and give it to nobody who does not need it.

What is here
  versions/      what was sent to the board: exactly the bytes that were hashed.
                 A board member signed the SHA-256 of such a file.
  fieldwork/     the copies that independent assessors tested, as they were hashed.
                 What an assessor has noted and not issued is not here.
  tables/        every row of the trust, one JSON object a line, exactly as it was kept.
  spreadsheets/  the same for a spreadsheet. A cell that begins with = + - or @ has a
                 mark before it, so that no spreadsheet runs it: tables/ has it as it was.
  SHA256SUMS     the checksum of each file. Check them all:  sha256sum -c SHA256SUMS

What to look for
  answers, answer_revisions      what was answered, and every change of it
  proofs, proof_items            where proof is kept, and for what
  snapshots                      each version sent, with the SHA-256 of its file
  engagements, findings          the independent assessment, as far as it is issued
  signatures, board_ratings      who signed or declined, and how members rated
  publications                   what was published here
  audit_events, audit_links      who did what and when, and the chain that seals it
  people, roles                  who has or had access

Passwords, second factors and sessions belong to people and not to the trust: they are
not here. Days are days in London, times are UTC.

Rows
`, t.Name, t.ODS, t.At.UTC().Format("2 January 2006, 15:04 UTC"))
	for _, table := range t.Tables {
		fmt.Fprintf(&b, "  %-24s %d\n", table.Name, len(table.Rows))
	}
	fmt.Fprintf(&b, "\n%s to the board.\n", english.Sentence(english.Count(len(t.Versions), "version was sent", "versions were sent")))
	return b.String()
}
