package signoff

import (
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/assessment"
	"cyberready/internal/core/score"
)

func at(minute int) time.Time { return time.Date(2027, 6, 20, 9, minute, 0, 0, time.UTC) }

func rated(person, standard string, r Rating, minute int) MemberRating {
	return MemberRating{
		Standard: standard, Person: assessment.Author{ID: person, Name: "Name of " + person}, Rating: r, At: at(minute),
		Note: "note of " + person,
	}
}

func TestSpreadCountsAndNeverAverages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		given []Rating
		want  string
	}{
		{nil, ""},
		{[]Rating{Largely}, "One member rated it: largely in place."},
		{[]Rating{CannotTell}, "One member who rated it could not tell from what was shown."},
		{[]Rating{Fully, Fully}, "Both members who rated it said fully in place."},
		{[]Rating{NotInPlace, NotInPlace, NotInPlace}, "All three members who rated it said not in place."},
		{[]Rating{CannotTell, CannotTell}, "Both members who rated it could not tell from what was shown."},
		{[]Rating{Fully, Largely, Fully, Fully, CannotTell}, "Five members rated it: one largely in place and three fully in place; one could not tell."},
		{[]Rating{CannotTell, Partly, CannotTell}, "Three members rated it: one partly in place; two could not tell."},
	} {
		var ratings []MemberRating
		for i, r := range c.given {
			ratings = append(ratings, rated(strings.Repeat("p", i+1), "7", r, i))
		}
		if got := SpreadOf(ratings, "7").Words(); got != c.want {
			t.Errorf("%v reads %q, want %q", c.given, got, c.want)
		}
	}
}

func TestSpreadTakesEachMembersLatestRatingOnce(t *testing.T) {
	t.Parallel()
	s := SpreadOf([]MemberRating{rated("a", "7", Fully, 1), rated("a", "7", Partly, 2), rated("a", "8", Fully, 3)}, "7")
	if s.Members() != 1 || s.Counts[0].Rating != Partly {
		t.Errorf("spread is %+v", s)
	}
}

func TestAMemberRatesBeforeSeeingTheOthers(t *testing.T) {
	t.Parallel()
	others := []MemberRating{rated("b", "7", Partly, 1), rated("c", "7", Fully, 2)}
	withOwn := append(others[:2:2], rated("a", "7", Largely, 3))
	agreed := []Agreed{{Standard: "7", Rating: Largely, At: at(9)}}
	for _, c := range []struct {
		name   string
		who    Reader
		given  []MemberRating
		agreed []Agreed
		hidden int
		others int
	}{
		{"a member who has not rated", Reader{Person: "a", Rates: true}, others, nil, 2, 0},
		{"a member who has rated", Reader{Person: "a", Rates: true}, withOwn, nil, 0, 2},
		{"a member who has rated another standard only", Reader{Person: "a", Rates: true}, append(others[:2:2], rated("a", "8", Largely, 3)), nil, 2, 0},
		{"a chair who is to rate as well", Reader{Person: "a", Rates: true, Records: true}, others, nil, 2, 0},
		{"a secretary who only records", Reader{Person: "s", Records: true}, others, nil, 0, 2},
		{"somebody who neither rates nor records", Reader{Person: "x"}, others, nil, 2, 0},
		{"a member who has not rated, after it was agreed", Reader{Person: "a", Rates: true}, others, agreed, 0, 2},
	} {
		v := See(c.who, "7", c.given, c.agreed)
		if v.Hidden != c.hidden || len(v.Others) != c.others || (v.Spread == nil) != (c.hidden > 0) {
			t.Errorf("%s sees %d others and %d hidden, want %d and %d", c.name, len(v.Others), v.Hidden, c.others, c.hidden)
		}
	}
	if v := See(Reader{Person: "a", Rates: true}, "7", withOwn, nil); v.Own == nil || v.Own.Rating != Largely {
		t.Error("a member does not see their own rating")
	}
}

