// Package paths has every address of the service as a typed function, and beside it the pattern that the router mounts.
// No other room writes an address out.
package paths

import (
	"net/url"
	"strconv"
	"strings"
)

// Patterns of chi. The words in braces are read with chi.URLParam.
const (
	Start      = "/"
	SignIn     = "/sign-in"
	SignInAs   = "/sign-in-as" // demonstration only
	SignOut    = "/sign-out"
	Home       = "/home"  // sends a person to where their role begins
	Roles      = "/roles" // choose in which role to act
	Healthz    = "/healthz"
	Readyz     = "/readyz"
	Assets     = "/assets/"
	About      = "/about"
	StatusList = "/official-status" // public
	Support    = "/support"         // public

	SignInCode    = "/sign-in/code"            // the second factor, after the password
	SignInPasskey = "/sign-in/passkey"         // without a password
	AskAnyPasskey = "/sign-in/passkey/options" // what a browser must ask its passkeys: for a script
	AskPasskey    = "/passkey"                 // the same, of somebody who is known
	Afresh        = "/confirm"                 // the second factor once more, before something that matters
	SessionLeft   = "/session"                 // how long one stays signed in; asking for it is no activity

	SetUp           = "/set-up" // a second factor: which kind
	SetUpApp        = "/set-up/app"
	SetUpAppQR      = "/set-up/app/qr.svg"
	SetUpPasskey    = "/set-up/passkey"
	SetUpPasskeyAsk = "/set-up/passkey/options" // for a script

	Account         = "/account" // one's own second factors and sessions
	AccountSessions = "/account/sessions"
	AccountFactors  = "/account/factors"
	AccountCodes    = "/account/recovery-codes"
	AccountPassword = "/account/password"

	AccountReminders = "/account/reminders"       // what one is reminded of
	LostFactor       = "/trusts/{ods}/lost-phone" // a trust asks for help for one of its people

	TrustYears  = "/trusts/{ods}"
	Officers    = "/trusts/{ods}/officers"
	TrustHome   = "/trusts/{ods}/{cycle}"
	Standard    = "/trusts/{ods}/{cycle}/standards/{standard}"
	Item        = "/trusts/{ods}/{cycle}/items/{item}"
	ItemRow     = "/trusts/{ods}/{cycle}/items/{item}/row" // for a script; no activity
	Live        = "/trusts/{ods}/{cycle}/live"             // what others change, for a script; no activity
	History     = "/trusts/{ods}/{cycle}/items/{item}/history"
	ItemProof   = "/trusts/{ods}/{cycle}/items/{item}/proof"
	Confirm     = "/trusts/{ods}/{cycle}/assertions/{assertion}/confirm"
	HandOut     = "/trusts/{ods}/{cycle}/assertions/{assertion}/owner"
	Left        = "/trusts/{ods}/{cycle}/left" // what is left to do
	Begin       = "/trusts/{ods}/{cycle}/begin"
	Reopen      = "/trusts/{ods}/{cycle}/next-version"
	Official    = "/trusts/{ods}/{cycle}/official"
	Send        = "/trusts/{ods}/{cycle}/send"
	Recall      = "/trusts/{ods}/{cycle}/recall"
	Publish     = "/trusts/{ods}/{cycle}/publish"
	OthersView  = "/trusts/{ods}/{cycle}/others"
	Report      = "/trusts/{ods}/{cycle}/report" // the newest sent version, or the draft for who may see it
	ReportDraft = "/trusts/{ods}/{cycle}/report/draft"
	ReportOf    = "/trusts/{ods}/{cycle}/report/{version}"
	Behind      = "/trusts/{ods}/{cycle}/report/{version}/behind/{figure}" // of the draft, too
	Paper       = "/trusts/{ods}/{cycle}/report/{version}/report.pdf"
	Summary     = "/trusts/{ods}/{cycle}/report/{version}/summary" // for the public session
	SummaryFile = "/trusts/{ods}/{cycle}/report/{version}/summary.pdf"
	Files       = "/trusts/{ods}/{cycle}/report/{version}/files"       // what each file of a version holds
	Pack        = "/trusts/{ods}/{cycle}/report/{version}/pack"        // everything of a version in one archive
	Record      = "/trusts/{ods}/{cycle}/report/{version}/record.json" // the frozen bytes
	Board       = "/trusts/{ods}/{cycle}/board"
	Rate        = "/trusts/{ods}/{cycle}/rate"
	RateOne     = "/trusts/{ods}/{cycle}/rate/{standard}"
	Agree       = "/trusts/{ods}/{cycle}/agree"
	Sign        = "/trusts/{ods}/{cycle}/sign"
	Receipt     = "/trusts/{ods}/{cycle}/receipts/{signature}"
	Signatories = "/trusts/{ods}/{cycle}/signatories"

	National         = "/national"
	NationalTrusts   = "/national/trusts"
	NationalMap      = "/national/map"
	NationalStandard = "/national/standards/{standard}"
	NationalTrust    = "/national/trusts/{ods}"
	NationalSide     = "/national/side-by-side"
	NationalHistory  = "/national/history"
	NationalWaiting  = "/national/waiting" // who has not begun or not published

	Admin        = "/admin"
	AdminPeople  = "/admin/people"
	AdminPerson  = "/admin/people/{person}"
	AdminYears   = "/admin/years"
	AdminContent = "/admin/content"
	AdminItem    = "/admin/content/{edition}/{item}"

	AdminNotices = "/admin/notices" // what everybody reads above every page
	AdminNotice  = "/admin/notices/{notice}"
)

