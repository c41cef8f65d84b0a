// Package access answers one question: may this actor do this to that? The answer is one table, and no is the default.
//
// Every operation of the store asks Can before it reads or writes; pages ask it only to decide which buttons to show.
// Row-level security in the database says the scope once more, so that a slip here still reveals nothing.
package access

import (
	"cyberready/internal/core/fault"
)

// Role is what a person is, in one scope. A person may hold several and acts in one at a time.
type Role string

// The roles. The first five belong to one trust; Analyst to the nation, a region or an integrated care board (ICB);
// Administrator runs the service and reads nobody's answers.
const (
	Lead           Role = "lead"
	Contributor    Role = "contributor"
	BoardMember    Role = "board-member"
	BoardSecretary Role = "board-secretary"
	Assessor       Role = "assessor"
	Analyst        Role = "analyst"
	Administrator  Role = "administrator"
)

// BreakGlass is what a service administrator is for one hour in one trust, after giving a reason: it looks and does nothing.
// It is opened and never given, so it is not among Roles.
const BreakGlass Role = "break-glass"

// Roles lists every role that can be given, in reading order.
var Roles = []Role{Lead, Contributor, BoardMember, BoardSecretary, Assessor, Analyst, Administrator}

// Words gives the role as people say it.
func (r Role) Words() string {
	switch r {
	case Lead:
		return "Assessment lead"
	case Contributor:
		return "Contributor"
	case BoardMember:
		return "Board member"
	case BoardSecretary:
		return "Board secretary"
	case Assessor:
		return "Independent assessor"
	case Analyst:
		return "Analyst"
	case Administrator:
		return "Service administrator"
	case BreakGlass:
		return "Administrator looking inside"
	}
	return string(r)
}

// OfTrust tells whether the role belongs to one trust.
func (r Role) OfTrust() bool {
	switch r {
	case Lead, Contributor, BoardMember, BoardSecretary, Assessor, BreakGlass:
		return true
	}
	return false
}

// Known tells whether there is such a role.
func (r Role) Known() bool { return r.OfTrust() || r == Analyst || r == Administrator }

// Reach is how far an analyst's scope goes.
type Reach string

// The reaches of a role: a trust role reaches its trust, an administrator the service.
const (
	ReachTrust   Reach = "trust"
	ReachRegion  Reach = "region"
	ReachICB     Reach = "icb"
	ReachNation  Reach = "nation"
	ReachService Reach = "service"
)

// Actor is a person in one role. The zero Actor is nobody, and may do nothing.
type Actor struct {
	Person string // UUID
	Name   string
	RoleID string // UUID of the role that was given
	Role   Role
	Reach  Reach
	Place  string // ODS code of the trust, code of the region or ICB; empty for the nation and the service
}

// Trust gives the ODS code of the actor's trust, empty for national roles and administrators.
func (a Actor) Trust() string {
	if a.Reach == ReachTrust {
		return a.Place
	}
	return ""
}

// Verb is something that a person does.
type Verb string

