package upload

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/library"
	"cyberready/internal/core/preview"
)

// turns lets one picture be unpacked at a time: each takes up to some 240 MB for a moment.
var turns = make(chan struct{}, 1)

// patienceWithPicture is how long a picture may take to be unpacked. An honest one takes less than a second; there are small ones
// that say again and again what to paint.
const patienceWithPicture = 5 * time.Second

// SendPicture gives out the picture that core/preview makes of a file. One of which none is made is NotFound.
func (d Desk) SendPicture(w http.ResponseWriter, r *http.Request, ods string, f library.File) error {
	if !preview.OfPicture(f.Type) {
		return fault.New(fault.NotFound, "No picture is made of this file.")
	}
	content, err := d.open(r.Context(), ods, f)
	if err != nil {
		return err
	}
	defer content.Close()
	select {
	case turns <- struct{}{}:
		defer func() { <-turns }()
	case <-r.Context().Done():
		return r.Context().Err()
	}
	ctx, cancel := context.WithTimeout(r.Context(), patienceWithPicture)
	defer cancel()
	var made bytes.Buffer
	if err := preview.Picture(&made, untilDone{ctx, content}, f.Type); err != nil {
		return fault.New(fault.NotFound, "No picture can be made of this file.").Because(err)
	}
	w.Header().Set("Content-Disposition", "inline")
	headers(w, f.Type, int64(made.Len()))
	_, _ = made.WriteTo(w)
	return nil
}

// untilDone reads until its context ends.
type untilDone struct {
	ctx  context.Context
	from io.Reader
}

func (u untilDone) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.from.Read(b)
}

// Shown is what a page shows of a file: one of the two, or why there is neither.
type Shown struct {
	Picture preview.Size // zero: no picture
	Text    *preview.Text
	Why     string
}

// Preview reads a file's beginning and tells what is shown of it.
func (d Desk) Preview(ctx context.Context, ods string, f library.File) Shown {
	if !preview.OfPicture(f.Type) && !preview.OfText(f.Type) {
		return Shown{Why: "Files of this kind are not shown here, because what they hold could act. Download it to read it."}
	}
	content, err := d.open(ctx, ods, f)
	if err != nil {
		slog.ErrorContext(ctx, "no preview", "error", err)
		return Shown{Why: "The file cannot be read now."}
	}
	defer content.Close()
	if preview.OfText(f.Type) {
		t, err := preview.FirstLines(content)
		if err != nil {
			slog.ErrorContext(ctx, "no preview", "error", err)
			return Shown{Why: "The file cannot be read now."}
		}
		if len(t.Lines) == 0 {
			return Shown{Why: "Its text cannot be shown in lines. Download it to read it."}
		}
		return Shown{Text: &t}
	}
	size, err := preview.Measure(content, f.Type)
	switch {
	case errors.Is(err, preview.ErrTooLarge):
		return Shown{Why: "The picture is too large to be shown here. Download it to see it."}
	case err != nil:
		return Shown{Why: "The picture cannot be shown here. Download it to see it."}
	}
	return Shown{Picture: size}
}
