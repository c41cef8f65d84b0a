package filetype

import (
	"bytes"
	"slices"
)

// What is known and not taken, by how it begins.
var (
	programs = []string{"MZ", "\x7fELF", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe",
		"\x00asm", "dex\n", "L\x00\x00\x00\x01\x14\x02\x00", "%!PS"}
	scripts  = []string{"#!", "[internetshortcut]", "[desktop entry]", "windows registry editor", "@echo"} // in small letters
	archives = []string{"PK\x05\x06", "PK\x07\x08", "Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "\x1f\x8b", "BZh", "\xfd7zXZ\x00", "\x28\xb5\x2f\xfd",
		"MSCF", "!<arch>\n", "\x04\x22\x4d\x18", "LZIP", "\x1f\x9d"}
	pictures = []string{"GIF87a", "GIF89a", "BM", "II*\x00", "MM\x00*", "RIFF", "\x00\x00\x01\x00"}
)

const (
	oldOffice = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	richText  = "{\\rtf"
)

// markup is what makes a browser read a file as a page or a drawing, in small letters.
var markup = []string{"<html", "<!doctype", "<script", "<svg", "<?php", "<iframe", "<body", "<head", "<?xml", "<meta", "<object", "<embed", "<!entity"}

// refuseKnown refuses what is known by its beginning.
func refuseKnown(begin []byte) error {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(begin, []byte("\ufeff")), " \t\r\n\f\x00")
	switch {
	case beginsWith(begin, programs) || beginsWith(bytes.ToLower(trimmed), scripts):
		return aProgram()
	case beginsWith(begin, archives) || len(begin) > 262 && string(begin[257:262]) == "ustar":
		return anArchive()
	case bytes.HasPrefix(begin, []byte(oldOffice)):
		return refuse("This is an older Office file or a saved message (doc, xls, ppt, msg), in which a macro can hide. Save it as docx, xlsx, pptx or PDF and give that.")
	case bytes.HasPrefix(trimmed, []byte(richText)):
		return refuse("This is rich text (rtf), in which a program can hide. Save it as docx or PDF and give that.")
	case beginsWith(begin, pictures) || len(begin) > 12 && string(begin[4:8]) == "ftyp":
		return refuse("This kind of picture or film is not taken. Save the picture as PNG or JPEG and give that.")
	case bytes.Contains(begin, []byte("%PDF-")):
		return refuse("The file has a PDF inside and something else before it. Print it as PDF anew and give that.")
	case holdsMarkup(begin):
		return aPage()
	}
	return nil
}

func beginsWith(b []byte, any []string) bool {
	return slices.ContainsFunc(any, func(p string) bool { return bytes.HasPrefix(b, []byte(p)) })
}

func holdsMarkup(b []byte) bool {
	low := bytes.ToLower(b)
	for _, m := range markup {
		if bytes.Contains(low, []byte(m)) {
			return true
		}
	}
	return false
}

func aProgram() error {
	return refuse("This is a program or a script, and programs are not taken as proof. Give a document or a picture that shows what it does.")
}

func anArchive() error {
	return refuse("This is an archive (zip, jar, rar, 7z, gz or the like). Unpack it and give the one document that proves it.")
}

func aPage() error {
	return refuse("This is a web page or a drawing with a script's rights (html, svg, xml). Print it as PDF, or take a picture of it, and give that.")
}
