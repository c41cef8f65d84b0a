package report

import (
	"strconv"
	"strings"

	"cyberready/internal/core/framework"
)

// Figure names what a figure of the report counts. Behind gives the answers that it came from.
type Figure string

// What figures count, of the whole.
const (
	ofRequired    Figure = "requirements"
	ofInPlace     Figure = "in-place"
	ofGaps        Figure = "not-in-place" // those without an answer among them
	ofBlank       Figure = "no-answer"
	ofBlankStop   Figure = "no-answer-stops-care"
	ofProved      Figure = "proved"
	ofLapsed      Figure = "proof-run-out"
	ofVerified    Figure = "verified"
	ofUnproved    Figure = "no-proof"
	ofNotApplying Figure = "not-applying"
	ofExempt      Figure = "exempt"
	ofAccepted    Figure = "risk-accepted"
	ofChecked     Figure = "checked" // by our own check, and explained
	ofGroups      Figure = "groups"
	ofPeople      Figure = "people"
	ofOwn         Figure = "own-questions"

	ofYearAgo Figure = "a-year-ago"
	ofGained  Figure = "gained"
	ofLost    Figure = "lost"
	ofAdded   Figure = "new"
	ofDropped Figure = "no-longer-asked"
	ofPeers   Figure = "peers"
	ofRatings Figure = "ratings"

	ofSample   Figure = "sample"
	ofTested   Figure = "tested"
	ofDiffered Figure = "differed"
	ofUntested Figure = "untested"
	ofAltered  Figure = "changed-since-tested"
	ofRequests Figure = "requests-for-evidence"
	ofEarlier  Figure = "earlier-findings"

	ofNoAction Figure = "no-action"
	ofActions  Figure = "actions"
	ofOpen     Figure = "actions-open"
	ofLate     Figure = "actions-late"
	ofMoved    Figure = "actions-moved"
	ofDone     Figure = "actions-done"
	ofRisks    Figure = "risks"
	ofServices Figure = "services"
	ofOffices  Figure = "offices"
)

// Figures whose answers stand in a part of the report itself.
const (
	ofSignatures Figure = "#signatures"
	ofQuestions  Figure = "#questions"
	ofAnswered   Figure = "#answered"
)

// Anchor gives the id of the part of the report that holds a figure's answers; empty where they have a page of their own.
func (f Figure) Anchor() string {
	anchor, ok := strings.CutPrefix(string(f), "#")
	if !ok {
		return ""
	}
	return anchor
}

// Kinds of figures of which there are several.
const (
	kindItem     = "item-"
	kindStandard = "standard-"
	kindProved   = "proved-"
	kindYear     = "year-"
	kindSample   = "sample-"
	kindGaps     = "gaps-"
	kindBasic    = "basic-"
	kindQuestion = "question-"
	kindRule     = "principle-"
	kindChain    = "chain-"
)

// OfItem is the answer to one question.
func OfItem(id string) Figure { return Figure(kindItem + id) }

// OfStandard is the requirements of a standard, of which a count says how many are in place.
func OfStandard(number string) Figure { return Figure(kindStandard + number) }

// OfProved is what a standard claims with proof that is in date.
func OfProved(number string) Figure { return Figure(kindProved + number) }

// OfYear is the requirements of a standard a year ago, and now.
func OfYear(number string) Figure { return Figure(kindYear + number) }

// OfSample is what of a standard was in the sample of the independent assessment.
func OfSample(number string) Figure { return Figure(kindSample + number) }

// OfPeers is the middle half of the trust’s peers, standard by standard.
func OfPeers() Figure { return ofPeers }

// OfActions is the open actions of the plan, with what they cost.
func OfActions() Figure { return ofOpen }

// OfGroups is the groups of answers, and which are confirmed.
func OfGroups() Figure { return ofGroups }

// OfRatings is how the members rated.
func OfRatings() Figure { return ofRatings }

// ofEffect is the gaps of one effect on care.
func ofEffect(e framework.Effect) Figure {
	return Figure(kindGaps + strings.ReplaceAll(string(e), " ", "-"))
}

// ofTopic is the answers that a topic hangs on.
func ofTopic(kind string, i int) Figure { return Figure(kind + strconv.Itoa(i+1)) }
