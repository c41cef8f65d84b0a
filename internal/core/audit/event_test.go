package audit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

func TestEveryVerbHasASentence(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "event.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	verbs := 0
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		word, _ := strconv.Unquote(lit.Value)
		if strings.Contains(word, ".") && !strings.Contains(word, " ") {
			verbs++
			if Verb(word).Sentence() == "" {
				t.Errorf("%s has no sentence", word)
			}
		}
		return true
	})
	if verbs == 0 || verbs != len(sentences) {
		t.Errorf("%d verbs, %d sentences", verbs, len(sentences))
	}
}
