package ui_test

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

var (
	componentType  = reflect.TypeFor[templ.Component]()
	attributesType = reflect.TypeFor[templ.Attributes]()
)

// decode fills a component's struct from the options of a fixture, which are JavaScript and so of looser types: a text
// stands for a struct that has a Text, true for an empty struct, and false or null for nothing. An option that the
// component lacks is an error, so that no fixture passes by being ignored.
func decode(value any, into reflect.Value) error {
	switch {
	case value == nil:
		return nil
	case into.Type() == componentType:
		return decodeMarkup(value, into)
	case into.Type() == attributesType:
		return decodeAttributes(value, into)
	}
	switch into.Kind() {
	case reflect.Pointer:
		if value == false && into.Type().Elem().Kind() != reflect.Bool {
			return nil
		}
		into.Set(reflect.New(into.Type().Elem()))
		return decode(value, into.Elem())
	case reflect.Struct:
		return decodeStruct(value, into)
	case reflect.Slice:
		return decodeSlice(value, into)
	case reflect.Map:
		return decodeMap(value, into)
	}
	return decodeScalar(value, into)
}

func decodeStruct(value any, into reflect.Value) error {
	options, ok := value.(map[string]any)
	switch {
	case value == true:
		return nil
	case !ok:
		options = map[string]any{"text": value}
	}
	for name, option := range options {
		if err := decodeOption(name, option, into); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// decodeOption sets the field that is called after the option. Where the option is a text and its markup in one object
// and the struct has two fields, such as Summary and SummaryHTML, it sets these.
func decodeOption(name string, option any, into reflect.Value) error {
	field := into.FieldByName(goName(name))
	if !field.IsValid() || !field.CanSet() {
		return fmt.Errorf("%s has no such field", into.Type())
	}
	parts, ok := option.(map[string]any)
	if !ok || field.Kind() != reflect.String {
		return decode(option, field)
	}
	for key, part := range parts {
		twin := map[string]string{"text": "", "html": "HTML"}
		suffix, known := twin[key]
		if !known {
			suffix = goName(key)
		}
		of := into.FieldByName(goName(name) + suffix)
		if !of.IsValid() {
			return fmt.Errorf("%s has no field for its %s", into.Type(), key)
		}
		if err := decode(part, of); err != nil {
			return err
		}
	}
	return nil
}

// goNames are the options whose name in Go style follows no rule.
var goNames = map[string]string{
	"id": "ID", "html": "HTML", "idPrefix": "IDPrefix", "inputmode": "InputMode", "maxlength": "MaxLength", "maxwords": "MaxWords",
}

// goName is an option's name in Go style: imageHtml is ImageHTML.
func goName(option string) string {
	if name := goNames[option]; name != "" {
		return name
	}
	name := strings.ToUpper(option[:1]) + option[1:]
	if stem, ok := strings.CutSuffix(name, "Html"); ok {
		return stem + "HTML"
	}
	return name
}

func decodeMarkup(value any, into reflect.Value) error {
	var component templ.Component
	switch value := value.(type) {
	case string:
		component = templ.Raw(value)
	case map[string]any:
		markup, ok := value["html"].(string)
		if !ok || len(value) != 1 {
			return fmt.Errorf("%v is not markup", value)
		}
		component = templ.Raw(markup)
	default:
		return fmt.Errorf("%v is not markup", value)
	}
	into.Set(reflect.ValueOf(component))
	return nil
}

func decodeAttributes(value any, into reflect.Value) error {
	options, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%v are not attributes", value)
	}
	attributes := templ.Attributes{}
	for name, option := range options {
		attributes[name] = fmt.Sprint(option)
	}
	into.Set(reflect.ValueOf(attributes))
	return nil
}

// decodeSlice leaves out what is false or null, as the design system does.
func decodeSlice(value any, into reflect.Value) error {
	if parts, ok := value.(map[string]any); ok && len(parts) == 1 {
		value = parts["items"]
	}
	items, ok := value.([]any)
	if !ok {
		return fmt.Errorf("%v is not a list", value)
	}
	for i, item := range items {
		if item == nil || item == false {
			continue
		}
		one := reflect.New(into.Type().Elem()).Elem()
		if err := decode(item, one); err != nil {
			return fmt.Errorf("%d: %w", i, err)
		}
		into.Set(reflect.Append(into, one))
	}
	return nil
}

func decodeMap(value any, into reflect.Value) error {
	options, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%v is not a map", value)
	}
	into.Set(reflect.MakeMap(into.Type()))
	for name, option := range options {
		into.SetMapIndex(reflect.ValueOf(name), reflect.ValueOf(fmt.Sprint(option)))
	}
	return nil
}

func decodeScalar(value any, into reflect.Value) error {
	switch into.Kind() {
	case reflect.Bool:
		on, ok := value.(bool)
		if !ok {
			return fmt.Errorf("%v is not true or false", value)
		}
		into.SetBool(on)
	case reflect.Int:
		number, err := strconv.Atoi(fmt.Sprint(value))
		if err != nil {
			return err
		}
		into.SetInt(int64(number))
	case reflect.String:
		switch value := value.(type) {
		case string:
			into.SetString(value)
		case float64:
			if value != math.Trunc(value) {
				return fmt.Errorf("%v is not a whole number", value)
			}
			into.SetString(strconv.Itoa(int(value)))
		default:
			return fmt.Errorf("%v is not a text", value)
		}
	default:
		return fmt.Errorf("no rule for %s", into.Type())
	}
	return nil
}
