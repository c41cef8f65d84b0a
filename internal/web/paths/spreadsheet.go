package paths

// Patterns of working in a spreadsheet.
const (
	Spreadsheet        = "/trusts/{ods}/{cycle}/spreadsheet"
	SpreadsheetFile    = "/trusts/{ods}/{cycle}/spreadsheet/assessment.xlsx"
	SpreadsheetChanges = "/trusts/{ods}/{cycle}/spreadsheet/changes"
)

// Spreadsheet is where the assessment is taken away as a spreadsheet, and brought back.
func (y Year) Spreadsheet() string { return y.at("/spreadsheet") }

// SpreadsheetFile is the file.
func (y Year) SpreadsheetFile() string { return y.Spreadsheet() + "/assessment.xlsx" }

// SpreadsheetChanges is what an uploaded file would change, and where it is confirmed.
func (y Year) SpreadsheetChanges() string { return y.Spreadsheet() + "/changes" }
