# Each target installs and builds what it needs first; nothing has to be done by hand.
SHELL := /bin/sh
# No rule of make's own is looked for, six hundred times over, before a command begins.
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
# npm needs a home folder to be named, which cron and some containers do not do.
export HOME := $(or $(HOME),$(shell node -p 'os.userInfo().homedir' 2>/dev/null || echo /nonexistent))
ENV ?= sandbox
PORT ?= 4010
FORGE ?= github
# Both, unless one is asked for.
NIGHTLY := $(if $(filter file,$(origin ENV)),preprod prod,$(ENV))

PROGRAM := node dist/cli.js
JEST := node node_modules/jest/bin/jest.js
BUILT := dist/.built
INSTALLED := node_modules/.installed
CHECKS := generator/checks
CHECKS_BUILT := build/.built
COMPILERS := $(CHECKS)/corpus/node_modules/.installed
PEERS := $(CHECKS)/bench/node_modules/.installed
JUDGES := $(CHECKS)/conformance/node_modules/.installed
RUNTIMES := $(CHECKS)/runtimes/node_modules/.installed
INSTALLS := $(INSTALLED) $(COMPILERS) $(PEERS) $(JUDGES) $(RUNTIMES)
SOURCES := $(shell find generator \( -name node_modules -o -path generator/checks \) -prune -o -name '*.ts' -not -name '*.test.ts' -print) tsconfig.json tsconfig.build.json
CHECKS_SOURCES := $(shell find $(CHECKS) -name node_modules -prune -o -name '*.ts' -not -name '*.test.ts' -print) $(CHECKS)/tsconfig.json

.DEFAULT_GOAL := help
.PHONY: help generate check diff nightly propose sandbox build test watch lint typecheck corpus fidelity upgrade fuzz conformance runtimes newer browser hostile kills audit bench clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@printf '\n  make generate ENV=preprod            another environment: prod, preprod, sandbox (the default)\n'
	@printf '  make generate INPUT=<file or URL> OUT=<folder>   any other document or documentation page\n'
	@printf '  make nightly ENV=preprod ARGS=--accept-shrink    one environment, with an option of the command\n'
	@printf '  make corpus|fidelity CORPUS=<folder> CONFIG=<file>   with the switches of a configuration\n'

# The stamp is written last, so that an install that was broken off is made again. A temporary folder holds npm's cache where the home folder cannot.
.SECONDEXPANSION:
$(INSTALLS): $$(dir $$(@D))package.json $$(dir $$(@D))package-lock.json
	@set -e; cd $(dir $(@D)); rm -f node_modules/.installed; \
	[ -n "$$npm_config_cache" ] || [ -w "$$HOME" ] || \
		{ npm_config_cache=$$(mktemp -d); export npm_config_cache; trap 'rm -rf "$$npm_config_cache"' EXIT; }; \
	npm ci --include=dev --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error; \
	touch node_modules/.installed

$(BUILT): $(INSTALLED) $(SOURCES)
	@rm -rf dist
	@npm run --silent build
	@touch $@

# What judges the product is compiled beside it, never into it.
$(CHECKS_BUILT): $(BUILT) $(CHECKS_SOURCES)
	@rm -rf build
	@npm run --silent build:checks
	@touch $@

generate: $(BUILT) ## Find, download and generate into output/<ENV>, or INPUT into OUT
ifdef INPUT
	@$(PROGRAM) generate --input '$(INPUT)' --out '$(or $(OUT),output/custom)' $(ARGS)
else
	@$(PROGRAM) generate --env $(ENV) $(ARGS)
endif

check: $(BUILT) ## Is output/<ENV> what the recorded document gives?
	@$(PROGRAM) check --env $(ENV) $(ARGS)

diff: $(BUILT) ## What changed from OLD to NEW: files, URLs, or environments (OLD=preprod NEW=prod: drift)
	@$(PROGRAM) diff '$(OLD)' '$(NEW)' $(ARGS)

nightly: $(BUILT) ## Download, compare, generate, compile and report for preprod and prod, or ENV
	@$(PROGRAM) nightly $(NIGHTLY:%=--env %) $(ARGS)

propose: $(INSTALLED) ## Propose what a night changed in ENV, on FORGE=github or gitlab
	@.ci/propose '$(ENV)' '$(FORGE)'