// What is done in a trust.
const (
	SeeAnswers      Verb = "see answers"         // the draft, its proof and history
	Begin           Verb = "begin"               // begin the year's assessment
	Answer          Verb = "answer"              // save answers and name proof
	WorkInFile      Verb = "work in a file"      // take answers away as a spreadsheet, and bring it back
	TakeProof       Verb = "take proof away"     // a proof's file
	DeleteProof     Verb = "delete proof"        // the files of proof that is withdrawn and supports nothing
	Confirm         Verb = "confirm"             // stand behind an assertion
	HandOut         Verb = "hand out"            // name who answers an assertion or an item
	SeeSharing      Verb = "see shared work"     // comments, what was handed in, and what was asked by link
	HandIn          Verb = "hand in"             // say of one's own part that it is done
	JudgeHandIn     Verb = "judge a hand-in"     // accept it or send it back
	Comment         Verb = "comment"             // on an item
	AskByLink       Verb = "ask by link"         // somebody without an account, and accept or return what they give
	SendToBoard     Verb = "send to the board"   // freeze and send
	Recall          Verb = "recall"              // take back what was sent
	Publish         Verb = "publish"             // publish here
	RecordOfficial  Verb = "record official"     // record the official DSPT status
	KeepOfficers    Verb = "keep officers"       // who holds which office
	KeepSignatories Verb = "keep signatories"    // replace who is asked to sign
	SeeReport       Verb = "see report"          // the readiness report
	TakeReport      Verb = "take report away"    // the frozen record as a file, and the pack
	Rate            Verb = "rate"                // the member's own rating
	Agree           Verb = "agree"               // record the board's agreed rating
	Sign            Verb = "sign"                // sign, sign with reservations, decline, ask
	AskLead         Verb = "ask the lead"        // put a question about a version
	AnswerBoard     Verb = "answer the board"    // answer one on the record
	KeepMeetings    Verb = "keep meetings"       // when the board meets, and how many must sign
	KeepDates       Verb = "keep dates"          // the trust's own days of a year
	RecordDecision  Verb = "record a decision"   // what the board decided in a meeting
	SayAppointments Verb = "say appointments"    // how many the trust has in a week
	KeepServices    Verb = "keep services"       // the short list of critical services, and what records give patients
	SeeOthersView   Verb = "see what others see" // What others see of us
	Explain         Verb = "explain"             // reply to what a reviewer would ask
	SeePlan         Verb = "see plan"            // the working plan of improvement
	KeepPlan        Verb = "keep plan"           // actions, their dates and money, and risks
	WorkOnPlan      Verb = "work on plan"        // write what has happened, and end an action
	SeeRisks        Verb = "see risks"           // the risks that are knowingly kept
	AcceptRisk      Verb = "accept risk"         // as the senior information risk owner
	SeeFieldwork    Verb = "see fieldwork"       // the independent assessment, as far as it is issued
	Appoint         Verb = "appoint"             // the independent assessor, and what the trust adds to the scope
	ApproveAssessor Verb = "approve assessor"    // as a member of the board
	Assess          Verb = "assess"              // declare, test, find and conclude
	GiveEvidence    Verb = "give evidence"       // answer what the assessor asks for
	RespondToDraft  Verb = "respond to draft"    // correct facts, and say what management does
	AskReset        Verb = "ask for a reset"     // help for somebody who lost their second factor
	SeeTrail        Verb = "see trail"           // who did what, when and from where
	SeeAccess       Verb = "see access"          // who has access to this trust, and when they last came
	KeepAccess      Verb = "keep access"         // invite, give and withdraw roles, name cover
)

// What is done across trusts and to the service.
const (
	Compare        Verb = "compare"         // see published results and the three facts of drafts
	DecidePlan     Verb = "decide plan"     // accept or return an action of a published plan
	KeepPeople     Verb = "keep people"     // add, disable, reset
	KeepRegister   Verb = "keep register"   // imports, cycles
	ChangeContent  Verb = "change content"  // which items are mandatory
	ExtendDeadline Verb = "extend deadline" // more time for named trusts
	LookInside     Verb = "look inside"     // break glass: one hour's look into a trust
	KeepMail       Verb = "keep mail"       // see which messages could not be sent, and try again
	KeepQuotas     Verb = "keep quotas"     // how much a trust can keep as files
	KeepNotices    Verb = "keep notices"    // set what everybody reads above every page
)

