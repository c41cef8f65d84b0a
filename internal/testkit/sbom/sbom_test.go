package main

import (
	"bytes"
	"debug/buildinfo"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"cyberready/internal/testkit/checkout"
	"cyberready/internal/testkit/supply"
)

// built builds the program as make does, and lists its parts.
func built(t *testing.T) (program string, document []byte) {
	t.Helper()
	root, err := checkout.Dir()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	program = filepath.Join(dir, "cyberready")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-o", program, supply.Program)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var before []byte
	for _, name := range []string{"first.json", "second.json"} {
		if err := write(t.Context(), program, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if document, err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if before != nil && !bytes.Equal(before, document) {
			t.Error("the same program has two documents")
		}
		before = document
	}
	return program, document
}

func TestEveryLinkedModuleIsInTheDocument(t *testing.T) {
	t.Parallel()
	program, document := built(t)
	if err := valid(t, document); err != nil {
		t.Errorf("the document is not as the standard wants it: %v", err)
	}
	if err := valid(t, bytes.Replace(document, []byte(`"required"`), []byte(`"necessary"`), 1)); err == nil {
		t.Error("the schema takes anything")
	}
	var bom cdx.BOM
	if err := cdx.NewBOMDecoder(bytes.NewReader(document), cdx.BOMFileFormatJSON).Decode(&bom); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if got := (*bom.Metadata.Component.Hashes)[0].Value; got != hashOf(text) {
		t.Errorf("the document is about the program %s", got)
	}
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]cdx.Component{}
	for _, c := range *bom.Components {
		found[c.Name] = c
		if c.Licenses == nil || len(*c.Licenses) == 0 || c.Version == "" || c.PackageURL == "" {
			t.Errorf("%s lacks its licence, version or address: %+v", c.Name, c)
		}
	}
	if len(info.Deps) < 30 {
		t.Errorf("only %d modules are linked", len(info.Deps))
	}
	for _, m := range info.Deps {
		c := found[m.Path]
		if c.Version != m.Version || c.PackageURL != "pkg:golang/"+strings.ToLower(m.Path)+"@"+strings.ReplaceAll(m.Version, "+", "%2B") || c.Hashes == nil {
			t.Errorf("%s %s is linked, and listed as %+v", m.Path, m.Version, c)
		}
	}
	if c := found["std"]; "go"+c.Version != info.GoVersion {
		t.Errorf("the standard library is listed as %+v, built with %s", c, info.GoVersion)
	}
	for _, name := range []string{"htmx.org", "nhsuk-frontend"} {
		if c := found[name]; !strings.HasPrefix(c.PackageURL, "pkg:npm/"+name+"@") || c.Scope != cdx.ScopeRequired {
			t.Errorf("%s is listed as %+v", name, c)
		}
	}
	if refs := (*bom.Dependencies)[0].Dependencies; len(*refs) != len(*bom.Components) {
		t.Errorf("the program is made of %d parts, and %d are listed", len(*refs), len(*bom.Components))
	}
}

// valid checks a document by the standard's own schema, which comes with the standard's own library.
func valid(t *testing.T, document []byte) error {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go").Output()
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	for name, file := range map[string]string{"bom-1.6.schema.json": "bom-1.6.schema.json", "spdx.schema.json": "spdx.schema.json", "jsf-0.82.schema.json": "jsf-0.82.schemax.json"} {
		text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "schema", file))
		if err != nil {
			t.Fatal(err)
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err == nil {
			err = compiler.AddResource("http://cyclonedx.org/schema/"+name, schema)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	schema, err := compiler.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

// A list with a part that may not be in the program is not written.
func TestAProgramOfUnknownPartsHasNoDocument(t *testing.T) {
	t.Parallel()
	other := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(other, []byte("no program"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x.json")
	if err := write(t.Context(), other, file); err == nil {
		t.Error("a text has parts")
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a file was written")
	}
}
