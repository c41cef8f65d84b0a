package letter

// Kind is an occasion for a letter, in a stable word that is stored.
type Kind string

// The occasions. Each has its words in Write.
const (
	Invited          Kind = "invited"            // to the address of an invitation, with its link
	RoleGiven        Kind = "role-given"         // to the person
	RoleWithdrawn    Kind = "role-withdrawn"     // to the person
	CoverNamed       Kind = "cover-named"        // to who stands in
	PasswordReset    Kind = "password-reset"     // to the person, by an administrator
	FactorReset      Kind = "factor-reset"       // to the person, by an administrator
	WayInChanged     Kind = "way-in-changed"     // to the person, when somebody signed in as them changed how they come in
	SigningAsked     Kind = "signing-asked"      // to everybody who is asked to sign a version
	SigningPassedOn  Kind = "signing-passed-on"  // to who is no longer asked, because somebody else is
	SigningReceipt   Kind = "signing-receipt"    // to who answered
	BoardAsked       Kind = "board-asked"        // to every lead and who stands in for one, when the board has a question
	BoardAnswered    Kind = "board-answered"     // to who asked
	AssessmentBack   Kind = "assessment-back"    // to who was asked to sign what has been recalled
	AssessmentPublic Kind = "assessment-public"  // to leads and the board, when it is published here
	ActionReturned   Kind = "action-returned"    // to an action's owner and every lead, when national staff return it
	Reminders        Kind = "reminders"          // to whom something waits for, once a day at most
	AssessorProposed Kind = "assessor-proposed"  // to every board member, when an assessor and a scope wait for approval
	AssessorNamed    Kind = "assessor-named"     // to the assessor, who declares or declines
	EvidenceAsked    Kind = "evidence-asked"     // to every lead, when the assessor asks for evidence
	DraftIssued      Kind = "draft-issued"       // to every lead, when the draft of the independent assessment is there
	FieldworkFinal   Kind = "fieldwork-final"    // to leads and the board, when the independent assessment is final
	BreakGlassOpened Kind = "break-glass-opened" // to every lead, when an administrator looks inside
	HandInAccepted   Kind = "hand-in-accepted"   // to who handed it in
	HandInSentBack   Kind = "hand-in-sent-back"  // to who handed it in
	LinkAsked        Kind = "link-asked"         // to the address of whom somebody asks, with the link
	LinkReturned     Kind = "link-returned"      // to the same address, when what was given is returned
	LinkAnswered     Kind = "link-answered"      // to who asked
	TrustExported    Kind = "trust-exported"     // to every lead, when everything of the trust was exported
	GuidanceChanged  Kind = "guidance-changed"   // to who has a part of which the guidance changed, or else to every lead
	DormantPeople    Kind = "dormant-people"     // to every lead, once a quarter, when people have not come for long
)

// Kinds lists every occasion.
var Kinds = []Kind{Invited, RoleGiven, RoleWithdrawn, CoverNamed, PasswordReset, FactorReset, WayInChanged, SigningAsked, SigningPassedOn, SigningReceipt,
	BoardAsked, BoardAnswered, AssessmentBack, AssessmentPublic, GuidanceChanged, ActionReturned, Reminders,
	HandInAccepted, HandInSentBack, LinkAsked, LinkReturned, LinkAnswered,
	AssessorProposed, AssessorNamed, EvidenceAsked, DraftIssued, FieldworkFinal, BreakGlassOpened, TrustExported, DormantPeople}

// Words names the kind for a list: "invitation".
func (k Kind) Words() string {
	switch k {
	case Invited:
		return "invitation"
	case RoleGiven:
		return "a role was given"
	case RoleWithdrawn:
		return "a role was withdrawn"
	case CoverNamed:
		return "named as cover"
	case PasswordReset:
		return "a password was reset"
	case FactorReset:
		return "a second factor was reset"
	case WayInChanged:
		return "a way of signing in was changed"
	case SigningAsked:
		return "request to sign"
	case SigningPassedOn:
		return "somebody else is asked to sign"
	case SigningReceipt:
		return "receipt for a signature"
	case BoardAsked:
		return "a question of the board"
	case BoardAnswered:
		return "an answer to a question of the board"
	case AssessmentBack:
		return "an assessment was recalled"
	case AssessmentPublic:
		return "an assessment was published"
	case GuidanceChanged:
		return "guidance on an answer changed"
	case ActionReturned:
		return "an action of a plan was returned"
	case Reminders:
		return "reminders of what is due"
	case AssessorProposed:
		return "an assessor waits for approval"
	case AssessorNamed:
		return "appointed as independent assessor"
	case EvidenceAsked:
		return "evidence is asked for"
	case DraftIssued:
		return "a draft of the independent assessment"
	case FieldworkFinal:
		return "the independent assessment is final"
	case BreakGlassOpened:
		return "an administrator looks inside a trust"
	case HandInAccepted:
		return "a part was accepted"
	case HandInSentBack:
		return "a part was sent back"
	case LinkAsked:
		return "a question by link"
	case LinkReturned:
		return "an answer by link was returned"
	case LinkAnswered:
		return "an answer came by link"
	case TrustExported:
		return "everything of a trust was exported"
	case DormantPeople:
		return "people who have not come for long"
	}
	return string(k)
}

// ToAddress tells whether a letter goes to the address that its object holds, and not to a person with an account.
func (k Kind) ToAddress() bool { return k == Invited || k == LinkAsked || k == LinkReturned }

// Notice is an occasion as it is queued, in the transaction of what it is about: ids, and never words or a link.
type Notice struct {
	Kind    Kind
	Trust   string   // ODS code; empty for what concerns no trust
	Cycle   string   // "2026-27"; may be empty
	Version int      // of the assessment; 0 when it is about none
	Object  string   // the id of what it is about: invitation, role, signature, cover, look, action, digest, hand-in, question by link
	To      []string // ids of people; empty where the kind says who is told, and where it goes to an address (ToAddress)
	By      string   // who caused it, where that is not who acts
}
