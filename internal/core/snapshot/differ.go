package snapshot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Differences says where two documents differ, at most so many places: "answers[7.3.5].text". Behind a place that only
// one of them has stands which: "(only in the first)". Documents that say the same in other bytes have none.
func Differences(first, second []byte, most int) ([]string, error) {
	a, err := decodeAny(first)
	if err != nil {
		return nil, fmt.Errorf("read first document: %w", err)
	}
	b, err := decodeAny(second)
	if err != nil {
		return nil, fmt.Errorf("read second document: %w", err)
	}
	d := differ{most: most}
	d.compare("", a, b)
	return d.places, nil
}

func decodeAny(b []byte) (v any, err error) {
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.UseNumber()
	return v, decoder.Decode(&v)
}

type differ struct {
	places []string
	most   int
}

func (d *differ) add(place string) {
	if len(d.places) < d.most {
		d.places = append(d.places, place)
	}
}

func (d *differ) compare(place string, a, b any) {
	switch x := a.(type) {
	case map[string]any:
		if y, ok := b.(map[string]any); ok {
			d.members(place, "", x, y)
			return
		}
	case []any:
		if y, ok := b.([]any); ok {
			d.members(place, "[]", named(x, y), named(y, x))
			return
		}
	default:
		if a == b {
			return
		}
	}
	d.add(place)
}

// members compares what has a name in both: the members of an object, or the elements of a list in brackets.
func (d *differ) members(place, brackets string, a, b map[string]any) {
	names := slices.Collect(maps.Keys(a))
	for name := range b {
		if _, both := a[name]; !both {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, byNumber)
	for _, name := range names {
		inner := name
		switch {
		case brackets != "":
			inner = place + "[" + name + "]"
		case place != "":
			inner = place + "." + name
		}
		x, inA := a[name]
		y, inB := b[name]
		switch {
		case !inB:
			d.add(inner + " (only in the first)")
		case !inA:
			d.add(inner + " (only in the second)")
		default:
			d.compare(inner, x, y)
		}
	}
}

// Elements of a list go by the first of these that all of them have, each its own; else by their place.
var elementNames = []string{"item", "id", "assertion", "standard", "number", "office"}

func named(list, other []any) map[string]any {
	for _, key := range elementNames {
		if m, ok := namedBy(key, list); ok {
			if _, ok := namedBy(key, other); ok {
				return m
			}
		}
	}
	m := map[string]any{}
	for i, e := range list {
		m[fmt.Sprint(i+1)] = e
	}
	return m
}

func namedBy(key string, list []any) (map[string]any, bool) {
	m := map[string]any{}
	for _, e := range list {
		object, _ := e.(map[string]any)
		name, _ := object[key].(string)
		if _, twice := m[name]; name == "" || twice {
			return nil, false
		}
		m[name] = e
	}
	return m, true
}
