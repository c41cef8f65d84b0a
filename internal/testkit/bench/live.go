package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"cyberready/internal/web/paths"
)

// How the pages that others have open are measured.
const (
	pagesOfEach  = 5  // open pages of each of eight trusts
	savesSeen    = 12 // in each round
	seenWithin   = 2  // seconds
	seenPatience = 30 * time.Second
)

// live measures how long it takes until another open page shows a save: from the save's answer until that page has been told and has
// read the row again. And what it costs: saves while forty pages are open, as a share of the same saves while none is.
func (b *bench) live() error {
	trusts, err := b.drafts()
	if err != nil {
		return err
	}
	item := savable(b.ground.pack)[0]
	savers := make([]*saver, workers)
	for w := range savers {
		if savers[w], err = b.newSaver(trusts[w], item); err != nil {
			return err
		}
		defer savers[w].close()
	}
	if err := b.untilSeen(trusts[0], item, savers[0]); err != nil {
		return err
	}
	return b.besideOpenPages(trusts, savers)
}

func (b *bench) untilSeen(at draft, item string, s *saver) error {
	reader, err := b.ground.signIn(at.Email)
	if err != nil {
		return err
	}
	year := paths.Year{ODS: at.ODS, Cycle: at.Cycle}
	p, err := openPage(reader, year)
	if err != nil {
		return err
	}
	defer p.conn.Close()
	var seen []float64
	for n := range rounds * savesSeen {
		time.Sleep(time.Duration(37*n%500) * time.Millisecond) // at any moment between two readings
		if err := s.overHTTP(); err != nil {
			return err
		}
		answered := time.Now()
		if err := p.hears(fmt.Sprintf(`{"about":%q,"version":%d}`, item, s.version)); err != nil {
			return err
		}
		if err := reader.expect(reader.get(year.ItemRow(item))); err != nil {
			return err
		}
		seen = append(seen, time.Since(answered).Seconds())
	}
	f := figure{name: "a save is seen by another open page", values: seen, unit: "s", absolute: fmt.Sprintf("of %d saves; told and read again", len(seen))}
	f.target, f.met = atMost(seenWithin, "s")
	b.table = append(b.table, f)
	return nil
}

func (b *bench) besideOpenPages(trusts []draft, savers []*saver) error {
	saving := side{workers, func(w int) error { return savers[w].overHTTP() }}
	var shares, alone, beside []float64
	for range rounds {
		without, err := saving.run(b.ctx, turn)
		if err != nil {
			return err
		}
		with, err := b.whilePagesAreOpen(trusts, saving)
		if err != nil {
			return err
		}
		shares, alone, beside = append(shares, with/without), append(alone, without), append(beside, with)
	}
	b.table = append(b.table, figure{name: "saves while forty pages are open, of those while none is", values: shares,
		absolute: fmt.Sprintf("%s saves/s, %s with none", perSecond(median(beside)), perSecond(median(alone)))})
	return nil
}

// whilePagesAreOpen opens pages in every trust, whose streams are read as they come, and measures what is done meanwhile.
func (b *bench) whilePagesAreOpen(trusts []draft, work side) (perSecond float64, err error) {
	for _, at := range trusts {
		reader, err := b.ground.signIn(at.Email)
		if err != nil {
			return 0, err
		}
		for range pagesOfEach {
			p, err := openPage(reader, paths.Year{ODS: at.ODS, Cycle: at.Cycle})
			if err != nil {
				return 0, err
			}
			defer p.conn.Close()
			go func() { _ = p.hears("what is never said") }() // ends with the connection
		}
	}
	return work.run(b.ctx, turn)
}

// openStream is the stream of one page that somebody has open.
type openStream struct {
	conn net.Conn
	r    *bufio.Reader
}

func openPage(as *client, year paths.Year) (openStream, error) {
	conn, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", as.addr)
	if err != nil {
		return openStream{}, err
	}
	p := openStream{conn, bufio.NewReader(conn)}
	request := fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\r\n", year.Live(), as.cookieLine())
	if _, err := conn.Write(request); err != nil {
		return p, err
	}
	res, err := http.ReadResponse(p.r, nil)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: status %d", year.Live(), res.StatusCode)
	}
	if err == nil {
		p.r = bufio.NewReader(res.Body)
	}
	return p, err
}

// hears reads until the stream says the words.
func (p openStream) hears(words string) error {
	if err := p.conn.SetReadDeadline(time.Now().Add(seenPatience)); err != nil {
		return err
	}
	for {
		line, err := p.r.ReadString('\n')
		if err != nil {
			return errors.Join(errors.New("the stream does not say what was saved"), err)
		}
		if strings.Contains(line, words) {
			return nil
		}
	}
}
