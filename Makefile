# Bare `make` lists the targets. Each sets up what it needs.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test unit check fix bench prove docs lock clean

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

run: setup ## a first look: a real table of orders screened, the worked examples assessed
	$(BIN)/python -m makegood run

test: check ## everything; what CI runs
	$(BIN)/pytest

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

fix: setup ## format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup ## speed, each figure beside its yardstick in the same run
	$(BIN)/python -m tools.bench

prove: setup ## the long proofs: 10,000 generated cases followed to their end; mutants of the rules
	$(BIN)/python -m tools.prove

docs: setup ## write the generated pages again
	$(BIN)/python tools/clause_docs.py
	$(BIN)/python tools/example_docs.py
	$(BIN)/python tools/build_places.py

lock: setup ## pin every dependency with its hashes
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-header --extra screen --extra store --extra sandbox --extra desk --extra dev --output-file requirements.lock pyproject.toml

clean: ## forget .venv and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis mutants
