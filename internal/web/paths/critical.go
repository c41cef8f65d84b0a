package paths

import "net/url"

// Patterns of the trust's critical services.
const (
	Critical        = "/trusts/{ods}/{cycle}/critical-services"
	CriticalService = "/trusts/{ods}/{cycle}/critical-services/services/{service}"
	CriticalRemove  = "/trusts/{ods}/{cycle}/critical-services/services/{service}/remove"
	RecordBenefit   = "/trusts/{ods}/{cycle}/critical-services/benefit" // what electronic records give patients
)

// Critical is the list of critical services.
func (y Year) Critical() string { return y.at("/critical-services") }

// CriticalService is one of them, where it is changed.
func (y Year) CriticalService(id string) string {
	return y.Critical() + "/services/" + url.PathEscape(id)
}

// CriticalRemove takes one off the list.
func (y Year) CriticalRemove(id string) string { return y.CriticalService(id) + "/remove" }

// RecordBenefit is where the trust says what electronic records give its patients.
func (y Year) RecordBenefit() string { return y.Critical() + "/benefit" }
