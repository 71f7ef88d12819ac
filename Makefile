# Each target first installs and builds what it needs.
SHELL := /bin/sh
# Without make's built-in rules, a command starts faster.
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
# npm needs HOME, which cron and some containers do not set.
export HOME := $(or $(HOME),$(shell node -p 'os.userInfo().homedir' 2>/dev/null || echo /nonexistent))
# Default: what `env` in sdk.config.json says.
ENV ?=
PORT ?= 4010
FORGE ?= github
KILLS ?= 100
# An option for each word of ENV.
ENVIRONMENTS := $(ENV:%=--env %)

PROGRAM := node dist/cli.js
JEST := node node_modules/jest/bin/jest.js
BUILT := dist/.built
INSTALLED := node_modules/.installed
CHECKS := generator/checks
# Suites that take long and that few changes affect.
LONG := [.]long[.]test[.]ts
CHECKS_BUILT := build/.built
COMPILERS := $(CHECKS)/corpus/node_modules/.installed
DIRECTORY := $(CHECKS)/directory/node_modules/.installed
PEERS := $(CHECKS)/bench/node_modules/.installed
VALIDATORS := $(CHECKS)/conformance/node_modules/.installed
RUNTIMES := $(CHECKS)/runtimes/node_modules/.installed
BUNDLERS := $(CHECKS)/bundlers/node_modules/.installed
PROCESSES := $(CHECKS)/processes/node_modules/.installed
REGISTRY := $(CHECKS)/registry/node_modules/.installed
CONSUMERS := $(CHECKS)/consumers/node_modules/.installed
INSTALLS := $(INSTALLED) $(COMPILERS) $(DIRECTORY) $(PEERS) $(VALIDATORS) $(RUNTIMES) $(BUNDLERS) $(PROCESSES) $(REGISTRY) $(CONSUMERS)
SOURCES := $(shell find generator \( -name node_modules -o -path generator/checks \) -prune -o -name '*.ts' -not -name '*.test.ts' -print) tsconfig.json tsconfig.build.json \
  $(shell find templates/runtime -name '*.ts' -not -name '*.test.ts') templates/runtime/tsconfig.program.json
CHECKS_SOURCES := $(shell find $(CHECKS) -name node_modules -prune -o -name '*.ts' -not -name '*.test.ts' -print) $(CHECKS)/tsconfig.json

.DEFAULT_GOAL := help
.PHONY: help generate check diff nightly propose sandbox build test long watch lint typecheck corpus directory fidelity upgrade consumers oasdiff lies fuzz conformance runtimes newer bundlers processes stranger forges browser hostile kills audit bench clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile
	@printf '\n  make generate ENV=preprod            another environment of sdk.config.json\n'
	@printf '  make generate INPUT=<file or URL> OUT=<folder>   any other document or documentation page\n'
	@printf '  make nightly ENV=preprod ARGS=--accept-shrink    one environment, with an option of the command\n'
	@printf '  make corpus|fidelity CORPUS=<folder> CONFIG=<file>   with the switches of a configuration\n'

# The stamp is written last, so that an interrupted install is repeated. Where HOME is not writable, npm's cache is in a temporary folder.
.SECONDEXPANSION:
$(INSTALLS): $$(dir $$(@D))package.json $$(dir $$(@D))package-lock.json
	@set -e; cd $(dir $(@D)); rm -f node_modules/.installed; \
	[ -n "$$npm_config_cache" ] || [ -w "$$HOME" ] || \
		{ npm_config_cache=$$(mktemp -d); export npm_config_cache; trap 'rm -rf "$$npm_config_cache"' EXIT; }; \
	npm ci --include=dev --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error; \
	touch node_modules/.installed

$(BUILT): $(INSTALLED) $(SOURCES)
	@npm run --silent build

# The checks are compiled into a folder of their own, so that they are never part of the program.
$(CHECKS_BUILT): $(BUILT) $(CHECKS_SOURCES)
	@rm -rf build
	@npm run --silent build:checks
	@touch $@