var (
	table = map[Verb][]Role{
		SeeAnswers:      {Lead, Contributor, BreakGlass}, // an assessor reads the frozen copy, and not what moves
		Begin:           {Lead},
		Answer:          {Lead, Contributor},
		WorkInFile:      {Lead, Contributor}, // a contributor the parts that were handed to them: the store cuts it down
		TakeProof:       {Lead, Contributor}, // who looks inside takes none away; an assessor only what is in the copy
		DeleteProof:     {Lead},
		Confirm:         {Lead}, // who was given a part hands it in (assessment.HandIn)
		HandOut:         {Lead},
		SeeSharing:      {Lead, Contributor}, // a contributor of what was given to them: the store checks the owner
		HandIn:          {Contributor},       // and only what was given to them: the store checks the owner
		JudgeHandIn:     {Lead},              // and never one's own: assessment.HandIn.MayJudge
		Comment:         {Lead, Contributor}, // a contributor on what was given to them
		AskByLink:       {Lead, Contributor}, // a contributor about what was given to them
		SendToBoard:     {Lead},
		Recall:          {Lead},
		Publish:         {Lead},
		RecordOfficial:  {Lead},
		KeepOfficers:    {Lead, BoardSecretary},
		KeepSignatories: {Lead, BoardSecretary},
		SeeReport:       {Lead, Contributor, BoardMember, BoardSecretary, Assessor, BreakGlass},
		TakeReport:      {Lead, Contributor, BoardMember, Assessor}, // it holds the answers: who looks inside, or keeps the board's diary, takes none away
		Rate:            {BoardMember},
		Agree:           {BoardSecretary, BoardMember}, // a board member only as the chair: the store checks the register of officers
		Sign:            {BoardMember, Lead},           // and only who is asked for: the store checks the signatories
		AskLead:         {BoardMember},
		AnswerBoard:     {Lead},
		KeepMeetings:    {BoardSecretary},
		KeepDates:       {Lead, BoardSecretary},
		RecordDecision:  {BoardSecretary},
		SayAppointments: {Lead},
		KeepServices:    {Lead},
		SeeOthersView:   {Lead, Contributor, BoardMember, BoardSecretary, Assessor, BreakGlass},
		Explain:         {Lead},
		SeePlan:         {Lead, Contributor, Assessor, BreakGlass},
		KeepPlan:        {Lead},
		WorkOnPlan:      {Lead, Contributor}, // a contributor on what they own: the store checks the owner
		SeeRisks:        {Lead, Contributor, BoardMember, BoardSecretary, Assessor, BreakGlass},
		AcceptRisk:      {BoardMember, Lead}, // and only the senior information risk owner: the store checks the register of officers
		SeeFieldwork:    {Lead, Contributor, BoardMember, BoardSecretary, Assessor},
		Appoint:         {Lead},
		ApproveAssessor: {BoardMember},
		Assess:          {Assessor}, // and only who is appointed for the year: the store checks the engagement
		GiveEvidence:    {Lead, Contributor},
		RespondToDraft:  {Lead},
		SeeTrail:        {Lead},
		SeeAccess:       {Lead, BoardSecretary, BreakGlass},
		KeepAccess:      {Lead},
		AskReset:        {Lead, BoardSecretary},
		Compare:         {Analyst},
		DecidePlan:      {Analyst},
		KeepPeople:      {Administrator},
		KeepRegister:    {Administrator},
		ChangeContent:   {Administrator},
		ExtendDeadline:  {Administrator},
		LookInside:      {Administrator},
		KeepMail:        {Administrator},
		KeepQuotas:      {Administrator},
		KeepNotices:     {Administrator},
	}
	ask = map[Verb]string{
		SeeAnswers:      "The answers are for the assessment lead and contributors. The independent assessor reads the copy that is tested.",
		Begin:           "Ask your assessment lead to begin the assessment.",
		Answer:          "Ask your assessment lead to make you a contributor.",
		WorkInFile:      "Ask your assessment lead for a part to answer.",
		TakeProof:       "Files of proof are for the assessment lead and contributors to take away. The independent assessor takes those of the items in scope, on their own pages.",
		DeleteProof:     "Ask your assessment lead to delete it.",
		Confirm:         "Ask your assessment lead to confirm it. If it was given to you, hand it in.",
		HandOut:         "Ask your assessment lead.",
		SeeSharing:      "This is for whom the part was given to. Ask your assessment lead to give it to you.",
		HandIn:          "A part is handed in by whom it was given to. Ask your assessment lead to give it to you.",
		JudgeHandIn:     "Ask your assessment lead to look at it.",
		Comment:         "Comments are for whom the part was given to. Ask your assessment lead to give it to you.",
		AskByLink:       "Ask your assessment lead to do it, or whom the part was given to.",
		SendToBoard:     "Ask your assessment lead to send it.",
		Recall:          "Ask your assessment lead to recall it.",
		Publish:         "Ask your assessment lead to publish it.",
		RecordOfficial:  "Ask your assessment lead to record it.",
		KeepOfficers:    "Ask your assessment lead or board secretary.",
		KeepSignatories: "Ask your assessment lead or board secretary.",
		SeeReport:       "The report is for people of the trust.",
		TakeReport:      "The record holds every answer. It is for the board's members, the assessment lead, contributors and the independent assessor to take away.",
		Rate:            "Only board members rate. Ask your board secretary.",
		Agree:           "Ask your chair or board secretary.",
		Sign:            "Only the people who were asked to sign can sign. Ask your board secretary.",
		AskLead:         "Questions to the assessment lead are for board members.",
		AnswerBoard:     "Ask your assessment lead to answer it.",
		KeepMeetings:    "Ask your board secretary.",
		KeepDates:       "Ask your assessment lead or board secretary.",
		RecordDecision:  "Ask your board secretary to record it.",
		SayAppointments: "Ask your assessment lead to say how many there are.",
		KeepServices:    "Ask your assessment lead to change the list of critical services.",
		SeeOthersView:   "This page is for people of the trust.",
		Explain:         "Ask your assessment lead to explain it.",
		SeePlan:         "The plan is for the assessment lead, contributors and the independent assessor.",
		KeepPlan:        "Ask your assessment lead to change the plan.",
		WorkOnPlan:      "Ask the owner of this action, or your assessment lead.",
		SeeRisks:        "The risks are for people of the trust.",
		AcceptRisk:      "Only the senior information risk owner accepts a risk, signed in as themselves.",
		SeeFieldwork:    "The independent assessment is for people of the trust.",
		Appoint:         "Ask your assessment lead to appoint the assessor.",
		ApproveAssessor: "Only a member of the board approves the assessor and the scope, signed in as themselves.",
		Assess:          "Only the independent assessor does this.",
		GiveEvidence:    "Evidence is given by the assessment lead and contributors.",
		RespondToDraft:  "Ask your assessment lead to answer the draft.",
		SeeTrail:        "The audit trail is for the assessment lead.",
		SeeAccess:       "Who has access is for the assessment lead and the board secretary to see.",
		KeepAccess:      "Ask your assessment lead.",
		AskReset:        "Ask your assessment lead or board secretary.",
		DecidePlan:      "Plans are accepted or returned by national, regional and ICB analysts.",
		Compare:         "Comparison is for national, regional and ICB analysts.",
		KeepPeople:      "Ask a service administrator.",
		KeepRegister:    "Ask a service administrator.",
		ChangeContent:   "Ask a service administrator.",
		ExtendDeadline:  "Ask a service administrator.",
		LookInside:      "Only a service administrator can look inside a trust, with a reason and for an hour.",
		KeepMail:        "Ask a service administrator.",
		KeepQuotas:      "Ask a service administrator.",
		KeepNotices:     "Ask a service administrator.",
	}
)

