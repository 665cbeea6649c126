# Targets are listed by `make help`. Everything works from a clean checkout with make and Python 3.11+.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
CLOUD_VENV := .venv-cloud
SAM_VENV := .venv-sam
BENCH_VENV := .venv-bench
BIN := $(VENV)/bin
UV ?= uv

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	@$(PYTHON) local/prerequisites.py
	@$(PYTHON) -m venv $(VENV)
	@printf '%s\n%s\n' "$(CURDIR)" "$(CURDIR)/layers/common" \
	  > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/period_sync.pth"

$(VENV)/.run: requirements/run.txt | $(VENV)/bin/python
	@echo "Installing what the run needs (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(CLOUD_VENV)/.done: local/cloud/requirements.txt
	@$(PYTHON) local/prerequisites.py
	@echo "Installing the stand-in for AWS (once) ..."
	@$(PYTHON) -m venv $(CLOUD_VENV)
	@$(CLOUD_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.PHONY: setup lock
setup: $(VENV)/.run $(VENV)/.dev $(CLOUD_VENV)/.done ## Install everything that running and testing need
lock: ## Renew uv.lock and the requirements files exported from it (needs uv)
	$(UV) lock --upgrade
	$(MAKE) export
.PHONY: export
export:
	$(UV) export -q --format requirements-txt --no-dev --no-emit-project -o layers/common/requirements.txt
	$(UV) export -q --format requirements-txt --no-dev --no-emit-project --group local -o requirements/run.txt
	$(UV) export -q --format requirements-txt --no-emit-project --group dev -o requirements/dev.txt
	$(UV) pip compile -q --generate-hashes --universal --python-version 3.11 --no-annotate \
	  local/cloud/requirements.in -o local/cloud/requirements.txt
	$(UV) pip compile -q --generate-hashes --universal --python-version 3.11 --no-annotate \
	  requirements/sam.in -o requirements/sam.txt
	$(UV) pip compile -q --generate-hashes --universal --python-version 3.11 --no-annotate \
	  bench/requirements.in -o bench/requirements.txt

# What the page is built from. Without Node everything else runs, and says that the page is missing.
NODE_IS_THERE := $(shell node --eval 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' \
  2>/dev/null && echo yes)
PAGE_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*') docs/netsuite-setup.md docs/errors.md

.PHONY: node
node:
	@test -n "$(NODE_IS_THERE)" || \
	  { echo "The page needs Node 20 or newer: https://nodejs.org" >&2; exit 1; }
web/node_modules/.done: web/package-lock.json | node
	@echo "Installing what the page is built with (once) ..."
	@cd web && npm ci --silent --no-audit --no-fund
	@touch $@
web/dist/index.html: web/node_modules/.done $(PAGE_SOURCES) | node
	@echo "Building the page ..."
	@cd web && { told=$$(npm run --silent build 2>&1) || { echo "$$told" >&2; exit 1; }; }
	@touch $@

.PHONY: web
web: node web/node_modules/.done ## Check, test and build the page (needs Node 20 or newer)
	@cd web && npm run --silent check
	@cd web && npm run --silent test
	@cd web && npm run --silent build

.PHONY: screenshots
screenshots: $(VENV)/.dev $(CLOUD_VENV)/.done web/dist/index.html ## Show every view of the page, and the mails, below build/screenshots (needs Chromium)
	@$(BIN)/python -m tests.page.screenshots

.PHONY: run demo reset
run: $(VENV)/.run $(CLOUD_VENV)/.done $(if $(NODE_IS_THERE),web/dist/index.html) ## Run the whole product on this machine (PORT=8080)
	@$(BIN)/python -m local.run
demo: $(VENV)/.run $(CLOUD_VENV)/.done ## Post a period on a fresh stack, prove it in NetSuite, and end
	@$(BIN)/python -m local.demo
reset: ## Clear what `make run` has stored
	@$(PYTHON) -m local.reset

KILLS ?= 100
.PHONY: chaos
chaos: $(VENV)/.run $(CLOUD_VENV)/.done ## Kill posters at work (KILLS=100); NetSuite must have each journal once
	@KILLS=$(KILLS) SEED=$(SEED) $(BIN)/python -m local.chaos

.PHONY: alarms
alarms: $(VENV)/.run $(CLOUD_VENV)/.done ## Make every alarm fire, after a run that fires none
	@$(BIN)/python -m local.alarms

.PHONY: redrive
redrive: $(VENV)/.run ## Send dead letters back to work (STAGE=... for a stage in AWS)
	@$(BIN)/python -m period_sync.operate redrive

$(SAM_VENV)/.done: requirements/sam.txt
	@$(PYTHON) local/prerequisites.py
	@echo "Installing the AWS SAM command line (once) ..."
	@$(PYTHON) -m venv $(SAM_VENV)
	@# uv pinned all of it; pip alone can't match extras with hashes.
	@$(SAM_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes -r $<
	@touch $@

# The layer is built by SAM's own Python, which has pip.
SAM := SAM_CLI_TELEMETRY=0 PATH="$(CURDIR)/$(SAM_VENV)/bin:$$PATH" sam

.PHONY: build deploy
build: $(SAM_VENV)/.done ## Validate the template and build what is deployed
	@$(SAM) validate --lint
	@$(SAM) build --cached --parallel
deploy: ## Deploy a stage to AWS: make deploy STAGE=dev|staging|prod
	@case "$(STAGE)" in dev|staging|prod) ;; \
	  *) echo "Name the stage: make deploy STAGE=dev, staging or prod" >&2; exit 1 ;; esac
	@$(MAKE) --no-print-directory $(VENV)/.run web/dist/index.html
	@# What an earlier build kept may lack compiled files.
	@rm -rf .aws-sam
	@$(MAKE) --no-print-directory build
	@find .aws-sam/build/CommonLayer -name '*.cpython-313.pyc' | grep -q . || \
	  { echo "Deploying needs python3.13 on PATH, to ship compiled files" >&2; exit 1; }
	@$(SAM) deploy --config-env $(STAGE)
	@$(BIN)/python -m hosting.upload $(STAGE)

$(BENCH_VENV)/.done: bench/requirements.txt
	@$(PYTHON) local/prerequisites.py
	@echo "Installing the client to compare with (once) ..."
	@$(PYTHON) -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.PHONY: bench
bench: $(VENV)/.run $(BENCH_VENV)/.done ## Measure 100,000 lines; fails over 5 µs a line or 200 MB
	@$(BIN)/python -m bench

.PHONY: docs
docs: $(VENV)/.dev ## Write docs/openapi.json and docs/errors.md from the code
	@$(BIN)/python -m docs.openapi
	@$(BIN)/python -m docs.errors

SCHEDULES ?= 20000
.PHONY: simulate planted
simulate: $(VENV)/.dev ## Try to break the posting protocol (SCHEDULES=1000000 for a release, SEED=n to replay)
	@$(BIN)/python -m simulation $(if $(SEED),--seed $(SEED),--schedules $(SCHEDULES))
planted: $(VENV)/.dev ## Catch every bug planted in the product, and tell after how many schedules
	@$(BIN)/python -m simulation --planted

.PHONY: format check test
format: $(VENV)/.dev ## Format the code
	@$(BIN)/ruff format -q .
	@$(BIN)/ruff check -q --fix .
check: $(VENV)/.dev ## Lint, types, imports, dependencies, template
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > /dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/deptry --no-ansi layers/common/period_sync functions
	@$(BIN)/cfn-lint template.yaml
# These start whole stacks, or use all cores; the others share two processes.
ALONE := e2e local page stand_ins simulation
test: $(VENV)/.dev $(CLOUD_VENV)/.done check web ## Every check and test
	@$(BIN)/python -m pytest -n 2 $(ALONE:%=--ignore=tests/%)
	@$(BIN)/python -m pytest $(ALONE:%=tests/%)
