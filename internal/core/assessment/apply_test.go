package assessment

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
)

var (
	today  = day.Of(2026, 6, 30)
	priya  = Author{ID: "01890000-0000-7000-8000-000000000001", Name: "Priya Nair"}
	tom    = Author{ID: "01890000-0000-7000-8000-000000000002", Name: "Tom Okafor"}
	moment = time.Date(2026, 6, 30, 13, 2, 0, 0, time.UTC)

	plain   = framework.Item{ID: "1.1.1", Ask: "Is it so?", Explain: "How"}
	breach  = framework.Item{ID: "6.1.3", Ask: "Were they told?", DoesNotApply: "There was no breach", Exemptible: true}
	restore = framework.Item{ID: "7.3.5", Figure: &framework.Figure{Label: "Date", Kind: framework.Date, MaxAgeMonths: 12, Decides: true}}
	share   = framework.Item{ID: "8.3.4", Ask: "All?", Figure: &framework.Figure{Label: "Share", Kind: framework.Percent}}
	devices = framework.Item{ID: "9.3.8", Ask: "A register?", Figure: &framework.Figure{Label: "Devices", Kind: framework.Number, Unit: "devices"}}
)

func figure(h Hundredths) *Hundredths { return &h }

func TestApplyWritesTheNextVersion(t *testing.T) {
	t.Parallel()
	first, err := Answer{}.Apply(Edit{Item: "1.1.1", Words: Words{Reply: Yes, Text: "  In the\r\nregister \x00"}, By: priya, At: moment}, plain, today)
	if err != nil {
		t.Fatal(err)
	}
	want := Answer{Item: "1.1.1", Words: Words{Reply: Yes, Text: "In the\nregister"}, Version: 1, SavedAt: moment, SavedBy: priya}
	if !reflect.DeepEqual(first, want) {
		t.Errorf("got %+v, want %+v", first, want)
	}
	second, err := first.Apply(Edit{Item: "1.1.1", Base: 1, Words: Words{Reply: No}, By: tom, At: moment}, plain, today)
	if err != nil || second.Version != 2 || second.SavedBy != tom {
		t.Errorf("got %+v and %v, want version 2 by Tom", second, err)
	}
}

func TestApplyKeepsAHalfAnswer(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]Words{
		"a Yes without its text":  {Reply: Yes},
		"a text without a choice": {Text: "Still asking estates"},
	} {
		if a, err := (Answer{}).Apply(Edit{Item: "1.1.1", Words: w, By: priya, At: moment}, plain, today); err != nil || a.Version != 1 {
			t.Errorf("%s was not kept: %v", name, err)
		}
	}
}

func TestApplyClearsAnAnswerAndCountsTheVersionOn(t *testing.T) {
	t.Parallel()
	a := Answer{Item: "1.1.1", Words: Words{Reply: Yes, Text: "Yes"}, Version: 4}
	cleared, err := a.Apply(Edit{Item: "1.1.1", Base: 4, Words: Words{Text: " "}, By: priya, At: moment}, plain, today)
	if err != nil || cleared.Version != 5 || !cleared.Empty() || cleared.Answered(plain) {
		t.Errorf("got %+v and %v, want an empty version 5", cleared, err)
	}
}

func TestApplyWritesNothingWhenNothingChanged(t *testing.T) {
	t.Parallel()
	a := Answer{Item: "8.3.4", Words: Words{Reply: Yes, Text: "Signed", Figure: figure(9450)}, Version: 4, SavedBy: tom, SavedAt: moment}
	for name, base := range map[string]int{"seen": 4, "older": 2} {
		same, err := a.Apply(Edit{Item: "8.3.4", Base: base, Words: Words{Reply: Yes, Text: "Signed ", Figure: figure(9450)}, By: priya}, share, today)
		if err != nil || !reflect.DeepEqual(same, a) {
			t.Errorf("base %s: got %+v and %v, want the answer as it was", name, same, err)
		}
	}
	if blank, err := (Answer{}).Apply(Edit{Item: "1.1.1", By: priya}, plain, today); err != nil || blank.Version != 0 {
		t.Errorf("an empty form made version %d and %v", blank.Version, err)
	}
}

