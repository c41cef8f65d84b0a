package nationaldb

import (
	"context"
	"strings"

	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

const (
	theseNow  = `select s.* from trust_years s where ` + ofYear + ` and s.ods_code = any (@codes)`
	theseThen = `select s.*` + then + ` and s.ods_code = any (@codes)`
)

var (
	sideNow  = details(theseNow, byName)
	sideThen = details(theseThen, byName)
)

// SideBySide reads the trusts with these codes, in this order, with their counts by standard. Codes that are not within
// reach, or were not open on the day, are a field of an Invalid fault.
func (n National) SideBySide(ctx context.Context, s store.Scope, f compare.Filter, today day.Day, codes []string) (Listing, error) {
	var l Listing
	var err error
	l.Ground, err = n.view(ctx, s, f, today, func(tx *store.Tx, g *Ground) error {
		args := store.Args{"cycle": g.Filter.Cycle, "day": g.Day, "codes": codes}
		found, err := trusts(ctx, tx, source(g.Filter, sideNow, sideThen), args, g.Filter)
		if err != nil {
			return err
		}
		byCode := map[string]compare.Trust{}
		for _, t := range found {
			byCode[t.Code] = t
		}
		var unknown []string
		for _, code := range codes {
			if t, ok := byCode[code]; ok {
				l.Trusts = append(l.Trusts, t)
			} else {
				unknown = append(unknown, code)
			}
		}
		if len(unknown) > 0 {
			return fault.InvalidField(compare.FieldTrust, "There is no trust %s to compare.", strings.Join(unknown, ", "))
		}
		return cells(ctx, tx, g, l.Trusts, "")
	})
	return l, err
}
