package webfiles

import (
	"io/fs"
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

var (
	rule       = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
	background = regexp.MustCompile(`background-color: #([0-9a-f]{3,6})`)
	colour     = regexp.MustCompile(`(?:^|\s)color: #([0-9a-f]{3,6})`)
)

// TestTextCanBeReadOnItsColour takes each of our own rules that set both colours and asks for the contrast that WCAG 2.2 (1.4.3,
// level AA) asks for.
func TestTextCanBeReadOnItsColour(t *testing.T) {
	t.Parallel()
	const enough = 4.5
	checked := 0
	eachRule(t, func(selector, declarations string) {
		under, over := background.FindStringSubmatch(declarations), colour.FindStringSubmatch(declarations)
		if under == nil || over == nil {
			return
		}
		checked++
		if got := contrast(luminance(t, under[1]), luminance(t, over[1])); got < enough {
			t.Errorf("%s: contrast %.2f to 1, want %.1f", selector, got, enough)
		}
	})
	if checked < 10 {
		t.Errorf("only %d rules set both colours: the test does not find them any more", checked)
	}
}

// TestHeatMapCanBeReadInGrey asks that each shade is darker than the one before by more than the eye needs.
func TestHeatMapCanBeReadInGrey(t *testing.T) {
	t.Parallel()
	const enough = 1.3
	shades := map[string]float64{}
	name := regexp.MustCompile(`app-heat__cell--(\d)\s*$`)
	eachRule(t, func(selector, declarations string) {
		if found, under := name.FindStringSubmatch(selector), background.FindStringSubmatch(declarations); found != nil && under != nil {
			shades[found[1]] = luminance(t, under[1])
		}
	})
	if len(shades) != 5 {
		t.Fatalf("%d shades, want 5", len(shades))
	}
	for darker := 1; darker < len(shades); darker++ {
		a, b := shades[strconv.Itoa(darker-1)], shades[strconv.Itoa(darker)]
		if b >= a || contrast(a, b) < enough {
			t.Errorf("shades %d and %d look alike in grey: contrast %.2f to 1, want %.1f", darker-1, darker, contrast(a, b), enough)
		}
	}
}

func eachRule(t *testing.T, check func(selector, declarations string)) {
	t.Helper()
	files, err := fs.Glob(os.DirFS("styles"), "*.css")
	if err != nil || len(files) == 0 {
		t.Fatalf("our style sheets: %v, %v", files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile("styles/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range rule.FindAllStringSubmatch(string(text), -1) {
			check(found[1], found[2])
		}
	}
}

func contrast(a, b float64) float64 {
	return (max(a, b) + 0.05) / (min(a, b) + 0.05)
}

// luminance is the relative luminance of a colour, as WCAG defines it.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	rgb, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(value uint64) float64 {
		c := float64(value&0xff) / 0xff
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(rgb>>16) + 0.7152*part(rgb>>8) + 0.0722*part(rgb)
}
