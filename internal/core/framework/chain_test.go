package framework

import (
	"slices"
	"strings"
	"testing"
)

const goodChains = `chains:
- id: small
  title: Could it happen?
  story: An attack.
  source: [nao]
  links:
  - id: one
    step: A door
    title: Way in
    holds: Nothing is open.
    happened: It was open.
    happened_source: [nao]
    items:
    - {id: "1.1.1", why: "It is the door."}
  - id: two
    step: A loss
    title: A way back
    holds: We come back.
    items:
    - {id: "1.1.1", why: "It is the way."}
appointments:
  known: 10
  known_source: [nao]
  estimated: 20
  estimated_source: [nao]
  trusts: 2
  trusts_source: [nao]
`

func TestChainsAreReadWithTheirReasons(t *testing.T) {
	t.Parallel()
	fsys := files(goodPack, goodStandard)
	chains := *fsys["small/pack.yaml"]
	chains.Data = []byte(goodChains)
	fsys["small/chains.yaml"] = &chains
	packs, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	p := packs[0]
	if len(p.Chains) != 1 || len(p.Chains[0].Links) != 2 || p.Chains[0].Links[0].From != "the audit office" || p.Lost.Estimated != 20 {
		t.Errorf("%+v, %+v", p.Chains, p.Lost)
	}
}

func TestLoadNamesTheLineOfAProblemInAChain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rule, old, broken, want string }{
		{"unknown item", `{id: "1.1.1", why: "It is the door."}`, `{id: "7.7.7", why: "It is the door."}`, `chains.yaml:14: link one names item 7.7.7, which is not in this pack`},
		{"part", `{id: "1.1.1", why: "It is the door."}`, `{id: "1.1.2", why: "It is the door."}`, `chains.yaml:14: link one names 1.1.2, which is a part: name 1.1.1`},
		{"no reason", `why: "It is the door."`, `why: ""`, `chains.yaml:14: item 1.1.1 of link one lacks why`},
		{"item twice", `    - {id: "1.1.1", why: "It is the door."}`, `    - {id: "1.1.1", why: "It is the door."}
    - {id: "1.1.1", why: "It is the door."}`, `chains.yaml:15: link one names item 1.1.1 twice`},
		{"no source of what happened", "    happened_source: [nao]\n", "", `chains.yaml:7: link one lacks happened_source`},
		{"link twice", `id: two`, `id: one`, `chains.yaml:15: link one is given twice`},
		{"unknown source", `  source: [nao]`, `  source: [nap]`, `chains.yaml:5: unknown source "nap"`},
		{"no holds", `    holds: We come back.`, `    holds: ""`, `chains.yaml:18: link two lacks holds`},
		{"estimate below what is known", `estimated: 20`, `estimated: 2`, `chains.yaml:22: appointments need a known figure`},
		{"unknown field", `story: An attack.`, `tale: An attack.`, `chains.yaml:4: unknown field tale`},
	} {
		if !strings.Contains(goodChains, c.old) {
			t.Fatalf("%s: nothing to break", c.rule)
		}
		fsys := files(goodPack, goodStandard)
		broken := *fsys["small/pack.yaml"]
		broken.Data = []byte(strings.Replace(goodChains, c.old, c.broken, 1))
		fsys["small/chains.yaml"] = &broken
		if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.rule, err, c.want)
		}
	}
}

// The released chain is that of the issue, and each link hangs on questions that say in their own field that they touch it.
func TestTheReleasedChainOfMay2017(t *testing.T) {
	t.Parallel()
	packs, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	chains := packs[0].Chains
	if len(chains) != 2 || chains[0].ID != "may-2017" || chains[1].ID != "supplier" {
		t.Fatalf("%d chains", len(chains))
	}
	var ids []string
	for _, l := range chains[0].Links {
		ids = append(ids, l.ID)
		for _, d := range l.Deciding {
			item, _ := packs[0].Item(d.Item)
			if !slices.Contains(item.Chain, l.ID) {
				t.Errorf("link %s hangs on %s, which touches %v", l.ID, d.Item, item.Chain)
			}
		}
	}
	if want := []string{"way in", "weakness", "spread", "restore", "communication", "care on paper"}; !slices.Equal(ids, want) {
		t.Errorf("links %q", ids)
	}
	for _, l := range chains[1].Links {
		for _, d := range l.Deciding {
			if s := packs[0].StandardOf(d.Item[:strings.LastIndex(d.Item, ".")]); s != "7" && s != "10" {
				t.Errorf("link %s hangs on %s of standard %s", l.ID, d.Item, s)
			}
		}
	}
}