generate: $(BUILT) ## Find, download and generate into output/<ENV>, or INPUT into OUT
ifdef INPUT
	@$(PROGRAM) generate --input '$(INPUT)' --out '$(or $(OUT),output/custom)' $(ARGS)
else
	@$(PROGRAM) generate $(ENVIRONMENTS) $(ARGS)
endif

check: $(BUILT) ## Check that output/<ENV> is what the recorded document gives
	@$(PROGRAM) check $(ENVIRONMENTS) $(ARGS)

diff: $(BUILT) ## Report what changed from OLD to NEW: files, URLs, or environments (OLD=preprod NEW=prod: drift)
	@$(PROGRAM) diff '$(OLD)' '$(NEW)' $(ARGS)

nightly: $(BUILT) ## Download, compare, generate, compile and report for all remote environments, or ENV
	@$(PROGRAM) nightly $(ENVIRONMENTS) $(ARGS)

propose: $(BUILT) ## Propose the changes of a nightly run for ENV, on FORGE=github or gitlab; open an issue when it failed
	@$(PROGRAM) propose --env '$(ENV)' --forge '$(FORGE)' $(if $(BASE),--base '$(BASE)') $(ARGS)

sandbox: $(BUILT) ## Serve the API of ENV on a loopback address until stopped (ARGS="--input <file or URL>": any API)
	@$(PROGRAM) sandbox --port $(PORT) $(ENVIRONMENTS) $(ARGS)

build: $(BUILT) ## Compile the program into dist/

typecheck: $(BUILT) ## Check the types of the program and of the runtime
	@npm run --silent typecheck

lint: $(BUILT) ## Check the style
	@npm run --silent lint

test: $(BUILT) ## Run every test except the long suites, or those whose path matches ONLY=<pattern>
	@$(JEST) $(or $(ONLY),--testPathIgnorePatterns /node_modules/ '$(LONG)')

long: $(BUILT) ## Run the suites `*.long.test.ts`, which take too long for `make test`
	@$(JEST) '$(LONG)'

watch: $(BUILT) ## Run the tests of uncommitted changes after each edit, or those that match ONLY=<pattern>
	@$(JEST) $(if $(ONLY),--watchAll $(ONLY),--watch)

corpus: $(CHECKS_BUILT) $(COMPILERS) ## Generate and type-check every document of CORPUS=<folder> (TS=all: with every compiler)
	@node build/checks/corpus/cli.js '$(CORPUS)' '$(TS)' '$(CONFIG)'

directory: $(CHECKS_BUILT) $(COMPILERS) $(DIRECTORY) ## Generate and type-check the 557 documents of the OpenAPI directory, or each n-th with EVERY=<n>
	@node build/checks/directory/cli.js '$(EVERY)'

bench: $(BUILT) $(PEERS) ## Compare time with other generators (ROUNDS=3 DOCUMENTS="<name> <name>"), measure bundles, growth, impact, calls and completion in an editor
	@node $(CHECKS)/bench/side-by-side.mjs $(or $(ROUNDS),3) $(DOCUMENTS); comparison=$$?; \
	node $(CHECKS)/bench/size.mjs; size=$$?; \
	node $(CHECKS)/bench/growth.mjs; growth=$$?; \
	node $(CHECKS)/bench/impact.mjs; impact=$$?; \
	node $(CHECKS)/bench/editor.mjs $(if $(CORPUS),'$(CORPUS)'); editor=$$?; \
	node $(CHECKS)/bench/calls.mjs && exit $$((comparison | size | growth | impact | editor))

browser: $(BUILT) ## Test the reports and the sandbox in Chromium (installed where possible), with screenshots/
	@.ci/chromium
	@REQUIRE_BROWSER=1 $(JEST) /report/browser $(CHECKS)/hostile/browser generator/sandbox/documentation-browser

hostile: $(BUILT) ## Test every hostile string at every location, formatted and one by one, then FUZZ_RUNS=<count> random documents
	@HOSTILE=all FUZZ_RUNS='$(or $(FUZZ_RUNS),2000)' $(JEST) $(CHECKS)/hostile -w 2

