package assess

import (
	"strings"
	"unicode"
)

// span is a piece of a text; marked when the other text does not have it.
type span struct {
	text   string
	marked bool
}

// differ parts two texts into what both have, in the same order, and what only one has: word by word.
func differ(a, b string) (onlyA, onlyB []span) {
	x, y := tokens(a), tokens(b)
	common := longestCommon(x, y)
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			onlyA, onlyB = add(onlyA, x[i], false), add(onlyB, y[j], false)
			i, j = i+1, j+1
		case j == len(y) || i < len(x) && common[i+1][j] >= common[i][j+1]:
			onlyA = add(onlyA, x[i], true)
			i++
		default:
			onlyB = add(onlyB, y[j], true)
			j++
		}
	}
	return tight(onlyA), tight(onlyB)
}

// tight lets no mark end in white space: it goes to what follows.
func tight(list []span) []span {
	for i := 0; i+1 < len(list); i++ {
		if words := strings.TrimRightFunc(list[i].text, unicode.IsSpace); list[i].marked {
			list[i+1].text = list[i].text[len(words):] + list[i+1].text
			list[i].text = words
		}
	}
	return list
}

// add puts a token on the end, in one piece with its neighbour of the same sort. White space alone is never marked.
func add(list []span, token string, marked bool) []span {
	if n := len(list); n > 0 && (list[n-1].marked == marked || strings.TrimSpace(token) == "") {
		list[n-1].text += token
		return list
	}
	return append(list, span{token, marked && strings.TrimSpace(token) != ""})
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

// longestCommon gives for each pair of places the length of the longest sequence that both rests have in common.
func longestCommon(x, y []string) [][]int {
	table := make([][]int, len(x)+1)
	for i := range table {
		table[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}
