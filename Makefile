# Bare `make` lists the targets. Each sets up what it needs.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run look test unit check fix bench prove docs assets browser lock clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Makegood needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src
	touch $@

setup: $(VENV)/.ready ## make .venv with the pinned, hashed dependencies

run: setup ## the desk on a rehearsal: a sandbox, shops kept by hand, a worker; nothing real is sent
	$(BIN)/python -m makegood run

look: setup ## a first look in the terminal: a real table of orders screened, the worked examples assessed
	$(BIN)/python -m makegood look

test: check browser ## everything; what CI runs
	$(BIN)/pytest

browser: ## Chromium, for the tests that sit at the desk; from Debian's packages where it is not there
	@command -v chromium >/dev/null || { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-noto-cjk; } || echo "no Chromium and no right to install it: install the package chromium" >&2

unit: setup ## the pure layers only: seconds, no sockets
	$(BIN)/pytest tests/core tests/policies tests/rules tests/clauses -x

check: setup ## format, lint, types, layers, generated files up to date
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/clause_docs.py --check
	$(BIN)/python tools/example_docs.py --check
	$(BIN)/python tools/build_places.py --check
	$(BIN)/python -m tools.messages --check

fix: setup ## format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## speed, each figure beside its yardstick in the same run
	$(BIN)/python -m tools.bench

prove: setup ## the long proofs, hours of them: generated cases, killed workers and databases, a simulated year, mutants
	$(BIN)/python -m tools.prove

docs: setup ## write the generated pages again
	$(BIN)/python tools/clause_docs.py
	$(BIN)/python tools/example_docs.py
	$(BIN)/python tools/build_places.py

assets: ## build the desk's styles, script and icons again; what is built is committed, so nobody else needs Node
	cd src/makegood/desk/frontend && npm ci && npm run build

lock: setup ## pin every dependency with its hashes
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header --extra screen --extra store --extra sandbox --extra desk --extra dev --output-file requirements.lock pyproject.toml

clean: ## forget .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants
