// Command cyberready is the whole service: the server, its migrations, imports and the keeping of accounts.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // days end in London, also on machines without a zone table

	"github.com/alecthomas/kong"

	"cyberready/internal/core/fault"
	"cyberready/internal/store"
)

type commands struct {
	database

	Serve    serveCmd    `cmd:"" help:"Serve the site."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database's schema up to date, take it back, or say where it stands."`
	Import   importCmd   `cmd:"" help:"Import the register of trusts, regions, kinds, and official statuses."`
	National nationalCmd `cmd:"" help:"Count official statuses, for all and by region."`
	User     userCmd     `cmd:"" help:"Add, list and disable people, and reset passwords."`
	Verify   verifyCmd   `cmd:"" help:"Check that the audit trail, or a published version, is as it was."`
	Export   exportCmd   `cmd:"" help:"Take away everything of one trust."`
	Backup   backupCmd   `cmd:"" help:"Back up the database and the server's keys, restore them, and try a backup out."`
}

const about = `Cyber readiness for NHS trusts: assess a trust against the ten data security standards, show the board, compare.

Every command works on --data-dir (its own Postgres) or on the server that DATABASE_URL names. Each flag can also be
given as a variable: --data-dir as CYBERREADY_DATA_DIR. Exit status: 0 done, 1 failed, 2 wrong usage.`

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program as a value that a test can call. It returns the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("cyberready"), kong.Description(about), kong.DefaultEnvars("CYBERREADY"),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(&streams{stdin, stdout, stderr}))
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help was printed
		return exited
	}
	if err != nil {
		fmt.Fprintf(stderr, "cyberready: %v\nTry: %s --help\n", err, asked(err))
		return 2
	}
	if err := command.Run(&cli.database); err != nil {
		fmt.Fprintln(stderr, "cyberready: "+sentence(err))
		return 1
	}
	return 0
}

// asked gives the command that wrong usage was about, as far as it was understood.
func asked(err error) string {
	if wrong := (*kong.ParseError)(nil); errors.As(err, &wrong) && wrong.Context.Selected() != nil {
		return wrong.Context.Selected().FullPath()
	}
	return "cyberready"
}

type streams struct {
	in       io.Reader
	out, err io.Writer
}

// sentence gives the one line for the person at the terminal: a fault's own, else the error with its operations. Whoever
// runs the service must also know why its database is away.
func sentence(err error) string {
	f := fault.As(store.Fault(err))
	switch {
	case errors.Is(err, context.Canceled):
		return "stopped"
	case f != nil && f.Kind == fault.Unavailable:
		var network net.Error
		if errors.As(err, &network) {
			err = network
		}
		return "We cannot reach the database: " + oneLine(err)
	case f != nil:
		return f.Sentence
	}
	return oneLine(err)
}

// oneLine joins the lines that some of the driver's errors have.
func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

func newLogger(w io.Writer, format, level string) *slog.Logger {
	options := &slog.HandlerOptions{}
	if l := slog.LevelInfo; l.UnmarshalText([]byte(level)) == nil { // kong has checked it
		options.Level = l
	}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
