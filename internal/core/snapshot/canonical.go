package snapshot

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"cyberready/internal/core/day"
)

// canonical appends the canonical JSON of a value. The form, exactly:
//
//   - UTF-8 without white space; object keys (the json tags) in the order of their bytes, each once;
//   - members that are null, "", false or an empty list are left out; numbers and objects are always written, and
//     nothing is left out of a list, so that 0 is never confused with "not given";
//   - numbers are whole, in plain decimal digits;
//   - in strings only ", \ and the characters below U+0020 are escaped, as \b \t \n \f \r or \u00xx;
//   - a day is "YYYY-MM-DD", an instant RFC 3339 in UTC, cut to the microsecond, without trailing zeros.
//
// A value that the form has no place for (a fraction, a map, text that is not UTF-8) is an error.
func canonical(out []byte, v reflect.Value) ([]byte, error) {
	switch v.Kind() {
	case reflect.Pointer:
		return canonical(out, v.Elem())
	case reflect.String:
		return quote(out, v.String())
	case reflect.Int, reflect.Int64:
		return strconv.AppendInt(out, v.Int(), 10), nil
	case reflect.Bool:
		return strconv.AppendBool(out, v.Bool()), nil
	case reflect.Slice:
		return list(out, v)
	case reflect.Struct:
		switch s := v.Interface().(type) {
		case time.Time:
			return quote(out, s.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano))
		case day.Day:
			return quote(out, s.String())
		}
		return object(out, v)
	}
	return nil, fmt.Errorf("canonical JSON has no place for %s", v.Type())
}

func list(out []byte, v reflect.Value) ([]byte, error) {
	out = append(out, '[')
	var err error
	for i := range v.Len() {
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = canonical(out, v.Index(i)); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
}

func object(out []byte, v reflect.Value) ([]byte, error) {
	out = append(out, '{')
	first := true
	for _, m := range membersOf(v.Type()) {
		f := v.FieldByIndex(m.index)
		if absent(f) || m.omitZero && zero(f) {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		first = false
		out = append(out, m.key...)
		var err error
		if out, err = canonical(out, f); err != nil {
			return nil, fmt.Errorf("%s%w", m.key, err)
		}
	}
	return append(out, '}'), nil
}

// zero tells whether a value is nothing, as encoding/json sees it: its own IsZero goes first.
func zero(v reflect.Value) bool {
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
		return z.IsZero()
	}
	return v.IsZero()
}

// absent tells whether a member is left out.
func absent(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer:
		return v.IsNil()
	case reflect.String, reflect.Slice:
		return v.Len() == 0
	case reflect.Bool:
		return !v.Bool()
	case reflect.Struct:
		d, ok := v.Interface().(day.Day)
		return ok && d.IsZero()
	}
	return false
}

// member is one key of an object and where its value is found.
type member struct {
	key      string // quoted, with its colon
	index    []int
	omitZero bool
}

var members sync.Map // of reflect.Type to []member, sorted by key

func membersOf(t reflect.Type) []member {
	if known, ok := members.Load(t); ok {
		return known.([]member)
	}
	var found []member
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		found = append(found, member{`"` + name + `":`, f.Index, options == "omitzero"})
	}
	slices.SortFunc(found, func(a, b member) int { return cmp.Compare(a.key, b.key) })
	members.Store(t, found)
	return found
}

func quote(out []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, fmt.Errorf("text is not UTF-8: %q", s)
	}
	out = append(out, '"')
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\b':
			out = append(out, `\b`...)
		case '\t':
			out = append(out, `\t`...)
		case '\n':
			out = append(out, `\n`...)
		case '\f':
			out = append(out, `\f`...)
		case '\r':
			out = append(out, `\r`...)
		default:
			if c < 0x20 {
				out = fmt.Appendf(out, `\u%04x`, c)
			} else {
				out = append(out, c)
			}
		}
	}
	return append(out, '"'), nil
}
