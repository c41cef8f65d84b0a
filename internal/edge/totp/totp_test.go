package totp_test

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"time"

	"cyberready/internal/edge/totp"
)

// The vectors of RFC 6238, appendix B, for SHA-1: their last six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got, err := totp.Code(secret, totp.StepAt(time.Unix(at, 0))); err != nil || got != want {
			t.Errorf("at %d: %s %v, want %s", at, got, err, want)
		}
	}
}

func TestACodeCountsOnceAndForAPhoneWhoseClockIsNearlyRight(t *testing.T) {
	t.Parallel()
	secret, now := totp.NewSecret(), time.Date(2027, 3, 1, 9, 0, 10, 0, time.UTC)
	step := totp.StepAt(now)
	code := func(steps int64) string {
		c, err := totp.Code(secret, step+steps)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for name, c := range map[string]struct {
		code  string
		after int64
		ahead int64
		want  int64 // the step that was found, from now; 99: none
	}{
		"now":                              {code(0), 0, 0, 0},
		"a phone 30 seconds behind":        {code(-1), 0, 0, -1},
		"a phone 30 seconds ahead":         {code(1), 0, 0, 1},
		"a phone a minute behind":          {code(-2), 0, 0, 99},
		"a phone a minute ahead":           {code(2), 0, 0, 99},
		"a code that was used":             {code(0), step, 0, 99},
		"an older code than one used":      {code(-1), step, 0, 99},
		"the next code after one used":     {code(1), step, 0, 1},
		"another phone's":                  {"000000", 1 << 40, 0, 99},
		"no code":                          {"", 0, 0, 99},
		"half a code":                      {code(0)[:3], 0, 0, 99},
		"a demonstration, ten steps ahead": {code(10), step + 9, totp.DemonstrationAhead, 10},
		"a demonstration, too far ahead":   {code(21), 0, totp.DemonstrationAhead, 99},
	} {
		got, ok, err := totp.Match(secret, c.code, now, c.after, c.ahead)
		if err != nil || ok != (c.want != 99) || (ok && got != step+c.want) {
			t.Errorf("%s: step %d, %v, %v", name, got-step, ok, err)
		}
	}
}

func TestTheNextUnusedStepIsNowOrAfterTheLastOneUsed(t *testing.T) {
	t.Parallel()
	now := time.Unix(3000, 0)
	for after, want := range map[int64]int64{0: 100, 99: 100, 100: 101, 105: 106} {
		if got := totp.NextUnused(now, after); got != want {
			t.Errorf("after %d: %d, want %d", after, got, want)
		}
	}
}

func TestTheURIKeepsWhatItSays(t *testing.T) {
	t.Parallel()
	secret := []byte("12345678901234567890")
	u, err := url.Parse(totp.URI(secret, "Cyber readiness", "o'neil+x@example.org"))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/Cyber readiness:o'neil+x@example.org" ||
		q.Get("secret") != "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" || q.Get("issuer") != "Cyber readiness" || strings.Contains(u.String(), "+readiness") {
		t.Errorf("%s", u)
	}
	if got := totp.Words(secret); got != "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ" {
		t.Errorf("words %q", got)
	}
	if a, b := totp.NewSecret(), totp.NewSecret(); bytes.Equal(a, b) || len(a) != 20 {
		t.Errorf("two secrets: %x %x", a, b)
	}
}

func TestTheQRCodeIsAPlainDrawing(t *testing.T) {
	t.Parallel()
	svg, err := totp.QR(totp.URI(totp.NewSecret(), "Cyber readiness", "priya@example.org"))
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(svg, new(struct{})); err != nil {
		t.Errorf("not well formed: %v", err)
	}
	for _, never := range []string{"style", "script", "href", "secret"} {
		if bytes.Contains(svg, []byte(never)) {
			t.Errorf("the drawing holds %q", never)
		}
	}
	if _, err := totp.QR(strings.Repeat("x", 5000)); err == nil {
		t.Error("a text that fits into no QR code was drawn")
	}
}
