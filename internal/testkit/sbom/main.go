// Command sbom writes the software bill of materials of a built program beside it, as CycloneDX JSON: every Go module that
// the program says is linked into it, the standard library, and the npm packages in what the browser gets, each with its
// version, checksum and licence. A part whose licence is not known or not allowed stops it.
//
//	go run ./internal/testkit/sbom bin/cyberready bin/cyberready.cdx.json
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"cyberready/internal/testkit/checkout"
	"cyberready/internal/testkit/supply"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sbom PROGRAM FILE")
		os.Exit(2)
	}
	if err := write(context.Background(), os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func write(ctx context.Context, built, file string) error {
	root, err := checkout.Dir()
	if err != nil {
		return err
	}
	parts, info, err := supply.LinkedInto(ctx, root, built)
	if err != nil {
		return err
	}
	packages, err := supply.Packages(root)
	if err != nil {
		return err
	}
	parts = append(parts, packages...)
	if refused := supply.Refused(parts); len(refused) > 0 {
		return errors.New(strings.Join(refused, "\n"))
	}
	text, err := os.ReadFile(built)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	encoder := cdx.NewBOMEncoder(&out, cdx.BOMFileFormatJSON).SetPretty(true)
	if err := encoder.EncodeVersion(document(program{hashOf(text), info}, parts), cdx.SpecVersion1_6); err != nil {
		return fmt.Errorf("write list of parts: %w", err)
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}
