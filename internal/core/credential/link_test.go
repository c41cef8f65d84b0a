package credential

import (
	"bytes"
	"testing"
)

const linkID = "01890a5d-ac96-774b-bcce-b302099a8057"

func TestALinkFitsItsThingAndGenerationOnly(t *testing.T) {
	t.Parallel()
	key, other := bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)
	id, mac, ok := ReadLink(LinkToken(key, linkID, 3))
	if !ok || id != linkID {
		t.Fatalf("read as %q (%v)", id, ok)
	}
	for name, c := range map[string]struct {
		keys       [][]byte
		id         string
		generation int
		want       bool
	}{
		"itself":             {[][]byte{key}, linkID, 3, true},
		"key before":         {[][]byte{other, key}, linkID, 3, true},
		"another key":        {[][]byte{other}, linkID, 3, false},
		"next generation":    {[][]byte{key}, linkID, 4, false},
		"another invitation": {[][]byte{key}, "01890a5d-ac96-774b-bcce-b302099a8058", 3, false},
		"no id":              {[][]byte{key}, "x", 3, false},
		"no key":             {nil, linkID, 3, false},
	} {
		if got := LinkFits(c.keys, c.id, c.generation, mac); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatIsNoLinkIsNotRead(t *testing.T) {
	t.Parallel()
	good := LinkToken(bytes.Repeat([]byte{1}, 32), linkID, 1)
	for _, token := range []string{"", "x", good[:42], good + "A", "!" + good[1:], good[:42] + "_"} {
		if _, _, ok := ReadLink(token); ok && token != good {
			t.Errorf("%q was read", token)
		}
	}
}
