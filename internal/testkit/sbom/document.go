package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"runtime/debug"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/google/uuid"

	"cyberready/internal/testkit/supply"
)

// program is a built program, and what it says of itself.
type program struct {
	sha256 string
	info   *debug.BuildInfo
}

// settings are those of a build that decide what is in it.
var settings = []string{"GOOS", "GOARCH", "CGO_ENABLED", "-trimpath", "-tags"}

// document lists a program's parts. It holds no time and nothing random, so that the same program has the same document.
func document(p program, parts []supply.Part) *cdx.BOM {
	self := cdx.Component{
		BOMRef: "cyberready", Type: cdx.ComponentTypeApplication, Name: p.info.Main.Path, Version: version(p.info),
		Hashes:     &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: p.sha256}},
		Licenses:   licences([]string{"MIT"}),
		Properties: properties(p.info),
	}
	bom := cdx.NewBOM()
	bom.SpecVersion = cdx.SpecVersion1_6
	bom.Metadata = &cdx.Metadata{Component: &self}
	var components []cdx.Component
	var refs []string
	for _, part := range parts {
		components = append(components, component(part))
		refs = append(refs, part.PURL())
	}
	bom.Components = &components
	bom.Dependencies = &[]cdx.Dependency{{Ref: self.BOMRef, Dependencies: &refs}}
	bom.Compositions = &[]cdx.Composition{{Aggregate: cdx.CompositionAggregateComplete, Assemblies: &[]cdx.BOMReference{cdx.BOMReference(self.BOMRef)}}}
	bom.SerialNumber = uuid.NewSHA1(uuid.NameSpaceURL, []byte("cyberready sbom "+p.sha256)).URN()
	return bom
}

func component(p supply.Part) cdx.Component {
	c := cdx.Component{
		BOMRef: p.PURL(), Type: cdx.ComponentTypeLibrary, Name: p.Name, Version: p.Version, PackageURL: p.PURL(),
		Scope: cdx.ScopeRequired, Licenses: licences(p.Licences),
	}
	if p.Optional {
		c.Scope = cdx.ScopeOptional
	}
	if h, ok := hash(p.Sum); ok {
		c.Hashes = &[]cdx.Hash{h}
	}
	return c
}

// hash reads a checksum of a lock file: h1:… is the SHA-256 over a module's list of files, sha512-… that of a package.
func hash(sum string) (cdx.Hash, bool) {
	for prefix, algorithm := range map[string]cdx.HashAlgorithm{"h1:": cdx.HashAlgoSHA256, "sha512-": cdx.HashAlgoSHA512} {
		if text, ok := strings.CutPrefix(sum, prefix); ok {
			raw, err := base64.StdEncoding.DecodeString(text)
			return cdx.Hash{Algorithm: algorithm, Value: hex.EncodeToString(raw)}, err == nil
		}
	}
	return cdx.Hash{}, false
}

func licences(ids []string) *cdx.Licenses {
	list := cdx.Licenses{}
	for _, id := range ids {
		list = append(list, cdx.LicenseChoice{License: &cdx.License{ID: id}})
	}
	return &list
}

// version is the release's, else the commit's, else that of a build from files.
func version(info *debug.BuildInfo) string {
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && info.Main.Version == "(devel)" {
			return s.Value
		}
	}
	return strings.Trim(info.Main.Version, "()")
}

func properties(info *debug.BuildInfo) *[]cdx.Property {
	list := []cdx.Property{{Name: "cyberready:build:go", Value: info.GoVersion}}
	for _, key := range settings {
		for _, s := range info.Settings {
			if s.Key == key {
				list = append(list, cdx.Property{Name: "cyberready:build:" + key, Value: s.Value})
			}
		}
	}
	return &list
}

// hashOf is the SHA-256 of a program's bytes.
func hashOf(bytes []byte) string { return fmt.Sprintf("%x", sha256.Sum256(bytes)) }
