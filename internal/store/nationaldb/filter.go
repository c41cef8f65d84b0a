package nationaldb

import (
	"cyberready/internal/core/compare"
	"cyberready/internal/core/day"
	"cyberready/internal/core/score"
	"cyberready/internal/store"
)

// The conditions of a filter, on rows s of trust_years, of trust_years_at or of the counts. A null sets no condition.
const (
	matching = ` and (@region::text is null or s.region_code = @region) and (@icb::text is null or s.icb_code = @icb)
		and (@kind::text is null or app_kind_place(s.kind) = app_kind_place(@kind))
		and (@trauma::text is null or coalesce(s.major_trauma::text, '') = @trauma)
		and (@status::text is null or app_status_place(s.status) = app_status_place(@status))
		and (@result::text is null or app_result_place(s.result) = app_result_place(@result))
		and (@published::boolean is not true or s.result <> '')`
	named = ` and (@text::text is null or strpos(s.sort_name, lower(@text)) > 0 or s.ods_code = upper(@text))`

	ofYear = `s.cycle = @cycle`
	open   = `(s.opened is null or s.opened <= @day) and (s.closed is null or s.closed >= @day)`

	// The two sources of trusts: for today the rows that the database keeps, for a past day the histories.
	now  = ` from trust_years s where ` + ofYear + ` and ` + open
	then = ` from trust_years_at(@cycle, @day) s where true`
)

// source chooses between a statement for today and one for a past day.
func source(f compare.Filter, today, past string) string {
	if f.Past() {
		return past
	}
	return today
}

// conditions gives the arguments of matching, with the year and the day.
func conditions(f compare.Filter, d day.Day) store.Args {
	a := store.Args{
		"cycle": f.Cycle, "day": d, "region": known(f.Region), "icb": known(f.ICB), "kind": known(f.Kind), "trauma": trauma(f.Trauma),
		"status": given(f.Status, compare.Unnamed), "result": given(f.Result, string(score.NotPublished)), "published": false,
	}
	if f.Result == compare.Published {
		a["result"], a["published"] = (*string)(nil), true
	}
	return a
}

// search adds the argument of named.
func search(f compare.Filter, d day.Day) store.Args {
	a := conditions(f, d)
	a["text"] = given(f.Text, "")
	return a
}

// known gives a condition's value: null for none, the empty text for what the register does not say.
func known(value string) *string { return given(value, compare.Unknown) }

// given gives a value that is stored as the empty text under its name.
func given(value, empty string) *string {
	switch value {
	case "":
		return nil
	case empty:
		value = ""
	}
	return &value
}

func trauma(value string) *string {
	stored := map[string]string{compare.Yes: "true", compare.No: "false", compare.Unknown: ""}
	if v, ok := stored[value]; ok {
		return &v
	}
	return nil
}
