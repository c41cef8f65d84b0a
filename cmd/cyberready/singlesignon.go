package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"cyberready/internal/core/credential"
	"cyberready/internal/core/fault"
	"cyberready/internal/edge/oidc"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
)

// signOnFlags name a provider of single sign-on.
type signOnFlags struct {
	Name       string   `name:"oidc-name" placeholder:"NAME" help:"What people call the provider of single sign-on, as in: Sign in with NAME."`
	Issuer     string   `name:"oidc-issuer" placeholder:"URL" help:"Its issuer (OpenID Connect), exactly as its tokens write it. Without one there is no single sign-on."`
	ClientID   string   `name:"oidc-client-id" placeholder:"ID" help:"The id that it gave to this service. Register there the address to come back to, which serve prints."`
	Secret     string   `name:"oidc-client-secret" placeholder:"SECRET" help:"The secret that belongs to it: better given as a variable or a file, for a command line can be read by others."`
	SecretFile string   `name:"oidc-client-secret-file" type:"path" placeholder:"FILE" help:"A file that holds that secret."`
	AMR        []string `name:"oidc-amr" placeholder:"METHOD" default:"mfa,pwd+otp,pwd+hwk,pwd+swk,pwd+sc,pin+hwk,pin+swk,pin+sc,fpt+hwk,face+hwk" help:"Authentication methods of the provider (amr, RFC 8176) that count as a second factor; one like pwd+otp when both are said. Default: ${default}."`
	ACR        []string `name:"oidc-acr" placeholder:"CONTEXT" help:"Authentication contexts of the provider (acr) that count as a second factor. They are asked for, too. Default: none."`
}

// provider gives the provider; nil when none is named. site is where people come back to.
func (f signOnFlags) provider(site page.Site) (*oidc.Provider, error) {
	if f.Issuer == "" {
		if f.Name != "" || f.ClientID != "" || f.Secret != "" || f.SecretFile != "" || len(f.ACR) > 0 {
			return nil, fault.New(fault.Invalid, "Single sign-on needs --oidc-issuer: the address of the provider.")
		}
		return nil, nil
	}
	secret, err := f.secret()
	if err != nil {
		return nil, err
	}
	p, err := oidc.New(oidc.Settings{Name: strings.TrimSpace(f.Name), Issuer: f.Issuer, ClientID: f.ClientID, Secret: secret,
		Counts: credential.Counts{AMR: f.AMR, ACR: f.ACR}, Callback: site.PublicURL + paths.SingleSignOnBack, Now: time.Now})
	if err != nil {
		return nil, fault.New(fault.Invalid, "Single sign-on: %s.", err)
	}
	return p, nil
}

func (f signOnFlags) secret() (string, error) {
	switch {
	case f.SecretFile == "":
		return f.Secret, nil
	case f.Secret != "":
		return "", fault.New(fault.Invalid, "Give the client's secret once: --oidc-client-secret or --oidc-client-secret-file.")
	}
	b, err := os.ReadFile(f.SecretFile)
	if err != nil {
		why := "it cannot be read"
		if errors.Is(err, fs.ErrNotExist) {
			why = "it is not there"
		}
		return "", fault.New(fault.Invalid, "--oidc-client-secret-file %s: %s.", f.SecretFile, why).Because(err)
	}
	return strings.TrimSpace(string(b)), nil
}
