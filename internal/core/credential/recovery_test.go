package credential

import (
	"crypto/rand"
	"strings"
	"testing"
)

func TestRecoveryCodesAreTenDifferentOnes(t *testing.T) {
	t.Parallel()
	counts := [10]int{}
	const sets = 200
	for range sets {
		codes, err := NewRecoveryCodes(rand.Reader)
		if err != nil || len(codes) != 10 {
			t.Fatalf("%v %v", codes, err)
		}
		labels := map[string]bool{}
		for _, c := range codes {
			labels[RecoveryLabel(c)] = true
			if ReadCode(RecoveryWords(c)).Recovery != c {
				t.Errorf("%q is not read as it is written, %q", c, RecoveryWords(c))
			}
			for _, d := range c {
				counts[d-'0']++
			}
		}
		if len(labels) != 10 {
			t.Errorf("two codes have one label: %v", codes)
		}
	}
	for d, n := range counts { // 32,000 digits: 3,200 each, and 5 standard deviations are 270
		if n < 2930 || n > 3470 {
			t.Errorf("the digit %d came %d times", d, n)
		}
	}
	if _, err := NewRecoveryCodes(strings.NewReader("")); err == nil {
		t.Error("codes were made of nothing")
	}
}

func TestWhatPeopleTypeAsACode(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]Typed{
		"123456": {App: "123456"}, " 123 456 ": {App: "123456"}, "123-456": {App: "123456"}, "000000": {App: "000000"},
		"1234 5678 9012 3456": {Recovery: "1234567890123456"}, "1234567890123456": {Recovery: "1234567890123456"},
		"": {}, "12345": {}, "1234567": {}, "12345a": {}, "١٢٣٤٥٦": {}, "１２３４５６": {}, "123456789012345": {}, "12345678901234567": {},
		"+12345": {}, "-12345": {}, "12.456": {}, "0x12ab": {}, "123456\x00": {},
	} {
		if got := ReadCode(typed); got != want {
			t.Errorf("%q is read as %+v, want %+v", typed, got, want)
		}
	}
}
