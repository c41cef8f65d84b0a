// Package upload takes a form with one file from a browser. The file goes to the disk as it comes and is never held in memory;
// what it is is told by its content (core/filetype); a virus scanner, where one is named, looks at it before it is kept.
//
// A caller may rely on these: what was typed comes back also when the file is refused, with the reason as an Invalid fault
// about the file's field; a file that is accepted is durable before Keep returns; far too much is not read at all; what is shown
// of a file was made here (core/preview), one picture at a time.
package upload

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"cyberready/internal/core/english"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/filetype"
	"cyberready/internal/core/library"
	"cyberready/internal/edge/blob"
	"cyberready/internal/edge/clamav"
)

// Desk is where files are taken in and given out.
type Desk struct {
	Files   *blob.Files     // nil: no files can be kept here, for the server has no data directory
	Scanner *clamav.Scanner // nil: files are not scanned
}

// Open tells whether files can be given here.
func (d Desk) Open() bool { return d.Files != nil }

// Scans tells whether files are available only once a scanner has found them clean.
func (d Desk) Scans() bool { return d.Scanner != nil }

// Form is what a browser sent. Discard it when it is done with.
type Form struct {
	url.Values
	File *File // nil: none was chosen
}

// File is a file that was received, recognised and, where there is a scanner, scanned.
type File struct {
	in *blob.Incoming
	library.File
}

// Discard throws away what was received; what was kept stays.
func (f Form) Discard() {
	if f.File != nil {
		f.File.in.Discard()
	}
}

const (
	mostWords = 256 << 10 // bytes of all that was typed, as for a form without a file
	polite    = 32 << 20  // bytes more than a file may have that are still read, so that the browser shows the answer
	patience  = 10 * time.Minute
)

// Read reads a form whose file stands in a field, after everything else that the form holds. What is wrong with the file is
// an Invalid fault about its field, and the form then holds what was typed.
func (d Desk) Read(w http.ResponseWriter, r *http.Request, field string) (Form, error) {
	form := Form{Values: url.Values{}}
	slow := http.NewResponseController(w)
	_ = slow.SetReadDeadline(time.Now().Add(patience)) // a large file over a slow line; where it cannot be set, the server's own holds
	_ = slow.SetWriteDeadline(time.Now().Add(patience))
	r.Body = http.MaxBytesReader(w, r.Body, library.MaxFile+mostWords+polite)
	parts, err := r.MultipartReader()
	if err != nil {
		return form, fault.New(fault.Invalid, "We could not read the form. Send it again from its page.").Because(err)
	}
	typed := 0
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return form, nil
		}
		if err != nil {
			return form, broken(err)
		}
		if part.FormName() == field {
			if name := part.FileName(); name != "" && form.File == nil {
				if form.File, err = d.receive(r, part, name, field); err != nil {
					return form, err
				}
			}
			continue
		}
		b, err := io.ReadAll(io.LimitReader(part, int64(mostWords-typed)+1))
		if err != nil {
			return form, broken(err)
		}
		if typed += len(b); typed > mostWords {
			return form, fault.New(fault.Invalid, "We could not read the form. It may be too long.")
		}
		form.Add(part.FormName(), string(b))
	}
}

func broken(err error) error {
	return fault.New(fault.Invalid, "We could not read the form to its end. Send it again; a file can have %s at most.", english.Bytes(library.MaxFile)).Because(err)
}

func tooLarge(field string) error {
	return fault.InvalidField(field, "The file is larger than %s. Give a smaller one, or say where it is kept instead.", english.Bytes(library.MaxFile))
}

