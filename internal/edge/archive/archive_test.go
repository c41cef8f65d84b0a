package archive_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/archive"
)

var head = archive.Head{
	Taken: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Program: "v1", Schema: 10, Without: []string{"sessions"},
	Tables: []archive.Table{{Name: "trusts", Columns: []string{"ods_code", "name"}}, {Name: "empty", Columns: []string{"id"}}, {Name: "large", Columns: []string{"n"}}},
}

// large is a table of more than two parts.
var large = strings.Repeat("one row of many, which is some fifty bytes long here\n", 50_000)

func write(t *testing.T, recipients ...age.Recipient) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := archive.NewWriter(&b, recipients, head)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []struct{ name, rows string }{{"trusts", "ZZ1\tMoor\nZZ2\tDale\n"}, {"empty", ""}, {"large", large}} {
		err := w.Table(table.name, func(to io.Writer) (int64, error) {
			_, err := io.Copy(to, inPieces(table.rows))
			return int64(strings.Count(table.rows, "\n")), err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.FileFrom("proof/ZZ1/large", int64(len(large)), strings.NewReader(large)); err != nil {
		t.Fatal(err)
	}
	if err := w.File("keys/server.key", []byte("secret\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inPieces gives a text in pieces that no row ends with.
func inPieces(s string) io.Reader {
	var pieces []io.Reader
	for len(s) > 0 {
		n := min(len(s), 70_001)
		pieces = append(pieces, strings.NewReader(s[:n]))
		s = s[n:]
	}
	return io.MultiReader(pieces...)
}

func key(t *testing.T) *age.X25519Identity {
	t.Helper()
	k, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	k := key(t)
	for name, recipients := range map[string][]age.Recipient{"plain": nil, "encrypted": {k.Recipient()}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[string]string{}
			h, m, err := archive.Read(bytes.NewReader(write(t, recipients...)), []age.Identity{k}, archive.Use{
				Table: func(table archive.Table, r io.Reader) error {
					b, err := io.ReadAll(r)
					got[table.Name] = string(b)
					return err
				},
				File: func(name string, r io.Reader) error {
					b, err := io.ReadAll(r)
					got[name] = string(b)
					return err
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{"trusts": "ZZ1\tMoor\nZZ2\tDale\n", "empty": "", "large": large, "keys/server.key": "secret\n", "proof/ZZ1/large": large}
			for name, text := range want {
				if got[name] != text {
					t.Errorf("%s came back as %d bytes, want %d", name, len(got[name]), len(text))
				}
			}
			if h.Schema != 10 || !h.Taken.Equal(head.Taken) || m.Rows() != 50_002 {
				t.Errorf("head %+v, %d rows", h, m.Rows())
			}
		})
	}
}

func TestAnyAlteredByteIsFound(t *testing.T) {
	t.Parallel()
	k := key(t)
	for name, whole := range map[string][]byte{"plain": write(t), "encrypted": write(t, k.Recipient())} {
		for i := 0; i < len(whole); i += 1 + len(whole)/100 {
			if name == "plain" && i < 10 { // gzip's own header holds a time and a system that nobody reads
				continue
			}
			altered := bytes.Clone(whole)
			altered[i] ^= 0x20
			if _, _, err := archive.Read(bytes.NewReader(altered), []age.Identity{k}, archive.Use{}); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: byte %d of %d altered: %v", name, i, len(whole), err)
			}
		}
		for _, n := range []int{0, 1, 20, len(whole) / 2, len(whole) - 1} {
			if _, _, err := archive.Read(bytes.NewReader(whole[:n]), []age.Identity{k}, archive.Use{}); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: cut after %d of %d bytes: %v", name, n, len(whole), err)
			}
		}
		if _, _, err := archive.Read(bytes.NewReader(append(bytes.Clone(whole), "more"...)), []age.Identity{k}, archive.Use{}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: something behind the end: %v", name, err)
		}
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	t.Parallel()
	sealed := write(t, key(t).Recipient())
	for _, test := range []struct {
		name       string
		file       []byte
		identities []age.Identity
		want       string
	}{
		{"no key", sealed, nil, "is encrypted"},
		{"another key", sealed, []age.Identity{key(t)}, "does not open"},
		{"another file", []byte("ods_code,name and more of a file\n"), nil, "not a backup"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := archive.Read(bytes.NewReader(test.file), test.identities, archive.Use{})
			if f := fault.As(err); f == nil || !strings.Contains(f.Sentence, test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// A row count that lies, or a table that the manifest does not know, is damage although every checksum of the file is right.
func TestTheManifestMustAgree(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w, err := archive.NewWriter(&b, nil, archive.Head{Tables: head.Tables[:1]})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Table("trusts", func(to io.Writer) (int64, error) { _, err := fmt.Fprintln(to, "ZZ1\tMoor"); return 2, err }); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := archive.Read(&b, nil, archive.Use{}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("two rows were promised and one was there: %v", err)
	}
}

// Writing and reading a table hold a part of it in memory, and never the whole.
func TestMemoryDoesNotGrowWithTheTable(t *testing.T) {
	row := []byte(strings.Repeat("x", 1023) + "\n")
	const rows = 200 << 10 // 200 MB
	r, out := io.Pipe()
	k := key(t)
	go func() {
		w, err := archive.NewWriter(out, []age.Recipient{k.Recipient()}, archive.Head{Tables: []archive.Table{{Name: "t"}}})
		if err == nil {
			err = w.Table("t", func(to io.Writer) (int64, error) {
				for range rows {
					if _, err := to.Write(row); err != nil {
						return 0, err
					}
				}
				return rows, nil
			})
		}
		if err == nil {
			_, err = w.Close()
		}
		out.CloseWithError(err)
	}()
	most := uint64(0)
	_, m, err := archive.Read(r, []age.Identity{k}, archive.Use{Table: func(_ archive.Table, from io.Reader) error {
		b := make([]byte, 1<<20)
		for i := 0; ; i++ {
			_, err := io.ReadFull(from, b)
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if i%50 == 0 {
				var stats runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&stats)
				most = max(most, stats.HeapAlloc)
			}
		}
	}})
	if err != nil || m.Rows() != rows {
		t.Fatalf("%d rows, %v", m.Rows(), err)
	}
	if most > 32<<20 {
		t.Errorf("%d MB were held for a table of 200 MB", most>>20)
	}
}
