package journey

// EnterCode shows the second factor of somebody whom the site has made: the code of their app.
func (b *Browser) EnterCode(email string) {
	b.t.Helper()
	b.Sees("The 6 digits that your authenticator app shows now")
	b.Fill("Code", b.site.Code(b.t, email))
	b.Press("Continue")
}
