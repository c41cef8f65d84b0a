package framework

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A pack of one standard that is as small as the rules allow. The cases below break it one line at a time.
const (
	goodPack = `edition: small
label: a small pack
kind: ndg
source: made for a test
grounds:
  ours: our reading
years:
- label: 2023-24
  form: ten standards
  early: baseline
  early_date: 2024-02-29
  deadline: 2024-06-30
  source: [nao]
sources:
  nao:
    title: the audit office
`
	goodStandard = `number: "1"
title: Continuity
obligation: Process
asks: Plans exist. They are tested.
why: Nobody had tested a plan.
why_source: [nao]
source: [nao]
assertions:
- id: "1.1"
  title: Plans
  purpose: We have plans.
  owner: Head of IT
  source: [nao]
  items:
  - id: "1.1.1"
    title: Plan
    ask: Is there a plan?
    proof: required
    satisfies: A plan.
    gap: We have no plan.
    mandatory: true
    mandatory_basis: ours
    care_effect: stops care
    care_reason: Nobody knows what to do.
    chain: [restore]
    may_2017: Plans were not tested.
    may_2017_source: [nao]
    owner: Head of IT
    source: [nao]
  - id: "1.1.2"
    part_of: "1.1.1"
    title: Test
    figure:
      label: Date of the last test
      subject: the last test
      kind: date
      max_age_months: 12
      decides: true
      threshold_source: [nao]
    proof: none
    satisfies: A test.
    gap: We have no test.
    mandatory: true
    mandatory_basis: ours
    exempt_official: [psn]
    care_effect: weakens proof
    care_reason: Nobody can tell.
    owner: Head of IT
    source: [nao]
left_out:
- id: "1.1.3"
  why: Asked nowhere else.
`
)

func files(pack, standard string) fstest.MapFS {
	return fstest.MapFS{
		"small/pack.yaml":        {Data: []byte(pack)},
		"small/standard-01.yaml": {Data: []byte(standard)},
	}
}

func TestLoadTakesASmallGoodPack(t *testing.T) {
	t.Parallel()
	packs, err := Load(files(goodPack, goodStandard))
	if err != nil {
		t.Fatal(err)
	}
	p := packs[0]
	it, ok := p.Item("1.1.2")
	if !ok || it.Basis != "our reading" || it.Figure.Source != "the audit office" || it.Source != "the audit office" {
		t.Errorf("names were not turned into words: %+v", it)
	}
	if y, ok := p.Year("2023-24"); !ok || y.Deadline.String() != "2024-06-30" || y.Early != "baseline" {
		t.Errorf("the year came out as %+v", y)
	}
	if got := p.Parts("1.1.1"); len(got) != 1 || got[0] != "1.1.2" {
		t.Errorf("parts of 1.1.1: %v", got)
	}
}