func (d Desk) receive(r *http.Request, from io.Reader, name, field string) (*File, error) {
	if !d.Open() {
		return nil, fault.InvalidField(field, "This server keeps no files. Say where the proof is kept instead.")
	}
	if r.ContentLength > library.MaxFile+mostWords+polite {
		return nil, tooLarge(field) // nothing of it is read
	}
	in, err := d.Files.Receive(from, library.MaxFile)
	if tooMuch := (*http.MaxBytesError)(nil); errors.Is(err, blob.ErrTooLarge) || errors.As(err, &tooMuch) {
		_, _ = io.Copy(io.Discard, from) // to where the body's limit is
		return nil, tooLarge(field)
	}
	if err != nil {
		return nil, broken(err)
	}
	f := &File{in: in, File: library.File{SHA256: in.SHA256, Name: library.ShownName(name), Bytes: in.Size, State: library.FileNew}}
	if err := d.look(r.Context(), f); err != nil {
		in.Discard()
		if refused := fault.As(err); refused != nil && refused.Kind == fault.Invalid && refused.Fields == nil {
			return nil, fault.InvalidField(field, "%s", refused.Sentence)
		}
		return nil, err
	}
	return f, nil
}

// look recognises a file and has it scanned. A scanner that gives no verdict leaves the file new: it then waits for the round
// that asks again.
func (d Desk) look(ctx context.Context, f *File) (err error) {
	if f.Type, err = filetype.Recognise(f.in, f.Bytes); err != nil {
		return err
	}
	if d.Scanner == nil {
		return nil
	}
	found, err := d.Scanner.Scan(ctx, io.NewSectionReader(f.in, 0, f.Bytes))
	switch {
	case errors.Is(err, clamav.ErrAway):
		slog.WarnContext(ctx, "a file waits for the virus scanner", "error", err)
		return nil
	case err != nil:
		return err
	case found != "":
		return fault.New(fault.Invalid, "The virus scanner found something in this file (%s). It was not kept. Tell your IT security.", found)
	}
	f.State = library.FileClean
	return nil
}

// Keep puts a received file in its place, durably, so that a row may name it.
func (d Desk) Keep(ctx context.Context, ods string, f *File) error {
	if err := d.Files.Put(ctx, ods, f.SHA256, io.NewSectionReader(f.in, 0, f.Bytes)); err != nil {
		return fmt.Errorf("keep what was uploaded: %w", err)
	}
	return nil
}

// Confirm is called when the row that names a kept file is committed: a sweep may have taken the bytes of an earlier, forgotten
// copy just before, and then they are put again.
func (d Desk) Confirm(ctx context.Context, ods string, f *File) error {
	if f == nil {
		return nil
	}
	there, err := d.Files.Has(ctx, ods, f.SHA256)
	if err == nil && !there {
		err = d.Keep(ctx, ods, f)
	}
	return err
}

// Send gives a file out: as a download under a name of ours, as its own type and as nothing else.
func (d Desk) Send(w http.ResponseWriter, r *http.Request, ods, name string, f library.File) error {
	content, err := d.open(r.Context(), ods, f)
	if err != nil {
		return err
	}
	defer content.Close()
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+"."+f.Type.Ending()+`"`)
	headers(w, f.Type, f.Bytes)
	if _, err := io.Copy(w, content); err != nil && r.Context().Err() == nil {
		slog.ErrorContext(r.Context(), "file cut off", "error", err)
		panic(http.ErrAbortHandler) // the browser must not take the half for the whole
	}
	return nil
}

func (d Desk) open(ctx context.Context, ods string, f library.File) (io.ReadCloser, error) {
	if !d.Open() {
		return nil, fault.New(fault.Conflict, "This server keeps no files, so it cannot give this one out.")
	}
	content, err := d.Files.Read(ctx, ods, f.SHA256)
	if errors.Is(err, blob.ErrNotThere) {
		return nil, fmt.Errorf("the file %s of %s is missing from the data directory", f.SHA256, ods)
	}
	return content, err
}

// headers say what is sent and that it is nothing else: no page of its own, nothing to be kept.
func headers(w http.ResponseWriter, t filetype.Type, bytes int64) {
	h := w.Header()
	h.Set("Content-Type", t.MIME())
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Length", fmt.Sprint(bytes))
}
