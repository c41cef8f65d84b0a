package trust

// Profile is what a file of kinds says about a trust besides the register. What it leaves open is unknown.
type Profile struct {
	Line               int    // in the file that it was read from
	Code               string // ODS code
	Kind               Kind
	MajorTrauma        *bool
	WeeklyAppointments *Figure
	Beds               *Figure
	Staff              *Figure
}
