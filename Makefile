# Everything on a fresh machine with Python 3.11 to 3.13: no root, no compiler, no node, nothing outside .venv.
#
#   make run     the web application; prints its address          make check   format, lint, types, contracts, house rules
#   make test    the checks and every test                        make bench   the benchmarks against peers
#   make docs    rebuild the generated pages                      make clean   remove .venv and what tools leave behind
#   make screenshots   take the README's pictures again
#
# `make run PYTHON=/path/to/python3.12` chooses the interpreter; which index pip asks is the user's own pip configuration.

BIN := .venv/bin
PYTHON ?=
WORKERS ?= 2
INSTALLED := .venv/.installed-
PACKAGE := pyproject.toml src/tvaerspor/__init__.py

.DEFAULT_GOAL := help
.PHONY: help run test check static format lint types contracts house bench docs screenshots clean

help:
	@sed -n '/^#   make/s/^#  //p' Makefile

run: $(INSTALLED)runtime
	@$(BIN)/tvaerspor serve --demo

# The static checks and the tests both run to their end, so that one run tells everything; pytest has the last word.
test: $(INSTALLED)dev
	@status=0; \
	$(MAKE) --no-print-directory --keep-going static || status=$$?; \
	$(BIN)/python -m pytest -n $(WORKERS) || status=$$?; \
	TVAERSPOR_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n $(WORKERS) -m stored tests/shell || status=$$?; \
	exit $$status

check: static house

static: format lint types contracts

format: $(INSTALLED)dev
	@$(BIN)/ruff format --check --quiet --output-format concise .

lint: $(INSTALLED)dev
	@$(BIN)/ruff check --quiet --output-format concise .

types: $(INSTALLED)dev
	@$(BIN)/mypy

contracts: $(INSTALLED)dev
	@$(BIN)/lint-imports --no-logo

house: $(INSTALLED)dev
	@$(BIN)/python -m pytest -q tests/house

bench: $(INSTALLED)bench
	@for script in bench/[!_]*.py; do echo "$$script"; $(BIN)/python "$$script" || exit 1; done

docs: $(INSTALLED)runtime
	@$(BIN)/tvaerspor docs build

screenshots: $(INSTALLED)dev
	@$(BIN)/python -m tests.browser.screenshots

# A stamp is older than its files only when they changed: then, and only then, pip is asked again.
$(INSTALLED)runtime: requirements/build.txt requirements/runtime.txt $(PACKAGE)
	@requirements/install "$(PYTHON)" build.txt runtime.txt
	@touch $@

$(INSTALLED)dev: requirements/build.txt requirements/runtime.txt requirements/dev.txt $(PACKAGE)
	@requirements/install "$(PYTHON)" dev.txt
	@touch $@ $(INSTALLED)runtime

$(INSTALLED)bench: $(INSTALLED)dev requirements/bench.txt
	@requirements/install "$(PYTHON)" bench.txt
	@touch $@

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
