package signoff

import (
	"cyberready/internal/core/english"
	"cyberready/internal/core/score"
)

// Disagreement gives the sentence that stands beside a standard where the board's agreed rating and the evidence part;
// it is empty where they do not. The first rule that fits speaks:
//
//	rating         evidence                                    what is said
//	fully          a requirement is not in place               how many are not
//	fully          fewer than half of them name proof          how many do
//	largely        fewer than half are in place                how many are not
//	partly         none is in place                            that none is
//	partly         all are in place                            that the trust claims all
//	not in place   more than half are in place                 how many the trust claims
//
// A rating that is one step more careful than the counts (largely, where all are claimed) is judgement and not a
// contradiction. "Could not tell" contradicts nothing. The halves are ours: they keep the sentence for what a reader
// would stumble over. A standard without requirements cannot be contradicted.
func Disagreement(rating Rating, evidence score.Counts) string {
	all, in := evidence.Mandatory, evidence.InPlace
	out := all - in
	if all == 0 {
		return ""
	}
	said := "The board rated it " + rating.phrase() + "; "
	switch {
	case rating == Fully && in < all, rating == Largely && 2*in < all:
		return said + lacking(out, all) + "."
	case rating == Fully && 2*evidence.Proved < in:
		return said + proved(evidence.Proved, all) + "."
	case rating == Partly && in == 0:
		return said + lacking(out, all) + "."
	case rating == Partly && in == all, rating == NotInPlace && 2*in > all:
		return said + "the trust says that " + claimed(in, all) + " in place."
	}
	return ""
}

// lacking says how many requirements are not in place: "two of its twelve requirements are not".
func lacking(n, all int) string {
	switch {
	case all == 1:
		return "its one requirement is not"
	case n == all && all == 2:
		return "neither of its two requirements is"
	case n == all:
		return "none of its " + english.Number(all) + " requirements is"
	}
	return ofIts(n, all) + english.Plural(n, " is not", " are not")
}

// proved says how few requirements name proof: "only two of its twelve requirements name proof that is in date".
func proved(n, all int) string {
	switch {
	case all == 1:
		return "its one requirement names no proof that is in date"
	case n == 0 && all == 2:
		return "neither of its two requirements names proof that is in date"
	case n == 0:
		return "none of its " + english.Number(all) + " requirements names proof that is in date"
	}
	return "only " + ofIts(n, all) + english.Plural(n, " names", " name") + " proof that is in date"
}

// claimed says how many requirements are said to be in place: "eleven of its twelve requirements are".
func claimed(n, all int) string {
	switch {
	case all == 1:
		return "its one requirement is"
	case n == all && all == 2:
		return "both of its requirements are"
	case n == all:
		return "all " + english.Number(all) + " of its requirements are"
	}
	return ofIts(n, all) + english.Plural(n, " is", " are")
}

// ofIts gives a part of a standard's requirements, both numbers written in one manner.
func ofIts(n, all int) string {
	if english.Number(all) == english.Figures(all) {
		return english.Figures(n) + " of its " + english.Figures(all) + " requirements"
	}
	return english.Number(n) + " of its " + english.Number(all) + " requirements"
}
