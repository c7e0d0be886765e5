# Everything that is done to this repository, by name. `make` alone explains it.
#
# A fresh Debian 12 machine needs git, make and Python 3.11 with venv. uv comes from PyPI into .tools/uv when there is none;
# uv.lock says what goes into .venv. Stamp files keep what is done from being done again.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= $(firstword $(foreach name,python3.11 python3,$(if $(shell command -v $(name)),$(name))) python3)
PYTHON_VERSION = $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
UV ?= $(if $(shell command -v uv),uv,.tools/uv/bin/uv)
BIN := .venv/bin
READY := .venv/.onward-ready

# What `make board` reads and writes.
RECORDS ?= examples/hr-positive
OUT ?= board.html
# Folders of DICOM images of that person, shown where RECORDS holds her lesion book; example people get synthetic ones.
IMAGES ?=
EXAMPLE := $(filter hr-positive her2-positive triple-negative,$(notdir $(RECORDS:/=)))
BOOK := $(if $(EXAMPLE),build/examples/$(EXAMPLE)/lesions.json)

# Public data for tests/real, where it lies beside the checkout.
ONWARD_DATA ?= $(abspath $(wildcard ../shared/data))
export ONWARD_DATA

# One process a core; a file's tests stay together, so that a server is started once for them.
WORKERS ?= auto
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadfile
QUICK_TESTS = $(wildcard tests/unit tests/spec tests/knowledge)

# $(call step,name,command,cure): one quiet line when it passes; everything it said, and the cure, when it does not.
define step
@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; SECONDS=0; \
if $(2) >"$$log" 2>&1; then printf '  %-8s ok %4ss\n' '$(1)' "$$SECONDS"; \
else cat "$$log" >&2; printf '\n  %-8s FAILED. %s\n' '$(1)' '$(3)' >&2; exit 1; fi
endef

.PHONY: help setup board test check static format lint types imports quick servers fmt bench docs lock clean

help:
	@echo 'Onward: from the records of a person with metastatic breast cancer to answers that show their reasons.'
	@echo
	@echo '  make board    build the environment, then make the page of an example person and say where it is'
	@echo '                your own records:  make board RECORDS=FOLDER OUT=page.html'
	@echo '  make test     everything: checks, PostgreSQL, Orthanc, Chromium, generated and public data (budget: 20 minutes)'
	@echo
	@echo '  make check    before each commit: format, lint, types, imports, quick tests (budget: 2 minutes)'
	@echo '  make fmt      rewrite the code in the one format, mend what the linter can mend'
	@echo '  make docs     rewrite docs/reference from the spec tests'
	@echo '  make bench    measure Onward beside named peers in one run'
	@echo '  make lock     renew uv.lock after a change of pyproject.toml'
	@echo '  make setup    only build the environment (.venv)'
	@echo '  make clean    remove what make has built'
	@echo
	@echo 'Then: .venv/bin/onward --help. Where things are: ARCHITECTURE.md. How to change one: CONTRIBUTING.md.'

# --- the environment

setup: $(READY)

.tools/uv/bin/uv: scripts/setup/uv.txt scripts/setup/uv.sh
	@command -v $(PYTHON) >/dev/null || { echo 'onward: no Python found. On Debian, as root: apt-get install python3 python3-venv' >&2; exit 1; }
	@scripts/setup/uv.sh $(PYTHON) .tools/uv
	@touch $@

$(READY): pyproject.toml uv.lock | $(filter .tools/%,$(UV))
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'onward: $(PYTHON) is older than 3.11. Name a newer one: make PYTHON=python3.12 ...' >&2; exit 1; }
	@echo 'Building the environment in .venv (the first time takes a minute or two) ...'
	@UV_PYTHON_DOWNLOADS=never $(UV) sync --locked --quiet --python $(PYTHON_VERSION) || { \
		echo 'onward: the environment could not be built. If uv.lock does not fit pyproject.toml: make lock.' >&2; \
		echo '        If the network failed: run make again; what has been fetched is kept.' >&2; exit 1; }
	@touch $@

lock: | $(filter .tools/%,$(UV))
	@UV_PYTHON_DOWNLOADS=never $(UV) lock
	@echo 'Read the difference (git diff uv.lock), then: make test'

# --- the page

board: $(READY) $(BOOK)
	@status=0; $(BIN)/onward board $(RECORDS) $(BOOK) --out $(OUT) \
		$(if $(BOOK)$(IMAGES),--images $(IMAGES) $(if $(BOOK),build/examples/$(EXAMPLE))) || status=$$?; \
	if [[ $$status -gt 1 || ! -e $(OUT) ]]; then \
		echo 'onward: no page was made (status '"$$status"'). Messages and cures: docs/how-to/errors.md' >&2; exit 1; fi; \
	if [[ $$status == 1 ]]; then echo 'Some records could not be used; the page lists them.'; fi; \
	echo 'The page: $(abspath $(OUT))'; echo 'Open it in any browser; it needs no network.'

build/examples/%/lesions.json: examples/make_images.py $(wildcard examples/phantom/*.py) | $(READY)
	@echo 'Making synthetic images of the example person (once, some seconds) ...'
	@$(BIN)/python examples/make_images.py build/examples $*

# --- the checks

static: format lint types imports

# The types take one core for most of a minute: the tests run beside them.
check: $(READY)
	@$(MAKE) --jobs=2 static quick

format: $(READY)
	$(call step,format,$(BIN)/ruff format --check .,Cure: make fmt)

lint: $(READY)
	$(call step,lint,$(BIN)/ruff check .,Some can be mended by: make fmt)

types: $(READY)
	$(call step,types,$(BIN)/basedpyright --warnings,Each line names file and rule; docs/adr/0011 says which checker and why.)

imports: $(READY)
	$(call step,imports,$(BIN)/lint-imports --no-logo,A room looks only down: ARCHITECTURE.md has the map.)

quick: $(READY)
	@$(if $(QUICK_TESTS),,echo 'onward: tests/unit, tests/spec and tests/knowledge are all missing.' >&2; exit 1;) \
	$(PYTEST) -m 'not servers and not archive and not browser and not real and not slow' $(QUICK_TESTS)

servers:
	@scripts/setup/debian.sh

test: servers static
	@scripts/setup/run-tests.sh $(PYTEST)

# --- by-products

fmt: $(READY)
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

docs: $(READY)
	@ONWARD_WRITE_REFERENCE=1 $(BIN)/pytest tests/spec
	@echo 'Written: docs/reference'

bench: $(READY)
	@UV_PYTHON_DOWNLOADS=never $(UV) run --locked --quiet --group bench python -m bench

clean:
	@rm -rf .venv .tools .ruff_cache .pytest_cache .import_linter_cache .hypothesis dist build board.html
	@find src tests -type d -name __pycache__ -prune -exec rm -rf {} +
