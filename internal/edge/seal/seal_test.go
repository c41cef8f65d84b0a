package seal_test

import (
	"bytes"
	"errors"
	"testing"

	"cyberready/internal/edge/seal"
)

func TestASealedValueOpensForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	key, other := bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)
	sealed, err := seal.Seal(key, "priya", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, []byte("secret")) {
		t.Error("the sealed value shows what is in it")
	}
	if again, _ := seal.Seal(key, "priya", []byte("secret")); bytes.Equal(again, sealed) {
		t.Error("the same secret is sealed twice alike")
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, c := range map[string]struct {
		keys   [][]byte
		owner  string
		sealed []byte
		opens  bool
		newest bool
	}{
		"the owner":             {[][]byte{key}, "priya", sealed, true, true},
		"after a change of key": {[][]byte{other, key}, "priya", sealed, true, false},
		"another owner":         {[][]byte{key}, "tom", sealed, false, false},
		"another key":           {[][]byte{other}, "priya", sealed, false, false},
		"no key":                {nil, "priya", sealed, false, false},
		"a changed byte":        {[][]byte{key}, "priya", changed, false, false},
		"cut short":             {[][]byte{key}, "priya", sealed[:8], false, false},
		"nothing":               {[][]byte{key}, "priya", nil, false, false},
		"another format":        {[][]byte{key}, "priya", append([]byte{9}, sealed[1:]...), false, false},
	} {
		plain, newest, err := seal.Open(c.keys, c.owner, c.sealed)
		if c.opens && (err != nil || string(plain) != "secret") {
			t.Errorf("%s: %q %v", name, plain, err)
		}
		if !c.opens && (!errors.Is(err, seal.ErrNotOpened) || plain != nil) {
			t.Errorf("%s opened it: %q %v", name, plain, err)
		}
		if newest != c.newest {
			t.Errorf("%s: newest %v", name, newest)
		}
	}
	if _, err := seal.Seal(key[:16], "priya", nil); err == nil {
		t.Error("a short key seals")
	}
}
