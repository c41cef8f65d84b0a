package mail_test

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/fault"
	"cyberready/internal/edge/mail"
	"cyberready/internal/testkit/smtpsink"
)

var message = mail.Message{
	ID: "01890a5d-ac96-774b-bcce-b302099a8057", Name: "Helen Märsh", Email: "helen@example.org", Subject: "You are asked – to sign",
	Text: "Hello Helen,\n\nA line – with a dash.\n", HTML: "<p>Hello Helen,</p><p>A line – with a dash.</p>",
	WrittenAt: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC),
}

func TestAMessageArrivesInBothForms(t *testing.T) {
	t.Parallel()
	sink := smtpsink.New(t)
	s, err := mail.Open(sink.URL(), "Cyber readiness <readiness@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), message); err != nil {
		t.Fatal(err)
	}
	taken := sink.Messages()
	if len(taken) != 1 || taken[0].From != "readiness@example.org" || taken[0].To != "helen@example.org" {
		t.Fatalf("taken: %+v", taken)
	}
	text, page := taken[0].Parts(t)
	if text != message.Text || strings.TrimSpace(page) != message.HTML {
		t.Errorf("text %q, page %q", text, page)
	}
	h := taken[0].Header(t)
	if h.Get("Message-Id") != "<"+message.ID+"@example.org>" || h.Get("Auto-Submitted") != "auto-generated" || h.Get("User-Agent")+h.Get("X-Mailer") != "" {
		t.Errorf("header: %v", h)
	}
}

func TestAFailureSaysWhyAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prepare func(*smtpsink.Sink)
		says    string
		final   bool
	}{
		"away":             {func(s *smtpsink.Sink) { s.Down() }, "could not be reached", false},
		"refused for good": {func(s *smtpsink.Sink) { s.Refuse("550 5.1.1 no such user, you said SECRET") }, "refused the address (code 550)", true},
		"refused for now":  {func(s *smtpsink.Sink) { s.Refuse("451 4.3.0 later SECRET") }, "refused the address (code 451)", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sink := smtpsink.New(t)
			s, err := mail.Open(sink.URL(), "readiness@example.org")
			if err != nil {
				t.Fatal(err)
			}
			c.prepare(sink)
			err = s.Send(t.Context(), message)
			f := mail.As(err)
			if err == nil || !strings.Contains(f.Error(), c.says) || f.Final != c.final || strings.Contains(f.Error(), "SECRET") {
				t.Errorf("%v, final %v", err, f.Final)
			}
		})
	}
}

func TestWhatIsNoMailServerIsRefusedWithoutItsPassword(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "mail.example.org", "http://u:hunter2@mail.example.org", "smtp://u:hunter2@", "smtp://u:hunter2@h:99999", "smtp://u:hunter2@h/path", "smtp://u:hunter2@[::1"} {
		if _, err := mail.Open(address, "readiness@example.org"); fault.KindOf(err) != fault.Invalid || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := mail.Open("smtp://localhost", "nonsense"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a sender that is none: %v", err)
	}
}

// A server elsewhere that cannot speak TLS gets nothing.
func TestAServerElsewhereMustSpeakTLS(t *testing.T) {
	t.Parallel()
	sink := smtpsink.New(t)
	_, port, _ := strings.Cut(strings.TrimPrefix(sink.URL(), "smtp://"), ":")
	s, err := mail.Open("smtp://0.0.0.0:"+port, "readiness@example.org")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), message); err == nil || len(sink.Messages()) > 0 {
		t.Errorf("sent in the clear: %v", err)
	}
}
