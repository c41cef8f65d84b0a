package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
	"cyberready/internal/testkit/site"
)

// Given somebody who asks for a page of theirs, when they first mistype and then sign in, then they are told what is
// wrong where it is wrong, keep what they typed, and arrive where they wanted to go.
func TestTheDoorLeadsWhereOneWantedToGo(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := site.New(t)
		s.Person(t, "ada@example.org", "Ada Whitlock", administrator)

		b := journey.Open(t, s, options...)
		b.Visit("/admin/people")
		b.At("/sign-in?next=%2Fadmin%2Fpeople")
		b.Fill("E-mail address", "ada@example.org")
		b.Fill("Password", "wrong words")
		b.Press("Sign in")
		b.Answered(422)
		b.Holds("E-mail address", "ada@example.org")
		b.Mistake()
		b.OnField("E-mail address")
		b.Fill("Password", site.Password)
		b.Press("Sign in")
		b.EnterCode("ada@example.org")
		b.At("/admin/people")
		b.Sees("Ada Whitlock · Service administrator")
		b.Press("Sign out")
		b.At("/")
		b.Visit("/admin/people")
		b.At("/sign-in?next=%2Fadmin%2Fpeople")
	})
}

// Given a shared computer, when somebody has signed out, then going back shows none of their pages, though the browser
// keeps pages in memory.
func TestSigningOutLeavesNoPageBehind(t *testing.T) {
	t.Parallel()
	s := site.New(t)
	s.Person(t, "ada@example.org", "Ada Whitlock", administrator)

	b := journey.SignIn(t, s, "ada@example.org")
	b.Follow("People")
	b.Follow("Ada Whitlock")
	b.Back()
	b.Sees("Add a person")
	b.Forward()
	b.Sees("ada@example.org")
	b.Press("Sign out")
	b.At("/")
	for range 3 { // the person's page, the list, and the first page after signing in
		b.Back()
		b.Sees("E-mail address")
		b.SeesNot("ada@example.org")
	}
}
