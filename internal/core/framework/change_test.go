package framework

import (
	"reflect"
	"testing"

	"cyberready/internal/core/fault"
)

func TestWithMakesRevisionsAndLeavesTheOriginal(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	yes, no := true, false
	optional := Change{Item: "3.3.3", Mandatory: &no, By: "Ada Ruiz", Why: "Not in our form"}
	exempt := Change{Item: "9.2.2", Exemptible: &yes, By: "Ada Ruiz", Why: "Certificate accepted"}
	parts := Change{Item: "8.3.7", Mandatory: &no, Basis: "the trusts' own form", By: "Ada Ruiz", Why: "Seen in the form"}

	at3, err := p.With([]Change{optional, exempt, parts})
	if err != nil {
		t.Fatal(err)
	}
	if at3.Revision != 3 || p.Revision != 0 {
		t.Errorf("revisions %d and %d, want 3 and 0", at3.Revision, p.Revision)
	}
	it, _ := at3.Item("3.3.3")
	if it.Mandatory || it.MandatoryWords() != "Not mandatory: decided by Ada Ruiz: Not in our form" {
		t.Errorf("3.3.3 says %q", it.MandatoryWords())
	}
	if it, _ := at3.Item("9.2.2"); !it.Exemptible || !it.Mandatory {
		t.Errorf("9.2.2: exemptible %v, mandatory %v", it.Exemptible, it.Mandatory)
	}
	for _, id := range []string{"8.3.7", "8.3.7b"} {
		if it, _ := at3.Item(id); it.Mandatory || it.Basis != "the trusts' own form" {
			t.Errorf("%s did not follow: %q", id, it.MandatoryWords())
		}
		if it, _ := p.Item(id); !it.Mandatory {
			t.Errorf("%s of the original pack was changed", id)
		}
	}
	if got := at3.Standards[2].Assertions[2].Items[2]; got.ID != "3.3.3" || got.Mandatory {
		t.Error("the standards and the index differ")
	}

	var one Pack = p
	for _, c := range []Change{optional, exempt, parts} {
		if one, err = one.With([]Change{c}); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(one, at3) {
		t.Error("three changes one by one differ from three at once")
	}
}

func TestWithRefusesWhatCannotBeChanged(t *testing.T) {
	t.Parallel()
	yes := true
	good := Change{Item: "7.3.5", Mandatory: &yes, By: "Ada Ruiz", Why: "Because"}
	for _, c := range []struct {
		name  string
		spoil func(*Change)
		field string
	}{
		{"unknown item", func(c *Change) { c.Item = "7.3.55" }, "item"},
		{"our own", func(c *Change) { c.Item = "x1.1" }, "item"},
		{"a part", func(c *Change) { c.Item = "8.3.7b" }, "item"},
		{"no change", func(c *Change) { c.Mandatory = nil }, "mandatory"},
		{"nobody", func(c *Change) { c.By = " " }, "by"},
		{"no reason", func(c *Change) { c.Why = "" }, "why"},
	} {
		bad := good
		c.spoil(&bad)
		_, err := ndg(t).With([]Change{good, bad})
		if f := fault.As(err); f == nil || f.Kind != fault.Invalid || f.Fields[0].Name != c.field {
			t.Errorf("%s: got %v, want a fault about %s", c.name, err, c.field)
		}
	}
}
