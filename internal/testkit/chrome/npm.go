package chrome

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/andybalholm/brotli"
)

// The npm package that carries Chromium's headless shell for Linux x64 (MIT, Chromium's own BSD). The checksum is the
// registry's own for this version; another version needs another one.
const (
	npmPackage  = "@sparticuz/chromium"
	npmVersion  = "153.0.0"
	npmChecksum = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
)

// launcher starts the unpacked browser. Outside a distribution's package it has no sandbox helper, so it runs without a
// sandbox: tests show it nothing but the program's own pages.
const launcher = `#!/bin/sh
here=%[1]s
export FONTCONFIG_FILE="$here/fonts.conf"
%[2]sexec "$here/chromium" --no-sandbox "$@"
`

// ownLibraries makes the launcher use the libraries that came along, where the system has none.
const ownLibraries = `export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
`

// fontConfig adds the fonts that came along to the system's, of which there may be none.
const fontConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>%[1]s/fonts</dir>
  <cachedir>%[1]s/fonts-cache</cachedir>
</fontconfig>
`

// install gives the launcher of the browser in the cache folder, and puts both there first if need be. The caller holds
// the lock of lockInstall.
func install(ctx context.Context, cache string) (string, error) {
	home := filepath.Join(cache, npmVersion)
	path := filepath.Join(home, "launch")
	if _, err := os.Stat(path); err == nil {
		if err := works(ctx, path); err != nil {
			return "", err
		}
		return path, nil
	}
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", err
	}
	if err := os.RemoveAll(home); err != nil { // an unfinished one
		return "", err
	}
	if err := os.MkdirAll(home, 0o755); err != nil {
		return "", err
	}
	if err := tell(exec.CommandContext(ctx, npm, "pack", npmPackage+"@"+npmVersion, "--ignore-scripts", "--pack-destination", home)); err != nil {
		return "", err
	}
	archive := filepath.Join(home, "sparticuz-chromium-"+npmVersion+".tgz")
	if err := verify(archive, npmChecksum); err != nil {
		return "", err
	}
	if err := unpack(archive, home); err != nil {
		return "", fmt.Errorf("unpack %s: %w", archive, err)
	}
	if err := os.Remove(archive); err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(home, "fonts.conf"), fmt.Appendf(nil, fontConfig, home), 0o644); err != nil {
		return "", err
	}
	libraries := ""
	if works(ctx, filepath.Join(home, "chromium")) != nil {
		libraries = ownLibraries
	}
	unfinished := path + ".unfinished"
	if err := os.WriteFile(unfinished, fmt.Appendf(nil, launcher, shellQuote(home), libraries), 0o755); err != nil {
		return "", err
	}
	if err := works(ctx, unfinished); err != nil {
		return "", err
	}
	if err := os.Rename(unfinished, path); err != nil { // last: a launcher under its name means that all of it is there
		return "", err
	}
	return path, nil
}

func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

func verify(path, checksum string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha512.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if got := base64.StdEncoding.EncodeToString(h.Sum(nil)); got != checksum {
		return fmt.Errorf("%s has another checksum than the one expected: %s", path, got)
	}
	return nil
}

// unpack takes the browser and what it needs out of the package: single files and tar archives, compressed with brotli.
func unpack(archive, home string) error {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	return eachFile(z, func(name string, _ fs.FileMode, content io.Reader) error {
		switch name {
		case "package/LICENSE":
			return writeFile(filepath.Join(home, "LICENSE"), 0o644, content)
		case "package/bin/chromium.br":
			return writeFile(filepath.Join(home, "chromium"), 0o755, brotli.NewReader(content))
		case "package/bin/al2023.tar.br", "package/bin/fonts.tar.br", "package/bin/swiftshader.tar.br":
			return eachFile(brotli.NewReader(content), func(name string, mode fs.FileMode, content io.Reader) error {
				return writeFile(filepath.Join(home, name), mode, content)
			})
		}
		return nil
	})
}

// eachFile reads the regular files of a tar archive, whose names stay inside the folder that it is unpacked to.
func eachFile(archive io.Reader, do func(name string, mode fs.FileMode, content io.Reader) error) error {
	t := tar.NewReader(archive)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if !filepath.IsLocal(h.Name) {
			return fmt.Errorf("%q leaves the folder", h.Name)
		}
		if err := do(h.Name, h.FileInfo().Mode().Perm(), t); err != nil {
			return fmt.Errorf("%s: %w", h.Name, err)
		}
	}
}

func writeFile(path string, mode fs.FileMode, content io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Close())
}

// lockInstall makes the packages' tests, which run at the same time, install one after the other.
func lockInstall() (release func() error, err error) {
	cache, err := cacheDir()
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(cache, "install.lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
		if err == nil {
			return f.Close, nil
		}
		if !errors.Is(err, syscall.EINTR) {
			return nil, errors.Join(fmt.Errorf("lock %s: %w", f.Name(), err), f.Close())
		}
	}
}
