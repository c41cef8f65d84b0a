package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cyberready/internal/core/audit"
	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/snapshot"
	"cyberready/internal/store"
	"cyberready/internal/store/auditdb"
)

type verifyPublication struct {
	File string `arg:"" type:"path" help:"The version's file, as it was taken away (JSON)."`
}

func (verifyPublication) Help() string {
	return "Prints the SHA-256 of the file, as sha256sum does. Where there is a database, compares the file with what was sent to the board, signed " +
		"and published. Exit status 1 when anything differs.\n\n" +
		"Examples:\n  cyberready verify publication version.json\n  cyberready verify publication version.json --data-dir /srv/cyberready"
}

func (c verifyPublication) Run(ctx context.Context, d *database, s *streams) error {
	document, err := os.ReadFile(c.File)
	if err != nil {
		return fault.New(fault.NotFound, "The file %s cannot be read.", c.File).Because(err)
	}
	fmt.Fprintf(s.out, "%s  %s\n", snapshot.Hash(document), c.File)
	shot, err := snapshot.Decode(document)
	if err != nil || shot.Draft() {
		return fault.New(fault.Invalid, "%s is not the file of a version that was sent to a board.", c.File).Because(err)
	}
	fmt.Fprintf(s.out, "It says that it is version %d of %s (%s) for %s, %s, as at %s.\n",
		shot.Version, shot.Trust.Name, shot.Trust.ODS, shot.Cycle, strings.ToLower(shot.Kind.Label()), shot.Reference.Words())
	if !d.there() {
		fmt.Fprintln(s.out, "There is no database here, so it was compared with nothing. Name one with --data-dir or --database-url.")
		return nil
	}
	o, err := d.open(ctx)
	if err != nil {
		return err
	}
	stored, err := auditdb.Trail{DB: o.DB}.Version(ctx, store.System("verify publication"), shot.Trust.ODS, shot.Cycle, shot.Version)
	if e := o.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return compareVersion(document, stored, s)
}

// there tells whether there is a database: commands otherwise make one.
func (d *database) there() bool {
	if d.DatabaseURL != "" {
		return true
	}
	clusters, err := filepath.Glob(filepath.Join(d.DataDir, "postgres", "data-*"))
	return err == nil && len(clusters) > 0
}

// compareVersion says of each thing in the database whether it is about these bytes.
func compareVersion(document []byte, stored auditdb.Version, s *streams) error {
	sum, wrong := snapshot.Hash(document), 0
	say := func(right bool, words string, args ...any) {
		if !right {
			wrong++
		}
		fmt.Fprintf(s.out, words+"\n", args...)
	}
	if sum == stored.SHA256 {
		say(true, "Sent: these are the bytes that were sent to the board on %s.", audit.Instant(stored.SentAt))
	} else {
		say(false, "Sent: what was sent to the board on %s has another SHA-256: %s", audit.Instant(stored.SentAt), stored.SHA256)
	}
	if now := snapshot.Hash(stored.Document); now != stored.SHA256 {
		say(false, "Stored: the database's own copy was changed afterwards. Its SHA-256 is now %s", now)
	}
	if sum != snapshot.Hash(stored.Document) {
		sayDifferences(document, stored.Document, s)
	}
	if stored.RecalledAt != nil {
		say(true, "Recalled on %s.", audit.Instant(*stored.RecalledAt))
	}
	if sum == stored.SHA256 {
		say(true, "Signed: %s this SHA-256.", english.Count(stored.Signatures, "decision names", "decisions name"))
	}
	if stored.Others > 0 {
		say(false, "Signed: %s another SHA-256.", english.Count(stored.Others, "decision of this version names", "decisions of this version name"))
	}
	switch {
	case stored.PublishedAt == nil:
		say(true, "Published: no.")
	case *stored.PublishedSHA256 == sum:
		say(true, "Published: on %s, with this SHA-256.", audit.Instant(*stored.PublishedAt))
	default:
		say(false, "Published: on %s, with another SHA-256: %s", audit.Instant(*stored.PublishedAt), *stored.PublishedSHA256)
	}
	if wrong > 0 {
		return fault.New(fault.Conflict, "The file, what was sent and what was published are not all the same.")
	}
	return nil
}

// mostPlaces is how many differences are named.
const mostPlaces = 20

func sayDifferences(file, stored []byte, s *streams) {
	places, err := snapshot.Differences(file, stored, mostPlaces)
	switch {
	case err != nil:
		fmt.Fprintln(s.out, "  The database's copy cannot be read.")
	case len(places) == 0:
		fmt.Fprintln(s.out, "  The file and the database's copy say the same in other bytes, such as spaces.")
	default:
		fmt.Fprintln(s.out, "  The file (first) and the database's copy (second) differ in:")
		for _, p := range places {
			fmt.Fprintln(s.out, "  "+p)
		}
		if len(places) == mostPlaces {
			fmt.Fprintln(s.out, "  There may be more.")
		}
	}
}
