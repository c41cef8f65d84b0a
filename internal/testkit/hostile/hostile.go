package hostile

import (
	"bytes"
	"encoding/binary"
	"strings"

	"cyberready/internal/core/filetype"
)

// File is one that must be refused.
type File struct {
	Why     string // what is wrong with it
	Name    string // as whoever gives it calls it
	Content []byte
	Says    string // a part of the sentence that refuses it
}

// What the sentences begin with, or hold.
const (
	aProgram  = "This is a program or a script"
	anArc     = "This is an archive"
	aPage     = "This is a web page or a drawing"
	twoInOne  = "two things at once"
	cutShort  = "is cut short or damaged"
	aMacro    = "The document holds a macro"
	aBomb     = "unpacks to far more than it is"
	unknown   = "We do not recognise this kind of file"
	locked    = "locked with a password"
	nested    = "An archive is packed inside the document"
	elsewhere = "names inside it lead elsewhere or stand there twice"
	oldKind   = "This is an older Office file or a saved message"
	acts      = "The PDF holds a script or starts a program"
	picture   = "This kind of picture or film is not taken"
)

const (
	program = "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"
	oldWord = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00\x00\x00"
	page    = "<!DOCTYPE html><html><script>alert(1)</script></html>"
)

func join(parts ...any) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		switch p := p.(type) {
		case []byte:
			b.Write(p)
		case string:
			b.WriteString(p)
		}
	}
	return b.Bytes()
}

// Files gives a hundred of them and more.
func Files() []File {
	var all []File
	for _, part := range [][]File{empty(), wrongTypes(), pages(), archives(), cut(), polyglots(), acting(), macros(), inside(), bombs(), named()} {
		all = append(all, part...)
	}
	return all
}

func empty() []File {
	return []File{
		{"0 bytes", "report.pdf", nil, "The file is empty"},
		{"0 bytes, called a document", "report.docx", []byte{}, "The file is empty"},
		{"noughts only", "report.pdf", make([]byte, 4096), unknown},
	}
}

func wrongTypes() []File {
	random := make([]byte, 2048)
	for i := range random {
		random[i] = byte(i*i*31 + i*7 + 3)
	}
	return []File{
		{"a Windows program called a PDF", "report.pdf", []byte(program + strings.Repeat("x", 200)), aProgram},
		{"a Linux program", "report.pdf", []byte("\x7fELF\x02\x01\x01\x00" + strings.Repeat("\x00", 64)), aProgram},
		{"a Mac program", "report", []byte("\xcf\xfa\xed\xfe\x07\x00\x00\x01"), aProgram},
		{"a Mac program of both kinds, or Java", "Report.class", []byte("\xca\xfe\xba\xbe\x00\x00\x00\x02"), aProgram},
		{"a shell script called text", "notes.txt", []byte("#!/bin/sh\nrm -rf /\n"), aProgram},
		{"a shell script behind a byte-order mark", "notes.txt", []byte("\ufeff#!/bin/sh\n"), aProgram},
		{"a batch file", "notes.txt", []byte("@ECHO OFF\r\nformat c:\r\n"), aProgram},
		{"a Windows link", "report.pdf.lnk", []byte("L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00"), aProgram},
		{"a link to the web", "library.url", []byte("[InternetShortcut]\r\nURL=file://host/share\r\n"), aProgram},
		{"a starter of a desktop", "report.desktop", []byte("[Desktop Entry]\nExec=sh\n"), aProgram},
		{"a change of the registry", "fix.reg", []byte("Windows Registry Editor Version 5.00\r\n"), aProgram},
		{"WebAssembly", "a.wasm", []byte("\x00asm\x01\x00\x00\x00"), aProgram},
		{"an Android program", "classes.dex", []byte("dex\n035\x00"), aProgram},
		{"PostScript", "report.ps", []byte("%!PS-Adobe-3.0\n(file) run\n"), aProgram},
		{"an old Word document", "report.doc", []byte(oldWord + strings.Repeat("\x00", 600)), oldKind},
		{"an old Excel workbook called docx", "report.docx", []byte(oldWord), oldKind},
		{"a saved Outlook message", "mail.msg", []byte(oldWord + "mail"), oldKind},
		{"rich text", "report.rtf", []byte(`{\rtf1\ansi{\object\objdata 0105}}`), "This is rich text"},
		{"rich text called a document", "report.doc", []byte("\r\n{\\rtf1 x}"), "This is rich text"},
		{"a GIF", "door.gif", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), picture},
		{"a bitmap", "door.bmp", []byte("BM\x3a\x00\x00\x00"), picture},
		{"a TIFF", "door.tif", []byte("II*\x00\x08\x00\x00\x00"), picture},
		{"a WebP", "door.webp", []byte("RIFF\x24\x00\x00\x00WEBPVP8 "), picture},
		{"an icon", "door.ico", []byte("\x00\x00\x01\x00\x01\x00"), picture},
		{"a film", "walk.mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00"), picture},
		{"a HEIC picture", "door.heic", []byte("\x00\x00\x00\x24ftypheic\x00\x00\x00\x00"), picture},
		{"a database", "data.sqlite", []byte("SQLite format 3\x00\x10\x00"), unknown},
		{"bytes without a meaning", "report.pdf", random, unknown},
		{"text in UTF-16", "notes.txt", []byte("\xff\xfeN\x00o\x00"), unknown},
		{"text with a nought in it", "notes.csv", []byte("a,b\r\n1,\x002\r\n"), unknown},
		{"text that writes to a terminal", "log.txt", []byte("all well \x1b]0;owned\x07\n"), unknown},
	}
}

