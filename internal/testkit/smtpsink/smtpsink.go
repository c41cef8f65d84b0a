// Package smtpsink is a mail server for tests: it listens on loopback, keeps what it is given, and can be away or refuse. One
// that is spoken to in the clear lets anybody in who shows a password; a secure one lets in who knows it.
package smtpsink

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
)

// Sink is the server. It is safe for use by many at once.
type Sink struct {
	t       testing.TB
	address string
	mu      sync.Mutex
	l       net.Listener
	refuse  string // answer to RCPT TO instead of 250
	taken   []Message
	secure  *secure // nil: it is spoken to in the clear
	heard   []string
}

// Message is one that the sink took.
type Message struct {
	From, To string
	Raw      string // header and body as they came
}

// New starts a sink, which ends with the test.
func New(t testing.TB) *Sink {
	t.Helper()
	s := &Sink{t: t, address: "127.0.0.1:0"}
	s.Up()
	s.address = s.l.Addr().String()
	t.Cleanup(s.Down)
	return s
}

// URL is the sink's address as --smtp-url takes it.
func (s *Sink) URL() string { return "smtp://" + s.address }

// Down makes the server go away: nobody can connect.
func (s *Sink) Down() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.l != nil {
		s.l.Close()
		s.l = nil
	}
}

// Up brings it back at the same address.
func (s *Sink) Up() {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	l, err := net.Listen("tcp", s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	s.l = l
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.meet(c)
		}
	}()
}

// Refuse answers every recipient with a line such as "550 5.1.1 no such user"; an empty one takes them again.
func (s *Sink) Refuse(answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = answer
}

// Messages gives what was taken so far.
func (s *Sink) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.taken...)
}

// talk is one connection.
type talk struct {
	c        net.Conn
	in       *bufio.Reader
	sealed   bool // by TLS
	known    bool // has shown a password
	answered Message
}

func (t *talk) say(line string) { fmt.Fprint(t.c, line+"\r\n") }

func (t *talk) hear() (string, bool) {
	line, err := t.in.ReadString('\n')
	return strings.TrimRight(line, "\r\n"), err == nil
}

func (s *Sink) serve(t *talk) {
	t.say("220 sink")
	for {
		line, ok := t.hear()
		if !ok {
			return
		}
		verb, rest, _ := strings.Cut(strings.ToUpper(line), " ")
		if !t.sealed {
			s.mu.Lock()
			s.heard = append(s.heard, line)
			s.mu.Unlock()
		}
		switch {
		case verb == "EHLO" || verb == "HELO":
			t.say(s.abilities(t))
		case verb == "STARTTLS" && s.secure != nil:
			t.say("220 go on")
			t.seal(s.secure)
		case verb == "AUTH" && s.secure != nil:
			t.say(s.secure.check(t, rest, line))
		case verb == "AUTH": // anybody may come in
			t.say("334 " + base64.StdEncoding.EncodeToString([]byte("<1@sink>")))
			t.hear()
			t.say("235 come in")
		case verb == "MAIL" && s.secure != nil && !t.known:
			t.say("530 5.7.0 Authentication required")
		case verb == "MAIL":
			t.answered = Message{From: between(line)}
			t.say("250 ok")
		case verb == "RCPT":
			t.say(s.recipient(t, between(line)))
		case verb == "DATA":
			if !s.take(t) {
				return
			}
		case verb == "QUIT":
			t.say("221 bye")
			return
		default:
			t.say("250 ok")
		}
	}
}

func (s *Sink) recipient(t *talk, address string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.answered.To = address
	if s.refuse != "" {
		return s.refuse
	}
	return "250 ok"
}

func (s *Sink) take(t *talk) bool {
	t.say("354 go on")
	var b strings.Builder
	for {
		l, err := t.in.ReadString('\n')
		if err != nil {
			return false
		}
		if strings.TrimRight(l, "\r\n") == "." {
			break
		}
		b.WriteString(strings.TrimPrefix(l, "."))
	}
	t.answered.Raw = b.String()
	s.mu.Lock()
	s.taken = append(s.taken, t.answered)
	s.mu.Unlock()
	t.say("250 taken")
	return true
}

func between(line string) string {
	_, rest, _ := strings.Cut(line, "<")
	address, _, _ := strings.Cut(rest, ">")
	return address
}

// Header reads the message's header.
func (m Message) Header(t testing.TB) mail.Header {
	t.Helper()
	parsed, err := mail.ReadMessage(strings.NewReader(m.Raw))
	if err != nil {
		t.Fatal(err)
	}
	return parsed.Header
}

// Parts gives the message's plain text and its page, decoded.
func (m Message) Parts(t testing.TB) (text, page string) {
	t.Helper()
	parsed, err := mail.ReadMessage(strings.NewReader(m.Raw))
	if err != nil {
		t.Fatal(err)
	}
	for kind, body := range parts(t, parsed) {
		switch kind {
		case "text/plain":
			text = body
		case "text/html":
			page = body
		}
	}
	return text, page
}

func read(t testing.TB, r io.Reader) string {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}
