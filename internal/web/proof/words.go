package proof

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/library"
	"cyberready/internal/web/page"
	"cyberready/internal/web/ui"
)

func stateTag(v page.Visit, k library.Kept) ui.Tag {
	t := ui.Tag{Text: k.StateWords(v.Today), Colour: "green"}
	switch {
	case k.Infected():
		t.Colour = "red"
	case k.Withdrawn():
		t.Colour = "grey"
	case k.LapsesSoon(v.Today):
		t.Colour = "yellow"
	case !k.InDate(v.Today):
		t.Colour = "red"
	}
	return t
}

func untilWords(k library.Kept) string {
	if k.Until().IsZero() {
		return "It is replaced"
	}
	return k.Until().Words()
}

func kindWords(k library.Kept) string {
	if k.File != nil {
		return fileWords(*k.File)
	}
	return k.Kind().Words()
}

// fileWords says what a file is: "File: PDF, 612 KB".
func fileWords(f library.File) string {
	return "File: " + f.Type.Words() + ", " + english.Bytes(f.Bytes)
}

// fileStateWords says why a file cannot be taken away; empty when it can.
func fileStateWords(f library.File, scanned bool) string {
	switch {
	case f.State == library.FileInfected:
		return "The virus scanner found something in it, so it was deleted."
	case f.State == library.FileDeleted:
		return "It was deleted. Its record is kept."
	case !f.Available(scanned):
		return "It waits for the virus scanner, and can be taken away once it is found clean."
	}
	return ""
}
