package main

import (
	"fmt"
	"io"
	"strings"

	"cyberready/internal/core/english"
	"cyberready/internal/core/trust"
)

// report prints what an import did: lists first, and what they come to at the end, where it is still on the screen.
type report struct {
	w     io.Writer
	whole bool // long lists in full
}

// longest is the most lines of a list that are printed unasked. A register has some 250.
const longest = 500

// list prints a list with its length, and nothing for an empty one.
func (r *report) list(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(r.w, "%s (%s):\n", title, english.Figures(len(lines)))
	for n, line := range lines {
		if n == longest && !r.whole {
			fmt.Fprintf(r.w, "  and %s more; --verbose lists them all\n", english.Figures(len(lines)-n))
			break
		}
		fmt.Fprintln(r.w, "  "+line)
	}
	fmt.Fprintln(r.w)
}

// unchanged prints the list that is long on every ordinary day, and so only when it is asked for.
func (r *report) unchanged(lines []string) {
	if r.whole {
		r.list("Unchanged", lines)
	}
}

func (r *report) setAside(a *setAside) {
	if a == nil {
		return
	}
	var lines []string
	for _, rejected := range a.rejected {
		lines = append(lines, rejected.String())
	}
	r.list("Set aside in "+a.name, lines)
}

// say prints a sentence.
func (r *report) say(sentence string, args ...any) { fmt.Fprintf(r.w, sentence+"\n", args...) }

// total prints a sum and its parts: "12 trusts read: 3 added, 9 unchanged."
func (r *report) total(read int, noun string, parts ...part) {
	var words []string
	for _, p := range parts {
		if p.n > 0 || p.always {
			words = append(words, english.Figures(p.n)+" "+p.what)
		}
	}
	r.say("%s read: %s.", count(read, noun), strings.Join(words, ", "))
}

// part is one number of a total; one that is seldom is left out when it is 0.
type part struct {
	n      int
	what   string
	always bool
}

func (a *setAside) part() part {
	if a == nil {
		return part{}
	}
	return part{n: len(a.rejected), what: "set aside"}
}

// count gives a number in figures with its noun: 1 row, 1,204 rows.
func count(n int, noun string) string {
	return english.Figures(n) + " " + english.Plural(n, noun, noun+"s")
}

// changes puts what is different into words; none is what stands for nothing.
func changes(what []trust.FieldChange, none string) string {
	var words []string
	for _, f := range what {
		words = append(words, fmt.Sprintf("%s: %s → %s", f.Field, orNone(f.From, none), orNone(f.To, none)))
	}
	return strings.Join(words, "; ")
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// lines gives a line for each thing of a list.
func lines[T any](list []T, line func(T) string) []string {
	var all []string
	for _, x := range list {
		all = append(all, line(x))
	}
	return all
}
