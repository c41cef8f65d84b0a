package office

import (
	"testing"

	"cyberready/internal/core/day"
)

func TestEveryOfficeSaysWhatItAnswersFor(t *testing.T) {
	t.Parallel()
	for _, o := range All() {
		if o.Title() == string(o) || o.Name() == "" || o.AnswersFor() == "" {
			t.Errorf("%s has no words", o)
		}
		if got, err := Parse(string(o)); err != nil || got != o {
			t.Errorf("%s does not parse: %v", o, err)
		}
	}
	if _, err := Parse("head-of-it"); err == nil {
		t.Error("an unknown office parsed")
	}
}

func TestAVacancyIsSaidInWords(t *testing.T) {
	t.Parallel()
	may := day.Of(2025, 5, 3)
	for _, c := range []struct {
		holder Holder
		want   string
	}{
		{Holder{Office: SIRO, Name: "Grace Holt", Since: may}, "Grace Holt, since 3 May 2025"},
		{Holder{Office: SIRO, Name: "Grace Holt"}, "Grace Holt"},
		{Holder{Office: SIRO, Since: may}, "Vacant since 3 May 2025"},
		{Holder{Office: SIRO}, "Vacant"},
	} {
		if got := c.holder.Words(); got != c.want {
			t.Errorf("%+v reads %q, want %q", c.holder, got, c.want)
		}
	}
}

func TestAVacantOfficeIsNotAnUnrecordedOne(t *testing.T) {
	t.Parallel()
	holders := []Holder{{Office: SIRO}}
	if h, recorded := Of(holders, SIRO); !recorded || !h.Vacant() {
		t.Error("the vacancy was not found")
	}
	if _, recorded := Of(holders, Chair); recorded {
		t.Error("an office that nobody wrote down counts as recorded")
	}
}

func TestHoldersStandInTheOrderOfTheOffices(t *testing.T) {
	t.Parallel()
	got := Sorted([]Holder{{Office: CaldicottGuardian}, {Office: ChiefExecutive}, {Office: SIRO}})
	if got[0].Office != ChiefExecutive || got[2].Office != CaldicottGuardian {
		t.Errorf("order is %v", got)
	}
}