// Every rule is broken once, and names the file and the line where a person mends it.
func TestLoadNamesFileAndLineOfEachProblem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rule, old, broken, want string }{
		{"unknown field", `    title: Plan`, "    titel: Plan", `standard-01.yaml:16: unknown field titel`},
		{"unknown field of a figure", `      decides: true`, "      decide: true", `standard-01.yaml:38: unknown field decide`},
		{"field given twice", `    title: Plan`, "    title: Plan\n    title: Plot", `standard-01.yaml:17: title is given twice, first on line 16`},
		{"not YAML", `    title: Plan`, "\ttitle: Plan", `standard-01.yaml:16: found character that cannot start any token`},
		{"word for a number", `max_age_months: 12`, "max_age_months: yearly", `standard-01.yaml:37: "yearly" does not fit here`},
		{"item twice", `id: "1.1.2"`, `id: "1.1.1"`, `standard-01.yaml:30: item 1.1.1 is given twice, first at small/standard-01.yaml:15`},
		{"left out and asked", `id: "1.1.3"`, `id: "1.1.2"`, `standard-01.yaml:51: left out item 1.1.2 is given twice, first at small/standard-01.yaml:30`},
		{"assertion without id", `- id: "1.1"`, `- id: ""`, `standard-01.yaml:9: assertion lacks its id`},
		{"item under another assertion", `id: "1.1.2"`, `id: "1.2.2"`, `standard-01.yaml:30: item 1.2.2 stands under assertion 1.1`},
		{"unknown figure kind", `kind: date`, `kind: day`, `standard-01.yaml:36: unknown figure kind "day": use percent, number, date`},
		{"unknown effect", `care_effect: stops care`, `care_effect: halts care`, `standard-01.yaml:23: unknown care_effect "halts care": use stops care, delays care, exposes records, weakens proof`},
		{"unknown proof", `proof: required`, `proof: needed`, `standard-01.yaml:18: unknown proof "needed": use required, welcome, none`},
		{"unknown obligation", `obligation: Process`, `obligation: Processes`, `standard-01.yaml:3: unknown obligation "Processes": use People, Process, Technology`},
		{"unknown link", `[restore]`, `[restores]`, `standard-01.yaml:25: unknown link of the chain "restores"`},
		{"unknown exemption", `[psn]`, `[pns]`, `standard-01.yaml:45: unknown exemption "pns"`},
		{"unknown ground", `    mandatory_basis: ours
    care_effect: stops care`, `    mandatory_basis: theirs
    care_effect: stops care`, `standard-01.yaml:22: unknown ground "theirs"`},
		{"unknown source", `source: [nao]
left_out`, `source: [nao, nap]
left_out`, `standard-01.yaml:49: unknown source "nap"`},
		{"no source", `    source: [nao]
  - id: "1.1.2"`, `  - id: "1.1.2"`, `standard-01.yaml:15: item 1.1.1 lacks source`},
		{"no gap", `    gap: We have no plan.`, `    sensitive: true`, `standard-01.yaml:15: item 1.1.1 lacks gap`},
		{"empty title", `title: Test`, `title: ""`, `standard-01.yaml:32: item 1.1.2 lacks title`},
		{"no satisfies", `    satisfies: A plan.`, `    sensitive: true`, `standard-01.yaml:15: item 1.1.1 lacks satisfies`},
		{"mandatory not said", `    mandatory: true
    mandatory_basis: ours
    care_effect: stops care`, `    mandatory_basis: ours
    care_effect: stops care`, `standard-01.yaml:15: item 1.1.1 lacks mandatory`},
		{"nothing to answer", `    ask: Is there a plan?`, `    sensitive: true`, `standard-01.yaml:15: item 1.1.1 has neither a question nor a figure that decides`},
		{"figure that only informs", `decides: true`, `decides: false`, `standard-01.yaml:30: item 1.1.2 has neither a question nor a figure that decides`},
		{"deciding figure without a bound", `      max_age_months: 12
      decides: true
      threshold_source: [nao]`, `      decides: true`, `standard-01.yaml:37: the figure of item 1.1.2 decides, but has no min, max or max_age_months`},
		{"threshold without source", `
      threshold_source: [nao]`, ``, `standard-01.yaml:34: the threshold of item 1.1.2 lacks threshold_source`},
		{"bound without subject", `      subject: the last test
`, ``, `standard-01.yaml:34: the bounded figure of item 1.1.2 lacks subject`},
		{"date with a minimum", `max_age_months: 12`, `min: 12`, `standard-01.yaml:34: the date of item 1.1.2 can have max_age_months, but neither min nor max`},
		{"longest age of a number", `kind: date`, `kind: number`, `standard-01.yaml:37: only a date has a longest age, and item 1.1.2 asks for a number`},
		{"part of nothing", `part_of: "1.1.1"`, `part_of: "1.1.9"`, `standard-01.yaml:31: item 1.1.2 is part of 1.1.9, which is not in this pack`},
		{"part less mandatory than the whole", `    mandatory: true
    mandatory_basis: ours
    exempt`, `    mandatory: false
    mandatory_basis: ours
    exempt`, `standard-01.yaml:43: item 1.1.2 must be mandatory exactly when 1.1.1 is, of which it is part`},
		{"May 2017 without source", `    may_2017_source: [nao]
`, ``, `standard-01.yaml:15: item 1.1.1 lacks may_2017_source`},
		{"source of nothing", `why: Nobody had tested a plan.
`, ``, `standard-01.yaml:5: standard 1 has why_source without why`},
		{"own standard that counts", `obligation: Process`, `own: true`, `standard-01.yaml:21: item 1.1.1 is our own and can never be mandatory`},
		{"own standard under an obligation", `obligation: Process`, "obligation: Process\nown: true", `standard-01.yaml:3: standard 1 is our own and stands under no obligation`},
		{"unknown kind of pack", `kind: ndg`, `kind: caf`, `pack.yaml:3: unknown kind "caf": use ndg`},
		{"no label", `label: a small pack`, `label: ""`, `pack.yaml:2: pack lacks label`},
		{"source without title", `    title: the audit office`, `    url: https://example.org/`, `pack.yaml:16: source nao lacks title`},
		{"no such day", `2024-02-29`, `2023-02-29`, `pack.yaml:11: early_date must be a date such as 2027-06-30, not "2023-02-29"`},
		{"early date without its name", `  early: baseline
`, ``, `pack.yaml:8: year 2023-24 needs both early and early_date, or neither`},
		{"year without deadline", `  deadline: 2024-06-30
`, ``, `pack.yaml:8: year 2023-24 lacks deadline`},
	} {
		t.Run(c.rule, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(goodPack+goodStandard, c.old) {
				t.Fatalf("the good pack has no %q", c.old)
			}
			_, err := Load(files(strings.Replace(goodPack, c.old, c.broken, 1), strings.Replace(goodStandard, c.old, c.broken, 1)))
			if err == nil {
				t.Fatal("the broken pack was taken")
			}
			for _, line := range strings.Split(err.Error(), "\n") {
				if strings.HasPrefix(line, "small/"+c.want) {
					return
				}
			}
			t.Errorf("got\n%v\nwant\nsmall/%s", err, c.want)
		})
	}
}

func TestLoadReportsAllProblemsAtOnceInOrder(t *testing.T) {
	t.Parallel()
	_, err := Load(files(
		strings.Replace(goodPack, "kind: ndg", "kind: caf", 1),
		strings.NewReplacer("proof: required", "proof: needed", "title: Test", `title: ""`).Replace(goodStandard)))
	if err == nil {
		t.Fatal("the broken pack was taken")
	}
	want := []string{
		`small/pack.yaml:3: unknown kind "caf": use ndg`,
		`small/standard-01.yaml:18: unknown proof "needed": use required, welcome, none`,
		`small/standard-01.yaml:32: item 1.1.2 lacks title`,
	}
	if got := strings.Join(want, "\n"); err.Error() != got {
		t.Errorf("got\n%v\nwant\n%s", err, got)
	}
}

func TestLoadGivesNoPackWithAProblem(t *testing.T) {
	t.Parallel()
	for name, fsys := range map[string]fstest.MapFS{
		"empty standard": files(goodPack, ""),
		"empty pack":     files("", goodStandard),
		"a list":         files("- edition\n", goodStandard),
		"no standards":   {"small/pack.yaml": {Data: []byte(goodPack)}},
		"no packs":       {"small/pack.yml": {Data: []byte(goodPack)}},
	} {
		if packs, err := Load(fsys); err == nil || packs != nil {
			t.Errorf("%s: got %d packs and %v", name, len(packs), err)
		}
	}
}
