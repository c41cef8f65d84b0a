package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"cyberready/internal/core/fault"
	"cyberready/internal/core/framework"
	"cyberready/internal/edge/blob"
	"cyberready/internal/edge/pdf"
	"cyberready/internal/edge/postgres"
	"cyberready/internal/store"
	"cyberready/internal/store/accountdb"
	"cyberready/internal/store/contentdb"
	"cyberready/internal/web"
	"cyberready/internal/web/home"
	"cyberready/internal/web/page"
	"cyberready/internal/web/paths"
	webfiles "cyberready/web"
)

type serveCmd struct {
	Demo           bool     `help:"Serve a demonstration: invented trusts and people, and a door without passwords that opens on this machine only."`
	Listen         string   `default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Where to listen. Default: ${default}."`
	PublicURL      string   `name:"public-url" placeholder:"URL" help:"The address that people use, when it is another one, such as https://readiness.example.org."`
	TrustedProxy   []string `placeholder:"NETWORK" help:"Network of a proxy whose X-Forwarded-For is believed, such as 10.0.0.0/8. May be given more than once."`
	LogFormat      string   `default:"text" enum:"text,json" help:"text, or json for a SIEM. Default: ${default}."`
	LogLevel       string   `default:"info" enum:"debug,info,warn,error" help:"The least that is logged: ${enum}. Default: ${default}."`
	Marking        string   `default:"OFFICIAL-SENSITIVE" help:"Marking above each side of the board's full paper; empty for none. Default: ${default}."`
	Keys           string   `placeholder:"KEYS" help:"The server's secret keys, the newest first: better given as a variable, for a command line can be read by others. Several servers on one database need the same. Default: a file in the data directory, made at the first start."`
	SupportContact string   `placeholder:"CONTACT" help:"Whom people ask when a page does not work: an e-mail address, a web address (https://…) or a telephone number. The page of support shows it."`
	NewKey         bool     `name:"new-key" help:"Start although the database was used with another key that is lost: people set up their authenticator apps again."`
	signOnFlags
	metricsFlags
	workFlags
	backupFlags
	fileFlags
}

func (serveCmd) Help() string {
	return "Examples:\n  cyberready serve --demo\n  cyberready serve --listen 127.0.0.1:8080 --public-url https://readiness.example.org --data-dir /srv/cyberready"
}

// mostTypesetters is how many processes make PDF files at most, each with some 250 MB of memory.
const mostTypesetters = 2

const shutdownPatience = 20 * time.Second

func (c serveCmd) Run(ctx context.Context, d *database, s *streams) error {
	log := newLogger(s.err, c.LogFormat, c.LogLevel)
	slog.SetDefault(log)
	if err := webfiles.Built(); err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(web.HeapGrowth)
	}
	proxies, err := networks(c.TrustedProxy)
	if err != nil {
		return err
	}
	packs, err := framework.Embedded()
	if err != nil {
		return fmt.Errorf("content: %w", err)
	}
	server, err := c.mailServer()
	if err != nil {
		return err
	}
	daily, err := c.daily(d)
	if err != nil {
		return err
	}
	listener, err := c.listen(ctx, d)
	if err != nil {
		return err
	}
	defer listener.Close()
	site := page.Site{Demo: c.Demo, PublicURL: strings.TrimSuffix(c.PublicURL, "/"), Mail: c.Demo || server != nil, Support: c.SupportContact}
	if site.PublicURL == "" {
		site.PublicURL = localURL(listener.Addr())
	}

	signOn, err := c.provider(site)
	if err != nil {
		return err
	}
	d.sayWhere(s.out)
	o, err := d.owner(ctx, postgres.Options{PreferNPM: c.Demo, Note: site.PublicURL, Log: log})
	if err != nil {
		return err
	}
	if o, err = o.ready(ctx); err != nil {
		return err
	}
	defer func() { // the last in the order of shutdown: pool, then Postgres
		if err := o.Close(); err != nil {
			log.Error("close database", "error", err)
		}
	}()
	desk, err := c.desk(d)
	if err != nil {
		return err
	}
	content := contentdb.New(o.DB, packs)
	cards, err := prepare(ctx, o, packs[0], desk.Files, c.Demo, s)
	if err != nil {
		return err
	}
	secrets, err := c.secrets(ctx, d, o)
	if err != nil {
		return err
	}
	numbers, stopNumbers, err := c.watch(ctx, o.DB)
	if err != nil {
		return err
	}
	defer stopNumbers()
	press := pdf.Open("", min(runtime.NumCPU(), mostTypesetters))
	defer press.Close()
	options := web.Options{DB: o.DB, Content: content, Site: site, Cards: cards, TrustedProxies: proxies, Keys: secrets, SingleSignOn: signOn,
		Desk: desk, Press: press, Marking: c.Marking, Now: time.Now}
	if numbers != nil {
		options.Count = numbers.Request
	}
	handler := web.New(options)
	defer handler.Close()
	stopWork, err := c.work(ctx, o, worker{site: site, desk: desk, server: server, keys: secrets, daily: daily}, log)
	if err != nil {
		return err
	}
	defer stopWork() // after the requests, before the pool
	if signOn != nil {
		fmt.Fprintf(s.out, "Single sign-on with %s: the address to come back to, to be registered there, is %s%s\n", signOn.Name(), site.PublicURL, paths.SingleSignOnBack)
	}
	fmt.Fprintf(s.out, "Open %s in your browser. Stop with Ctrl-C.\n", site.PublicURL)
	return serveUntil(ctx, doorsOf(handler, log), listener, log)
}

