package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"strings"
	"testing"
	"time"

	gomail "github.com/wneessen/go-mail"

	"cyberready/internal/testkit/smtpsink"
)

// reach opens an address, with the sink's certificate among those that are trusted. A name leads to the sink; PORT is its own.
func reach(t *testing.T, address string, sink *smtpsink.Sink, roots *x509.CertPool) *Server {
	t.Helper()
	_, port, err := net.SplitHostPort(sink.Address())
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(strings.Replace(address, "PORT", port, 1), "readiness@example.org")
	if err != nil {
		t.Fatal(err)
	}
	s.options = append(s.options, gomail.WithTLSConfig(&tls.Config{RootCAs: roots, ServerName: s.host, MinVersion: tls.VersionTLS12}))
	if strings.HasPrefix(address, "smtp:") {
		s.options = append(s.options, gomail.WithDialContextFunc(func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", sink.Address())
		}))
	}
	return s
}

func TestTheServerIsSpokenToUnderTLSWithAPassword(t *testing.T) {
	t.Parallel()
	const password = "correct horse-4711"
	for name, c := range map[string]struct {
		kind    smtpsink.Kind
		address string
		taken   int
	}{
		"STARTTLS":                         {smtpsink.StartTLS, "smtp://readiness:correct%20horse-4711@mail.example.org:587", 1},
		"smtps":                            {smtpsink.Implicit, "smtps://readiness:correct%20horse-4711@127.0.0.1:PORT", 1},
		"a wrong password":                 {smtpsink.StartTLS, "smtp://readiness:battery%20staple@mail.example.org:587", 0},
		"no password":                      {smtpsink.StartTLS, "smtp://mail.example.org:587", 0},
		"a server that cannot do TLS":      {smtpsink.Never, "smtp://readiness:correct%20horse-4711@mail.example.org:587", 0},
		"neither TLS nor a password":       {smtpsink.Never, "smtp://mail.example.org:587", 0},
		"a certificate for somebody else":  {smtpsink.StartTLS, "smtp://readiness:correct%20horse-4711@mail.example.com:587", 0},
		"smtps of a name that is not ours": {smtpsink.Implicit, "smtps://readiness:correct%20horse-4711@localhost:PORT", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sink, roots := smtpsink.NewSecure(t, c.kind, "readiness", password)
			err := reach(t, c.address, sink, roots).Send(t.Context(), Message{ID: "1", Name: "Helen", Email: "helen@example.org", Subject: "Hello",
				Text: "WORDS", HTML: "<p>WORDS</p>", WrittenAt: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)})
			if taken := len(sink.Messages()); taken != c.taken || (err == nil) != (c.taken == 1) {
				t.Errorf("taken: %d, error: %v", taken, err)
			}
			for _, line := range sink.Heard() {
				if !strings.HasPrefix(line, "EHLO") && line != "STARTTLS" && line != "QUIT" {
					t.Errorf("said in the clear: %q", line)
				}
			}
			if err == nil {
				return
			}
			if f := As(err); f.Final || strings.Contains(f.Error(), "horse") || strings.Contains(f.Error(), "staple") || strings.Contains(f.Error(), "WORDS") {
				t.Errorf("final %t: %s", f.Final, f.Error())
			}
		})
	}
}
