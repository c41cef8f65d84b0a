package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"cyberready/internal/core/access"
	"cyberready/internal/core/credential"
	"cyberready/internal/edge/passhash"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
)

type userCmd struct {
	Add           userAdd         `cmd:"" help:"Add a person with a role, or give somebody who is here another role."`
	List          userList        `cmd:"" help:"List people and their roles."`
	Disable       userDisable     `cmd:"" help:"End an account and its sessions."`
	Enable        userEnable      `cmd:"" help:"Let a disabled person in again."`
	ResetPassword userReset       `cmd:"" help:"Give a person a new password and end their sessions."`
	ResetFactor   userResetFactor `cmd:"" help:"Take away a second factor that is lost, so that the person sets up a new one."`
}

type userAdd struct {
	Email         string `arg:"" help:"E-mail address."`
	Name          string `help:"The person's name; needed for somebody new."`
	Post          string `help:"What the person is, such as: head of IT."`
	Role          string `required:"" enum:"lead,contributor,board-member,board-secretary,assessor,analyst,administrator" help:"One of ${enum}."`
	Trust         string `placeholder:"ODS" help:"ODS code of the trust, for a trust's roles."`
	Region        string `placeholder:"CODE" help:"Region of an analyst; the nation when neither --region nor --icb is given."`
	ICB           string `name:"icb" placeholder:"CODE" help:"Integrated care board of an analyst."`
	Checked       string `placeholder:"WORDS" help:"How you made sure who this is: asked for a trust's first lead. It is kept with the role."`
	PasswordStdin bool   `help:"Read the password from standard input. Otherwise one is made, printed once, and changed by its owner at first use."`
}

func (userAdd) Help() string {
	return "Examples:\n  cyberready user add priya@example.org --name 'Priya Nair' --role lead --trust R0A --checked 'rang the switchboard'\n" +
		"  cyberready user add admin@example.org --name 'Ada Admin' --role administrator"
}

func (c userAdd) grant() accountdb.Grant {
	g := accountdb.Grant{Role: access.Role(c.Role)}
	switch {
	case c.Trust != "":
		g.Reach, g.Place = access.ReachTrust, strings.ToUpper(c.Trust)
	case c.Region != "":
		g.Reach, g.Place = access.ReachRegion, strings.ToUpper(c.Region)
	case c.ICB != "":
		g.Reach, g.Place = access.ReachICB, strings.ToUpper(c.ICB)
	case g.Role == access.Analyst:
		g.Reach = access.ReachNation
	case g.Role == access.Administrator:
		g.Reach = access.ReachService
	default:
		g.Reach = access.ReachTrust
	}
	return g
}

func (c userAdd) Run(ctx context.Context, d *database, s *streams) error {
	c.Email = strings.ToLower(c.Email) // as it is kept
	password, made, err := choosePassword(c.PasswordStdin, s.in)
	if err != nil {
		return err
	}
	hash, err := passhash.Make(ctx, password)
	if err != nil {
		return err
	}
	return withAccounts(ctx, d, func(a accountdb.Accounts) error {
		n := accountdb.Newcomer{Email: c.Email, Name: c.Name, Post: c.Post, PasswordHash: hash, Handed: made, Grant: c.grant(), Checked: c.Checked}
		_, added, err := a.Add(ctx, store.System("user add"), n, time.Now())
		if err != nil {
			return err
		}
		switch {
		case !added:
			fmt.Fprintf(s.out, "%s was here already and now has this role too; the password is as it was.\n", c.Email)
		case made:
			fmt.Fprintf(s.out, "Added %s. Password, shown this once: %s\n", c.Email, password)
		default:
			fmt.Fprintf(s.out, "Added %s.\n", c.Email)
		}
		return nil
	})
}

type userList struct {
	Search string `arg:"" optional:"" help:"Part of a name, an address or an ODS code."`
}

