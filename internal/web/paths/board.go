package paths

import "net/url"

// Patterns of what stands beside a report.
const (
	Questions    = "/trusts/{ods}/{cycle}/questions"
	Question     = "/trusts/{ods}/{cycle}/questions/{question}" // where it is answered
	Meetings     = "/trusts/{ods}/{cycle}/meetings"             // when the board meets, and how many must sign
	Appointments = "/trusts/{ods}/{cycle}/appointments"         // what an attack could cost
	Quorum       = "/trusts/{ods}/{cycle}/quorum"
	Decision     = "/trusts/{ods}/{cycle}/decision" // what a meeting decided
)

// Questions is what the board asked about the report, and was answered.
func (y Year) Questions() string { return y.at("/questions") }

// AskAbout is where a question about one standard is asked; an empty number is the whole.
func (y Year) AskAbout(standard string) string {
	return With(y.Questions(), url.Values{"standard": {standard}}) + "#question"
}

// Question is where one is answered.
func (y Year) Question(id string) string { return y.at("/questions/" + url.PathEscape(id)) }

// Meetings is when the board and its committee meet on the report.
func (y Year) Meetings() string { return y.at("/meetings") }

// Quorum is where it is set how many must sign.
func (y Year) Quorum() string { return y.at("/quorum") }

// Decision is where it is recorded what a meeting decided.
func (y Year) Decision() string { return y.at("/decision") }

// Appointments is what an attack could cost in appointments.
func (y Year) Appointments() string { return y.at("/appointments") }
