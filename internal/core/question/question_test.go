package question

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/signoff"
)

func rated(standard, person string, r signoff.Rating, minute int) signoff.MemberRating {
	return signoff.MemberRating{Standard: standard, Person: assessment.Author{ID: person}, Rating: r,
		At: time.Date(2027, 6, 14, 9, minute, 0, 0, time.UTC)}
}

func TestTheServiceAsksOnceWhereTwoMembersCouldNotTell(t *testing.T) {
	t.Parallel()
	unsure, sure := signoff.CannotTell, signoff.Partly
	for _, c := range []struct {
		name    string
		ratings []signoff.MemberRating
		asked   []Question
		want    bool
	}{
		{"nobody rated", nil, nil, false},
		{"one could not tell", []signoff.MemberRating{rated("7", "a", unsure, 1), rated("7", "b", sure, 2)}, nil, false},
		{"two could not tell", []signoff.MemberRating{rated("7", "a", unsure, 1), rated("7", "b", unsure, 2)}, nil, true},
		{"one person twice", []signoff.MemberRating{rated("7", "a", unsure, 1), rated("7", "a", unsure, 2)}, nil, false},
		{"one thought better of it", []signoff.MemberRating{rated("7", "a", unsure, 1), rated("7", "b", unsure, 2), rated("7", "b", sure, 3)}, nil, false},
		{"of two standards", []signoff.MemberRating{rated("7", "a", unsure, 1), rated("8", "b", unsure, 2)}, nil, false},
		{"asked before", []signoff.MemberRating{rated("7", "a", unsure, 1), rated("7", "b", unsure, 2)},
			[]Question{{Version: 2, Standard: "7"}}, false},
		{"asked of an earlier version", []signoff.MemberRating{rated("7", "a", unsure, 1), rated("7", "b", unsure, 2)},
			[]Question{{Version: 1, Standard: "7"}}, true},
		{"a member asked the same", []signoff.MemberRating{rated("7", "a", unsure, 1), rated("7", "b", unsure, 2)},
			[]Question{{Version: 2, Standard: "7", By: assessment.Author{ID: "a"}}}, true},
	} {
		q, ok := Making(2, "7", c.ratings, c.asked)
		if ok != c.want {
			t.Errorf("%s: made %v, want %v", c.name, ok, c.want)
		}
		if ok && (q.Standard != "7" || q.Version != 2 || !q.Made() || !strings.Contains(q.Words, "standard 7")) {
			t.Errorf("%s: %+v", c.name, q)
		}
	}
}

func TestAQuestionOfTheServiceLeadsNobody(t *testing.T) {
	t.Parallel()
	made, own := Question{ID: "made", Standard: "7"}, Question{ID: "own", Standard: "7", By: assessment.Author{ID: "helen"}}
	answered := made
	answered.Answers = []Answer{{Words: "The test of May."}}
	hidden := func(string) signoff.View { return signoff.View{} }
	shown := func(string) signoff.View { return signoff.View{Spread: &signoff.Spread{}} }
	for _, c := range []struct {
		name string
		who  signoff.Reader
		list []Question
		view func(string) signoff.View
		want int
	}{
		{"a member who has not rated", signoff.Reader{Rates: true}, []Question{made, own}, hidden, 1},
		{"a member who has", signoff.Reader{Rates: true}, []Question{made, own}, shown, 2},
		{"once it is answered", signoff.Reader{Rates: true}, []Question{answered, own}, hidden, 2},
		{"the lead, who must answer it", signoff.Reader{}, []Question{made, own}, hidden, 2},
	} {
		if got := Seen(c.who, c.list, c.view); len(got) != c.want {
			t.Errorf("%s sees %d, want %d", c.name, len(got), c.want)
		}
	}
	if len(Of([]Question{made, own}, "helen")) != 1 || len(Of([]Question{made}, "")) != 0 {
		t.Error("whose questions they are is mixed up")
	}
	if Waiting([]Question{made, answered, own}) != 2 {
		t.Error("the wrong number waits")
	}
}

func TestWhoAskedAndAnsweredIsSaid(t *testing.T) {
	t.Parallel()
	on, helen := day.Of(2027, 6, 14), assessment.Author{ID: "helen", Name: "Helen Marsh"}
	for want, q := range map[string]Question{
		"Asked by Helen Marsh on 14 June 2027.":                                             {By: helen, On: on},
		"Asked by Helen Marsh on 14 June 2027, before signing.":                             {By: helen, On: on, Signing: true},
		"Asked by the service on 14 June 2027, because two or more members could not tell.": {On: on},
	} {
		if q.Asked() != want {
			t.Errorf("%q, want %q", q.Asked(), want)
		}
	}
	if got := (Answer{By: helen, On: on}).Said(); got != "Answered by Helen Marsh on 14 June 2027." {
		t.Error(got)
	}
	if (Question{}).About() != "The whole report" || (Question{Standard: "7"}).About() != "Standard 7" {
		t.Error("what it is about")
	}
}

func TestNobodyAnswersTheirOwnQuestion(t *testing.T) {
	t.Parallel()
	q := Question{By: assessment.Author{ID: "priya"}}
	if MayAnswer(q, "priya") == nil || MayAnswer(q, "tom") != nil || MayAnswer(Question{}, "priya") != nil {
		t.Error("who may answer")
	}
}

func TestWordsAreNeeded(t *testing.T) {
	t.Parallel()
	for words, ok := range map[string]bool{" \n": false, "Why?": true, strings.Repeat("é", MostWords): true, strings.Repeat("é", MostWords+1): false} {
		for _, field := range []string{"question", "answer"} {
			if err := Check(field, words); (err == nil) != ok || err != nil && fault.As(err).Fields[0].Name != field {
				t.Errorf("%s with %d letters: %v", field, len(words), err)
			}
		}
	}
}

func TestAnAnswerIsToWhoAskedOrToAllWhomTheServiceAskedFor(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 6, 20, 9, 0, 0, 0, time.UTC)
	one := func(by string, version int, standard string) []Question {
		return []Question{{Version: version, Standard: standard, By: assessment.Author{ID: by}, Answers: []Answer{{At: at}}}}
	}
	for _, c := range []struct {
		name string
		list []Question
		want bool
	}{
		{"their own about the standard", one("a", 1, "7"), true},
		{"their own about the whole", one("a", 1, ""), true},
		{"the service's about the standard", one("", 1, "7"), true},
		{"the service's about another", one("", 1, "8"), false},
		{"somebody else's", one("b", 1, "7"), false},
		{"about an earlier version", one("a", 2, "7"), false},
		{"without an answer", []Question{{Version: 1, Standard: "7", By: assessment.Author{ID: "a"}}}, false},
	} {
		if got := AnsweredTo(c.list, "a", 1, "7"); got.IsZero() == c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
