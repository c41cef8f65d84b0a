package smtpsink

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"
)

// The certificate of a secure sink is for this name and for 127.0.0.1.
const SecureName = "mail.example.org"

// secure is what a sink asks for that is not spoken to in the clear.
type secure struct {
	tls      *tls.Config
	fromTalk bool // TLS begins with the connection (smtps), and not by STARTTLS
	offers   bool // STARTTLS
	user     string
	password string
}

// Kind says how a secure sink comes to TLS.
type Kind int

// The kinds.
const (
	StartTLS Kind = iota // as most servers do, on port 587
	Implicit             // smtps
	Never                // it cannot, which a client must not put up with
)

// NewSecure starts a sink that takes mail over TLS only, from who knows the password. Roots are what trusts its certificate.
func NewSecure(t testing.TB, k Kind, user, password string) (s *Sink, roots *x509.CertPool) {
	t.Helper()
	certificate, roots := certify(t)
	s = &Sink{t: t, address: "127.0.0.1:0", secure: &secure{
		tls: &tls.Config{Certificates: []tls.Certificate{certificate}}, fromTalk: k == Implicit, offers: k == StartTLS, user: user, password: password,
	}}
	s.Up()
	s.address = s.l.Addr().String()
	t.Cleanup(s.Down)
	return s, roots
}

// Address is where it listens.
func (s *Sink) Address() string { return s.address }

// Heard gives the lines that came before TLS: everybody on the way could read them.
func (s *Sink) Heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.heard...)
}

func (s *Sink) meet(c net.Conn) {
	defer c.Close()
	t := &talk{c: c, in: bufio.NewReader(c)}
	if s.secure != nil && s.secure.fromTalk {
		t.seal(s.secure)
	}
	s.serve(t)
}

func (t *talk) seal(s *secure) {
	t.c = tls.Server(t.c, s.tls)
	t.in = bufio.NewReader(t.c)
	t.sealed = true
}

func (s *Sink) abilities(t *talk) string {
	lines := []string{"sink", "8BITMIME"}
	if s.secure != nil && s.secure.offers && !t.sealed {
		lines = append(lines, "STARTTLS")
	}
	if s.secure == nil {
		lines = append(lines, "AUTH CRAM-MD5")
	}
	if s.secure != nil && (t.sealed || !s.secure.offers) {
		lines = append(lines, "AUTH PLAIN LOGIN")
	}
	for i := range lines[:len(lines)-1] {
		lines[i] = "250-" + lines[i]
	}
	lines[len(lines)-1] = "250 " + lines[len(lines)-1]
	return strings.Join(lines, "\r\n")
}

// check takes AUTH PLAIN and AUTH LOGIN (RFC 4616; LOGIN asks for one after the other).
func (s *secure) check(t *talk, upper, line string) string {
	said := func(text string) string {
		b, _ := base64.StdEncoding.DecodeString(text)
		return string(b)
	}
	ask := func(prompt string) string {
		t.say("334 " + base64.StdEncoding.EncodeToString([]byte(prompt)))
		answer, _ := t.hear()
		return said(answer)
	}
	var user, password string
	switch mechanism, _, _ := strings.Cut(upper, " "); mechanism {
	case "PLAIN":
		parts := strings.Split(said(line[strings.LastIndexByte(line, ' ')+1:]), "\x00")
		if len(parts) == 3 {
			user, password = parts[1], parts[2]
		}
	case "LOGIN":
		user = ask("Username:")
		password = ask("Password:")
	}
	if t.known = user == s.user && password == s.password; !t.known {
		return "535 5.7.8 not known: " + password // a server that says too much
	}
	return "235 ok"
}

func certify(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{SecureName}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}, roots
}
