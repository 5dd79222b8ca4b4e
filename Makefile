# Needs python3 (3.11 or later), git and make; everything else goes into .venv. See CONTRIBUTING.md.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
BROWSER_PACKAGES := chromium fonts-dejavu-core fonts-liberation

# One thread a process: faster on small work, and the same figures on every machine.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: help demo test check browser clean

help:
	@echo 'make demo    read the sample articles and draw a map'
	@echo 'make test    check the code and run every test'
	@echo 'make check   ruff, mypy and the import rules alone'
	@echo 'make clean   remove .venv and everything that was built'

demo: $(VENV)/.installed
	@$(BIN)/detente demo demo

test: browser check
	@$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/pip
	@echo 'installing into $(VENV); the first time takes a minute or two ...'
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/pip
	@echo 'installing into $(VENV), with what tests and checks need; the first time takes a few minutes ...'
	@$(PIP) install --quiet --requirement constraints.txt --editable .
	@touch $(VENV)/.installed $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'détente needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo 'installing python3-venv'; \
	    apt-get update -qq </dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y python3-venv </dev/null >/dev/null; \
	  else echo 'Python cannot make environments here; run: sudo apt-get install python3-venv' >&2; exit 1; fi; }
	@$(PYTHON) -m venv --clear $(VENV)

# Browser tests want Chromium and fonts. Without them they skip, and with CI=true that is a failure.
browser:
	@command -v chromium >/dev/null && [ -d /usr/share/fonts/truetype/dejavu ] && exit 0; \
	as_root=none; \
	if [ "$$(id -u)" = 0 ]; then as_root=; elif sudo -n true 2>/dev/null; then as_root='sudo -n'; fi; \
	if [ "$$as_root" != none ] && command -v apt-get >/dev/null; then \
	  echo 'installing $(BROWSER_PACKAGES)'; \
	  if $$as_root apt-get update -qq </dev/null \
	    && $$as_root env DEBIAN_FRONTEND=noninteractive \
	      apt-get install -qq -y --no-install-recommends $(BROWSER_PACKAGES) </dev/null >/dev/null; then exit 0; fi; \
	fi; \
	echo '**** The browser tests cannot run: no Chromium. Run: sudo apt-get install $(BROWSER_PACKAGES) ****' >&2; \
	[ "$${CI:-}" != true ]

clean:
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
