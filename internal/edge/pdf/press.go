// Package pdf makes papers as PDF: tagged, PDF/UA-1, with Typst through Node and the packages that make installs in
// web/node_modules.
//
// A caller may rely on these: the same paper gives the same bytes, whoever asks and whenever; what people typed reaches
// Typst as JSON and never as source; Typst can read no file, for the templates are in the program and the folder that it
// may read does not exist; a process that hangs or dies costs the one paper that it was making. A server without Node runs
// without this room: Ready then says why.
//
// Typesetting runs in a few processes that stay: starting one takes longer than making a paper. Each is started when it is
// needed, and ended when nobody has asked for a paper for a while, because it holds much memory.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"cyberready/internal/core/fault"
)

// patience is how long one paper may take. It is far above what any has taken.
const patience = 30 * time.Second

// rest is how long a process waits for the next paper.
const rest = 10 * time.Minute

// Press makes papers, several at once. Its zero value makes none.
type Press struct {
	web    string // folder with node_modules; empty: none
	node   string
	reason error
	free   chan *typesetter // idle ones; nil stands for one that is not started
	rest   time.Duration
	close  sync.Once
}

// Open prepares a press that runs so many processes at most. Nothing is started yet. Web is the folder whose node_modules
// has what make installs; empty: it is looked for beside the program and from the working directory upwards.
func Open(web string, processes int) *Press {
	p := &Press{web: web, free: make(chan *typesetter, processes), rest: rest}
	if p.web == "" {
		p.web = find()
	}
	if p.web == "" || !installed(p.web) {
		p.reason = errors.New("the packages of web/node_modules are not there")
		return p
	}
	if p.node, p.reason = exec.LookPath("node"); p.reason == nil {
		p.web, p.reason = filepath.Abs(p.web)
	}
	for range processes {
		p.free <- nil
	}
	return p
}

// Ready is nil when papers can be made, and otherwise a fault that tells a person what to do instead.
func (p *Press) Ready() error {
	if p == nil || p.node == "" || p.reason != nil {
		f := fault.New(fault.Unavailable, "This server has nothing to make PDF files with. Print the page instead: your browser can save it as PDF.")
		if p != nil {
			f = f.Because(p.reason)
		}
		return f
	}
	return nil
}

// Close ends the processes. Papers that are being made are finished first.
func (p *Press) Close() {
	if p.Ready() != nil {
		return
	}
	p.close.Do(func() {
		for range cap(p.free) {
			if t := (<-p.free).woken(); t != nil {
				t.end()
			}
		}
	})
}

// make typesets data with a template. It waits for a free process.
func (p *Press) make(ctx context.Context, template string, data any) ([]byte, error) {
	if err := p.Ready(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var t *typesetter
	select {
	case t = <-p.free:
		t = t.woken()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a free process: %w", ctx.Err())
	}
	defer func() {
		if t != nil {
			t.retire = time.AfterFunc(p.rest, t.end)
		}
		p.free <- t
	}()
	paper, err := p.try(ctx, &t, template, data)
	if errors.Is(err, errDied) && ctx.Err() == nil { // it may have died long ago: once more with a new one
		paper, err = p.try(ctx, &t, template, data)
	}
	if err != nil {
		return nil, fmt.Errorf("typeset %s: %w", template, err)
	}
	return paper, nil
}

// try uses the process or starts one; a process that failed to answer is ended and forgotten.
func (p *Press) try(ctx context.Context, t **typesetter, template string, data any) ([]byte, error) {
	if *t == nil {
		started, err := start(ctx, p.node, p.web)
		if err != nil {
			return nil, fault.New(fault.Unavailable, "The program that makes PDF files does not start on this server. Print the page instead: your browser can save it as PDF.").Because(err)
		}
		*t = started
	}
	paper, err := (*t).typeset(ctx, template, data)
	if errors.Is(err, errDied) {
		(*t).end()
		*t = nil
	}
	return paper, err
}

// find looks for the folder web: beside the program (bin/cyberready has ../web), then from the working directory upwards.
func find() string {
	var folders []string
	if exe, err := os.Executable(); err == nil {
		if exe, err = filepath.EvalSymlinks(exe); err == nil {
			folders = append(folders, filepath.Join(filepath.Dir(exe), "..", "web"))
		}
	}
	if dir, err := os.Getwd(); err == nil {
		for up := ""; up != dir; dir, up = filepath.Dir(dir), dir {
			folders = append(folders, filepath.Join(dir, "web"))
		}
	}
	for _, f := range folders {
		if installed(f) {
			return f
		}
	}
	return ""
}

// needed are the packages that a press needs.
var needed = []string{"@myriaddreamin/typst-ts-node-compiler", "@expo-google-fonts/source-sans-3", "@expo-google-fonts/noto-emoji", "dejavu-fonts-ttf"}

func installed(web string) bool {
	for _, pkg := range needed {
		if _, err := os.Stat(filepath.Join(web, "node_modules", filepath.FromSlash(pkg))); err != nil {
			return false
		}
	}
	return true
}
