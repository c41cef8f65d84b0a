// Package audit names what is written down about every change: who, as what, when, from where, what, on which trust. And it
// chains what was written down, so that a change of it is found.
//
// Events keep their rows; beside them each trust has a chain of links, and the service one for what concerns no trust. A
// link stands for its event and, through the sum of the link before, for everything sealed earlier (Head.Seal). The place
// in the chain is given at sealing and not at saving: a save holds no lock, and what commits late comes later.
//
// What a chain proves: nothing that is sealed was changed, taken out, put in between or moved (Checker). What it cannot
// prove: that whoever rules the database did not cut off its end, or make it anew from some point on. A head that is kept
// elsewhere does; each version that is sent to a board holds one.
package audit

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Verb is what happened, in a stable word that is stored.
type Verb string

// The verbs. Each has its sentence in Sentence.
const (
	AnswerSaved         Verb = "answer.saved"
	AnswersTaken        Verb = "answers.taken"
	SpreadsheetApplied  Verb = "spreadsheet.applied"
	ProofNamed          Verb = "proof.named"
	ProofWithdrawn      Verb = "proof.withdrawn"
	ProofChanged        Verb = "proof.changed"
	ProofTaken          Verb = "proof.taken"
	ProofDeleted        Verb = "proof.deleted"
	ProofInfected       Verb = "proof.infected"
	QuotaSet            Verb = "quota.set"
	AssertionConfirmed  Verb = "assertion.confirmed"
	AssertionHandedOut  Verb = "assertion.handed-out"
	PartHandedIn        Verb = "part.handed-in"
	HandInTakenBack     Verb = "part.taken-back"
	HandInAccepted      Verb = "part.accepted"
	HandInSentBack      Verb = "part.sent-back"
	CommentWritten      Verb = "comment.written"
	CommentResolved     Verb = "comment.resolved"
	AskedByLink         Verb = "link.asked"
	LinkWithdrawn       Verb = "link.withdrawn"
	LinkRenewed         Verb = "link.renewed"
	LinkReplied         Verb = "link.replied"
	LinkReplyAccepted   Verb = "link.reply-accepted"
	LinkReplyReturned   Verb = "link.reply-returned"
	AssessmentBegun     Verb = "assessment.begun"
	AnswersCarried      Verb = "answers.carried"
	AnswerReconfirmed   Verb = "answer.reconfirmed"
	AnswerHeld          Verb = "answer.held"
	AssessmentSent      Verb = "assessment.sent"
	AssessmentRecalled  Verb = "assessment.recalled"
	AssessmentPublished Verb = "assessment.published"
	StandardRated       Verb = "standard.rated"
	RatingAgreed        Verb = "rating.agreed"
	ReportSigned        Verb = "report.signed"
	ReportTaken         Verb = "report.taken"
	SignatoryReplaced   Verb = "signatory.replaced"
	BoardAsked          Verb = "board.asked"
	BoardAnswered       Verb = "board.answered"
	QuorumSet           Verb = "quorum.set"
	MeetingSet          Verb = "meeting.set"
	DatesSet            Verb = "dates.set"
	DeadlineExtended    Verb = "deadline.extended"
	DecisionRecorded    Verb = "decision.recorded"
	AppointmentsSaid    Verb = "appointments.said"
	ServiceKept         Verb = "service.kept"
	ServiceRemoved      Verb = "service.removed"
	BenefitSaid         Verb = "benefit.said"
	OfficialRecorded    Verb = "official.recorded"
	OfficeChanged       Verb = "office.changed"
	ActionPlanned       Verb = "action.planned"
	ActionChanged       Verb = "action.changed"
	ActionMoved         Verb = "action.moved"
	ActionNoted         Verb = "action.noted"
	ActionEnded         Verb = "action.ended"
	ActionsFunded       Verb = "actions.funded"
	ActionDecided       Verb = "action.decided"
	PlanLapsed          Verb = "plan.lapsed"
	RiskRecorded        Verb = "risk.recorded"
	RiskAccepted        Verb = "risk.accepted"
	RiskEnded           Verb = "risk.ended"
	RemarkExplained     Verb = "remark.explained"
	AssessorAppointed   Verb = "assessor.appointed"
	AssessorTakenBack   Verb = "assessor.taken-back"
	AssessorLeft        Verb = "assessor.left"
	FieldworkGoneOn     Verb = "fieldwork.gone-on"
	FindingTakenOver    Verb = "finding.taken-over"
	ScopeMandated       Verb = "scope.mandated"
	ScopeChosen         Verb = "scope.chosen"
	AssessorApproved    Verb = "assessor.approved"
	AssessorRefused     Verb = "assessor.refused"
	IndependenceSaid    Verb = "independence.declared"
	AssessorDeclined    Verb = "assessor.declined"
	FieldworkBegun      Verb = "fieldwork.begun"
	EvidenceAsked       Verb = "evidence.asked"
	EvidenceGiven       Verb = "evidence.given"
	FindingKept         Verb = "finding.kept"
	DraftIssued         Verb = "draft.issued"
	CorrectionAsked     Verb = "correction.asked"
	CorrectionSettled   Verb = "correction.settled"
	ResponseGiven       Verb = "response.given"
	FieldworkFinal      Verb = "fieldwork.final"
	FindingPlanned      Verb = "finding.planned"
	SignedIn            Verb = "person.signed-in"
	SignInFailed        Verb = "person.sign-in-failed"
	SignedOut           Verb = "person.signed-out"
	PasswordGiven       Verb = "person.password-given"
	PasswordChanged     Verb = "person.password-changed"
	FactorFailed        Verb = "person.factor-failed"
	FactorShown         Verb = "person.factor-shown"
	SessionEnded        Verb = "person.session-ended"
	AppSetUp            Verb = "factor.app-set-up"
	AppRemoved          Verb = "factor.app-removed"
	PasskeyAdded        Verb = "factor.passkey-added"
	PasskeyRemoved      Verb = "factor.passkey-removed"
	RecoveryCodesMade   Verb = "factor.recovery-codes-made"
	FactorResetAsked    Verb = "factor.reset-asked"
	FactorReset         Verb = "factor.reset"
	FactorResetDeclined Verb = "factor.reset-declined"
	PersonAdded         Verb = "person.added"
	PersonDisabled      Verb = "person.disabled"
	PasswordReset       Verb = "person.password-reset"
	RegisterImported    Verb = "register.imported"
	ResultsImported     Verb = "results.imported"
	CycleOpened         Verb = "cycle.opened"
	ContentChanged      Verb = "content.changed"
	PersonInvited       Verb = "person.invited"
	InvitationAccepted  Verb = "invitation.accepted"
	InvitationRevoked   Verb = "invitation.revoked"
	InvitationRefused   Verb = "invitation.refused"
	RoleGiven           Verb = "role.given"
	RoleWithdrawn       Verb = "role.withdrawn"
	CoverNamed          Verb = "cover.named"
	CoverEnded          Verb = "cover.ended"
	AccessKept          Verb = "access.kept"
	GlassBroken         Verb = "glass.broken"
	GlassClosed         Verb = "glass.closed"
	MailTriedAgain      Verb = "mail.tried-again"
	NoticeSet           Verb = "notice.set"
	NoticeTakenBack     Verb = "notice.taken-back"
	RecordsExpired      Verb = "records.expired"
	LeadsReminded       Verb = "leads.reminded"
	PersonReminded      Verb = "person.reminded"
	RemindersChosen     Verb = "person.reminders-chosen"
	TrustExported       Verb = "trust.exported"
	TrustLookedAt       Verb = "trust.looked-at"
	TrustsCompared      Verb = "trusts.compared"
	IdentityShown       Verb = "person.identity-shown"
	IdentityRefused     Verb = "person.identity-refused"
	IdentityLinked      Verb = "identity.linked"
	IdentityRemoved     Verb = "identity.removed"
)