func TestARatingIsFixedOnceTheOthersCanBeSeen(t *testing.T) {
	t.Parallel()
	own, other := rated("a", "7", Largely, 1), rated("b", "7", Partly, 2)
	unsure, after, none := rated("a", "7", CannotTell, 1), rated("a", "7", Largely, 6), time.Time{}
	after.AfterAnswer = true
	agreed := []Agreed{{Standard: "7", Rating: Largely, At: at(9)}}
	for _, c := range []struct {
		name   string
		given  []MemberRating
		agreed []Agreed
		answer time.Time
		may    bool
		again  bool
	}{
		{"first of all", nil, nil, none, true, false},
		{"first rating, after others", []MemberRating{other}, nil, none, true, false},
		{"change while alone", []MemberRating{own}, nil, none, true, false},
		{"change after the others could be seen", []MemberRating{own, other}, nil, none, false, false},
		{"rate after it was agreed", nil, agreed, none, false, false},
		{"could not tell, and nobody has answered", []MemberRating{unsure, other}, nil, none, false, false},
		{"could not tell, and was answered before", []MemberRating{unsure, other}, nil, at(0), false, false},
		{"could not tell, and was answered since", []MemberRating{unsure, other}, nil, at(5), true, true},
		{"could tell, and was answered since", []MemberRating{own, other}, nil, at(5), false, false},
		{"was answered, but it was agreed meanwhile", []MemberRating{unsure, other}, agreed, at(5), false, true},
		{"rated after an answer, which cannot be changed again", []MemberRating{after, other}, nil, at(5), false, true},
	} {
		if err := MayRate("a", "7", c.given, c.agreed, c.answer); (err == nil) != c.may {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := Again("a", "7", c.given, c.answer); got != c.again {
			t.Errorf("%s: follows an answer %v", c.name, got)
		}
	}
	if got := SpreadOf([]MemberRating{after, other}, "7").Words(); got != "Two members rated it: one partly in place and one largely in place. One member could not tell at first, and rated after the answer to a question." {
		t.Errorf("%q", got)
	}
}

func TestTheLatestAgreedRatingStands(t *testing.T) {
	t.Parallel()
	agreed := []Agreed{{Standard: "7", Rating: Fully, At: at(9)}, {Standard: "7", Rating: Largely, At: at(5)}, {Standard: "8", Rating: Partly, At: at(10)}}
	if a, ok := AgreedOn(agreed, "7"); !ok || a.Rating != Fully {
		t.Errorf("standing is %v", a.Rating)
	}
	if _, ok := AgreedOn(agreed, "1"); ok {
		t.Error("a standard without an agreed rating has one")
	}
}

func TestDisagreementSpeaksOnlyWhereRatingAndEvidencePart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rating         Rating
		in, all, named int
		want           string
	}{
		{Fully, 10, 12, 10, "The board rated it fully in place; two of its twelve requirements are not."},
		{Fully, 29, 30, 29, "The board rated it fully in place; 1 of its 30 requirements is not."},
		{Fully, 0, 2, 0, "The board rated it fully in place; neither of its two requirements is."},
		{Fully, 0, 1, 0, "The board rated it fully in place; its one requirement is not."},
		{Fully, 0, 12, 0, "The board rated it fully in place; none of its twelve requirements is."},
		{Fully, 12, 12, 0, "The board rated it fully in place; none of its twelve requirements names proof that is in date."},
		{Fully, 2, 2, 0, "The board rated it fully in place; neither of its two requirements names proof that is in date."},
		{Fully, 12, 12, 1, "The board rated it fully in place; only one of its twelve requirements names proof that is in date."},
		{Fully, 12, 12, 6, ""},
		{Largely, 5, 12, 5, "The board rated it largely in place; seven of its twelve requirements are not."},
		{Largely, 6, 12, 0, ""},
		{Largely, 12, 12, 12, ""},
		{Partly, 0, 12, 0, "The board rated it partly in place; none of its twelve requirements is."},
		{Partly, 12, 12, 12, "The board rated it partly in place; the trust says that all twelve of its requirements are in place."},
		{Partly, 2, 2, 2, "The board rated it partly in place; the trust says that both of its requirements are in place."},
		{Partly, 1, 1, 1, "The board rated it partly in place; the trust says that its one requirement is in place."},
		{Partly, 5, 12, 5, ""},
		{NotInPlace, 11, 12, 0, "The board rated it not in place; the trust says that eleven of its twelve requirements are in place."},
		{NotInPlace, 6, 12, 6, ""},
		{NotInPlace, 0, 12, 0, ""},
		{CannotTell, 0, 12, 0, ""},
		{Fully, 0, 0, 0, ""},
	} {
		got := Disagreement(c.rating, score.Counts{Mandatory: c.all, InPlace: c.in, Proved: c.named})
		if got != c.want {
			t.Errorf("%s with %d of %d (%d proved): %q, want %q", c.rating, c.in, c.all, c.named, got, c.want)
		}
	}
}

func TestEveryRatingHasWordsAndParses(t *testing.T) {
	t.Parallel()
	for _, r := range Ratings() {
		if got, err := ParseRating(string(r)); err != nil || got != r || r.Choice() == "" || r.Label() == "" {
			t.Errorf("%s: %v", r, err)
		}
	}
	if _, err := ParseRating("mostly"); err == nil {
		t.Error("an unknown rating parsed")
	}
}