func pages() []File {
	return []File{
		{"a web page", "report.html", []byte(page), aPage},
		{"a web page called text", "notes.txt", []byte("\n\n  " + page), aPage},
		{"a web page called a picture", "door.png", []byte(page), aPage},
		{"a web page behind words", "notes.txt", []byte("Minutes of the meeting " + page), aPage},
		{"a web page in capitals", "notes.txt", []byte("<SCRIPT SRC=//host></SCRIPT>"), aPage},
		{"a web page behind a byte-order mark", "notes.csv", []byte("\ufeff<HTML>"), aPage},
		{"a frame of another site", "notes.txt", []byte("<iframe src='//host'>"), aPage},
		{"a drawing", "plan.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), aPage},
		{"a drawing called PNG", "plan.png", []byte(`<?xml version="1.0"?><svg onload="alert(1)"/>`), aPage},
		{"XML that reads other files", "data.xml", []byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`), aPage},
		{"XML that grows", "data.xml", []byte(`<!DOCTYPE lolz [<!ENTITY lol "lol">]>`), aPage},
		{"PHP", "index.php", []byte("<?php system($_GET['c']); ?>"), aPage},
		{"an application of Windows in HTML", "report.hta", []byte("<html><hta:application/></html>"), aPage},
	}
}

func archives() []File {
	tar := make([]byte, 1024)
	copy(tar, "report.txt")
	copy(tar[257:], "ustar\x0000")
	return []File{
		{"a zip", "proof.zip", pack(entry{"report.txt", "all well", false}), anArc},
		{"a zip called a document", "report.docx", pack(entry{"report.txt", "all well", false}), anArc},
		{"a zip with nothing in it", "report.docx", pack(), anArc},
		{"a zip that says it is a document and has none", "report.docx", pack(types("word/document.xml", wordKind)), anArc},
		{"a Java archive", "tool.jar", pack(entry{"META-INF/MANIFEST.MF", "Main-Class: A", false}, entry{"A.class", "\xca\xfe\xba\xbe", false}), anArc},
		{"an Android package", "tool.apk", pack(entry{"AndroidManifest.xml", "x", false}), anArc},
		{"RAR", "proof.rar", []byte("Rar!\x1a\x07\x01\x00"), anArc},
		{"7-Zip", "proof.7z", []byte("7z\xbc\xaf\x27\x1c\x00\x04"), anArc},
		{"gzip", "proof.gz", []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"), anArc},
		{"bzip2", "proof.bz2", []byte("BZh91AY&SY"), anArc},
		{"xz", "proof.xz", []byte("\xfd7zXZ\x00\x00\x04"), anArc},
		{"Zstandard", "proof.zst", []byte("\x28\xb5\x2f\xfd\x04\x58"), anArc},
		{"a cabinet", "proof.cab", []byte("MSCF\x00\x00\x00\x00"), anArc},
		{"a Debian package", "tool.deb", []byte("!<arch>\ndebian-binary"), anArc},
		{"tar", "proof.tar", tar, anArc},
	}
}

func cut() []File {
	half := func(b []byte) []byte { return b[:len(b)*2/3] }
	broken := PNG()
	broken[len(broken)-20] ^= 0xff // within the picture
	return []File{
		{"a PDF, two thirds of it", "report.pdf", half(PDF()), cutShort},
		{"a PDF, its first line", "report.pdf", []byte("%PDF-1.7\n"), cutShort},
		{"a PNG, two thirds of it", "door.png", half(PNG()), cutShort},
		{"a PNG, its mark only", "door.png", PNG()[:8], cutShort},
		{"a PNG with a wrong sum", "door.png", broken, cutShort},
		{"a PNG whose first piece says it is 4 GB", "door.png", []byte(string(PNG()[:8]) + "\xff\xff\xff\xffIHDR" + string(PNG()[16:])), cutShort},
		{"a JPEG, two thirds of it", "door.jpg", half(JPEG()), cutShort},
		{"a JPEG, its mark only", "door.jpg", JPEG()[:3], cutShort},
		{"a JPEG without a picture", "door.jpg", []byte("\xff\xd8\xff\xd9"), cutShort},
		{"a document, two thirds of it", "report.docx", half(DOCX()), cutShort},
		{"a document without its list of contents", "report.docx", DOCX()[:60], cutShort},
		{"a document whose bytes were changed", "report.docx", changed(DOCX(entry{"word/a.xml", strings.Repeat("abcdefgh", 100), true})), cutShort},
	}
}

// changed turns a byte in the middle of a stored entry.
func changed(b []byte) []byte {
	b[bytes.Index(b, []byte("abcdefghabcdefgh"))+100] ^= 0x20
	return b
}

func polyglots() []File {
	zipped := pack(entry{"a.txt", "hidden", false})
	commented := func(b []byte, words string) []byte { // a package whose last mark has a comment
		b = bytes.Clone(b)
		binary.LittleEndian.PutUint16(b[len(b)-2:], uint16(len(words)))
		return append(b, words...)
	}
	return []File{
		{"a PDF with a zip behind it", "report.pdf", join(PDF(), zipped), twoInOne},
		{"a PDF with a zip behind it that ends as a PDF", "report.pdf", join(PDF(), commented(zipped, "\n%%EOF\n")), twoInOne},
		{"a PDF with a page behind it", "report.pdf", join(PDF(), page), twoInOne},
		{"a PDF with a page in it", "report.pdf", pdfWith("% <script>alert(1)</script>\n"), twoInOne},
		{"a PDF behind other bytes", "report.pdf", join("x = 1;\n", PDF()), "has a PDF inside and something else before it"},
		{"a program with a PDF behind it", "report.pdf", join(program, PDF()), aProgram},
		{"a PNG with a zip behind it", "door.png", join(PNG(), zipped), twoInOne},
		{"a PNG with a page behind it", "door.png", join(PNG(), page), twoInOne},
		{"a PNG with a page in its words", "door.png", pngWith(chunk("tEXt", "Comment\x00"+page)), twoInOne},
		{"a PNG with PHP in its words", "door.png", pngWith(chunk("tEXt", "Comment\x00<?php system('id'); ?>")), twoInOne},
		{"a PNG with a zip in its words", "door.png", pngWith(chunk("ziPd", string(zipped))), twoInOne},
		{"a JPEG with an archive behind it (GIFAR)", "door.jpg", join(JPEG(), pack(entry{"META-INF/MANIFEST.MF", "x", false})), twoInOne},
		{"a JPEG with a page in its comment", "door.jpg", jpegWith(0xfe, page), twoInOne},
		{"a JPEG with a page in its camera's data", "door.jpg", jpegWith(0xe1, "Exif\x00\x00"+page), twoInOne},
		{"a JPEG with a program behind it", "door.jpg", join(JPEG(), program), twoInOne},
		{"text with a zip behind it", "notes.txt", join("all well\n", zipped), unknown},
		{"a document behind another archive", "report.docx", join(zipped, DOCX()), twoInOne},
		{"a document with a comment", "report.docx", commented(DOCX(), page), twoInOne},
		{"a document with a PDF behind it", "report.docx", join(DOCX(), PDF()), twoInOne},
	}
}

func acting() []File {
	return []File{
		{"a PDF with a script", "report.pdf", pdfWith("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), acts},
		{"a PDF with a short script", "report.pdf", pdfWith("/AA << /O << /JS(x) >> >>"), acts},
		{"a PDF that starts a program", "report.pdf", pdfWith("/OpenAction << /S /Launch /F (cmd.exe) >>"), acts},
		{"a PDF with a film", "report.pdf", pdfWith("/RichMedia << >>"), acts},
		{"a PDF with a file in it", "report.pdf", pdfWith("/Names << /EmbeddedFiles 9 0 R >>"), "Another file is packed inside the PDF"},
	}
}

func macros() []File {
	kind := func(kind string, body entry, more ...entry) []byte {
		return pack(append([]entry{types(body.name, kind), body}, more...)...)
	}
	vba := entry{"word/vbaProject.bin", oldWord, false}
	return []File{
		{"a document with a macro", "report.docm", kind("ms-word.document.macroEnabled.main", wordBody, vba), aMacro},
		{"a document with a macro called docx", "report.docx", DOCX(vba), aMacro},
		{"a document that says it has a macro", "report.docx", kind("ms-word.document.macroEnabled.main", wordBody), aMacro},
		{"a workbook with a macro", "report.xlsm", kind("ms-excel.sheet.macroEnabled.main", sheetBody, entry{"xl/vbaProject.bin", oldWord, false}), aMacro},
		{"a workbook with a macro of the old sort", "report.xlsx", XLSX(entry{"xl/macrosheets/sheet1.xml", "<x/>", false}), aMacro},
		{"a workbook in binary", "report.xlsb", kind("ms-excel.sheet.binary.macroEnabled.main", sheetBody), aMacro},
		{"a presentation with a macro", "report.pptm", PPTX(entry{"ppt/vbaProject.bin", oldWord, false}), aMacro},
		{"a macro in capitals", "report.docx", DOCX(entry{"word/VBAPROJECT.BIN", "x", false}), aMacro},
		{"a document with a control", "report.docx", DOCX(entry{"word/activeX/activeX1.bin", "x", false}), aMacro},
		{"an OpenDocument text with a macro", "report.odt", openDocument(filetype.ODT, entry{"Basic/Standard/Module1.xml", "Sub Main", false}), aMacro},
		{"an OpenDocument text with a script", "report.odt", openDocument(filetype.ODT, entry{"Scripts/python/a.py", "import os", false}), aMacro},
		{"a template that is fetched", "report.docx", DOCX(entry{"word/_rels/settings.xml.rels",
			`<Relationship Type="http://schemas/attachedTemplate" Target="http://host/t.dotm" TargetMode="External"/>`, false}), "fetches a template from elsewhere"},
	}
}

func inside() []File {
	encrypted := DOCX()
	for _, mark := range []string{"PK\x03\x04", "PK\x01\x02"} { // the flag in the head of an entry and in the list of contents
		at := bytes.Index(encrypted, []byte(mark))
		encrypted[at+map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[mark]] |= 1
	}
	chart := "word/embeddings/sheet.xlsx"
	return []File{
		{"a program in a document", "report.docx", DOCX(entry{"word/media/image1.png", program, false}), aProgram},
		{"a program in a workbook's chart", "report.docx", DOCX(entry{chart, string(XLSX(entry{"xl/a.bin", program, false})), true}), aProgram},
		{"an object in a document", "report.docx", DOCX(entry{"word/embeddings/oleObject1.bin", oldWord, false}), "packed inside the document as an object"},
		{"an archive in a document", "report.docx", DOCX(entry{"word/media/a.gz", "\x1f\x8b\x08\x00", false}), nested},
		{"a zip in a document", "report.docx", DOCX(entry{chart, string(pack(entry{"a.txt", "x", false})), true}), anArc},
		{"a document in a workbook in a document", "report.docx", DOCX(entry{chart, string(XLSX(entry{"xl/embeddings/a.docx", string(DOCX()), true})), true}), nested},
		{"a document with a password", "report.docx", encrypted, locked},
		{"an OpenDocument text with a password", "report.odt", pack(entry{"mimetype", filetype.ODT.MIME(), true}, entry{"META-INF/manifest.xml", "<encryption-data/>", false},
			entry{"content.xml", "x", false}), locked},
		{"a name that leads up", "report.docx", DOCX(entry{"../../../etc/cron.d/x", "x", false}), elsewhere},
		{"a name that leads up in the middle", "report.docx", DOCX(entry{"word/../../x", "x", false}), elsewhere},
		{"a name from the root", "report.docx", DOCX(entry{"/etc/passwd", "x", false}), elsewhere},
		{"a name on another disk", "report.docx", DOCX(entry{`C:\Windows\x`, "x", false}), elsewhere},
		{"a name that stands there twice", "report.docx", DOCX(entry{"WORD/document.xml", "<other/>", false}), elsewhere},
	}
}

func bombs() []File {
	var many []entry
	for i := range 5200 {
		many = append(many, entry{"word/" + number(i) + ".xml", "", true})
	}
	noughts := strings.Repeat("\x00", 30<<20)
	huge := pngWith("")
	binary.BigEndian.PutUint32(huge[16:], 1<<16)
	binary.BigEndian.PutUint32(huge[20:], 1<<16)
	head := chunk("IHDR", string(huge[16:29]))
	return []File{
		{"a document that unpacks to a thousand times its size", "report.docx", DOCX(entry{"word/a.xml", noughts, false}), aBomb},
		{"a document that says it unpacks to 4 GB", "report.docx", declares(DOCX(entry{"word/a.xml", "x", false}), 4<<30-2), aBomb},
		{"a document that unpacks to more than it says", "report.docx", declares(DOCX(entry{"word/a.xml", noughts[:1<<20], false}), 1000), cutShort},
		{"a document of five thousand entries", "report.docx", DOCX(many...), aBomb},
		{"a bomb in a chart", "report.docx", DOCX(entry{"word/embeddings/a.xlsx", string(XLSX(entry{"xl/a.xml", noughts, false})), true}), aBomb},
		{"a list of contents that unpacks to 30 MB", "report.docx", pack(entry{"[Content_Types].xml", noughts, false}, wordBody), aBomb},
		{"entries that share their bytes", "report.docx", sharing(), aBomb},
		{"a picture of 4,000 million points", "door.png", []byte(string(huge[:8]) + head + string(huge[33:])), "100 million points"},
		{"a JPEG of 4,000 million points", "door.jpg", points(JPEG()), "100 million points"},
	}
}

// declares makes the last entry's list of contents say another size.
func declares(b []byte, size uint32) []byte {
	at := bytes.LastIndex(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[at+24:], size)
	return b
}

// sharing makes two entries of the list of contents point at the same bytes.
func sharing() []byte {
	b := DOCX(entry{"word/a.xml", strings.Repeat("x", 100), true}, entry{"word/b.xml", strings.Repeat("x", 100), true})
	last := bytes.LastIndex(b, []byte("PK\x01\x02"))
	before := bytes.LastIndex(b[:last], []byte("PK\x01\x02"))
	copy(b[last+42:last+46], b[before+42:before+46])
	return b
}

// points makes a JPEG say that it is 65,535 by 65,535 points.
func points(b []byte) []byte {
	at := bytes.Index(b, []byte{0xff, 0xc0})
	copy(b[at+5:], []byte{0xff, 0xff, 0xff, 0xff})
	return b
}

func named() []File {
	return []File{
		{"a program under a name that leads up", "../../../../etc/cron.d/x", []byte(program), aProgram},
		{"a page under a name with two endings", "report.pdf.html", []byte(page), aPage},
		{"a script under a name that reads backwards", "report\u202efdp.sh", []byte("#!/bin/sh\n"), aProgram},
	}
}
