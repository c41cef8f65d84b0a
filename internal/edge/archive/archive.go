// Package archive is the format of a backup: one file that holds tables and files of one moment, and proves on reading that
// nothing of it is missing or altered.
//
// It is a tar, compressed with gzip and, unless it is plain, encrypted with age (age-encryption.org/v1), so that it can be
// opened without this program. First comes head.json: when, by which program, which tables. Then each table in Postgres's
// text format, in parts of a megabyte (tables/NAME/000001, to be joined), then files, and at the end manifest.json with the
// rows, bytes and SHA-256 of each. Writing and reading hold one part in memory, and the list of all, however
// large the archive is.
//
// An encrypted archive is private, and whole as it was made. Whoever knows the recipient can make another one: keep the
// place where archives lie closed to writing.
package archive

import (
	"errors"
	"os"
	"strings"
	"time"

	"filippo.io/age"

	"cyberready/internal/core/fault"
)

// Format is the version of the format that this program writes. It reads this one and those before it: in the first, files were
// small.
const Format = 2

// Names of the entries.
const (
	headName     = "head.json"
	manifestName = "manifest.json"
	tablesFolder = "tables/"
	filesFolder  = "files/"
)

// Head is what is known before anything is read.
type Head struct {
	Format  int       `json:"format"`
	Taken   time.Time `json:"taken"`   // the moment that the archive holds
	Program string    `json:"program"` // the version of the program
	Schema  uint      `json:"schema"`  // the version of the database's schema
	Tables  []Table   `json:"tables"`  // in an order in which they can be loaded
	Without []string  `json:"without"` // tables whose rows are left out on purpose
}

// Table is a table and its columns, in the order of their values.
type Table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
}

// Manifest is what must be there.
type Manifest struct {
	Tables []Sum `json:"tables"`
	Files  []Sum `json:"files"`
}

// Sum is what proves a table or a file.
type Sum struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows,omitempty"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // in hexadecimal
}

// Rows is how many rows all tables hold.
func (m Manifest) Rows() (n int64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// Recipients reads the public keys that an archive is encrypted to.
func Recipients(keys []string) ([]age.Recipient, error) {
	var list []age.Recipient
	for _, k := range keys {
		found, err := age.ParseRecipients(strings.NewReader(k))
		if err != nil {
			return nil, fault.New(fault.Invalid, "%q is not an age recipient, such as age1… that cyberready backup key prints.", k)
		}
		list = append(list, found...)
	}
	return list, nil
}

// Identities reads the secret keys of a file.
func Identities(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.Invalid, "The key file %s cannot be read.", path).Because(err)
	}
	defer f.Close()
	list, err := age.ParseIdentities(f)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%s is not a file of age identities, as cyberready backup key makes them.", path)
	}
	return list, nil
}

// NewKey makes a key: the secret identity to write into a file, and the recipient that archives are encrypted to.
func NewKey() (identity, recipient string, err error) {
	k, err := age.GenerateX25519Identity()
	if err != nil {
		return "", "", err
	}
	return k.String(), k.Recipient().String(), nil
}

// damaged is what any archive gets that does not prove itself.
func damaged(cause error) error {
	return fault.New(fault.Invalid, "The backup is damaged, cut short or altered. Nothing of it was used.").Because(cause)
}

var (
	errOrder    = errors.New("an entry where none belongs")
	errMissing  = errors.New("something that the manifest names is not there, or the other way round")
	errTooLarge = errors.New("an entry that is larger than it can be")
)