sandbox: $(BUILT) ## Run the platform on loopback until stopped (ARGS="--input <file or URL>": any API)
	@$(PROGRAM) sandbox --port $(PORT) $(ARGS)

build: $(BUILT) ## Compile the program into dist/

typecheck: $(INSTALLED) ## Check the types of the program and of the runtime
	@npm run --silent typecheck

lint: $(INSTALLED) ## Check the style
	@npm run --silent lint

test: $(BUILT) ## Run every test but the long suites, or only those whose path has ONLY=<pattern> in it
ifndef ONLY
	@$(MAKE) --no-print-directory -j2 typecheck lint
endif
	@$(JEST) $(ONLY)

watch: $(BUILT) ## Run the tests of what changes since the last commit, again and again, or those of ONLY=<pattern>
	@$(JEST) $(if $(ONLY),--watchAll $(ONLY),--watch)

corpus: $(CHECKS_BUILT) $(COMPILERS) ## Generate and type-check every document of CORPUS=<folder> (TS=all: with every compiler)
	@node build/checks/corpus/cli.js '$(CORPUS)' '$(TS)' '$(CONFIG)'

bench: $(BUILT) $(PEERS) ## Measure beside other generators (ROUNDS=3), bundles, growth, a call beside bare fetch, completion in an editor
	@node $(CHECKS)/bench/side-by-side.mjs $(ROUNDS); beside=$$?; \
	node $(CHECKS)/bench/size.mjs; size=$$?; \
	node $(CHECKS)/bench/growth.mjs; growth=$$?; \
	node $(CHECKS)/bench/editor.mjs $(if $(CORPUS),'$(CORPUS)'); editor=$$?; \
	node $(CHECKS)/bench/cost.mjs && exit $$((beside | size | growth | editor))

browser: $(BUILT) ## Open the reports and the sandbox in Chromium (installed where we may), and keep screenshots/
	@.ci/chromium
	@REQUIRE_BROWSER=1 $(JEST) generator/diff/report/browser $(CHECKS)/hostile/browser generator/sandbox/documentation-browser

hostile: $(BUILT) ## Every hostile string in every place, laid out and one by one, then FUZZ_RUNS=<count> made-up documents
	@HOSTILE=all FUZZ_RUNS='$(or $(FUZZ_RUNS),2000)' $(JEST) $(CHECKS)/hostile -w 2

kills: $(BUILT) ## Kill a generation at 200 moments, and fill the disk at 100
	@KILLS=100 $(JEST) $(CHECKS)/journeys/kills generator/write/crash

audit: $(INSTALLED) ## Ask the registry for known advisories of what is needed at run time
	@npm audit --omit=dev --audit-level=low

fidelity: $(CHECKS_BUILT) ## Do types mean what schemas mean, for every document of CORPUS=<folder>?
	@node build/checks/fidelity/cli.js '$(CORPUS)' '$(CONFIG)'

conformance: $(CHECKS_BUILT) $(JUDGES) ## Check the stand-in's package with independent programs, and CORPUS=<folder> (DOCUMENTS="<name> <name>")
	@node build/checks/conformance/cli.js '$(CORPUS)' $(DOCUMENTS)

runtimes: $(INSTALLED) $(RUNTIMES) ## Run the runtime's own tests on Node 20, 22 and 24, Bun, Deno and a worker
	@node $(CHECKS)/runtimes/run.mjs

newer: $(BUILT) $(RUNTIMES) ## Run every test of `make test` on Node 24
	@node $(CHECKS)/runtimes/newer.mjs

upgrade: $(CHECKS_BUILT) ## Is what breaks between the versions in HISTORY=<folder> what no longer compiles?
	@UPGRADE=1 $(JEST) $(CHECKS)/upgrade generator/diff/agreement $(CHECKS)/journeys/nightly $(CHECKS)/journeys/order $(CHECKS)/fidelity
	@node build/checks/upgrade/cli.js '$(HISTORY)'

fuzz: $(CHECKS_BUILT) ## Make RUNS mutants of the documents of CORPUS=<folder>: does each give a package or a complaint?
	@node build/checks/fuzz/cli.js '$(CORPUS)' '$(RUNS)' '$(SEED)' '$(FIRST)'

clean: ## Remove what was built
	@rm -rf dist build node_modules coverage $(CHECKS)/corpus/node_modules $(CHECKS)/bench/node_modules $(CHECKS)/conformance/node_modules $(CHECKS)/runtimes/node_modules
