package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/edge/blob"
	"cyberready/internal/store/proofdb"
)

// Scanner looks for viruses: it gives the name of what it found, empty for nothing, and an error when it has no verdict.
type Scanner interface {
	Scan(context.Context, io.Reader) (found string, err error)
}

// ScanFiles asks the scanner about files that it has not looked at: those that came while it was away, and those that were there
// before it was named. While it is away they go on waiting, and are not available.
func ScanFiles(proofs proofdb.Proofs, files *blob.Files, scanner Scanner, now func() time.Time, today func(time.Time) day.Day) Round {
	return Round{Name: "scan files", Every: time.Minute, Do: func(ctx context.Context) error {
		list, err := proofs.Waiting(ctx)
		if err != nil {
			return err
		}
		var missing []error
		for _, w := range list {
			found, err := scan(ctx, files, scanner, w)
			switch {
			case errors.Is(err, blob.ErrNotThere):
				missing = append(missing, fmt.Errorf("%s of %s: %w", w.SHA256, w.ODS, err)) // a defect, and no reason to stop at it
				continue
			case err != nil:
				return fmt.Errorf("scan files: %w", err)
			}
			t := now()
			if err := proofs.Scanned(ctx, w, found, t, today(t)); err != nil {
				return err
			}
		}
		return errors.Join(missing...)
	}}
}

func scan(ctx context.Context, files *blob.Files, scanner Scanner, w proofdb.Waiting) (string, error) {
	file, err := files.Read(ctx, w.ODS, w.SHA256)
	if err != nil {
		return "", err
	}
	defer file.Close()
	return scanner.Scan(ctx, file)
}

// orphanAfter is how old a file must be before the sweep asks whether a row names it: a form that is being kept is far quicker.
const orphanAfter = 24 * time.Hour

// SweepFiles deletes the bytes of files that no row needs, and the files of proof that was withdrawn long ago.
func SweepFiles(proofs proofdb.Proofs, files *blob.Files, now func() time.Time) Round {
	return Round{Name: "sweep files", Every: 6 * time.Hour, Do: func(ctx context.Context) error {
		if _, err := proofs.Expire(ctx, now()); err != nil {
			return err
		}
		return files.Each(ctx, now().Add(-orphanAfter), func(ods string, sums []string) error {
			return proofs.Sweep(ctx, ods, sums, now(), func(sum string) error { return files.Delete(ctx, ods, sum) })
		})
	}}
}
