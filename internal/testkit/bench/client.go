package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
)

// client is one connection to the server that stays open. It costs as little as it can: what a browser costs is not the
// server's.
type client struct {
	addr   string
	cookie string // of the session
	conn   net.Conn
	r      *bufio.Reader
}

// get gives the bytes of a request.
func (c *client) get(path string) []byte {
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n", path, c.cookieLine())
}

// postPart asks as a page's script does: for the piece of the page that changed.
func (c *client) postPart(path string, form url.Values) []byte {
	return c.send(path, form, "HX-Request: true\r\n")
}

func (c *client) send(path string, form url.Values, more string) []byte {
	body := form.Encode()
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %s\r\n%s%s\r\n%s",
		path, strconv.Itoa(len(body)), more, c.cookieLine(), body)
}

func (c *client) cookieLine() string {
	if c.cookie == "" {
		return ""
	}
	return "Cookie: " + c.cookie + "\r\n"
}

// do sends a request and gives the answer, with its body when it is no page, and without it when it is one.
func (c *client) do(request []byte) (*http.Response, []byte, error) {
	if c.conn == nil {
		conn, err := net.Dial("tcp", c.addr)
		if err != nil {
			return nil, nil, err
		}
		c.conn, c.r = conn, bufio.NewReader(conn)
	}
	if _, err := c.conn.Write(request); err != nil {
		return nil, nil, err
	}
	res, err := http.ReadResponse(c.r, nil)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusOK {
		_, err = io.Copy(io.Discard, res.Body)
		return res, nil, err
	}
	body, err := io.ReadAll(res.Body)
	return res, body, err
}

// expect does a request that must be answered with a page.
func (c *client) expect(request []byte) error {
	res, body, err := c.do(request)
	if err == nil && res.StatusCode != http.StatusOK {
		line, _, _ := bytes.Cut(request, []byte("\r\n"))
		err = fmt.Errorf("%s: status %d: %.400s", line, res.StatusCode, body)
	}
	return err
}

func bufioReader(b []byte) *bufio.Reader { return bufio.NewReader(bytes.NewReader(b)) }
