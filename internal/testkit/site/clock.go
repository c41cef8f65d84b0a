package site

import (
	"sync"
	"time"
)

// Clock is the site's time, which the test sets.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now gives the site's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set sets it.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Pass lets time pass.
func (c *Clock) Pass(d time.Duration) { c.Set(c.Now().Add(d)) }
