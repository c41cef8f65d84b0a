package framework

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
)

// ndg gives the released pack, or ends the test.
func ndg(t testing.TB) Pack {
	t.Helper()
	packs, err := Embedded()
	if err != nil {
		t.Fatalf("the released content has problems:\n%v", err)
	}
	return packs[0]
}

func TestQuestionsKnowWhereTheyStand(t *testing.T) {
	t.Parallel()
	p := ndg(t)
	q, ok := p.Question("7.3.5")
	if !ok || q.Standard != "7" || q.Assertion != "7.3" || q.Own || !q.Counts() {
		t.Errorf("7.3.5 stands at %q, %q, own %v, counts %v", q.Standard, q.Assertion, q.Own, q.Counts())
	}
	if q, _ := p.Question("8.3.7b"); q.Counts() {
		t.Error("8.3.7b is only a part of 8.3.7 and must not be counted")
	}
	if q, _ := p.Question("x1.1"); q.Counts() || !q.Own {
		t.Error("x1.1 is our own and must not be counted")
	}
	if a, ok := p.Assertion("7.3"); !ok || len(a.Items) != 6 {
		t.Errorf("assertion 7.3 has %d items, want 6", len(a.Items))
	}
	if s, ok := p.Standard("x"); !ok || !s.Own || s.Title != "Board readiness, our own" {
		t.Errorf("standard x came out as %q", s.Title)
	}
	for _, id := range []string{"", "7", "7.3", "7.3.55"} {
		if _, ok := p.Item(id); ok {
			t.Errorf("there is no item %q", id)
		}
	}
}

func TestAPackWrittenByHandIsFoundInToo(t *testing.T) {
	t.Parallel()
	p := Pack{Standards: []Standard{{Number: "1", Assertions: []Assertion{{ID: "1.1", Items: []Item{{ID: "1.1.1"}}}}}}}
	if _, ok := p.Item("1.1.1"); !ok {
		t.Error("1.1.1 was not found")
	}
}

func TestAPackCutDownHoldsTheChosenAssertionsOnly(t *testing.T) {
	t.Parallel()
	p := ndg(t).Of("8.3", "7.2")
	if len(p.Standards) != 2 || p.Standards[0].Number != "7" || len(p.Standards[0].Assertions) != 1 {
		t.Fatalf("the standards are %+v", p.Standards)
	}
	if _, ok := p.Item("7.2.1"); !ok || len(p.Parts("8.3.7")) != 1 {
		t.Error("7.2.1 or the part of 8.3.7 is not found in it")
	}
	if _, ok := p.Item("7.3.5"); ok {
		t.Error("7.3.5 is still there")
	}
	if whole := ndg(t); len(whole.Standards[6].Assertions) != 3 {
		t.Error("the released pack was changed")
	}
}

func TestAPackCutDownToItemsHoldsNothingElse(t *testing.T) {
	t.Parallel()
	p := ndg(t).OfItems("8.3.7", "7.3.5")
	var ids []string
	for _, q := range p.Questions() {
		ids = append(ids, q.ID)
	}
	if want := []string{"7.3.5", "8.3.7"}; !slices.Equal(ids, want) {
		t.Errorf("it holds %v, want %v", ids, want)
	}
	if a, _ := ndg(t).Assertion("7.3"); len(a.Items) < 2 {
		t.Error("the released pack was changed")
	}
}

// A snapshot carries its pack whole.
func TestAPackComesBackFromJSONWithItsIndex(t *testing.T) {
	t.Parallel()
	want := ndg(t)
	b, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Pack
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Error("the pack changed on its way through JSON")
	}
}

func TestAPackWithAnUnknownMemberIsRefused(t *testing.T) {
	t.Parallel()
	var p Pack
	if err := json.Unmarshal([]byte(`{"edition":"small","standards":[{"number":"1","wight":2}]}`), &p); err == nil {
		t.Error("a member that no pack has was dropped in silence")
	}
}

func BenchmarkItem(b *testing.B) {
	p := ndg(b)
	for b.Loop() {
		if _, ok := p.Item("9.6.6"); !ok {
			b.Fatal("no 9.6.6")
		}
	}
}
