package assessment_test

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

var (
	tom   = assessment.Author{ID: "tom", Name: "Tom Okafor"}
	priya = assessment.Author{ID: "priya", Name: "Priya Nair"}
	then  = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
)

// handIns are one in each state.
func handIns() map[assessment.PartState]assessment.HandIn {
	waits := assessment.HandIn{ID: "h", Part: "7.3", At: then, By: tom}
	accepted, back, changed := waits, waits, waits
	accepted.Verdict, accepted.JudgedAt, accepted.JudgedBy = assessment.Accepted, then, priya
	back.Verdict, back.JudgedAt, back.JudgedBy, back.Because = assessment.SentBack, then, priya, "The date is missing"
	changed.TakenBackAt, changed.ChangedItem = then, "7.3.1"
	return map[assessment.PartState]assessment.HandIn{assessment.PartHandedIn: waits, assessment.PartAccepted: accepted,
		assessment.PartSentBack: back, assessment.PartOpen: changed}
}

func TestThePartsStateFollowsFromItsNewestHandIn(t *testing.T) {
	t.Parallel()
	for want, h := range handIns() {
		if got := h.State(); got != want {
			t.Errorf("%+v is %q, want %q", h, got, want)
		}
	}
	if got := (assessment.HandIn{}).State(); got != assessment.PartOpen {
		t.Errorf("a part that nobody handed in is %q", got)
	}
	changed := handIns()[assessment.PartAccepted]
	changed.TakenBackAt = then
	if got := changed.State(); got != assessment.PartOpen {
		t.Errorf("an accepted part that changed afterwards is %q, want open", got)
	}
}

func TestWhatCanBeHandedIn(t *testing.T) {
	t.Parallel()
	part := framework.Assertion{ID: "7.3", Items: []framework.Item{{ID: "7.3.1", Ask: "Is it?", Mandatory: true}, {ID: "7.3.2", Ask: "Is it?"}}}
	answered := map[string]assessment.Answer{"7.3.1": {Version: 2, Words: assessment.Words{Reply: assessment.No}}}
	for name, c := range map[string]struct {
		answers map[string]assessment.Answer
		last    assessment.HandIn
		seen    int
		words   string
		want    fault.Kind
	}{
		"complete, and as it was seen":    {answered, assessment.HandIn{}, 2, " Done. ", 0},
		"again after it was sent back":    {answered, handIns()[assessment.PartSentBack], 2, "", 0},
		"again after an answer changed":   {answered, handIns()[assessment.PartOpen], 2, "", 0},
		"a mandatory question is open":    {nil, assessment.HandIn{}, 0, "", fault.Conflict},
		"an answer changed meanwhile":     {answered, assessment.HandIn{}, 1, "", fault.Conflict},
		"it waits already":                {answered, handIns()[assessment.PartHandedIn], 2, "", fault.Conflict},
		"it is accepted already":          {answered, handIns()[assessment.PartAccepted], 2, "", fault.Conflict},
		"a word that is longer than that": {answered, assessment.HandIn{}, 2, strings.Repeat("é", 1001), fault.Invalid},
	} {
		words, err := assessment.HandInable(part, c.answers, c.last, c.seen, c.words)
		if got := fault.KindOf(err); err != nil && got != c.want || err == nil && c.want != 0 {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && words != strings.TrimSpace(c.words) {
			t.Errorf("%s: the words are %q", name, words)
		}
	}
}

func TestAHandInIsJudgedByAnotherPerson(t *testing.T) {
	t.Parallel()
	waits := handIns()[assessment.PartHandedIn]
	if err := waits.MayJudge(tom.ID); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("whoever handed it in may judge it: %v", err)
	}
	if err := waits.MayJudge(priya.ID); err != nil {
		t.Errorf("somebody else may not: %v", err)
	}
	if _, err := waits.Judge(assessment.Accepted, "", tom, then); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("accepted by whoever handed it in: %v", err)
	}
}

func TestJudgingAHandIn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		h       assessment.HandIn
		verdict assessment.Verdict
		because string
		kind    fault.Kind // 0: it is judged
		field   string
	}{
		"accepted":                      {handIns()[assessment.PartHandedIn], assessment.Accepted, "", 0, ""},
		"sent back with a word why":     {handIns()[assessment.PartHandedIn], assessment.SentBack, "The date is missing", 0, ""},
		"sent back without a word":      {handIns()[assessment.PartHandedIn], assessment.SentBack, " ", fault.Invalid, "because"},
		"sent back with too many words": {handIns()[assessment.PartHandedIn], assessment.SentBack, strings.Repeat("a", 1001), fault.Invalid, "because"},
		"no verdict":                    {handIns()[assessment.PartHandedIn], "", "", fault.Invalid, "verdict"},
		"accepted already":              {handIns()[assessment.PartAccepted], assessment.SentBack, "No", fault.Conflict, ""},
		"sent back already":             {handIns()[assessment.PartSentBack], assessment.Accepted, "", fault.Conflict, ""},
		"changed since":                 {handIns()[assessment.PartOpen], assessment.Accepted, "", fault.Conflict, ""},
	} {
		after, err := c.h.Judge(c.verdict, c.because, priya, then)
		f := fault.As(err)
		switch {
		case c.kind == 0 && (err != nil || after.Verdict != c.verdict || after.JudgedBy != priya):
			t.Errorf("%s: %+v, %v", name, after, err)
		case c.kind != 0 && (f == nil || f.Kind != c.kind || c.field != "" && f.Fields[0].Name != c.field):
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckCommentAsksForWords(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{" One\r\ntwo ": "One\ntwo", " \n": "", strings.Repeat("a", 2001): ""} {
		got, err := assessment.CheckComment(in)
		if f := fault.As(err); want == "" && (f == nil || f.Fields[0].Name != "comment") || want != "" && (err != nil || got != want) {
			t.Errorf("%.10q: %q, %v", in, got, err)
		}
	}
}
