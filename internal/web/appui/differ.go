package appui

import (
	"strings"
	"unicode"
)

// Span is a piece of a text; marked when the other text does not have it.
type Span struct {
	Text   string
	Marked bool
}

// Differ parts two texts into what both have, in the same order, and what only one has: word by word. It takes some milliseconds
// for texts of 30,000 characters, whatever they say: of two that differ in more than mostDiffering words everything between what
// they begin and end with alike is marked.
func Differ(a, b string) (onlyA, onlyB []Span) {
	x, y := tokens(a), tokens(b)
	keptX, keptY := common(x, y)
	return tight(spans(a, x, keptX)), tight(spans(b, y, keptY))
}

// tight lets no mark end in white space: it goes to what follows.
func tight(list []Span) []Span {
	for i := 0; i+1 < len(list); i++ {
		if words := strings.TrimRightFunc(list[i].Text, unicode.IsSpace); list[i].Marked {
			list[i+1].Text = list[i].Text[len(words):] + list[i+1].Text
			list[i].Text = words
		}
	}
	return list
}

// spans gives a text as pieces, neighbours of the same sort together. White space alone is never marked.
func spans(text string, tokens []string, kept []bool) []Span {
	var list []Span
	from, at := 0, 0 // where the last piece begins, and the token
	for i, token := range tokens {
		white := strings.TrimSpace(token) == ""
		if n := len(list); n == 0 || list[n-1].Marked == kept[i] && !white {
			list, from = append(list, Span{Marked: !kept[i] && !white}), at
		}
		at += len(token)
		list[len(list)-1].Text = text[from:at]
	}
	return list
}

// tokens parts a text into words and the white space between them; joined they are the text again.
func tokens(s string) []string {
	var list []string
	start := 0
	space := false
	for i, r := range s {
		if is := unicode.IsSpace(r); i > 0 && is != space {
			list = append(list, s[start:i])
			start, space = i, is
		} else {
			space = is
		}
	}
	if start < len(s) {
		list = append(list, s[start:])
	}
	return list
}

// mostDiffering bounds the words, and the white space between them, in which two texts may differ and be compared word by word.
const mostDiffering = 400

// common tells which tokens both texts have, in the same order.
func common(x, y []string) (keptX, keptY []bool) {
	keptX, keptY = make([]bool, len(x)), make([]bool, len(y))
	start, endX, endY := 0, len(x), len(y)
	for start < endX && start < endY && x[start] == y[start] {
		keptX[start], keptY[start] = true, true
		start++
	}
	for endX > start && endY > start && x[endX-1] == y[endY-1] {
		endX, endY = endX-1, endY-1
		keptX[endX], keptY[endY] = true, true
	}
	alike(x[start:endX], y[start:endY], keptX[start:endX], keptY[start:endY])
	return keptX, keptY
}

// alike marks a longest sequence that both have in common, by the greedy algorithm of E. W. Myers, "An O(ND) Difference Algorithm
// and Its Variations" (1986): it goes as far as it can with d differences, for d from 0. When that needs too many it marks nothing.
func alike(x, y []string, keptX, keptY []bool) {
	most := min(len(x)+len(y), mostDiffering)
	reached := make([]int, 2*most+2) // how far into x the furthest way on the diagonal k = i - j went, at most+k
	var ways [][]int                 // reached, as it was before each d
	for d := 0; d <= most; d++ {
		ways = append(ways, append([]int(nil), reached...))
		for k := -d; k <= d; k += 2 {
			i := step(reached, most, d, k)
			for i < len(x) && i-k < len(y) && x[i] == y[i-k] {
				i++
			}
			if reached[most+k] = i; i >= len(x) && i-k >= len(y) {
				back(ways, most, len(x), len(y), keptX, keptY)
				return
			}
		}
	}
}

// step gives where the d-th difference leads to on a diagonal: a token of y that x lacks, or one of x that y lacks.
func step(reached []int, most, d, k int) int {
	if d == 0 {
		return 0
	}
	if k == -d || k != d && reached[most+k-1] < reached[most+k+1] {
		return reached[most+k+1]
	}
	return reached[most+k-1] + 1
}

// back follows the way that reached the end, and marks what it went through without a difference.
func back(ways [][]int, most, i, j int, keptX, keptY []bool) {
	for d := len(ways) - 1; d >= 0; d-- {
		k := i - j
		from := step(ways[d], most, d, k)
		for i > from {
			i, j = i-1, j-1
			keptX[i], keptY[j] = true, true
		}
		if d > 0 {
			if k == -d || k != d && ways[d][most+k-1] < ways[d][most+k+1] {
				j--
			} else {
				i--
			}
		}
	}
}