var sentences = map[Verb]string{
	AnswerSaved:         "saved an answer",
	AnswersTaken:        "took answers away as a spreadsheet",
	SpreadsheetApplied:  "saved answers from a spreadsheet",
	ProofNamed:          "named proof",
	ProofWithdrawn:      "withdrew proof",
	ProofChanged:        "changed proof",
	ProofTaken:          "took a file of proof away",
	ProofDeleted:        "deleted the files of withdrawn proof",
	ProofInfected:       "withdrew proof in whose file a virus scanner found something",
	QuotaSet:            "set how much the trust can keep as files",
	AssertionConfirmed:  "confirmed a part",
	AssertionHandedOut:  "handed a part to somebody",
	PartHandedIn:        "handed a part in",
	HandInTakenBack:     "took back what was handed in",
	HandInAccepted:      "accepted what was handed in",
	HandInSentBack:      "sent back what was handed in",
	CommentWritten:      "wrote a comment",
	CommentResolved:     "resolved a comment",
	AskedByLink:         "asked somebody by link",
	LinkWithdrawn:       "took back a link",
	LinkRenewed:         "asked again by link",
	LinkReplied:         "answered by link",
	LinkReplyAccepted:   "accepted what was given by link",
	LinkReplyReturned:   "returned what was given by link",
	AssessmentBegun:     "began the assessment",
	AnswersCarried:      "brought last year’s answers along",
	AnswerReconfirmed:   "reconfirmed an answer of last year",
	AnswerHeld:          "said that an answer holds under changed guidance",
	AssessmentSent:      "sent the assessment to the board",
	AssessmentRecalled:  "recalled the assessment from the board",
	AssessmentPublished: "published the assessment here",
	StandardRated:       "gave a rating",
	RatingAgreed:        "recorded the board's agreed rating",
	ReportSigned:        "answered the request to sign",
	ReportTaken:         "took a version away as a file",
	SignatoryReplaced:   "replaced a signatory",
	BoardAsked:          "asked a question about the report",
	BoardAnswered:       "answered a question of the board",
	QuorumSet:           "set how many must sign",
	MeetingSet:          "set when the board meets",
	DatesSet:            "set the trust’s own dates",
	DeadlineExtended:    "changed how long this trust has to publish",
	DecisionRecorded:    "recorded what a meeting decided",
	AppointmentsSaid:    "said how many appointments the trust has in a week",
	ServiceKept:         "changed the list of critical services",
	ServiceRemoved:      "took a service off the list of critical services",
	BenefitSaid:         "said what electronic records give patients",
	OfficialRecorded:    "recorded the official DSPT status",
	OfficeChanged:       "changed who holds an office",
	ActionPlanned:       "planned an action",
	ActionChanged:       "changed an action of the plan",
	ActionMoved:         "moved the date of an action",
	ActionNoted:         "wrote how an action goes",
	ActionEnded:         "ended an action of the plan",
	ActionsFunded:       "said that chosen actions are funded",
	ActionDecided:       "decided on an action of the published plan",
	PlanLapsed:          "noted that the accepted plan lapsed",
	RiskRecorded:        "recorded a risk that is kept",
	RiskAccepted:        "accepted a risk as senior information risk owner",
	RiskEnded:           "ended a risk that was kept",
	RemarkExplained:     "explained what a reviewer would ask",
	AssessorAppointed:   "appointed an independent assessor",
	AssessorTakenBack:   "took back the appointment of an assessor",
	AssessorLeft:        "ended the appointment of an assessor in the middle of fieldwork",
	FieldworkGoneOn:     "went on with the fieldwork that another assessor left",
	FindingTakenOver:    "took a finding of another assessor over as their own",
	ScopeMandated:       "set what must be assessed independently",
	ScopeChosen:         "chose what else is assessed independently",
	AssessorApproved:    "approved the independent assessor and the scope",
	AssessorRefused:     "did not approve the independent assessor or the scope",
	IndependenceSaid:    "declared that they are independent",
	AssessorDeclined:    "declined to assess",
	FieldworkBegun:      "began the fieldwork on a frozen copy",
	EvidenceAsked:       "asked for evidence",
	EvidenceGiven:       "answered a request for evidence",
	FindingKept:         "kept a note of the fieldwork",
	DraftIssued:         "issued the draft of the independent assessment",
	CorrectionAsked:     "asked for a correction of the draft",
	CorrectionSettled:   "decided on a correction of the draft",
	ResponseGiven:       "answered a recommendation",
	FieldworkFinal:      "made the independent assessment final",
	FindingPlanned:      "made an action of a finding",
	SignedIn:            "signed in",
	SignInFailed:        "could not sign in",
	SignedOut:           "signed out",
	PasswordGiven:       "gave the right password",
	PasswordChanged:     "changed the own password",
	FactorFailed:        "gave a second factor that is not right",
	FactorShown:         "showed the second factor again",
	SessionEnded:        "ended an own session elsewhere",
	AppSetUp:            "set up an authenticator app",
	AppRemoved:          "removed the authenticator app",
	PasskeyAdded:        "added a passkey",
	PasskeyRemoved:      "removed a passkey",
	RecoveryCodesMade:   "made new recovery codes",
	FactorResetAsked:    "asked for help with a lost second factor",
	FactorReset:         "reset a person's second factor",
	FactorResetDeclined: "declined to reset a second factor",
	PersonAdded:         "added a person",
	PersonDisabled:      "disabled a person",
	PasswordReset:       "reset a password",
	RegisterImported:    "imported the register",
	ResultsImported:     "imported official statuses",
	CycleOpened:         "opened a year",
	ContentChanged:      "changed whether an item is mandatory",
	PersonInvited:       "invited somebody",
	InvitationAccepted:  "accepted an invitation",
	InvitationRevoked:   "took back an invitation",
	InvitationRefused:   "opened a link that is not valid",
	RoleGiven:           "gave a role",
	RoleWithdrawn:       "withdrew a role",
	CoverNamed:          "named cover for an absence",
	CoverEnded:          "ended cover for an absence",
	AccessKept:          "kept the access of somebody who had not come for long",
	GlassBroken:         "began to look inside this trust as a service administrator",
	GlassClosed:         "stopped looking inside this trust",
	MailTriedAgain:      "had a message sent again",
	NoticeSet:           "set a notice for everybody",
	NoticeTakenBack:     "took back a notice for everybody",
	LeadsReminded:       "reminded the leads of people who have not come for long",
	PersonReminded:      "reminded somebody of what is due",
	RemindersChosen:     "chose what to be reminded of",
	RecordsExpired:      "deleted records whose time was over",
	TrustExported:       "exported everything of this trust",
	TrustLookedAt:       "looked at this trust’s published results",
	TrustsCompared:      "compared trusts",
	IdentityShown:       "came by single sign-on",
	IdentityRefused:     "could not come in by single sign-on",
	IdentityLinked:      "linked a single sign-on",
	IdentityRemoved:     "removed a single sign-on",
}

// Sentence gives the verb in words that follow a person's name: "saved an answer".
func (v Verb) Sentence() string { return sentences[v] }

// Verbs lists every verb in the order of its sentence.
func Verbs() []Verb {
	return slices.SortedFunc(maps.Keys(sentences), func(a, b Verb) int { return strings.Compare(a.Sentence(), b.Sentence()) })
}

// Event is one thing that happened. The store adds who, as what and from where out of the transaction's scope.
type Event struct {
	Verb   Verb
	Trust  string // ODS code; empty for what concerns no trust
	Cycle  string // "2026-27"; may be empty
	Object string // the id of what it was done to: item, assertion, standard, person
	Note   string // a few words more, never a secret and never an answer's text
}

// Entry is an event as it was written down.
type Entry struct {
	Event
	ID         string
	At         time.Time
	Person     string // UUID; empty for jobs and the command line
	PersonName string
	Role       string
	From       string // address of the request, or the name of the job or command
	RequestID  string
}
