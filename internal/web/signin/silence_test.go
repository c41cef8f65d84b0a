package signin_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"cyberready/internal/testkit/idp"
	"cyberready/internal/web/paths"
)

// paper is a log that a test reads.
type paper struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.Write(b)
}

func (p *paper) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.String()
}

// Whatever a provider does, no line of the log and no event holds a code, a token, the client's secret or what keeps one
// sign-in from another. Not parallel: the log is that of the whole program.
func TestSingleSignOnIsSilentAboutItsSecrets(t *testing.T) {
	s, _ := signOn(t)
	before, log := slog.Default(), &paper{}
	slog.SetDefault(slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })

	var secrets []string
	try := func(u idp.User, wire func(string) string, down string, spoil func(url.Values)) int {
		t.Helper()
		s.SignOn.Is(u)
		s.SignOn.OnTheWay(wire)
		b := s.Browser(t)
		address, err := url.Parse(back(t, s, b))
		if err != nil {
			t.Fatal(err)
		}
		q := address.Query()
		if spoil != nil {
			spoil(q)
		}
		asked := s.SignOn.Asked()
		secrets = append(secrets, q.Get("code"), asked.Get("state"), asked.Get("nonce"), asked.Get("code_challenge"))
		s.SignOn.Down(down)
		status := b.Get(paths.SingleSignOnBack + "?" + q.Encode()).Status
		s.SignOn.Down("")
		return status
	}
	for _, lie := range lies {
		u := wren
		u.Lie = lie.claims
		if status := try(u, lie.wire, "", nil); status != http.StatusForbidden {
			t.Errorf("%s: %d", lie.name, status)
		}
	}
	for _, c := range []struct {
		down  string
		spoil func(url.Values)
		want  int
	}{
		{"", nil, http.StatusOK},
		{"/oidc/token", nil, http.StatusServiceUnavailable},
		{"", func(q url.Values) { q.Set("code", "a-code-that-nobody-made") }, http.StatusForbidden},
		{"", func(q url.Values) {
			q.Set("error", "server_error")
			q.Set("error_description", "words-of-the-provider")
		}, http.StatusServiceUnavailable},
	} {
		if status := try(wren, nil, c.down, c.spoil); status != c.want {
			t.Errorf("%+v: %d", c, status)
		}
	}
	secrets = append(secrets, "words-of-the-provider")
	secrets = append(secrets, s.SignOn.Secrets()...)
	if lines := log.String(); strings.Count(lines, "route="+paths.SingleSignOnBack) < 10 || !strings.Contains(lines, "single sign-on is not there") {
		t.Fatalf("the log is not that of the requests:\n%s", lines)
	}
	for _, secret := range secrets {
		if len(secret) < 6 {
			t.Errorf("%q is no secret", secret)
		}
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log tells %q", secret)
		}
		if n := count(t, s, `select count(*) from audit_events where position($1 in note) > 0 or position($1 in object) > 0`, secret); n != 0 {
			t.Errorf("the trail tells %q", secret)
		}
	}
}
