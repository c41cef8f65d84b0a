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
