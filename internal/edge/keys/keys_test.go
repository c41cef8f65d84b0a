package keys_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/keys"
)

func TestTheSecretIsMadeOnceAndPrivate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var wait sync.WaitGroup
	made := make([]keys.Keys, 8)
	for i := range made {
		wait.Go(func() {
			k, err := keys.Load(dir, "")
			if err != nil {
				t.Error(err)
			}
			made[i] = k
		})
	}
	wait.Wait()
	for _, k := range made[1:] {
		if !bytes.Equal(k.Key("link"), made[0].Key("link")) {
			t.Fatal("two that start at once have different keys")
		}
	}
	path := filepath.Join(dir, keys.File)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v (%v)", info.Mode(), err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := keys.Load(dir, ""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a file that others may read: %v", err)
	}
}

func TestEachNameHasItsOwnKey(t *testing.T) {
	t.Parallel()
	k := keys.Made()
	if bytes.Equal(k.Key("link"), k.Key("second factor")) || !bytes.Equal(k.Key("link"), k.Key("link")) || len(k.Key("link")) != 32 {
		t.Error("names and keys do not go together")
	}
	if bytes.Equal(k.Key("link"), keys.Made().Key("link")) {
		t.Error("two secrets make the same key")
	}
}

func TestANewLineOnTopChangesTheKeyAndKeepsTheOld(t *testing.T) {
	t.Parallel()
	old := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, 32))
	next := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{2}, 32))
	before, err := keys.Load("", old)
	if err != nil {
		t.Fatal(err)
	}
	after, err := keys.Load("", next+"\n"+old+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(after.Key("link"), before.Key("link")) || !bytes.Equal(after.All("link")[1], before.Key("link")) {
		t.Error("the order of the keys is wrong")
	}
}

func TestKeysAreNeverPrinted(t *testing.T) {
	t.Parallel()
	secret := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	k, err := keys.Load("", secret)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "keys", k)
	type place struct{ hidden keys.Keys } // fmt asks no unexported field how it wants to be printed
	all := log.String() + fmt.Sprintf("%v %+v %#v %s %+v %#v", k, k, k, k, place{k}, place{k})
	if strings.Contains(all, secret) || strings.Contains(all, "7 7 7") || strings.Contains(all, "0x7") {
		t.Errorf("printed: %s", all)
	}
}

func TestWhatIsNoKeyIsRefused(t *testing.T) {
	t.Parallel()
	for name, env := range map[string]string{"short": "c2hvcnQ=", "not base64": "!!", "empty lines": "\n\n"} {
		if _, err := keys.Load("", env); fault.KindOf(err) != fault.Invalid || strings.Contains(err.Error(), "c2hvcnQ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := keys.Load("", ""); fault.KindOf(err) != fault.Invalid {
		t.Errorf("neither folder nor variable: %v", err)
	}
}

func TestANameTellsAKeyFromAnotherAndNothingElse(t *testing.T) {
	t.Parallel()
	k := keys.Made()
	if ids := k.IDs(); len(ids) != 1 || len(ids[0]) != 16 || ids[0] == keys.Made().IDs()[0] {
		t.Errorf("names %v", ids)
	}
	if a, b := keys.Demonstration().IDs()[0], keys.Demonstration().IDs()[0]; a != b {
		t.Error("two demonstrations have different keys")
	}
}
