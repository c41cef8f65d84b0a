package pack_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
	"time"

	"cyberready/internal/edge/pack"
)

func TestThePackNamesEachFilesFingerprintAndIsAlwaysTheSame(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 6, 14, 9, 0, 1, 500, time.FixedZone("BST", 3600))
	files := []pack.File{{Name: "a.txt", Content: []byte("abc")}, {Name: "b.json", Content: nil}}
	first, err := pack.Write("ZZ1", files, at)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := pack.Write("ZZ1", files, at.UTC()); !bytes.Equal(first, again) {
		t.Error("the same files gave other bytes")
	}
	r, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	content := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		content[f.Name] = string(b)
	}
	// The fingerprints of "abc" and of nothing (FIPS 180-4, and its examples).
	const sums = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b.json\n"
	if len(content) != 3 || content["ZZ1/a.txt"] != "abc" || content["ZZ1/SHA256SUMS"] != sums {
		t.Errorf("the pack holds %q", content)
	}
}
