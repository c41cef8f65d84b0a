package journey_test

import (
	"testing"

	"cyberready/internal/testkit/journey"
)

// A whole year of a trust, by the people who live it: each step is what one of them sees and presses, and the next person sees what it
// came to. It is the same with JavaScript and without.
//
// Set up and not walked are the answers of the questions that nobody in the story speaks of, with one proof for all of them and their
// parts confirmed; twelve other trusts that have published; and the opening of the next year.
func TestAWholeYearOfATrust(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, options ...journey.Option) {
		s := amongOthers(t)
		s.begin(t)
		s.answerAll(t, "7.1.1", "7.3.4", "7.3.5", "7.3.6", "9.2.3")
		for _, step := range yearOfATrust {
			step(t, s, options)
		}
	})
}

// unanswered is the question that the first version leaves without an answer.
const unanswered = "9.2.3 Action plan from the penetration test"

// yearOfATrust is the year, from its first answer to the first of the next. The steps stand in the files year_*_test.go.
var yearOfATrust = []func(*testing.T, scene, []journey.Option){
	// The work, shared.
	leadAnswersAndIsToldWhatIsMissing,
	leadGivesAPart,
	contributorHandsIn,
	leadSendsBack,
	contributorAsksTheSupplier,
	supplierAnswersByLink,
	contributorReturnsAndAccepts,
	leadAccepts,
	leadExplainsWhatAReviewerWouldAsk,
	// The independent view.
	administratorEntersWhatMustBeAssessed,
	leadAppoints,
	memberApproves,
	assessorDeclaresAndTests,
	leadGivesEvidence,
	assessorDiffersAndIssues,
	leadCorrects,
	assessorSettlesTheCorrection,
	leadAnswersTheRecommendation,
	assessorFinishes,
	leadMakesItAnAction,
	// The plan, the board, the publication.
	leadPlansTheGap,
	leadConfirmsAndSends,
	memberRatesAndSigns,
	secretaryRecordsTheBoardsRating,
	leadPublishes,
	analystFindsAndCompares,
	// The plan before those who accept it.
	analystReturnsAnAction,
	leadReadsWhyAndMendsIt,
	boardSendsAndPublishesAgain,
	analystAcceptsThePlan,
	theResultIsSeenAtHome,
	// The next year.
	theYearTurns,
	leadBeginsTheNextYear,
	contributorSeesTheNextYear,
}