// Two contributors answer the same item: the second sees both answers and loses nothing.
func TestApplyTwoContributors(t *testing.T) {
	t.Parallel()
	theirs := Answer{Item: "1.1.1", Words: Words{Reply: Yes, Text: "In the register"}, Version: 2, SavedBy: tom, SavedAt: moment}
	mine := Edit{Item: "1.1.1", Base: 1, Words: Words{Reply: No, Text: "Not yet"}, By: priya, At: moment}
	got, err := theirs.Apply(mine, plain, today)
	var c *Conflict
	if !errors.As(err, &c) {
		t.Fatalf("got %v, want a conflict", err)
	}
	if !reflect.DeepEqual(c.Theirs, theirs) || !reflect.DeepEqual(c.Mine, mine) || !reflect.DeepEqual(got, theirs) {
		t.Errorf("somebody's words were lost: %+v", c)
	}
	if f := fault.As(err); f == nil || f.Kind != fault.Conflict || f.Sentence == "" {
		t.Errorf("the conflict is no fault that a page can show: %v", err)
	}

	// the first save of both: whoever comes second had seen no version at all
	if _, err := theirs.Apply(Edit{Item: "1.1.1", Base: 0, Words: Words{Reply: No}, By: priya}, plain, today); !errors.As(err, &c) {
		t.Errorf("got %v, want a conflict", err)
	}
	// and a version that does not exist yet is no licence to write
	if _, err := theirs.Apply(Edit{Item: "1.1.1", Base: 9, Words: Words{Reply: No}, By: priya}, plain, today); !errors.As(err, &c) {
		t.Errorf("got %v, want a conflict", err)
	}
}

func TestApplyRefusesWhatCannotBeAnAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		item  framework.Item
		words Words
		want  map[string]string // field: sentence
	}{
		{"a reply nobody offered", plain, Words{Reply: "maybe"}, map[string]string{"reply": "Choose one of the answers that are shown."}},
		{"does not apply where it always does", plain, Words{Reply: DoesNotApply, Text: "No"}, map[string]string{"reply": "Answer this item: it applies to every trust."}},
		{"does not apply without a reason", breach, Words{Reply: DoesNotApply, Text: "\n"}, map[string]string{"text": "Say why this does not apply."}},
		{"exempt where that is not allowed", plain, Words{Reply: Exempt, Text: "CE+"}, map[string]string{"reply": "Answer this item: no exemption from it is allowed."}},
		{"exempt without a reason", breach, Words{Reply: Exempt}, map[string]string{"text": "Say what exempts the trust from this."}},
		{"Yes where only a date counts", restore, Words{Reply: Yes}, map[string]string{"reply": "Give the date instead: this item has no Yes or No."}},
		{"too long a text", plain, Words{Text: strings.Repeat("é", 4001)}, map[string]string{"text": "Shorten the text to 4,000 characters: it has 4,001."}},
		{"a figure that is not asked for", plain, Words{Figure: figure(1)}, map[string]string{"figure": "Remove the figure: this item does not ask for one."}},
		{"a figure for a date", restore, Words{Figure: figure(1)}, map[string]string{"figure": "Remove the figure: this item does not ask for one."}},
		{"less than nothing", devices, Words{Figure: figure(-1)}, map[string]string{"figure": "Enter 0 or more."}},
		{"more than all", share, Words{Figure: figure(10001)}, map[string]string{"figure": "Enter a percentage from 0 to 100."}},
		{"more devices than there are", devices, Words{Figure: figure(1_000_000_001)}, map[string]string{"figure": "Enter a number up to 10,000,000."}},
		{"a date that is not asked for", share, Words{Date: today}, map[string]string{"date-day": "Remove the date: this item does not ask for one."}},
		{"a date in the future", restore, Words{Date: today.AddDays(1)}, map[string]string{"date-day": "Enter the day on which it was last done. 1 July 2026 is in the future."}},
		{"a date before all this", restore, Words{Date: day.Of(1989, 12, 31)}, map[string]string{"date-day": "Enter a date from 1990 on."}},
		{"several things at once", share, Words{Reply: "maybe", Figure: figure(-5), Date: today}, map[string]string{
			"reply": "Choose one of the answers that are shown.", "figure": "Enter 0 or more.", "date-day": "Remove the date: this item does not ask for one."}},
	} {
		_, err := Answer{}.Apply(Edit{Item: c.item.ID, Words: c.words, By: priya}, c.item, today)
		f := fault.As(err)
		if f == nil || f.Kind != fault.Invalid || f.Sentence == "" {
			t.Errorf("%s: got %v, want a fault", c.name, err)
			continue
		}
		got := map[string]string{}
		for _, field := range f.Fields {
			got[field.Name] = field.Message
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestApplyTakesTheLastThingsThatAreAllowed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		item  framework.Item
		words Words
	}{
		{"a text of 4,000 characters", plain, Words{Text: strings.Repeat("é", 4000)}},
		{"today", restore, Words{Date: today}},
		{"the first day of 1990", restore, Words{Date: day.Of(1990, 1, 1)}},
		{"none of them", share, Words{Reply: No, Figure: figure(0)}},
		{"all of them", share, Words{Reply: Yes, Figure: figure(10000)}},
		{"ten million", devices, Words{Figure: figure(1_000_000_000)}},
		{"does not apply with a reason", breach, Words{Reply: DoesNotApply, Text: "There was none"}},
		{"exempt with a reason", breach, Words{Reply: Exempt, Text: "Certificate"}},
	} {
		if _, err := (Answer{}).Apply(Edit{Item: c.item.ID, Words: c.words, By: priya}, c.item, today); err != nil {
			t.Errorf("%s was refused: %v", c.name, err)
		}
	}
}

func TestApplyOfAnotherItemIsAMistakeOfTheProgram(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ edit, answer string }{{"9.9.9", ""}, {"1.1.1", "9.9.9"}} {
		_, err := Answer{Item: c.answer}.Apply(Edit{Item: c.edit, Words: Words{Reply: Yes}}, plain, today)
		if err == nil || fault.As(err) != nil {
			t.Errorf("edit of %s on answer %q: got %v, want an error that nobody is shown", c.edit, c.answer, err)
		}
	}
}

func TestTextAloneAnswersNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		item  framework.Item
		words Words
		want  bool
	}{
		{"text", plain, Words{Text: "Well"}, false},
		{"No", plain, Words{Reply: No}, true},
		{"a date where it decides", restore, Words{Date: today}, true},
		{"text where a date decides", restore, Words{Text: "All of them"}, false},
		{"a figure beside a question", share, Words{Figure: figure(100)}, false},
	} {
		if got := c.words.Answered(c.item); got != c.want {
			t.Errorf("%s: answered %v, want %v", c.name, got, c.want)
		}
	}
}

func TestFiguresReadAsTheyWereMeant(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		item  framework.Item
		words Words
		want  string
	}{
		{restore, Words{Date: day.Of(2025, 5, 3)}, "3 May 2025"},
		{share, Words{Figure: figure(9450)}, "94.5%"},
		{devices, Words{Figure: figure(122000)}, "1,220 devices"},
		{devices, Words{}, ""},
		{plain, Words{Figure: figure(1)}, ""},
	} {
		if got := c.words.FigureWords(c.item.Figure); got != c.want {
			t.Errorf("%s: got %q, want %q", c.item.ID, got, c.want)
		}
	}
}