// ToSupport is the page for whoever is stuck, with the number of a request; empty: none.
func ToSupport(request string) string {
	if request == "" {
		return Support
	}
	return Support + "?request=" + url.QueryEscape(request)
}

// ToAdminNotice is where a notice is taken back.
func ToAdminNotice(id string) string { return AdminNotices + "/" + url.PathEscape(id) }

// SignInThen is the sign-in page that leads on to where a person wanted to go.
func SignInThen(next string) string { return SignIn + "?next=" + url.QueryEscape(next) }

// AfreshThen asks for the second factor once more, and leads on.
func AfreshThen(next string) string { return Afresh + "?next=" + url.QueryEscape(next) }

// ToLostFactor is where a trust asks for help for somebody who lost their second factor.
func ToLostFactor(ods string) string { return ToTrustYears(ods) + "/lost-phone" }

// Asset is a built file by its hashed name.
func Asset(hashed string) string { return Assets + hashed }

// ToTrustYears lists a trust's years.
func ToTrustYears(ods string) string { return "/trusts/" + url.PathEscape(ods) }

// ToOfficers is a trust's register of officers.
func ToOfficers(ods string) string { return ToTrustYears(ods) + "/officers" }

// Year is everything of one trust in one cycle.
type Year struct{ ODS, Cycle string }

func (y Year) at(rest string) string {
	return "/trusts/" + url.PathEscape(y.ODS) + "/" + url.PathEscape(y.Cycle) + rest
}

// Home is the task list.
func (y Year) Home() string { return y.at("") }

// Standard is the page of one standard.
func (y Year) Standard(number string) string { return y.at("/standards/" + url.PathEscape(number)) }

// Assertion is an assertion's place on its standard's page.
func (y Year) Assertion(number, assertion string) string {
	return y.Standard(number) + "#a-" + url.PathEscape(assertion)
}

// ItemOn is an item's row on its standard's page.
func (y Year) ItemOn(number, item string) string {
	return y.Standard(number) + "#i-" + url.PathEscape(item)
}

// Item is one item's own page, and where its form is sent.
func (y Year) Item(item string) string { return y.at("/items/" + url.PathEscape(item)) }

// ItemRow is an item's row as it is now, for a script whose page was told of a change.
func (y Year) ItemRow(item string) string { return y.Item(item) + "/row" }

// Live is the stream of what others change in the year.
func (y Year) Live() string { return y.at("/live") }

// Passive tells whether scripts ask for an address by themselves: that somebody's page is open is no activity of theirs.
func Passive(path string) bool {
	return path == SessionLeft || strings.HasPrefix(path, "/trusts/") && (strings.HasSuffix(path, "/live") || strings.HasSuffix(path, "/row"))
}

// History is everything that was ever answered to an item.
func (y Year) History(item string) string { return y.Item(item) + "/history" }

