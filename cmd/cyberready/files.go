package main

import (
	"context"
	"io"
	"log/slog"

	"cyberready/internal/edge/blob"
	"cyberready/internal/edge/clamav"
	"cyberready/internal/offboard"
	"cyberready/internal/web/upload"
)

// fileFlags say what happens to files that people give as proof. They lie in the data directory.
type fileFlags struct {
	Clamav string `placeholder:"ADDRESS" help:"Virus scanner that looks at files of proof: a ClamAV daemon, such as 127.0.0.1:3310 or unix:/run/clamav/clamd.ctl. Files are then available only once it has found them clean; while it is away they wait."`
}

// desk opens where files lie. Without a data directory none can be given, and pages ask only where proof is kept.
func (f fileFlags) desk(d *database) (upload.Desk, error) {
	var desk upload.Desk
	var err error
	if f.Clamav != "" {
		if desk.Scanner, err = clamav.Open(f.Clamav); err != nil {
			return desk, err
		}
	}
	if d.DataDir == "" {
		slog.Info("no data directory: people say where proof is kept, and cannot give files")
		return desk, nil
	}
	desk.Files, err = blob.Open(d.DataDir)
	return desk, err
}

// openFiles opens a trust's files of proof where a data directory is named.
func (d *database) openFiles(ctx context.Context, ods string) offboard.Open {
	return func(sum string) (io.ReadCloser, error) {
		if d.DataDir == "" {
			return nil, blob.ErrNotThere
		}
		files, err := blob.Open(d.DataDir)
		if err != nil {
			return nil, err
		}
		defer files.Close()
		return files.Read(ctx, ods, sum)
	}
}
