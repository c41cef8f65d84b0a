package assessment

import "cyberready/internal/core/fault"

// Stage is where an assessment is in its life.
type Stage string

// The stages, in order. After Published comes Draft again, of the next version.
const (
	Draft     Stage = "draft"
	WithBoard Stage = "with the board"
	Published Stage = "published"
)

// Move is something that a person wants to do with an assessment as a whole.
type Move string

// The moves.
const (
	Change  Move = "change"  // save an answer, a proof or a confirmation
	Send    Move = "send"    // freeze it and give it to the board
	Sign    Move = "sign"    // rate or sign what was sent
	Recall  Move = "recall"  // take it back from the board: signatures are kept, and void
	Publish Move = "publish" // publish here exactly what was sent
	Reopen  Move = "reopen"  // begin the next version
)

// Moves gives every move, in the order of an assessment's life.
func Moves() []Move { return []Move{Change, Send, Sign, Recall, Publish, Reopen} }

// moves says what follows from each move in each stage. What is not here is refused.
var moves = map[Stage]map[Move]Stage{
	Draft:     {Change: Draft, Send: WithBoard},
	WithBoard: {Sign: WithBoard, Recall: Draft, Publish: Published},
	Published: {Reopen: Draft},
}

// refusals say what to do instead.
var refusals = map[Stage]map[Move]string{
	Draft: {
		Sign:    "This has not been sent to the board, so there is nothing to rate or sign yet.",
		Recall:  "This is not with the board, so there is nothing to recall.",
		Publish: "Send this to the board first: what is published is exactly what was sent.",
		Reopen:  "This is a draft already. You can change it now.",
	},
	WithBoard: {
		Change: "This is with the board. Recall it first if something must change; signatures given so far are kept, but no longer count.",
		Send:   "This is with the board already. Recall it first if a newer version must be sent.",
		Reopen: "This is with the board. Recall it to change it.",
	},
	Published: {
		Change:  "This has been published and does not change. Begin the next version to change an answer.",
		Send:    "This has been published. Begin the next version before you send to the board again.",
		Sign:    "This has been published: it can no longer be rated or signed.",
		Recall:  "This has been published and cannot be recalled. Begin the next version instead.",
		Publish: "This has been published already.",
	},
}

// Next gives the stage after a move, or a fault of kind Conflict that says what to do instead. Nothing about the content
// of an assessment stops a move.
func Next(s Stage, m Move) (Stage, error) {
	if next, ok := moves[s][m]; ok {
		return next, nil
	}
	if sentence, ok := refusals[s][m]; ok {
		return s, fault.New(fault.Conflict, "%s", sentence)
	}
	return s, fault.New(fault.Invalid, "There is no such step.")
}

// Allowed gives the moves that a stage allows, in the order of an assessment's life.
func Allowed(s Stage) []Move {
	var list []Move
	for _, m := range Moves() {
		if _, ok := moves[s][m]; ok {
			list = append(list, m)
		}
	}
	return list
}
