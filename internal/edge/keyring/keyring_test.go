package keyring

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"cyberready/internal/core/fault"
)

func TestASealedValueOpensForItsOwnerAndPurposeOnly(t *testing.T) {
	t.Parallel()
	r := New()
	sealed, err := r.Seal("app", "priya", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("secret")) {
		t.Error("the sealed value shows what is in it")
	}
	if plain, err := r.Unseal("app", "priya", sealed); err != nil || string(plain) != "secret" {
		t.Errorf("%q %v", plain, err)
	}
	for name, open := range map[string]func() ([]byte, error){
		"another owner":   func() ([]byte, error) { return r.Unseal("app", "tom", sealed) },
		"another purpose": func() ([]byte, error) { return r.Unseal("link", "priya", sealed) },
		"another key":     func() ([]byte, error) { return New().Unseal("app", "priya", sealed) },
		"no key":          func() ([]byte, error) { return Ring{}.Unseal("app", "priya", sealed) },
		"a changed byte": func() ([]byte, error) {
			changed := bytes.Clone(sealed)
			changed[len(changed)-1] ^= 1
			return r.Unseal("app", "priya", changed)
		},
		"cut short": func() ([]byte, error) { return r.Unseal("app", "priya", sealed[:20]) },
		"nothing":   func() ([]byte, error) { return r.Unseal("app", "priya", nil) },
	} {
		if plain, err := open(); err == nil {
			t.Errorf("%s opened it: %q", name, plain)
		}
	}
}

func TestASignatureIsOfItsPartsAndPurpose(t *testing.T) {
	t.Parallel()
	r := New()
	s, err := r.Sign("invitation", "id", "2")
	if err != nil {
		t.Fatal(err)
	}
	if !r.Verify(s, "invitation", "id", "2") {
		t.Error("the own signature is refused")
	}
	for name, ok := range map[string]bool{
		"another purpose": r.Verify(s, "reset", "id", "2"),
		"other parts":     r.Verify(s, "invitation", "id", "3"),
		"parts run in":    r.Verify(s, "invitation", "id2", ""),
		"another key":     New().Verify(s, "invitation", "id", "2"),
		"no key":          Ring{}.Verify(s, "invitation", "id", "2"),
		"no signature":    r.Verify(nil, "invitation", "id", "2"),
	} {
		if ok {
			t.Errorf("%s is accepted", name)
		}
	}
	if _, err := (Ring{}).Sign("invitation"); err == nil {
		t.Error("a ring without keys signs")
	}
}

// A key is changed by writing a new one before the old: what the old one made still counts.
func TestANewKeyLeavesWhatTheOldOneMade(t *testing.T) {
	t.Parallel()
	first, second := text(New()), text(New())
	before, _ := Parse(first)
	sealed, _ := before.Seal("app", "priya", []byte("secret"))
	signature, _ := before.Sign("link", "1")
	after, err := Parse(second + "\n" + first)
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := after.Unseal("app", "priya", sealed); err != nil || string(plain) != "secret" {
		t.Errorf("%q %v", plain, err)
	}
	if !after.Verify(signature, "link", "1") {
		t.Error("a signature by the old key is refused")
	}
	if after.Current(sealed) || !before.Current(sealed) {
		t.Error("which key sealed it is mistaken")
	}
	if ids := after.IDs(); len(ids) != 2 || ids[1] != before.IDs()[0] || ids[0] == ids[1] {
		t.Errorf("ids %v", ids)
	}
}

func text(r Ring) string { return base64.StdEncoding.EncodeToString(r.all()[0].secret) }

func TestWhatIsNoKeyIsRefusedAndNotRepeated(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "  \n", "hunter2-hunter2", strings.Repeat("a", 42), strings.Repeat("a", 44) + "aaaa"} {
		_, err := Parse(bad)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
		if err != nil && strings.TrimSpace(bad) != "" && strings.Contains(err.Error(), bad) {
			t.Errorf("the error repeats what was read: %v", err)
		}
	}
	for _, good := range []string{strings.Repeat("a", 42) + "A=", strings.Repeat("-", 42) + "A", strings.Repeat("/", 42) + "A="} {
		if _, err := Parse(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}

func TestTheFileIsMadeOnceForTheServerAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys", "server.key")
	var all sync.WaitGroup
	rings := make([]Ring, 8)
	makers := make([]bool, 8)
	for i := range rings {
		all.Go(func() {
			var err error
			if rings[i], makers[i], err = Open(path); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	made := 0
	for i, r := range rings {
		if r.IDs()[0] != rings[0].IDs()[0] {
			t.Error("two servers that started at once have different keys")
		}
		if makers[i] {
			made++
		}
	}
	if made != 1 {
		t.Errorf("%d say that they made it", made)
	}
	for p, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		about, err := os.Stat(p)
		if err != nil || about.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", p, about.Mode().Perm(), want)
		}
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(path); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a file that everybody reads: %v", err)
	}
}

func TestAKeyNeverReachesALog(t *testing.T) {
	t.Parallel()
	r := New()
	secret := r.all()[0].secret
	type holder struct {
		Ring  Ring
		inner Ring
	}
	h := holder{r, r}
	var out strings.Builder
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&out, format+"\n"+format+"\n"+format+"\n", r, h, &h)
	}
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "ring", r, "holder", h)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "ring", r, "holder", h)
	if err := json.NewEncoder(&out).Encode(h); err != nil {
		t.Fatal(err)
	}
	for _, form := range []string{string(secret), text(r), fmt.Sprintf("%x", secret), fmt.Sprintf("%d %d %d", secret[0], secret[1], secret[2]),
		fmt.Sprintf("0x%x, 0x%x", secret[0], secret[1])} {
		if strings.Contains(out.String(), form) {
			t.Errorf("%q shows the key:\n%s", form, out.String())
		}
	}
}
