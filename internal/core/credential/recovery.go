package credential

import (
	"fmt"
	"io"
	"strings"
)

// RecoveryCodes is how many codes a person gets at a time.
const RecoveryCodes = 10

// A recovery code has 16 digits: a phone's keys for digits suffice, and they can be read out. The first four tell which
// code it is; the other twelve are the secret (40 bits), kept as a password is.
const (
	recoveryDigits = 16
	recoveryLabel  = 4
)

// NewRecoveryCodes makes codes out of random bytes (crypto/rand.Reader), each with another label.
func NewRecoveryCodes(random io.Reader) ([]string, error) {
	codes, seen := make([]string, 0, RecoveryCodes), map[string]bool{}
	for len(codes) < RecoveryCodes {
		code, err := digits(random, recoveryDigits)
		if err != nil {
			return nil, fmt.Errorf("make recovery code: %w", err)
		}
		if label := code[:recoveryLabel]; !seen[label] {
			seen[label] = true
			codes = append(codes, code)
		}
	}
	return codes, nil
}

// digits draws decimal digits, each as likely: bytes from 250 on are drawn again.
func digits(random io.Reader, n int) (string, error) {
	var out strings.Builder
	var b [1]byte
	for out.Len() < n {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", err
		}
		if b[0] < 250 {
			out.WriteByte('0' + b[0]%10)
		}
	}
	return out.String(), nil
}

// RecoveryWords writes a code in groups of four, as people read it.
func RecoveryWords(code string) string {
	var groups []string
	for ; len(code) > 4; code = code[4:] {
		groups = append(groups, code[:4])
	}
	return strings.Join(append(groups, code), " ")
}

// RecoveryLabel gives the part of a code that is no secret.
func RecoveryLabel(code string) string { return code[:recoveryLabel] }

// Typed is a code as somebody typed it: what an app shows, or a recovery code. Both empty: neither.
type Typed struct {
	App      string // 6 digits
	Recovery string // 16 digits
}

// ReadCode takes away the spaces and hyphens that people type.
func ReadCode(typed string) Typed {
	code := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\t' {
			return -1
		}
		return r
	}, typed)
	if strings.Trim(code, "0123456789") != "" {
		return Typed{}
	}
	switch len(code) {
	case 6:
		return Typed{App: code}
	case recoveryDigits:
		return Typed{Recovery: code}
	}
	return Typed{}
}
