package assessment_test

import (
	"slices"
	"strings"
	"testing"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

var askedOn = day.Of(2027, 3, 1)

func ask(change func(*assessment.Ask)) assessment.Ask {
	a := assessment.Ask{ID: "a", Item: "7.3.4", Kind: assessment.AskAnswer, Name: "Sara Quill", Email: "sara@example.org",
		Question: "Are the backups of the laboratory system kept apart?", Until: askedOn.AddDays(assessment.AskDays), By: priya}
	if change != nil {
		change(&a)
	}
	return a
}

func TestTheStateOfAnAsk(t *testing.T) {
	t.Parallel()
	waiting := assessment.Given{ID: "g", At: then}
	taken, returned := waiting, waiting
	taken.Verdict, returned.Verdict = assessment.Accepted, assessment.SentBack
	for name, c := range map[string]struct {
		a    assessment.Ask
		on   day.Day
		want assessment.AskState
	}{
		"just asked":               {ask(nil), askedOn, assessment.AskOpen},
		"on its last day":          {ask(nil), askedOn.AddDays(14), assessment.AskOpen},
		"the day after":            {ask(nil), askedOn.AddDays(15), assessment.AskLapsed},
		"answered":                 {ask(func(a *assessment.Ask) { a.Given = waiting }), askedOn, assessment.AskWaiting},
		"answered, long ago":       {ask(func(a *assessment.Ask) { a.Given = waiting }), askedOn.AddDays(90), assessment.AskWaiting},
		"accepted":                 {ask(func(a *assessment.Ask) { a.Given = taken }), askedOn, assessment.AskTaken},
		"returned":                 {ask(func(a *assessment.Ask) { a.Given = returned }), askedOn, assessment.AskOpen},
		"returned, and then late":  {ask(func(a *assessment.Ask) { a.Given = returned }), askedOn.AddDays(15), assessment.AskLapsed},
		"withdrawn":                {ask(func(a *assessment.Ask) { a.WithdrawnAt = then }), askedOn, assessment.AskWithdrawn},
		"withdrawn after a return": {ask(func(a *assessment.Ask) { a.Given, a.WithdrawnAt = returned, then }), askedOn, assessment.AskWithdrawn},
	} {
		if got := c.a.State(c.on); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAnAskNamesEachFieldThatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*assessment.Ask)
		want  []string
	}{
		"as it should be":    {nil, nil},
		"address tidied":     {func(a *assessment.Ask) { a.Email = " Sara@Example.org " }, nil},
		"nothing":            {func(a *assessment.Ask) { *a = assessment.Ask{} }, []string{"kind", "name", "email", "question", "until-day"}},
		"no such kind":       {func(a *assessment.Ask) { a.Kind = "money" }, []string{"kind"}},
		"a long name":        {func(a *assessment.Ask) { a.Name = strings.Repeat("é", 101) }, []string{"name"}},
		"a name and address": {func(a *assessment.Ask) { a.Email = "Sara <sara@example.org>" }, []string{"email"}},
		"two addresses":      {func(a *assessment.Ask) { a.Email = "a@example.org, b@example.org" }, []string{"email"}},
		"a line in between":  {func(a *assessment.Ask) { a.Email = "a@example.org\r\nBcc: b@example.org" }, []string{"email"}},
		"a long question":    {func(a *assessment.Ask) { a.Question = strings.Repeat("a", 1001) }, []string{"question"}},
		"a day that is gone": {func(a *assessment.Ask) { a.Until = askedOn.AddDays(-1) }, []string{"until-day"}},
		"too far away":       {func(a *assessment.Ask) { a.Until = askedOn.AddDays(91) }, []string{"until-day"}},
		"the last day":       {func(a *assessment.Ask) { a.Until = askedOn.AddDays(90) }, nil},
	} {
		_, err := ask(c.spoil).Check(askedOn)
		var got []string
		if f := fault.As(err); f != nil {
			for _, field := range f.Fields {
				got = append(got, field.Name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: faults about %v, want %v", name, got, c.want)
		}
	}
}

func TestAReplyMustAnswer(t *testing.T) {
	t.Parallel()
	asked := framework.Item{ID: "7.3.4", Ask: "Is it?", Explain: "Where"}
	dated := framework.Item{ID: "7.3.5", Figure: &framework.Figure{Kind: framework.Date, Label: "When"}}
	proof := func(a *assessment.Ask) { a.Kind = assessment.AskProof }
	for name, c := range map[string]struct {
		a     assessment.Ask
		item  framework.Item
		given assessment.Given
		field string
	}{
		"yes":                 {ask(nil), asked, assessment.Given{Words: assessment.Words{Reply: assessment.Yes, Text: " At the depot "}}, ""},
		"words alone":         {ask(nil), asked, assessment.Given{Words: assessment.Words{Text: "At the depot"}}, "reply"},
		"no such reply":       {ask(nil), asked, assessment.Given{Words: assessment.Words{Reply: "perhaps"}}, "reply"},
		"a date":              {ask(nil), dated, assessment.Given{Words: assessment.Words{Date: askedOn}}, ""},
		"no date":             {ask(nil), dated, assessment.Given{}, "date-day"},
		"a date to come":      {ask(nil), dated, assessment.Given{Words: assessment.Words{Date: askedOn.AddDays(1)}}, "date-day"},
		"proof":               {ask(proof), asked, assessment.Given{Proof: assessment.Proof{Title: "Certificate", Dated: askedOn, Place: "With us"}}, ""},
		"proof without title": {ask(proof), asked, assessment.Given{Proof: assessment.Proof{Dated: askedOn, Place: "With us"}}, "title"},
	} {
		_, err := c.a.TakeReply(c.given, c.item, askedOn)
		f := fault.As(err)
		if c.field == "" && err != nil || c.field != "" && (f == nil || len(f.Fields) == 0 || f.Fields[0].Name != c.field) {
			t.Errorf("%s: %v, want a fault about %q", name, err, c.field)
		}
	}
	waits := ask(func(a *assessment.Ask) { a.Given = assessment.Given{ID: "g"} })
	if _, err := waits.TakeReply(assessment.Given{Words: assessment.Words{Reply: assessment.Yes}}, asked, askedOn); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second reply while the first waits: %v", err)
	}
}

func TestJudgingAReply(t *testing.T) {
	t.Parallel()
	waits := ask(func(a *assessment.Ask) { a.Given = assessment.Given{ID: "g", At: then}; a.Until = askedOn.AddDays(-20) })
	taken, err := waits.Judge(assessment.Accepted, "", priya, then, askedOn)
	if err != nil || taken.State(askedOn) != assessment.AskTaken || taken.Until != waits.Until {
		t.Errorf("accepted: %+v, %v", taken, err)
	}
	if _, err := taken.Judge(assessment.Accepted, "", tom, then, askedOn); fault.KindOf(err) != fault.Conflict {
		t.Errorf("accepted a second time: %v", err)
	}
	back, err := waits.Judge(assessment.SentBack, "Which depot?", tom, then, askedOn)
	if err != nil || back.State(askedOn) != assessment.AskOpen || back.Until != askedOn.AddDays(assessment.ReturnedDays) {
		t.Errorf("returned: %+v, %v", back, err)
	}
	if _, err := waits.Judge(assessment.SentBack, "", tom, then, askedOn); fault.KindOf(err) != fault.Invalid {
		t.Errorf("returned without a word: %v", err)
	}
	if _, err := ask(nil).Judge(assessment.Accepted, "", priya, then, askedOn); fault.KindOf(err) != fault.Conflict {
		t.Errorf("accepted what nobody gave: %v", err)
	}
}

func TestAQuestionIsPutAgainWhenItsLinkHasLapsedOrDoneItsWork(t *testing.T) {
	t.Parallel()
	taken := assessment.Given{ID: "g", At: then, Verdict: assessment.Accepted}
	late := askedOn.AddDays(15)
	for name, c := range map[string]struct {
		a     assessment.Ask
		until day.Day
		want  string // of the refusal; empty: none
	}{
		"lapsed":                  {ask(nil), late.AddDays(7), ""},
		"accepted":                {ask(func(a *assessment.Ask) { a.Given = taken }), late.AddDays(7), ""},
		"open":                    {ask(func(a *assessment.Ask) { a.Until = late }), late.AddDays(7), "The link to Sara Quill works still, until the end of 16 March 2027."},
		"answered":                {ask(func(a *assessment.Ask) { a.Given.ID = "g" }), late.AddDays(7), "Sara Quill has answered. Accept that or return it first."},
		"withdrawn":               {ask(func(a *assessment.Ask) { a.WithdrawnAt, a.WithdrawnBy = then, "Nora Vale" }), late.AddDays(7), "Nora Vale has withdrawn this link. Ask anew instead."},
		"the last link there was": {ask(func(a *assessment.Ask) { a.Generation = assessment.MostLinks }), late.AddDays(7), "Sara Quill was asked this 20 times by link. Call them, or ask somebody else."},
		"to a day that has gone":  {ask(nil), late.AddDays(-1), "Enter a day that is still to come."},
		"for too long":            {ask(nil), late.AddDays(91), "Enter a day within 90 days: 15 June 2027 is too far away."},
	} {
		if c.a.Generation == 0 {
			c.a.Generation = 1
		}
		got, err := c.a.Renew(c.until, tom, then, late)
		switch {
		case c.want == "" && (err != nil || got.Generation != 2 || got.State(late) != assessment.AskOpen || got.By != tom || got.Question != c.a.Question):
			t.Errorf("%s: %+v (%v)", name, got, err)
		case c.want != "":
			f := fault.As(err)
			if f == nil || f.Sentence != c.want && (len(f.Fields) == 0 || f.Fields[0].Name != "until-day" || f.Fields[0].Message != c.want) {
				t.Errorf("%s: %v, want %q", name, err, c.want)
			}
		}
	}
}

func TestATrustAsksSoManyPeopleADay(t *testing.T) {
	t.Parallel()
	if err := assessment.MayAskMore(assessment.MostAsksADay - 1); err != nil {
		t.Error(err)
	}
	if err := assessment.MayAskMore(assessment.MostAsksADay); fault.KindOf(err) != fault.Throttled {
		t.Errorf("%v", err)
	}
}
