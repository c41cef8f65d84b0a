package paths

import (
	"net/url"
	"strconv"
	"strings"
)

// Patterns of the library of proof. The list is a file with format=csv; year= names the year whose items are looked at.
const (
	Proof      = "/trusts/{ods}/proof"
	ProofNew   = "/trusts/{ods}/proof/new"
	ProofOne   = "/trusts/{ods}/proof/{proof}"
	ProofRenew = "/trusts/{ods}/proof/{proof}/new-version"
	ProofItems = "/trusts/{ods}/proof/{proof}/items"
	ProofEnd   = "/trusts/{ods}/proof/{proof}/end"
	ProofFile  = "/trusts/{ods}/proof/{proof}/files/{version}"
	ProofLook  = "/trusts/{ods}/proof/{proof}/files/{version}/preview"
	AdminProof = "/admin/proof" // how much trusts keep as files
)

// Proof is the trust's library of proof, looked at from this year.
func (y Year) Proof() string { return y.proof("", nil) }

// ProofsThat is the library by one of its filters.
func (y Year) ProofsThat(filter string) string { return y.proof("", url.Values{"show": {filter}}) }

// ProofNew is where proof is given.
func (y Year) ProofNew() string { return y.proof("/new", nil) }

// ProofNewFor is where proof for an item is given.
func (y Year) ProofNewFor(item string) string { return y.proof("/new", url.Values{"item": {item}}) }

// ProofOne is one piece of proof.
func (y Year) ProofOne(id string) string { return y.proof("/"+url.PathEscape(id), nil) }

// ProofRenew is where it gets a new version.
func (y Year) ProofRenew(id string) string {
	return y.proof("/"+url.PathEscape(id)+"/new-version", nil)
}

// ProofItems is where it is chosen what it supports in this year.
func (y Year) ProofItems(id string) string { return y.proof("/"+url.PathEscape(id)+"/items", nil) }

// ProofEnd is where it is withdrawn, and its files are deleted.
func (y Year) ProofEnd(id string) string { return y.proof("/"+url.PathEscape(id)+"/end", nil) }

// ProofFile is the file of one of its versions.
func (y Year) ProofFile(id string, version int) string {
	return ToTrustYears(y.ODS) + "/proof/" + url.PathEscape(id) + "/files/" + strconv.Itoa(version)
}

// ProofLook is the picture that is made of it.
func (y Year) ProofLook(id string, version int) string { return y.ProofFile(id, version) + "/preview" }

// YearIn tells of which trust and year an address is: the library of proof stands above the years, and names the one in which
// it is looked at in its query.
func YearIn(u *url.URL) (Year, bool) {
	if y, ok := YearOf(u.Path); ok {
		return y, true
	}
	ods, rest, _ := strings.Cut(strings.TrimPrefix(u.Path, "/trusts/"), "/")
	if year := u.Query().Get("year"); rest == "proof" || strings.HasPrefix(rest, "proof/") {
		return YearOf(Year{ODS: ods, Cycle: year}.Home())
	}
	return Year{}, false
}

func (y Year) proof(rest string, query url.Values) string {
	if query == nil {
		query = url.Values{}
	}
	if y.Cycle != "" {
		query.Set("year", y.Cycle)
	}
	return With(ToTrustYears(y.ODS)+"/proof"+rest, query)
}