// Object is what it is done to: a trust's things by its ODS code, or something of the service when Trust is empty.
type Object struct {
	Trust string
}

// Of is the object that belongs to a trust.
func Of(odsCode string) Object { return Object{Trust: odsCode} }

// Service is the service itself, or trusts as a group within the actor's reach.
var Service = Object{}

// Can returns nil when the actor may. Otherwise it is a fault: NotFound when the object is not in the actor's scope (it
// must look as if it did not exist), Forbidden when the actor is in the right place and lacks the verb; the sentence
// says whom to ask.
func Can(a Actor, verb Verb, o Object) error {
	if a.Person == "" || !a.Role.Known() {
		return notFound()
	}
	if o.Trust != "" && a.Trust() != o.Trust {
		return notFound()
	}
	for _, r := range table[verb] {
		if r != a.Role {
			continue
		}
		if r.OfTrust() && o.Trust == "" {
			break
		}
		return nil
	}
	return Refuse(verb)
}

// Refuse is the fault that says whom to ask. Can gives it to a role without the verb; a caller, to somebody whose role
// has the verb, but not on this very thing: a contributor confirms only what was handed to them.
func Refuse(verb Verb) error {
	return fault.New(fault.Forbidden, "Your role cannot do this here. "+ask[verb])
}

func notFound() error { return fault.New(fault.NotFound, "We cannot find that page.") }
