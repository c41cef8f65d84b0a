// Package offboard writes everything of one trust as one zip archive that needs none of our programs to be read: tables as
// JSON lines and as CSV, the versions that the board signed as exactly the bytes that were hashed, the files of proof, checksums, and a README.
package offboard

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"strings"
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

// Open opens a file of proof by its SHA-256.
type Open func(sum string) (io.ReadCloser, error)

// Write writes the archive of a trust, with its files of proof. Those that cannot be opened, or are not what their sum says, are
// named in the archive and given back: the rest is written all the same.
func Write(w io.Writer, t exportdb.Trust, open Open) (missing []string, err error) {
	err = write(w, t, open, &missing)
	return missing, err
}

func write(w io.Writer, t exportdb.Trust, open Open, missing *[]string) error {
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
	for _, f := range t.Files {
		there, err := a.proof(f, open)
		if err != nil {
			return fmt.Errorf("write file %s: %w", f.SHA256, err)
		}
		if !there {
			*missing = append(*missing, f.SHA256)
		}
	}
	if len(*missing) > 0 {
		if err := a.file("files/MISSING.txt", []byte("These files were not in the service's data directory, or not as they were given:\n"+strings.Join(*missing, "\n")+"\n")); err != nil {
			return err
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

// proof writes a file of proof, piece by piece; false when it is not there. One whose bytes are not those of its sum is found out
// before anything of it is written.
func (a *archive) proof(f exportdb.File, open Open) (bool, error) {
	if sum, err := sumOf(f, open); err != nil || sum != f.SHA256 {
		return false, nil
	}
	r, err := open(f.SHA256)
	if err != nil {
		return false, err
	}
	defer r.Close()
	name := "files/" + f.SHA256 + "." + f.Type.Ending()
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: a.at})
	if err != nil {
		return false, err
	}
	fmt.Fprintf(&a.sums, "%s  %s\n", f.SHA256, name)
	_, err = io.Copy(w, r)
	return true, err
}

func sumOf(f exportdb.File, open Open) (string, error) {
	r, err := open(f.SHA256)
	if err != nil {
		return "", err
	}
	defer r.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, r)
	return fmt.Sprintf("%x", sum.Sum(nil)), err
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
  files/         the files of proof, named after their SHA-256, as proofs and
                 proof_versions name them (column sha256). Open them with care.
  SHA256SUMS     the checksum of each file. Check them all:  sha256sum -c SHA256SUMS

What to look for
  answers, answer_revisions      what was answered, and every change of it
  proofs, proof_items            what proof there is, where it is kept, and for what
  proof_versions, proof_files    what proof was before, and what its files are
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
