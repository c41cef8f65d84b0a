package credential

import "testing"

func TestAProvidersSecondFactorCountsWhenItSaysSo(t *testing.T) {
	t.Parallel()
	usual := Counts{AMR: UsualAMR}
	own := Counts{AMR: []string{"otp"}, ACR: []string{"level-3"}}
	for _, c := range []struct {
		name   string
		counts Counts
		amr    []string
		acr    string
		want   bool
	}{
		{"several factors", usual, []string{"mfa"}, "", true},
		{"several factors, among other words", usual, []string{"pwd", "mfa", "rba"}, "", true},
		{"a password and a one-time code", usual, []string{"otp", "pwd"}, "", true},
		{"a smart card and its PIN", usual, []string{"sc", "pin"}, "", true},
		{"a key in hardware and a finger", usual, []string{"hwk", "fpt"}, "", true},
		{"a password", usual, []string{"pwd"}, "", false},
		{"a code alone", usual, []string{"otp"}, "", false},
		{"a card alone", usual, []string{"sc"}, "", false},
		{"two things that one knows", usual, []string{"pwd", "pin"}, "", false},
		{"a password and a text message", usual, []string{"pwd", "sms"}, "", false},
		{"a key in hardware and that somebody was there", usual, []string{"hwk", "user"}, "", false},
		{"two channels", usual, []string{"mca"}, "", false},
		{"nothing", usual, nil, "", false},
		{"a word that begins alike", usual, []string{"mfa2"}, "", false},
		{"a context that nobody named", usual, []string{"pwd"}, "level-3", false},
		{"a context that the operator named", own, []string{"pwd"}, "level-3", true},
		{"a lower context", own, []string{"pwd"}, "level-2", false},
		{"what the operator named in place of the usual", own, []string{"otp"}, "", true},
		{"the usual, where the operator named something else", own, []string{"mfa"}, "", false},
		{"an empty word in the settings counts nothing", Counts{AMR: []string{"", "+"}, ACR: []string{""}}, []string{""}, "", false},
	} {
		if got := c.counts.SecondFactor(c.amr, c.acr); got != c.want {
			t.Errorf("%s: amr %q, acr %q: %t, want %t", c.name, c.amr, c.acr, got, c.want)
		}
	}
}

func TestWhoeverRemovesAWayInKeepsAnother(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		ways Ways
		want bool
	}{
		{Ways{}, false},
		{Ways{Password: true}, false},
		{Ways{App: true}, false},
		{Ways{Password: true, App: true}, true},
		{Ways{Passkey: true}, true},
		{Ways{SingleSignOn: true}, true},
	} {
		if got := c.ways.In(); got != c.want {
			t.Errorf("%+v: %t, want %t", c.ways, got, c.want)
		}
	}
}
