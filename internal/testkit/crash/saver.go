package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"
)

// acknowledged is a save that the server said it has.
type acknowledged struct {
	item, text string
	version    int
}

// saver answers one item over and over, and remembers what was acknowledged.
type saver struct {
	url, item string
	cookies   http.CookieJar

	mu   sync.Mutex
	acks []acknowledged
	last string
}

func (s *saver) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.acks)
}

func (s *saver) trouble() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

func (s *saver) note(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = what
}

// run saves until the context ends. After any trouble it reads the item again: what was not acknowledged may have been
// saved or not, and either is right.
func (s *saver) run(ctx context.Context) {
	client := &http.Client{Jar: s.cookies, Timeout: 10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	version := -1
	for n := 0; ctx.Err() == nil; n++ {
		if version < 0 {
			var err error
			if version, err = s.read(ctx, client); err != nil {
				s.note(err.Error())
				time.Sleep(20 * time.Millisecond)
				version = -1
				continue
			}
		}
		text := fmt.Sprintf("save %d of %s", n, s.item)
		status, err := s.save(ctx, client, text, version)
		if err != nil || status != http.StatusSeeOther {
			s.note(fmt.Sprintf("status %d, error %v", status, err))
			version = -1
			continue
		}
		version++
		s.mu.Lock()
		s.acks = append(s.acks, acknowledged{s.item, text, version})
		s.mu.Unlock()
	}
}

func (s *saver) address() string {
	return s.url + "/trusts/" + trustCode + "/" + cycle() + "/items/" + s.item
}

func (s *saver) read(ctx context.Context, client *http.Client) (int, error) {
	page, status, err := fetch(ctx, client, http.MethodGet, s.address(), nil)
	if err != nil || status != http.StatusOK {
		return 0, fmt.Errorf("read item: status %d, error %w", status, err)
	}
	v, ok := field(page, "version")
	if !ok {
		return 0, fmt.Errorf("the page of %s has no version", s.item)
	}
	return strconv.Atoi(v)
}

func (s *saver) save(ctx context.Context, client *http.Client, text string, version int) (int, error) {
	form := url.Values{"reply": {"no"}, "text": {text}, "version": {strconv.Itoa(version)}, "from": {"item"}}
	_, status, err := fetch(ctx, client, http.MethodPost, s.address(), form)
	return status, err
}

// signIn comes in by the demonstration's door, which tells its code, and gives the cookies for all.
func signIn(ctx context.Context, base string) (http.CookieJar, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar, Timeout: 10 * time.Second}
	page, status, err := fetch(ctx, client, http.MethodPost, base+"/sign-in-as", url.Values{"email": {saverName}})
	if err != nil || status != http.StatusOK {
		return nil, fmt.Errorf("the door: status %d, error %w", status, err)
	}
	code, ok := field(page, "factor-code") // the demonstration's page tells it
	if !ok {
		return jar, nil
	}
	_, status, err = fetch(ctx, client, http.MethodPost, base+action(page, "factor-code"), url.Values{"factor-code": {code}})
	if err != nil || status != http.StatusOK {
		return nil, fmt.Errorf("the code: status %d, error %w", status, err)
	}
	return jar, nil
}

func fetch(ctx context.Context, client *http.Client, method, address string, form url.Values) (*html.Node, int, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, 0, err
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, 0, err
	}
	defer res.Body.Close()
	page, err := html.Parse(res.Body)
	if err != nil {
		return nil, res.StatusCode, err
	}
	_, err = io.Copy(io.Discard, res.Body)
	return page, res.StatusCode, err
}

// get gives the status of an address.
func get(ctx context.Context, address string) (int, error) {
	_, status, err := fetch(ctx, &http.Client{Timeout: 2 * time.Second}, http.MethodGet, address, nil)
	return status, err
}

// field gives the value of a form's field by its name.
func field(page *html.Node, name string) (string, bool) {
	for n := range page.Descendants() {
		if n.Data == "input" && attribute(n, "name") == name {
			return attribute(n, "value"), true
		}
	}
	return "", false
}

// action gives where the form with a field is sent.
func action(page *html.Node, name string) string {
	for n := range page.Descendants() {
		if n.Data == "form" {
			if _, ok := field(n, name); ok {
				return attribute(n, "action")
			}
		}
	}
	return ""
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
