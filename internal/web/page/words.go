package page

import "cyberready/internal/web/paths"

func windowTitle(p Page, v Visitor) string {
	t := p.Title
	if p.Errors != nil {
		t = "Error: " + t
	}
	if p.Caption != "" {
		t += " – " + p.Caption
	}
	t += " – Cyber readiness"
	if v.Site.Demo {
		t += " (demonstration)"
	}
	return t
}

func homeOf(v Visitor) string {
	if v.SignedIn() {
		return paths.Home
	}
	return paths.Start
}

func endWords(v Visitor) string {
	return "You are signed out at " + Clock(v.SessionEnds) + " if you open no page and send no form until then."
}
