package fieldwork

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/core/plan"
)

var (
	when  = time.Date(2027, 3, 1, 14, 0, 0, 0, time.UTC)
	today = day.Of(2027, 3, 1)
	ruth  = assessment.Author{ID: "ruth", Name: "Ruth Adeyemi"}
	helen = assessment.Author{ID: "helen", Name: "Helen Marsh"}
)

func ndg(t *testing.T) framework.Pack {
	t.Helper()
	packs, err := framework.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return packs[0]
}

func scales(t *testing.T) framework.Scales {
	t.Helper()
	s, err := framework.ScalesOf(ndg(t).Edition)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// stand gives an engagement at a stage.
func stand(s Stage) Engagement {
	e := Engagement{ID: "e", Assessor: ruth, ScopeVersion: 2}
	approve := func() {
		e.Approvals = append(e.Approvals, Approval{ScopeVersion: 2, Approved: true, By: helen, At: when})
	}
	switch s {
	case Ended:
		e.EndedAt = when
	case Ready:
		approve()
		e.Declared = Independent
	case Fieldwork:
		approve()
		e.Declared, e.BegunAt = Independent, when
	case Drafted:
		approve()
		e.Declared, e.BegunAt, e.IssuedAt = Independent, when, when
	case Final:
		approve()
		e.Declared, e.BegunAt, e.IssuedAt, e.FinalAt = Independent, when, when, when
	}
	return e
}

func TestFieldworkNeedsBothTheBoardAndTheAssessor(t *testing.T) {
	t.Parallel()
	yes, old, no := Approval{ScopeVersion: 2, Approved: true}, Approval{ScopeVersion: 1, Approved: true}, Approval{ScopeVersion: 2}
	for name, c := range map[string]struct {
		approvals []Approval
		declared  Declared
		want      Stage
	}{
		"neither":                        {nil, Undeclared, Appointed},
		"the board alone":                {[]Approval{yes}, Undeclared, Appointed},
		"the assessor alone":             {nil, Independent, Appointed},
		"both":                           {[]Approval{yes}, Independent, Ready},
		"the scope changed since":        {[]Approval{old}, Independent, Appointed},
		"refused after all":              {[]Approval{yes, no}, Independent, Appointed},
		"approved after a refusal":       {[]Approval{no, yes}, Independent, Ready},
		"the assessor declined":          {[]Approval{yes}, Declined, Appointed},
		"an approval of a later version": {[]Approval{{ScopeVersion: 3, Approved: true}}, Independent, Appointed},
	} {
		e := stand(Appointed)
		e.Approvals, e.Declared = c.approvals, c.declared
		if got := e.Stage(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if err := e.MayBegin(ruth.ID); (err == nil) != (c.want == Ready) {
			t.Errorf("%s: begins: %v", name, err)
		}
	}
	if err := stand(Ready).MayBegin(helen.ID); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("somebody else begins fieldwork: %v", err)
	}
}

// What each stage allows, in one table: the letters are the stages ended, appointed, ready, fieldwork, draft, final.
func TestWhatMayFollowWhat(t *testing.T) {
	t.Parallel()
	pack := ndg(t)
	scope := ItemsOf(pack, []string{"7.3.5"}, nil)
	found := Finding{Item: "7.3.5", Version: 1, Verdict: Agree, Tested: "x", Seen: "x", Found: "x"}
	ask := Request{Words: "The report of the restore", Due: today.AddDays(5)}
	stages := []Stage{Ended, Appointed, Ready, Fieldwork, Drafted, Final}
	for name, c := range map[string]struct {
		try  func(w Work) error
		want string
	}{
		"decide": {func(w Work) error { w.Approvals = nil; _, err := w.Decide("approve", 2, ""); return err }, "_ar___"},
		"declare": {func(w Work) error {
			w.Declared = Undeclared
			_, err := w.Declare(ruth.ID, Independent, "Nothing")
			return err
		}, "_ar___"},
		"choose":    {func(w Work) error { return w.MayChoose() }, "_ar___"},
		"take back": {func(w Work) error { _, err := w.TakeBack("Ill"); return err }, "_ar___"},
		"begin":     {func(w Work) error { return w.MayBegin(ruth.ID) }, "__r___"},
		"ask":       {func(w Work) error { _, err := w.Ask(ruth.ID, ask, today); return err }, "___fd_"},
		"write":     {func(w Work) error { return w.MayWrite(ruth.ID, "7.3.5", false) }, "___f__"},
		"conclude":  {func(w Work) error { return w.MayConclude(ruth.ID) }, "___f__"},
		"issue":     {func(w Work) error { return w.MayIssue(ruth.ID, scales(t), w.Agreement(nil)) }, "___f__"},
		"correct":   {func(w Work) error { _, err := w.Correct("7.3.5", "The day is wrong."); return err }, "____d_"},
		"finish":    {func(w Work) error { return w.MayFinish(ruth.ID, scales(t), w.Agreement(nil)) }, "____d_"},
	} {
		got := ""
		for i, s := range stages {
			w := Work{Engagement: stand(s), Scope: scope, Findings: []Finding{found},
				Conclusion: &Conclusion{Risk: "Moderate reliance", Confidence: "Medium", Words: "One item says little."}}
			if c.try(w) == nil {
				got += string("earfdx"[i])
			} else {
				got += "_"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestAFindingCarriesWhatItsVerdictNeeds(t *testing.T) {
	t.Parallel()
	full := Finding{Tested: "Walked through", Seen: "The log", Found: "As said", Recommendation: "Test it each quarter"}
	long := strings.Repeat("é", MaxWords+1)
	for name, c := range map[string]struct {
		change func(*Finding)
		field  string // that is wrong; empty: none
	}{
		"a note alone":                     {func(f *Finding) { *f = Finding{Seen: "A log"} }, ""},
		"nothing at all":                   {func(f *Finding) { *f = Finding{Seen: " \n"} }, "found"},
		"agrees":                           {func(f *Finding) { f.Verdict, f.Recommendation = Agree, "" }, ""},
		"agrees without how":               {func(f *Finding) { f.Verdict, f.Tested = Agree, "" }, "tested"},
		"agrees without what was seen":     {func(f *Finding) { f.Verdict, f.Seen = Agree, "" }, "seen"},
		"differs":                          {func(f *Finding) { f.Verdict = Differ }, ""},
		"differs without a recommendation": {func(f *Finding) { f.Verdict, f.Recommendation = Differ, " " }, "recommendation"},
		"differs without a finding":        {func(f *Finding) { f.Verdict, f.Found = Differ, "" }, "found"},
		"not tested, with the reason":      {func(f *Finding) { *f = Finding{Verdict: Untested, Found: "The person was away"} }, ""},
		"not tested, without":              {func(f *Finding) { *f = Finding{Verdict: Untested} }, "found"},
		"closed is for earlier findings":   {func(f *Finding) { f.Verdict = Closed }, "verdict"},
		"an earlier one is closed":         {func(f *Finding) { *f = Finding{Reopened: true, Verdict: Closed, Found: "Done"} }, ""},
		"an earlier one, without a word":   {func(f *Finding) { *f = Finding{Reopened: true, Verdict: Open} }, "found"},
		"an earlier one agrees":            {func(f *Finding) { f.Reopened, f.Verdict = true, Agree }, "verdict"},
		"too long a note":                  {func(f *Finding) { f.Seen = long }, "seen"},
		"too long a recommendation":        {func(f *Finding) { f.Verdict, f.Recommendation = Agree, long }, "recommendation"},
		"a verdict that is none":           {func(f *Finding) { f.Verdict = "maybe" }, "verdict"},
	} {
		f := full
		c.change(&f)
		_, err := f.Check()
		if got := fields(err); c.field == "" && err != nil || c.field != "" && !slices.Contains(got, c.field) {
			t.Errorf("%s: %v, want %q", name, err, c.field)
		}
	}
}

func fields(err error) []string {
	var list []string
	if f := fault.As(err); f != nil {
		for _, one := range f.Fields {
			list = append(list, one.Name)
		}
	}
	return list
}

func TestTheScopeIsTheMandatedPartAndTheTrustsChoice(t *testing.T) {
	t.Parallel()
	pack := ndg(t)
	m := Mandated{Revision: 1, Parts: []string{"7.3"}, Choices: 1, Source: "x"}
	items := ItemsOf(pack, m.Parts, []string{"8.3.4", "7.3.5"})
	at := slices.Index(items, Scoped{"8.3.4", false})
	if at < 0 || !slices.Contains(items, Scoped{"7.3.5", true}) || items[len(items)-1].Item != "8.3.4" {
		t.Errorf("%v", items)
	}
	for _, s := range items {
		if q, _ := pack.Question(s.Item); q.PartOf != "" || q.Own {
			t.Errorf("%s is a part, or our own", s.Item)
		}
	}
	for name, c := range map[string]struct {
		m      Mandated
		choice []string
		why    string
		field  string
	}{
		"enough":                      {m, []string{"8.3.4"}, "Patching worries us.", ""},
		"too few":                     {m, nil, "", "choice"},
		"mandated already":            {m, []string{"7.3.5"}, "x", "choice"},
		"no such item":                {m, []string{"99.1"}, "x", "choice"},
		"our own":                     {m, []string{"x1.1"}, "x", "choice"},
		"without why":                 {m, []string{"8.3.4"}, " ", "why"},
		"none asked for, none given":  {Mandated{Revision: 1, Parts: []string{"7.3"}}, nil, "", ""},
		"nothing mandated, none":      {Mandated{}, nil, "", "choice"},
		"nothing mandated, something": {Mandated{}, []string{"7.3"}, "x", ""},
	} {
		_, _, err := Choose(pack, c.m, c.choice, c.why)
		if got := fields(err); c.field == "" && err != nil || c.field != "" && !slices.Contains(got, c.field) {
			t.Errorf("%s: %v, want %q", name, err, c.field)
		}
	}
	for name, c := range map[string]struct {
		m     Mandated
		field string
	}{
		"sound":         {m, ""},
		"empty":         {Mandated{Source: "x"}, "parts"},
		"no such":       {Mandated{Parts: []string{"A1.a"}, Source: "x"}, "parts"},
		"no source":     {Mandated{Parts: []string{"7.3"}}, "source"},
		"too many own":  {Mandated{Parts: []string{"7.3"}, Source: "x", Choices: 99}, "choices"},
		"fewer than no": {Mandated{Parts: []string{"7.3"}, Source: "x", Choices: -1}, "choices"},
	} {
		_, err := c.m.Check(pack)
		if got := fields(err); c.field == "" && err != nil || c.field != "" && !slices.Contains(got, c.field) {
			t.Errorf("%s: %v, want %q", name, err, c.field)
		}
	}
	if got := ParseParts(" 7.3, 8.3.4;7.3\r\n1.1 "); !slices.Equal(got, []string{"7.3", "8.3.4", "1.1"}) {
		t.Errorf("%q", got)
	}
}

// sample is fieldwork of four items: agreed with a Yes, agreed with a No, differing, and not tested.
func sample(t *testing.T, s Stage) (Work, map[string]bool) {
	t.Helper()
	pack := ndg(t)
	w := Work{Engagement: stand(s), Scope: ItemsOf(pack, []string{"7.3.5", "8.1.1", "8.3.4", "1.1.1"}, nil), Findings: []Finding{
		{Item: "7.3.5", Version: 3, Verdict: Agree, Found: "x"}, {Item: "8.1.1", Version: 1, Verdict: Agree, Found: "x"},
		{Item: "8.3.4", Version: 2, Verdict: Differ, Found: "x", Recommendation: "Sign each exception.\nAs the policy says."},
		{Item: "1.1.1", Version: 1, Verdict: Untested, Found: "x"},
	}}
	if len(w.Scope) != 4 {
		t.Fatalf("%d items in scope", len(w.Scope))
	}
	return w, map[string]bool{"7.3.5": true, "8.3.4": true, "1.1.1": true}
}

func TestUntestedIsNeverCountedAsAgreed(t *testing.T) {
	t.Parallel()
	w, claimed := sample(t, Fieldwork)
	a := w.Agreement(claimed)
	if a != (Agreement{InScope: 4, Agreed: 2, Differed: 1, Untested: 1, InPlace: 1}) || a.Tested() != 3 {
		t.Errorf("%+v", a)
	}
	if got := a.Words(); !strings.Contains(got, "One was not tested, and is not counted as agreed.") {
		t.Errorf("%q", got)
	}
	w.Findings = w.Findings[:3] // not decided is not tested
	if b := w.Agreement(claimed); b != a {
		t.Errorf("without a decision %+v, want %+v", b, a)
	}
}

func TestAConclusionThatPartsNeedsItsReason(t *testing.T) {
	t.Parallel()
	s := scales(t)
	w, claimed := sample(t, Fieldwork)
	a := w.Agreement(claimed)
	risk, confidence := a.Computed(s)
	for name, c := range map[string]struct {
		c     Conclusion
		field string
	}{
		"as computed":                  {Conclusion{Risk: risk, Confidence: confidence}, ""},
		"parts without a reason":       {Conclusion{Risk: risk, Confidence: "High"}, "words"},
		"parts with a reason":          {Conclusion{Risk: risk, Confidence: "High", Words: "The one that differs is a matter of form."}, ""},
		"risk parts without a reason":  {Conclusion{Risk: "Substantial reliance", Confidence: confidence, Words: "  "}, "words"},
		"a word that is not on a list": {Conclusion{Risk: "Fine", Confidence: confidence}, "risk"},
		"no confidence":                {Conclusion{Risk: risk}, "confidence"},
	} {
		_, err := c.c.Check(s, a)
		if got := fields(err); c.field == "" && err != nil || c.field != "" && !slices.Contains(got, c.field) {
			t.Errorf("%s: %v, want %q", name, err, c.field)
		}
	}
}

func TestADraftNeedsEachDecisionAndTheEarlierFindingsFirst(t *testing.T) {
	t.Parallel()
	s := scales(t)
	w, claimed := sample(t, Fieldwork)
	a := w.Agreement(claimed)
	risk, confidence := a.Computed(s)
	w.Conclusion = &Conclusion{Risk: risk, Confidence: confidence}
	if err := w.MayIssue(ruth.ID, s, a); err != nil {
		t.Errorf("a whole draft: %v", err)
	}
	if err := w.MayIssue(helen.ID, s, a); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("somebody else issues: %v", err)
	}
	earlier := w
	earlier.Earlier = []Reopened{{Item: "9.2.1", From: "2025-26"}}
	if left := earlier.Left(s, a); len(left) != 1 || !strings.Contains(left[0], "earlier finding is not decided") {
		t.Errorf("an earlier finding is open: %q", left)
	}
	earlier.Findings = append(slices.Clone(w.Findings), Finding{Item: "9.2.1", Reopened: true, Verdict: Open, Version: 1})
	if left := earlier.Left(s, a); len(left) != 0 {
		t.Errorf("it is decided: %q", left)
	}
	short := w
	short.Findings = w.Findings[:3]
	if left := short.Left(s, short.Agreement(claimed)); len(left) != 1 || !strings.Contains(left[0], "One item is not decided") {
		t.Errorf("one item is open: %q", left)
	}
	without := w
	without.Conclusion = nil
	if left := without.Left(s, a); len(left) != 1 {
		t.Errorf("no conclusion: %q", left)
	}
}

func TestAFinalNeedsAnAnswerToEachRecommendationAndCorrection(t *testing.T) {
	t.Parallel()
	s := scales(t)
	w, claimed := sample(t, Drafted)
	a := w.Agreement(claimed)
	risk, confidence := a.Computed(s)
	w.Conclusion = &Conclusion{Risk: risk, Confidence: confidence}
	if left := w.Remaining(s, a); len(left) != 1 {
		t.Errorf("no response: %q", left)
	}
	w.Responses = []Response{{Item: "8.3.4", Finding: 1, Agreed: true, Owner: helen}}
	if err := w.MayFinish(ruth.ID, s, a); err == nil {
		t.Error("a response to an older version of the finding stands")
	}
	w.Responses[0].Finding = 2
	if err := w.MayFinish(ruth.ID, s, a); err != nil {
		t.Errorf("all is answered: %v", err)
	}
	w.Corrections = []Correction{{ID: "c", Item: "8.3.4", Words: "It is signed."}}
	if err := w.MayFinish(ruth.ID, s, a); err == nil {
		t.Error("a correction is not decided")
	}
	if err := w.MayWrite(ruth.ID, "8.3.4", false); err == nil {
		t.Error("a finding is changed without an accepted correction")
	}
	w.Corrections[0].Answer = CorrectionAnswer{Given: true, Accepted: true}
	if err := w.MayWrite(ruth.ID, "8.3.4", false); err != nil {
		t.Errorf("after an accepted correction: %v", err)
	}
	if err := w.MayWrite(ruth.ID, "7.3.5", false); err == nil {
		t.Error("the correction of one finding opens another")
	}
}

func TestAResponseHasAnOwnerAndADay(t *testing.T) {
	t.Parallel()
	w, _ := sample(t, Drafted)
	sound := Response{Item: "8.3.4", Finding: 2, Words: "We sign them.", Owner: helen, Due: today.AddDays(30)}
	for name, c := range map[string]struct {
		change func(*Response)
		agreed string
		field  string
	}{
		"taken up":             {func(*Response) {}, "yes", ""},
		"not taken up, no day": {func(r *Response) { r.Due = day.Day{} }, "no", ""},
		"taken up, no day":     {func(r *Response) { r.Due = day.Day{} }, "yes", "due-day"},
		"a day that passed":    {func(r *Response) { r.Due = today.AddDays(-1) }, "yes", "due-day"},
		"no owner":             {func(r *Response) { r.Owner = assessment.Author{} }, "yes", "owner"},
		"no words":             {func(r *Response) { r.Words = " " }, "no", "words"},
		"neither yes nor no":   {func(*Response) {}, "", "agreed"},
	} {
		r := sound
		c.change(&r)
		_, err := w.Respond(r, c.agreed, today)
		if got := fields(err); c.field == "" && err != nil || c.field != "" && !slices.Contains(got, c.field) {
			t.Errorf("%s: %v, want %q", name, err, c.field)
		}
	}
	old := sound
	old.Finding = 1
	if _, err := w.Respond(old, "yes", today); fault.KindOf(err) != fault.Conflict {
		t.Errorf("on an older finding: %v", err)
	}
	agreed := sound
	agreed.Item = "7.3.5"
	if _, err := w.Respond(agreed, "yes", today); fault.KindOf(err) != fault.NotFound {
		t.Errorf("where nothing is recommended: %v", err)
	}
}

func TestEvidenceIsOpenOverdueOrAnswered(t *testing.T) {
	t.Parallel()
	due := today.AddDays(3)
	for _, c := range []struct {
		given *Evidence
		on    day.Day
		want  string
	}{
		{nil, today, "Open"}, {nil, due, "Open"}, {nil, due.AddDays(1), "Overdue"}, {&Evidence{On: due}, due.AddDays(9), "Answered"},
		{&Evidence{On: due.AddDays(1)}, due.AddDays(9), "Answered late"},
	} {
		r := Request{Due: due, Given: c.given}
		if got := r.State(c.on); got != c.want || r.Overdue(c.on) != (c.want == "Overdue") {
			t.Errorf("%v on %s: %s, want %s", c.given, c.on, got, c.want)
		}
	}
}

func TestAFinalVerifiesAClaimOnlyAsItWasTested(t *testing.T) {
	t.Parallel()
	pack := ndg(t)
	w, claimed := sample(t, Final)
	w.Responses = []Response{{Item: "8.3.4", Finding: 2, Agreed: true, Words: "We sign them.", Owner: helen, Due: today}}
	answers := map[string]assessment.Answer{"7.3.5": {Version: 4}, "8.1.1": {Version: 1}, "8.3.4": {Version: 2}, "1.1.1": {Version: 1}}
	r := w.RecordOf(pack, scales(t), claimed, answers, today)
	if got := r.Verified(answers); len(got) != 1 || !got["7.3.5"] {
		t.Errorf("verified %v: only 7.3.5 is a claim that was agreed with", got)
	}
	answers["7.3.5"] = assessment.Answer{Version: 5}
	if got := r.Verified(answers); len(got) != 0 || r.Changed(answers) != 1 {
		t.Errorf("changed since, and still verified: %v", got)
	}
	if s, ok := r.Of("8.3.4"); !ok || !s.TakenUp || s.Owner != "Helen Marsh" || r.Agreement() != w.Agreement(claimed) {
		t.Errorf("%+v", s)
	}
	var none *Record
	if none.Verified(answers) != nil {
		t.Error("without a record something is verified")
	}
}

func TestARecommendationThatIsTakenUpBecomesAnAction(t *testing.T) {
	t.Parallel()
	w, _ := sample(t, Final)
	w.Responses = []Response{{Item: "8.3.4", Finding: 2, Agreed: true, Owner: helen, Due: today.AddDays(30)}}
	list := w.Actions()
	if len(list) != 1 {
		t.Fatalf("%d actions", len(list))
	}
	a := w.Action(list[0])
	if a.Title != "Sign each exception." || a.Owner != helen || a.Due != today.AddDays(30) {
		t.Errorf("%+v", a)
	}
	if _, err := a.Check(ndg(t), plan.Action{}, today); err != nil {
		t.Errorf("the plan refuses it: %v", err)
	}
	w.Planned = map[string]string{"8.3.4": "an action"}
	if len(w.Actions()) != 0 {
		t.Error("what is planned is offered again")
	}
	w.Planned, w.Responses[0].Agreed = nil, false
	if len(w.Actions()) != 0 {
		t.Error("what is not taken up is offered")
	}
	w.Responses[0].Agreed, w.FinalAt = true, time.Time{}
	if len(w.Actions()) != 0 {
		t.Error("a draft becomes actions")
	}
	if got := title(strings.Repeat("a", 300)); len([]rune(got)) != plan.MaxTitle {
		t.Errorf("%d characters", len([]rune(got)))
	}
}