// ItemProof is where proof is named for an item.
func (y Year) ItemProof(item string) string { return y.Item(item) + "/proof" }

// Confirm is where an assertion is confirmed.
func (y Year) Confirm(assertion string) string {
	return y.at("/assertions/" + url.PathEscape(assertion) + "/confirm")
}

// HandOut is where an assertion's owner is named.
func (y Year) HandOut(assertion string) string {
	return y.at("/assertions/" + url.PathEscape(assertion) + "/owner")
}

// Begin is where a year's assessment is begun.
func (y Year) Begin() string { return y.at("/begin") }

// Reopen is where the next version of a published assessment is begun.
func (y Year) Reopen() string { return y.at("/next-version") }

// Left lists what is left to do.
func (y Year) Left() string { return y.at("/left") }

// Official is where the official DSPT status is recorded.
func (y Year) Official() string { return y.at("/official") }

// Send is where the assessment is sent to the board.
func (y Year) Send() string { return y.at("/send") }

// Recall takes it back.
func (y Year) Recall() string { return y.at("/recall") }

// Publish is where it is published here.
func (y Year) Publish() string { return y.at("/publish") }

// OthersView is "What others see of us".
func (y Year) OthersView() string { return y.at("/others") }

// Report is the newest report.
func (y Year) Report() string { return y.at("/report") }

// ReportDraft is the report as it would be if it were sent today.
func (y Year) ReportDraft() string { return y.at("/report/draft") }

// Behind is the answers behind a figure of a version's report; version 0 is the draft.
func (y Year) Behind(version int, figure string) string {
	which := "draft"
	if version > 0 {
		which = strconv.Itoa(version)
	}
	return y.at("/report/" + which + "/behind/" + url.PathEscape(figure))
}

// ReportOf is the report of one version.
func (y Year) ReportOf(version int) string { return y.at("/report/" + strconv.Itoa(version)) }

// Paper is the report of one version as PDF.
func (y Year) Paper(version int) string { return y.ReportOf(version) + "/report.pdf" }

// Summary is the summary of one version for the public session.
func (y Year) Summary(version int) string { return y.ReportOf(version) + "/summary" }

// SummaryFile is that summary as PDF.
func (y Year) SummaryFile(version int) string { return y.ReportOf(version) + "/summary.pdf" }

// Files says what each file of a version holds.
func (y Year) Files(version int) string { return y.ReportOf(version) + "/files" }

// Pack is where everything of a version is taken away.
func (y Year) Pack(version int) string { return y.ReportOf(version) + "/pack" }

// Record is the frozen record of one version, as it was hashed.
func (y Year) Record(version int) string { return y.ReportOf(version) + "/record.json" }

// Board is where a board member begins.
func (y Year) Board() string { return y.at("/board") }

// Rate is where a board member rates the standards.
func (y Year) Rate() string { return y.at("/rate") }

// RateOne is one standard's rating.
func (y Year) RateOne(number string) string { return y.at("/rate/" + url.PathEscape(number)) }

// Agree is where the board's agreed ratings are recorded.
func (y Year) Agree() string { return y.at("/agree") }

// Sign is where a signatory answers.
func (y Year) Sign() string { return y.at("/sign") }

// Receipt is what a signatory keeps.
func (y Year) Receipt(signature string) string { return y.at("/receipts/" + url.PathEscape(signature)) }

// Signatories is who is asked to sign.
func (y Year) Signatories() string { return y.at("/signatories") }

// ToNationalStandard is one standard across trusts.
func ToNationalStandard(number string) string { return "/national/standards/" + url.PathEscape(number) }

// ToNationalTrust is one trust as analysts see it.
func ToNationalTrust(ods string) string { return "/national/trusts/" + url.PathEscape(ods) }

// ToAdminPerson is one person, as administrators see them.
func ToAdminPerson(id string) string { return "/admin/people/" + url.PathEscape(id) }

// ToAdminItem is where an administrator changes whether an item is mandatory.
func ToAdminItem(edition, item string) string {
	return "/admin/content/" + url.PathEscape(edition) + "/" + url.PathEscape(item)
}

// With adds a query to an address; an empty one adds nothing.
func With(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}
