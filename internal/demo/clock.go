package demo

import "time"

func hour(h int) time.Duration { return time.Duration(h) * time.Hour }
