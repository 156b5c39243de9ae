# make demo | test | lint | bench | soak | clean
#
# Everything is installed in .venv; a stamp in it says what is there, so that a second run installs nothing.
# PYTHON=python3.12 make …      another interpreter (3.11 or later)
# make … LOCK=requirements-ci.txt      the exact, hashed versions that CI installs

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
LOCK ?=
OUT ?= out
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DELETE_ON_ERROR:
.PHONY: demo test lint bench bench-all bench-spacy bench-kglab lock soak clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.installed
	$(BIN)/kg build seeds -o $(OUT)

test: lint
	$(BIN)/kg check
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: $(VENV)/.installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/.installed-test
	$(BIN)/python tests/bench/suite.py

# Every measurement there is: starts, stages, pages, imports, the service, what a change gains and loses.
bench-all: bench
	$(BIN)/python -m pytest -m bench -s

# What the benchmark compares with; kept apart, since it is large and the program does not need it.
bench-spacy: $(VENV)/.spacy
	$(MAKE) bench

bench-kglab: $(VENV)/.kglab
	$(MAKE) bench

# The versions that CI installs, with their hashes and without the address of a registry.
lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet pip-tools
	rm -f requirements-ci.txt
	.venv-lock/bin/pip-compile --quiet --extra test --all-build-deps --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header --no-annotate \
		--output-file requirements-ci.txt pyproject.toml
	sed -i "1i # For Python $$($(PYTHON) -c 'import sys; print("{}.{}".format(*sys.version_info))'). Made by: make lock" \
		requirements-ci.txt

soak: $(VENV)/.installed-test
	$(BIN)/python -m pytest -m soak -s

clean:
	rm -rf $(VENV) .venv-spacy .venv-kglab .venv-lock $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "kg needs Python 3.11 or later, and none is here ($$(python3 --version 2>&1 || true)):" \
		"install one, or say where it is: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "kg needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make environments: on Debian, apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(LOCK) | $(BIN)/python
ifeq ($(LOCK),)
	$(PIP) --editable .
else
	$(PIP) --require-hashes --requirement $(LOCK)
	$(PIP) --no-deps --no-build-isolation --editable .
endif
	@touch $@

$(VENV)/.installed-test: pyproject.toml $(LOCK) | $(BIN)/python
ifeq ($(LOCK),)
	$(PIP) --editable '.[test]'
else
	$(PIP) --require-hashes --requirement $(LOCK)
	$(PIP) --no-deps --no-build-isolation --editable .
endif
	@touch $(VENV)/.installed $@

$(VENV)/.spacy: tests/bench/spacy-model.txt | $(VENV)/.installed-test
	$(PYTHON) -m venv .venv-spacy
	.venv-spacy/bin/python -m pip install --quiet 'spacy>=3.8,<3.9'
	-.venv-spacy/bin/python -m pip install --quiet --no-deps --require-hashes --requirement tests/bench/spacy-model.txt
	@touch $@

$(VENV)/.kglab: | $(VENV)/.installed-test
	$(PYTHON) -m venv .venv-kglab
	-.venv-kglab/bin/python -m pip install --quiet kglab
	@touch $@
