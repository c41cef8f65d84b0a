package main

import (
	"cyberready/internal/core/day"
	"cyberready/internal/core/fault"
	"cyberready/internal/core/trust"
)

// dayFlag is a day on the command line, zero when it is not given. One that does not exist is wrong usage.
type dayFlag struct{ day.Day }

// UnmarshalText reads YYYY-MM-DD.
func (f *dayFlag) UnmarshalText(text []byte) error {
	d, err := day.Parse(string(text))
	if err != nil || d.IsZero() {
		return fault.New(fault.Invalid, "“%s” is not a date. Write it like 2023-11-16.", text)
	}
	f.Day = d
	return nil
}

// cycleFlag is a DSPT year on the command line.
type cycleFlag struct{ trust.Cycle }

// UnmarshalText reads a label such as 2022-23.
func (f *cycleFlag) UnmarshalText(text []byte) (err error) {
	f.Cycle, err = trust.ParseCycle(string(text))
	return err
}
