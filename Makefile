# All that a developer types. On a machine with only Python 3.11 or newer and make, each of these sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

# Debian keeps the server's programs out of the path.
INITDB = $(shell command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -1)

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench lock clean chromium postgresql qpdf

help: ## what can be typed
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(READY) ## fetch what the publishers offer, build, and show the site on 127.0.0.1:8000
	$(BIN)/liim start

demo: $(READY) ## the same with fictitious figures, at once
	$(BIN)/liim start --demo

test: $(READY) chromium postgresql qpdf ## every test; those of the application once more on PostgreSQL
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	@if [ -n "$(INITDB)" ]; then echo "The same on PostgreSQL: plans and accounts …"; \
		LIIM_TEST_DB=postgres $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not browser" tests/liim_web/plans tests/liim_web/accounts; \
		else echo "No PostgreSQL: the second run was skipped."; fi

check: $(READY) ## style, types, contracts, licences
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pip-licenses --from=mixed --partial-match > /dev/null

bench: $(READY) ## how fast, as ratios within one run
	$(BIN)/python -m benchmarks

lock: $(READY) ## pin every dependency again, with hashes and without addresses
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev \
		pyproject.toml -o requirements.lock --custom-compile-command "make lock"

clean: ## away with what was set up and built (never with var/, where editions live)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "LIIM needs Python 3.11 or newer; try: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Setting up (once, about a minute) …"
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

# What tests use of the system, they take from its own packages: the browser; PostgreSQL for the second run, on a socket
# of its own; qpdf, which checks reports as another program. What cannot be installed is said, and its tests are skipped.
chromium: THERE = command -v chromium
postgresql: THERE = test -n "$(INITDB)"
qpdf: THERE = command -v qpdf
chromium postgresql qpdf:
	@$(THERE) >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& echo "Installing $@ from the system's packages …" \
		&& apt-get update -qq && apt-get install -y -qq --no-install-recommends $@ >/dev/null 2>&1; } \
		|| echo "No $@: its tests will be skipped. To install it: apt-get install $@ (as root)."
