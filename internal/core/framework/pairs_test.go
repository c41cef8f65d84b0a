package framework

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestEveryReleasedPairIsSound(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	pairs, err := Pairs(p.Edition)
	if err != nil || len(pairs) < 8 {
		t.Fatalf("%d pairs, %v", len(pairs), err)
	}
	for _, one := range pairs {
		if !strings.Contains(one.Asks, "?") || !strings.Contains(one.Asks, one.First.Item) || !strings.Contains(one.Asks, one.Second.Item) {
			t.Errorf("%q does not ask about %s and %s", one.Asks, one.First.Item, one.Second.Item)
		}
	}
	if none, err := Pairs("an edition without any"); err != nil || none != nil {
		t.Errorf("%v, %v", none, err)
	}
}

func TestAPairThatIsWrongNamesItsLine(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	for written, want := range map[string]string{
		"{ first: { item: 99.9.9, reply: no }, second: { item: 1.1.1, reply: yes }, asks: x, why: x }":   `pairs.yaml:2: there is no item "99.9.9"`,
		"{ first: { item: 1.1.1, reply: maybe }, second: { item: 1.1.3, reply: no }, asks: x, why: x }":  "pairs.yaml:2: reply is yes, no or left out",
		"{ first: { item: 1.1.1, above: 3 }, second: { item: 1.1.3, reply: no }, asks: x, why: x }":      "pairs.yaml:2: 1.1.1 has no number",
		"{ first: { item: 1.1.1 }, second: { item: 1.1.3, reply: no }, asks: x, why: x }":                "pairs.yaml:2: say what is answered",
		"{ first: { item: 1.1.1, reply: no }, second: { item: 1.1.3, reply: no }, asks: x }":             "pair lacks why",
		"{ first: { item: 1.1.1, reply: no }, second: { item: 1.1.3, reply: no }, asks: x, because: x }": "unknown field because",
	} {
		files := fstest.MapFS{p.Edition + "/pairs.yaml": {Data: []byte("pairs:\n  - " + written + "\n")}}
		if _, err := loadPairs(files, []Pack{p}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n gives %v, want %q", written, err, want)
		}
	}
}