func (userList) Help() string {
	return "Examples:\n  cyberready user list\n  cyberready user list R0A"
}

func (c userList) Run(ctx context.Context, d *database, s *streams) error {
	return withAccounts(ctx, d, func(a accountdb.Accounts) error {
		list, err := a.List(ctx, store.System("user list"), c.Search, 10_000)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "E-MAIL\tNAME\tROLE\tSTATE")
		for _, h := range list {
			state := "active"
			if h.DisabledAt != nil {
				state = "disabled"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", h.Email, h.Name, h.RoleWords(), state)
		}
		return w.Flush()
	})
}

type userDisable struct {
	Email string `arg:"" help:"E-mail address."`
}

func (userDisable) Help() string {
	return "What the person did stays, with their name. Example:\n  cyberready user disable priya@example.org"
}

func (c userDisable) Run(ctx context.Context, d *database, s *streams) error {
	return onPerson(ctx, d, c.Email, func(a accountdb.Accounts, p accountdb.Person) error {
		if err := a.Disable(ctx, store.System("user disable"), p.ID, true, time.Now()); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Disabled %s and ended every session.\n", p.Email)
		return nil
	})
}

type userEnable struct {
	Email string `arg:"" help:"E-mail address."`
}

func (userEnable) Help() string {
	return "The password is as it was. Example:\n  cyberready user enable priya@example.org"
}

func (c userEnable) Run(ctx context.Context, d *database, s *streams) error {
	return onPerson(ctx, d, c.Email, func(a accountdb.Accounts, p accountdb.Person) error {
		if err := a.Disable(ctx, store.System("user enable"), p.ID, false, time.Now()); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "Enabled %s.\n", p.Email)
		return nil
	})
}

type userReset struct {
	Email         string `arg:"" help:"E-mail address."`
	PasswordStdin bool   `help:"Read the password from standard input. Otherwise one is made and printed once."`
}

func (userReset) Help() string {
	return "Examples:\n  cyberready user reset-password priya@example.org\n" +
		"  cyberready user reset-password priya@example.org --password-stdin < password.txt"
}

func (c userReset) Run(ctx context.Context, d *database, s *streams) error {
	password, made, err := choosePassword(c.PasswordStdin, s.in)
	if err != nil {
		return err
	}
	hash, err := passhash.Make(ctx, password)
	if err != nil {
		return err
	}
	return onPerson(ctx, d, c.Email, func(a accountdb.Accounts, p accountdb.Person) error {
		if err := a.ResetPassword(ctx, store.System("user reset-password"), p.ID, hash, made, time.Now()); err != nil {
			return err
		}
		if made {
			fmt.Fprintf(s.out, "New password of %s, shown this once: %s\n", p.Email, password)
		} else {
			fmt.Fprintf(s.out, "%s has a new password.\n", p.Email)
		}
		return nil
	})
}

func onPerson(ctx context.Context, d *database, email string, do func(accountdb.Accounts, accountdb.Person) error) error {
	return withAccounts(ctx, d, func(a accountdb.Accounts) error {
		p, err := a.ByEmail(ctx, store.System("user"), email)
		if err != nil {
			return err
		}
		return do(a, p)
	})
}

func withAccounts(ctx context.Context, d *database, do func(accountdb.Accounts) error) error {
	o, err := d.open(ctx)
	if err != nil {
		return err
	}
	err = do(accountdb.Accounts{DB: o.DB})
	if e := o.Close(); err == nil {
		err = e
	}
	return err
}

// choosePassword reads a password from standard input, or makes one.
func choosePassword(fromStdin bool, in io.Reader) (password string, made bool, err error) {
	if fromStdin {
		line, err := bufio.NewReader(in).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", false, fmt.Errorf("read password: %w", err)
		}
		password = strings.TrimRight(line, "\r\n")
		return password, false, credential.CheckPassword(password)
	}
	password, err = passhash.NewPassword()
	return password, true, err
}
