package paths

import "net/url"

// Patterns of work that is shared. A part is an assertion or a single item.
const (
	ItemOwner   = "/trusts/{ods}/{cycle}/items/{item}/owner"
	Comments    = "/trusts/{ods}/{cycle}/items/{item}/comments"
	Asks        = "/trusts/{ods}/{cycle}/items/{item}/ask"
	AskReply    = "/trusts/{ods}/{cycle}/items/{item}/ask/{ask}" // accept, return or withdraw
	Part        = "/trusts/{ods}/{cycle}/parts/{part}"
	HandIn      = "/trusts/{ods}/{cycle}/parts/{part}/hand-in"
	JudgeHandIn = "/trusts/{ods}/{cycle}/parts/{part}/judgement"

	Asked = "/asked/{token}" // whoever holds a link
)

// ItemOwner is where a single item is given to somebody.
func (y Year) ItemOwner(item string) string { return y.Item(item) + "/owner" }

// Comments are what people said about an item to one another.
func (y Year) Comments(item string) string { return y.Item(item) + "/comments" }

// Asks is where somebody without an account is asked about an item.
func (y Year) Asks(item string) string { return y.Item(item) + "/ask" }

// AskReply is where what came by a link is accepted or returned, and where the link is withdrawn.
func (y Year) AskReply(item, ask string) string { return y.Asks(item) + "/" + url.PathEscape(ask) }

// Part is a part that was given to somebody: how far it is, and where it is handed in and judged.
func (y Year) Part(id string) string { return y.at("/parts/" + url.PathEscape(id)) }

// HandIn is where a part is handed in, and a hand-in taken back.
func (y Year) HandIn(id string) string { return y.Part(id) + "/hand-in" }

// JudgeHandIn is where a hand-in is accepted or sent back.
func (y Year) JudgeHandIn(id string) string { return y.Part(id) + "/judgement" }

// ToAsked is the page of a link that somebody without an account holds.
func ToAsked(token string) string { return "/asked/" + url.PathEscape(token) }
