package papers

import (
	"strings"

	"cyberready/internal/core/report"
	"cyberready/internal/edge/pack"
	"cyberready/internal/store/reportdb"
	"cyberready/internal/web/page"
)

// howToVerify is the sheet that begins a pack: how to check it without this service.
func howToVerify(v page.Visit, sent reportdb.Sent, papers bool) string {
	name := fileName(v, sent.Number)
	var b strings.Builder
	say := func(lines ...string) {
		for _, l := range lines {
			b.WriteString(l + "\r\n") // for whatever opens it
		}
		b.WriteString("\r\n")
	}
	say("HOW TO VERIFY THIS PACK", "=======================")
	say(sent.Snapshot.Trust.Name+" ("+v.At.ODS+"), "+v.At.Cycle+", "+report.VersionWords(sent.Number)+", as at "+sent.Reference.Words()+".",
		"Nothing here needs the service that made it.")
	if v.Site.Demo {
		say("Demonstration: the trust, its people and its answers are invented.")
	}
	say("WHAT IS IN IT")
	if papers {
		say(paperName(v, sent.Number)+"  the full paper, for the private session",
			summaryName(v, sent.Number)+"  the summary for the public session")
	} else {
		say("No PDF: the server that made this pack had nothing to make PDF files with. Print the report's page instead.")
	}
	say(name+"-figures.xlsx  every figure, to count again; the plan, the chains, the questions and the decisions as tables",
		recordName(v, sent.Number)+"  the record that the board was sent: every answer, frozen",
		name+"-signatures.json  who signed it, what they said, what was asked, answered and decided, and how it was published",
		pack.SumsName+"  the fingerprint (SHA-256) of each file")
	say("1. IS THE PACK WHOLE?",
		"In this folder, run:",
		"    sha256sum -c "+pack.SumsName,
		"Each file must say OK. (On a Mac: shasum -a 256 -c. On Windows: Get-FileHash.)")
	say("2. IS THE RECORD THE ONE THAT WAS SIGNED?",
		"    sha256sum "+recordName(v, sent.Number),
		"must print",
		"    "+sent.Version.SHA256,
		"Compare it with what does not come from this pack: a signatory's receipt, or a paper with its QR code.",
		"Each decision in "+name+"-signatures.json names the fingerprint that it is about.")
	say("3. WHAT DOES THE RECORD SAY THAT IT IS?",
		"    cyberready verify publication "+recordName(v, sent.Number),
		"prints the fingerprint, the trust, the version and the day. With --database-url or --data-dir of the service it also",
		"compares the record with what was sent, signed and published there.")
	say("WHAT THIS CANNOT SHOW",
		"A signature here is an electronic record that the service kept, and not a cryptographic signature of the person.",
		"The record holds every answer, and who gave it: keep the pack as you keep the answers themselves.")
	return b.String()
}
