package paths

// Trail is a trust's own audit trail; with format=csv it is a file.
const Trail = "/trusts/{ods}/trail"

// ToTrail is a trust's own audit trail.
func ToTrail(ods string) string { return ToTrustYears(ods) + "/trail" }
