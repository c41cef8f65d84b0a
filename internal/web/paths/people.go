package paths

import "net/url"

// Patterns of who has access, and of mail.
const (
	People           = "/trusts/{ods}/people"
	PeopleInvite     = "/trusts/{ods}/people/invitations"
	PeopleInvitation = "/trusts/{ods}/people/invitations/{invitation}"
	PeopleCover      = "/trusts/{ods}/people/cover"
	PeopleEndCover   = "/trusts/{ods}/people/cover/{cover}"
	PeopleDormant    = "/trusts/{ods}/people/dormant"
	PeoplePerson     = "/trusts/{ods}/people/{person}"

	Invitation      = "/invitations/{token}" // whoever holds the link
	AdminInvite     = "/admin/invitations"
	AdminInvitation = "/admin/invitations/{invitation}"
	BreakGlass      = "/admin/look-inside"
	BreakGlassEnd   = "/admin/look-inside/{look}"

	AdminMail       = "/admin/mail"
	AdminMailLetter = "/admin/mail/{mail}"
	Outbox          = "/outbox" // demonstration only
	OutboxLetter    = "/outbox/{mail}"
)

// ToPeople is who has access to a trust.
func ToPeople(ods string) string { return ToTrustYears(ods) + "/people" }

// ToInvite is where somebody is invited to a trust.
func ToInvite(ods string) string { return ToPeople(ods) + "/invitations" }

// ToTrustInvitation is where an invitation to a trust is sent again or taken back.
func ToTrustInvitation(ods, id string) string { return ToInvite(ods) + "/" + url.PathEscape(id) }

// ToCover is where cover for an absence is named.
func ToCover(ods string) string { return ToPeople(ods) + "/cover" }

// ToEndCover is where a cover is ended early.
func ToEndCover(ods, id string) string { return ToCover(ods) + "/" + url.PathEscape(id) }

// ToDormant lists people who have not come for long.
func ToDormant(ods string) string { return ToPeople(ods) + "/dormant" }

// ToPerson is one person's access to a trust.
func ToPerson(ods, person string) string { return ToPeople(ods) + "/" + url.PathEscape(person) }

// ToInvitation is an invitation's link; its token is a secret.
func ToInvitation(token string) string { return "/invitations/" + url.PathEscape(token) }

// ToAdminInvitation is where an administrator sends an invitation again or takes it back.
func ToAdminInvitation(id string) string { return AdminInvite + "/" + url.PathEscape(id) }

// ToBreakGlassEnd is where an administrator's look is ended early.
func ToBreakGlassEnd(id string) string { return BreakGlass + "/" + url.PathEscape(id) }

// ToAdminMail is where a message that could not be sent is tried again.
func ToAdminMail(id string) string { return AdminMail + "/" + url.PathEscape(id) }

// ToOutboxLetter is one message of the demonstration.
func ToOutboxLetter(id string) string { return Outbox + "/" + url.PathEscape(id) }