// doorsOf is the server with its time limits. A stream sets its own, and ends when the server begins to stop.
func doorsOf(handler *web.Server, log *slog.Logger) *http.Server {
	doors := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	doors.RegisterOnShutdown(handler.EndStreams)
	return doors
}

// serveUntil serves until the context ends, then lets requests in flight finish.
func serveUntil(ctx context.Context, server *http.Server, l net.Listener, log *slog.Logger) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping: requests in flight are finished first")
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownPatience)
	defer cancel()
	if err := server.Shutdown(patience); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

// listen opens the port before anything is started, so that a port in use costs nothing.
func (c serveCmd) listen(ctx context.Context, d *database) (net.Listener, error) {
	if d.DatabaseURL == "" {
		if owner, held := postgres.HeldBy(d.DataDir); held {
			return nil, &postgres.HeldError{Dir: d.DataDir, Owner: owner}
		}
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", c.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fault.New(fault.Conflict, "The address %s is in use. Choose another port: make run PORT=8081, or --listen 127.0.0.1:8081.", c.Listen)
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", c.Listen, err)
	}
	if host, _, err := net.SplitHostPort(l.Addr().String()); c.Demo && (err != nil || !net.ParseIP(host).IsLoopback()) {
		l.Close()
		return nil, fault.New(fault.Invalid, "The demonstration listens on this machine only: use --listen 127.0.0.1:8080.")
	}
	return l, nil
}

// prepare refuses a database of the other sort, fills an empty demonstration, and tells how to begin with an empty one.
func prepare(ctx context.Context, o *opened, pack framework.Pack, files *blob.Files, demo bool, s *streams) ([]home.Card, error) {
	mark, err := o.Mark(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case demo && mark == store.Real:
		return nil, fault.New(fault.Conflict, "This database holds real data, so it cannot serve the demonstration. Use another data directory or database.")
	case !demo && mark == store.Demonstration:
		return nil, fault.New(fault.Conflict, "This is a demonstration's database, full of invented trusts. Start with --demo, or use another data directory or database.")
	case demo:
		return fillDemonstration(ctx, o.OwnerURL, pack, files, mark, s)
	}
	any, err := accountdb.Accounts{DB: o.DB}.AnyAdministrator(ctx)
	if err != nil {
		return nil, err
	}
	if !any {
		fmt.Fprintln(s.out, "Nobody can sign in yet. Add the first administrator, beside the running server:\n"+
			"  cyberready user add you@example.org --name 'Your Name' --role administrator")
	}
	return nil, nil
}

func localURL(a net.Addr) string {
	_, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return "http://" + a.String()
	}
	return "http://localhost:" + port
}

func networks(list []string) ([]*net.IPNet, error) {
	var nets []*net.IPNet
	for _, s := range list {
		_, n, err := net.ParseCIDR(s)
		if err != nil {
			return nil, fault.New(fault.Invalid, "%q is not a network, such as 10.0.0.0/8.", s)
		}
		nets = append(nets, n)
	}
	return nets, nil
}