kills: $(BUILT) ## Kill a generation at two times KILLS moments (100), and fill the disk at as many
	@KILLS=$(KILLS) $(JEST) $(CHECKS)/journeys/kills generator/write/crash

audit: $(INSTALLED) ## Ask the registry for known advisories of the runtime dependencies
	@npm audit --omit=dev --audit-level=low

fidelity: $(CHECKS_BUILT) ## Check that types mean what schemas mean, for every document of CORPUS=<folder>
	@node build/checks/fidelity/cli.js '$(CORPUS)' '$(CONFIG)'

conformance: $(CHECKS_BUILT) $(VALIDATORS) ## Check the stand-in's package, and those of CORPUS=<folder> (DOCUMENTS="<name> <name>"), with programs of others
	@node build/checks/conformance/cli.js '$(CORPUS)' $(DOCUMENTS)

runtimes: $(INSTALLED) $(RUNTIMES) ## Run the runtime's tests on Node 20, 22, 24 and 26, Bun, Deno, and the package in workers, jsdom and Hermes
	@node $(CHECKS)/runtimes/run.mjs

newer: $(BUILT) $(RUNTIMES) ## Run every test of `make test` on Node 24
	@node $(CHECKS)/runtimes/newer.mjs --testPathIgnorePatterns /node_modules/ '$(LONG)'

bundlers: $(BUILT) $(BUNDLERS) ## Build generated packages and sources with webpack, Vite, Rollup, esbuild and Next.js, and call the sandbox with what they built
	@node $(CHECKS)/bundlers/run.mjs
	@BUNDLERS=1 $(JEST) $(CHECKS)/journeys/source-only

processes: $(BUILT) $(PROCESSES) ## Share a rate limit between four processes, through files, and through Redis (installed where possible)
	@node $(CHECKS)/processes/run.mjs

stranger: $(BUILT) $(BUNDLERS) ## Install the packed generator in an empty folder, run three commands and what they print (DOCUMENTS="radarr hrm")
	@.ci/chromium
	@node $(CHECKS)/stranger/run.mjs $(DOCUMENTS)
	@STRANGER=1 $(JEST) $(CHECKS)/journeys/first-program

forges: $(BUILT) $(REGISTRY) ## Run the nightly job's way against stand-ins of GitHub and GitLab, and publish to a registry on loopback
	@FORGES=1 $(JEST) $(CHECKS)/forges generator/nightly generator/pipeline/check-package $(CHECKS)/journeys/environments $(CHECKS)/journeys/golden

upgrade: $(CHECKS_BUILT) ## Check that what breaks between the versions in HISTORY=<folder> is what no longer compiles, with any tsc: COMPILER=<path>
	@UPGRADE=1 $(JEST) $(CHECKS)/upgrade generator/diff/agreement generator/diff/cases generator/impact/fix/properties generator/pipeline/fields $(CHECKS)/journeys/nightly $(CHECKS)/journeys/order $(CHECKS)/fidelity
	@node build/checks/upgrade/cli.js '$(HISTORY)' '$(COMPILER)'

consumers: $(CHECKS_BUILT) $(CONSUMERS) ## Check that impact finds the lines of three programs that break between the versions of Radarr's document in HISTORY=<folder>
	@node build/checks/consumers/cli.js '$(HISTORY)' '$(PAIRS)'

oasdiff: $(CHECKS_BUILT) ## Check that oasdiff's ids follow from what a comparison finds, for its test cases in CASES=<folder>
	@node build/checks/oasdiff/cli.js '$(CASES)'

lies: $(CHECKS_BUILT) ## Check that conform finds what sandboxes lie about, for the stand-in and the documents of CORPUS=<folder>
	@node build/checks/lies/cli.js '$(CORPUS)'

fuzz: $(CHECKS_BUILT) ## Check that each of RUNS mutants of the documents of CORPUS=<folder> gives a package or a diagnostic
	@node build/checks/fuzz/cli.js '$(CORPUS)' '$(RUNS)' '$(SEED)' '$(FIRST)'

clean: ## Remove what was built and installed
	@node scripts/clean.mjs
