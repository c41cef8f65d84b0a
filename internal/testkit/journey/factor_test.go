package journey_test

import (
	"encoding/base32"
	"regexp"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/edge/totp"
	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
)

var (
	shownKey      = regexp.MustCompile(`(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}`)
	shownRecovery = regexp.MustCompile(`\d{4} \d{4} \d{4} \d{4}`)
)

// phone is somebody's authenticator app.
type phone []byte

// scan takes the key from the page that sets an app up.
func scan(t *testing.T, b *journey.Browser) phone {
	t.Helper()
	b.Open("You cannot scan the picture")
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(shownKey.FindString(b.Text()), " ", ""))
	if err != nil || len(key) != 20 {
		t.Fatalf("no key on the page: %v\n%s", err, b.Text())
	}
	return key
}

func (p phone) code(t *testing.T, s *site.Site) string {
	t.Helper()
	code, err := totp.Code(p, totp.StepAt(s.Clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func newcomer(t *testing.T) *site.Site {
	t.Helper()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Whitlock", administrator)
	s.WithoutFactor(t, "ada@example.org")
	return s
}

func password(b *journey.Browser) {
	b.Visit("/sign-in?next=%2Fadmin%2Fpeople")
	b.Fill("E-mail address", "ada@example.org")
	b.Fill("Password", site.Password)
	b.Press("Sign in")
}

// Given somebody with a password alone, when they sign in, then they set up an app before they see anything, come in with it
// later, and with a recovery code when the phone is lost, each of which works once.
func TestAnAppIsSetUpUsedAndLost(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := newcomer(t)
		b := journey.Open(t, s, options...)
		password(b)
		b.At("/set-up")
		b.Visit("/admin/people")
		b.At("/set-up")
		if b.Scripted() {
			b.Accessible()
		}
		b.Follow("Set up an authenticator app")
		app := scan(t, b)
		if b.Scripted() {
			b.Accessible()
		}
		b.Fill("Code that the app shows", "000000")
		b.Press("Continue")
		b.Answered(422)
		b.Fill("Code that the app shows", app.code(t, s))
		b.Press("Continue")
		b.Sees("Your authenticator app is set up.")
		b.SeesNot("You have been signed out")
		codes := shownRecovery.FindAllString(b.Text(), -1)
		if len(codes) != credential.RecoveryCodes {
			t.Fatalf("%d recovery codes are shown", len(codes))
		}
		if b.Scripted() {
			b.Accessible()
		}
		b.Follow("I have kept them: continue")
		b.At("/admin/people")
		b.Press("Sign out")

		s.Clock.Pass(time.Minute)
		password(b)
		b.At("/sign-in/code")
		if b.Scripted() {
			b.Accessible()
		}
		b.Fill("Code", app.code(t, s))
		b.Press("Continue")
		b.At("/admin/people")
		b.Press("Sign out")

		password(b)
		b.Fill("Code", codes[3])
		b.Press("Continue")
		b.Sees("You came in with a recovery code. You have nine recovery codes left.")
		b.Press("Sign out")
		password(b)
		b.Fill("Code", codes[3])
		b.Press("Continue")
		b.Answered(422)
		b.Sees("That code is not right.")
		b.Fill("Code", codes[4])
		b.Press("Continue")
		b.Sees("You have eight recovery codes left.")
	})
}

// Given somebody who adds a passkey, then they sign in with it and without a password, and it answers, too, when they are
// asked afresh: what they had typed is done.
func TestAPasskeySignsInAndConfirms(t *testing.T) {
	t.Parallel()
	s := newcomer(t)
	b := journey.Open(t, s)
	b.WithPasskeys()
	password(b)
	b.Follow("Set up a passkey")
	b.Accessible()
	b.Fill("What do you want to call it? (optional)", "Work laptop")
	b.Press("Set up the passkey")
	b.Sees("Your passkey is set up.")
	b.Follow("I have kept them: continue")
	b.At("/admin/people")
	b.Press("Sign out")

	b.Visit("/sign-in")
	b.Press("Sign in with a passkey")
	b.At("/admin")
	b.Visit("/account")
	b.Sees("Work laptop")
	b.Sees("with a passkey")
	b.Accessible()

	b.Visit("/admin/people")
	b.Fill("E-mail address", "new@example.org")
	b.Fill("Name", "Nell Newcomer")
	b.Select("Role", "Service administrator")
	s.Clock.Pass(credential.FreshFor + time.Second)
	b.Press("Add")
	b.Answered(403)
	b.Sees("Confirm that it is you")
	b.Sees("What you filled in is kept")
	b.Accessible()
	b.Press("Use your passkey")
	b.Sees("Nell Newcomer")
	b.Sees("shown this once")
	b.Press("Sign out")

	password(b) // the password alone, and then the passkey
	b.Sees("Use your passkey or a code")
	b.Press("Use your passkey")
	b.At("/admin/people")
}

// Given a form that somebody left for nearly an hour, when they come back to it, then they are warned, and stay.
func TestThereIsAWarningBeforeTheEnd(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Whitlock", administrator)
	b := journey.SignIn(t, s, "ada@example.org")
	b.Visit("/admin/people")
	b.Fill("Name", "Nell Newcomer")
	b.SeesNot("You will be signed out")
	s.Clock.Pass(credential.IdleAfter - credential.WarnBefore + time.Second)
	b.ComesBack()
	b.Sees("What you typed is kept in the page.")
	b.Accessible()
	b.Press("Stay signed in")
	b.Loses("Stay signed in")
	b.Holds("Name", "Nell Newcomer")
	s.Clock.Pass(credential.IdleAfter - time.Minute)
	b.ComesBack()
	b.Sees("Stay signed in")
	s.Clock.Pass(2 * time.Minute)
	b.ComesBack()
	b.Sees("You have been signed out. What you typed is still in this page")
	b.Holds("Name", "Nell Newcomer")
}

// Without scripts the page says until when one stays signed in.
func TestWithoutScriptsThePageSaysWhenTheSessionEnds(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Whitlock", administrator)
	b := journey.SignIn(t, s, "ada@example.org", journey.WithoutScript)
	b.Sees("You are signed out at 10:00 if you open no page and send no form until then.")
	journey.SignIn(t, s, "ada@example.org").SeesNot("You are signed out at")
}
