package letter

import (
	"fmt"
	"strings"
)

// Facts are what the words of a letter are made of: read when it leaves, so that it says what is true then.
type Facts struct {
	Kind      Kind
	Name      string // of who gets it; empty: not known yet
	By        string // who caused it
	TrustName string
	Cycle     string
	Version   int
	Role      string // in words: "Assessment lead"
	Place     string // where the role holds: a trust, "Westmark region", "the nation", "the service"
	Decision  string // of a signature, in words: "Signed"
	SHA256    string // of what was signed
	On        string // a day or a moment in words
	Was       string // a day in words that was before
	Until     string // a day or a moment in words
	Lead      string // whom somebody stands in for
	Reason    string // of a look inside
	Part      string // the id of a part or an item, or a kind of publication: "7.3", "baseline"
	URL       string // the page that it leads to
	Due       []Due  // what one is reminded of
	Given     Given  // what one is asked to answer
	Items     []Item // that were commented on
}

// Item is one that a letter leads to.
type Item struct{ ID, URL string }

// Write makes the letter of an occasion. A kind that there is not has no words.
func Write(f Facts) Letter {
	o, ok := occasions[f.Kind]
	if !ok {
		return Letter{}
	}
	l := o.write(f)
	l.Greeting = "Hello,"
	if f.Name != "" {
		l.Greeting = "Hello " + f.Name + ","
	}
	if l.Action.Text != "" {
		l.Action.URL = f.URL
	}
	return l
}

// role names the role that was given or withdrawn, within a sentence.
func (f Facts) role() string { return strings.ToLower(f.Role) }

// version names the version that a letter is about, within a sentence.
func (f Facts) version() string {
	return fmt.Sprintf("version %d of the %s assessment of %s", f.Version, f.Cycle, f.TrustName)
}
