package journey

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"

	"cyberready/internal/testkit/checkout"
)

// axe is the source of axe-core, which make installs.
var axe = sync.OnceValues(func() (string, error) {
	root, err := checkout.Dir()
	if err != nil {
		return "", err
	}
	source, err := os.ReadFile(filepath.Join(root, "web", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		return "", fmt.Errorf("axe-core is not installed, make test does it: %w", err)
	}
	return string(source), nil
})

// inspection is what axe-core and we look for. Target size is the one rule of WCAG 2.2 that axe-core leaves off by itself.
const inspection = `(async () => {
  const found = await axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations']
  })
  const violations = found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => id + ': ' + help + '\n  ' + node.html.slice(0, 300) + '\n  ' + node.failureSummary.replace(/\n\s*/g, ' ')))
  const claim = (holds, words) => { if (!holds) { violations.push(words) } }
  const wide = () => [...document.body.querySelectorAll('*')]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility())
    .slice(0, 3).map((e) => e.outerHTML.slice(0, 160)).join('\n  ')
  claim(document.querySelectorAll('h1').length === 1, 'the page has ' + document.querySelectorAll('h1').length + ' h1')
  claim(document.title.trim() !== '', 'the page has no title')
  claim(document.documentElement.lang === 'en-GB', 'the language is "' + document.documentElement.lang + '"')
  claim(document.scrollingElement.scrollWidth <= innerWidth,
    'the page scrolls sideways: ' + document.scrollingElement.scrollWidth + ' px in ' + innerWidth + '\n  ' + wide())
  claim(document.querySelectorAll('[style], style').length === 0, 'the page has inline styles')
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
  claim(twice.length === 0, 'ids are there twice: ' + twice.join(' '))
  return violations
})()`

// Accessible claims that the page breaks no rule of WCAG 2.2 AA that a program can see, nor axe-core's good practice, and
// that it has one h1, a title, its language, no id twice, and nothing that makes it scroll sideways. Where JavaScript is
// switched off it is on for that moment, after the page is there.
func (b *Browser) Accessible() {
	b.t.Helper()
	for _, v := range b.inspect() {
		b.t.Errorf("%s, window %s: %s", b.place(), b.size, v)
	}
}

func (b *Browser) inspect() []string {
	b.t.Helper()
	b.quiet()
	source, err := axe()
	if err != nil {
		b.t.Fatal(err)
	}
	if !b.scripted {
		b.switchScripts(true)
		defer b.switchScripts(false)
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if there, err := evaluate[bool](b, "typeof axe === 'object'"); err != nil || !there {
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](source+";0")); err != nil {
			b.fail("load axe-core: %v", err)
		}
	}
	violations, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](inspection, chromedp.EvalAwaitPromise))
	if err != nil {
		b.fail("run axe-core: %v", err)
	}
	return violations
}

// place is the path of the page.
func (b *Browser) place() string {
	path, err := evaluate[string](b, "location.pathname + location.search")
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(path)
}
