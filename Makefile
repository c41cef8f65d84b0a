# One command runs the service, one tests it; each installs what it needs. `make help` lists them all.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
export CGO_ENABLED ?= 0

PORT ?= 8080
DATA ?=
TESTS ?= ./...
BENCH ?=
# Root's checkout behind a closed folder cannot hold Postgres' data: serve --demo then chooses a folder and says so.
DATA_FLAG = $(if $(DATA),--data-dir $(DATA),)

.PHONY: help
help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'
	@echo
	@echo "  make run PORT=8081 listens on another port; make run DATA=/path keeps its data elsewhere;"
	@echo "  make test TESTS=./internal/core/... tests a part."

web/node_modules/.installed: web/package.json web/package-lock.json web/.npmrc
	cd web && npm ci --no-audit --no-fund
	@touch $@

web/dist/manifest.json: web/node_modules/.installed web/build.mjs $(wildcard web/styles/*) $(wildcard web/scripts/*) $(wildcard web/images/*)
	node web/build.mjs
	@touch $@

.PHONY: assets
assets: web/dist/manifest.json

.PHONY: run
run: build ## start the service with demonstration data (http://localhost:8080)
	exec bin/cyberready serve --demo --listen 127.0.0.1:$(PORT) $(DATA_FLAG)

.PHONY: build
build: assets ## make bin/cyberready, and the list of its parts
	go build -trimpath -o bin/cyberready ./cmd/cyberready
	go run ./internal/testkit/sbom bin/cyberready bin/cyberready.cdx.json

.PHONY: test
test: assets ## run all tests: real Postgres, real Chromium
	go run ./internal/testkit/runtests $(TESTS)

.PHONY: bench
bench: build ## measure speed and memory against yardsticks of the same run (BENCH=-help tells more)
	go run ./internal/testkit/bench $(BENCH)

.PHONY: crash
crash: build ## kill the server and Postgres 50 times each while ten clients save
	go run ./internal/testkit/crash bin/cyberready

.PHONY: generate
generate: ## make the Go code of the templates anew
	go tool templ generate

.PHONY: fmt
fmt: ## format Go code and templates
	gofmt -w cmd internal migrations web/*.go
	go tool templ fmt internal

.PHONY: lint
lint: assets ## check formatting, generated code, vet, staticcheck, licences and known vulnerabilities
	@test -z "$$(gofmt -l cmd internal migrations web/*.go)" || { echo "not formatted (make fmt):"; gofmt -l cmd internal migrations web/*.go; exit 1; }
	go tool templ fmt -fail internal
	@before=$$(find internal -name '*_templ.go' -exec sha256sum {} + | sort); go tool templ generate >/dev/null 2>&1; \
	after=$$(find internal -name '*_templ.go' -exec sha256sum {} + | sort); \
	test "$$before" = "$$after" || { echo "the Go code of the templates was stale and is made anew: commit it"; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go run ./internal/testkit/supplycheck

.PHONY: clean
clean: ## delete what was built; keeps data
	rm -rf bin web/node_modules
	find web/dist -mindepth 1 ! -name .gitkeep -delete
