package credential

import (
	"strings"
	"testing"

	"cyberready/internal/core/fault"
)

func TestPasswordLengths(t *testing.T) {
	t.Parallel()
	for n, ok := range map[int]bool{0: false, 11: false, 12: true, 200: true, 201: false} {
		err := CheckPassword(strings.Repeat("ü", n))
		if (err == nil) != ok {
			t.Errorf("%d characters: %v", n, err)
		}
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Errorf("%d characters: %v is not about the input", n, err)
		}
	}
}
