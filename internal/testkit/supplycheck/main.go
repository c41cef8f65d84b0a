// Command supplycheck is the part of make lint that looks at what others wrote: each part of the program must have a licence
// that is allowed, and none may have a known vulnerability.
//
// Licences are read from the parts' own files, so that check always works. Vulnerabilities are looked up in the databases of the
// Go project and of npm; where one cannot be reached, a line says that it was not checked and when it last was, and the
// check passes: a build must not depend on a database elsewhere. What was found lately for the same lock files is not asked
// for again. GOVULNDB may name a copy of the Go database (file:///…).
package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"cyberready/internal/testkit/checkout"
	"cyberready/internal/testkit/supply"
)

func main() {
	ok, err := check(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, "supplycheck:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func check(ctx context.Context) (ok bool, err error) {
	root, err := checkout.Dir()
	if err != nil {
		return false, err
	}
	parts, err := supply.Linked(ctx, root)
	if err != nil {
		return false, err
	}
	packages, err := supply.Packages(root)
	if err != nil {
		return false, err
	}
	parts = append(parts, packages...)
	ok = licences(parts)
	for _, d := range []database{goDatabase(root), npmDatabase(root)} {
		ok = d.check(ctx, time.Now()) && ok
	}
	return ok, nil
}

// licences prints what the parts are licensed under, and which may not be.
func licences(parts []supply.Part) bool {
	refused := supply.Refused(parts)
	for _, line := range refused {
		fmt.Println("licence:", line)
	}
	count := map[string]int{}
	for _, p := range parts {
		count[strings.Join(p.Licences, " and ")]++
	}
	var words []string
	for _, id := range slices.Sorted(maps.Keys(count)) {
		words = append(words, fmt.Sprintf("%d %s", count[id], id))
	}
	if len(refused) == 0 {
		fmt.Printf("licences of %d parts of the program: allowed (%s)\n", len(parts), strings.Join(words, ", "))
	}
	return len(refused) == 0
}
