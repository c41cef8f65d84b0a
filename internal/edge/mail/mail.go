// Package mail hands messages to a mail server. One address of the form smtp://user:password@host:587 is all that it needs:
// smtp starts TLS before anything is said and refuses a server that cannot, smtps begins with it; only a server on this
// machine is spoken to in the clear. What it says about a failure holds neither the password nor a word of the message.
package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"cyberready/internal/core/fault"
)

// Message is one message to one person.
type Message struct {
	ID        string // the same for each attempt, so that the receiving server can tell a repetition
	Name      string
	Email     string
	Subject   string
	Text      string
	HTML      string
	WrittenAt time.Time
}

// Server is a mail server. It may be used by many at once; each message has a connection of its own.
type Server struct {
	host    string
	from    netmail.Address
	options []gomail.Option
}

// patience is for the whole of one message.
const patience = 30 * time.Second

// Open reads the address of a mail server, and the sender: an address, or Name <address>. It connects to nothing. What it
// refuses it names without repeating the address: that may hold a password.
func Open(address, from string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") || (u.Path != "" && u.Path != "/") {
		return nil, fault.New(fault.Invalid, "--smtp-url is not the address of a mail server. Write it like smtp://user:password@mail.example.org:587 or smtps://mail.example.org.")
	}
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fault.New(fault.Invalid, "--mail-from must say who the mails come from, such as: Cyber readiness <readiness@example.org>.")
	}
	s := &Server{host: u.Hostname(), from: *sender, options: []gomail.Option{gomail.WithTimeout(patience), gomail.WithoutNoop()}}
	port := 587
	switch {
	case u.Scheme == "smtps":
		port = 465
		s.options = append(s.options, gomail.WithSSL())
	case onThisMachine(u.Hostname()):
		port = 25
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		s.options = append(s.options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if text := u.Port(); text != "" {
		if port, err = strconv.Atoi(text); err != nil || port < 1 || port > 65535 {
			return nil, fault.New(fault.Invalid, "--smtp-url names a port that cannot be.")
		}
	}
	s.options = append(s.options, gomail.WithPort(port))
	if u.User != nil {
		password, _ := u.User.Password()
		s.options = append(s.options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return s, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// Send hands one message over. A nil error means that the server has taken it. Anything else is a *Failure.
func (s *Server) Send(ctx context.Context, m Message) error {
	msg, err := s.compose(m)
	if err != nil {
		return &Failure{Sentence: "The address is not one that mail can be sent to.", Final: true, err: err}
	}
	c, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return &Failure{Sentence: "The settings for mail cannot be used.", err: err}
	}
	if err := c.DialAndSendWithContext(ctx, msg); err != nil {
		return failure(err)
	}
	return nil
}

func (s *Server) compose(m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := msg.FromFormat(s.from.Name, s.from.Address); err != nil {
		return nil, fmt.Errorf("sender: %w", err)
	}
	if err := msg.AddToFormat(m.Name, m.Email); err != nil {
		return nil, fmt.Errorf("recipient: %w", err)
	}
	msg.SetMessageIDWithValue(m.ID + s.from.Address[strings.LastIndexByte(s.from.Address, '@'):])
	msg.SetDateWithValue(m.WrittenAt)
	msg.Subject(m.Subject)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // no answers from machines
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return msg, nil
}

// Failure says why a message was not taken, in a sentence that may be shown and logged.
type Failure struct {
	Sentence string
	Final    bool // another attempt would fail as well
	err      error
}

// Error gives the sentence, and nothing of what the server said: that may repeat the message.
func (f *Failure) Error() string { return f.Sentence }

// As tells the sentence of an error that Send gave, and whether it is final.
func As(err error) *Failure {
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	return &Failure{Sentence: "The message could not be handed to the mail server.", err: err}
}

func failure(err error) *Failure {
	var sent *gomail.SendError
	if errors.As(err, &sent) && sent.ErrorCode() != 0 {
		f := &Failure{err: err, Final: !sent.IsTemp() && sent.ErrorCode() >= 500}
		switch sent.Reason {
		case gomail.ErrSMTPRcptTo:
			f.Sentence = fmt.Sprintf("The mail server refused the address (code %d).", sent.ErrorCode())
		case gomail.ErrSMTPMailFrom: // the sender is ours to mend: nothing is lost until it is
			f.Sentence, f.Final = fmt.Sprintf("The mail server refused the sender (code %d).", sent.ErrorCode()), false
		default:
			f.Sentence, f.Final = fmt.Sprintf("The mail server did not take the message (code %d).", sent.ErrorCode()), false
		}
		return f
	}
	var network net.Error
	var op *net.OpError
	switch {
	case errors.As(err, &op), errors.As(err, &network):
		return &Failure{Sentence: "The mail server could not be reached.", err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &Failure{Sentence: "The mail server took too long.", err: err}
	}
	return &Failure{Sentence: "The message could not be handed to the mail server.", err: err}
}
