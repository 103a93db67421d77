# The only interface a developer needs. `make demo` and `make test` work on a fresh clone.
.DEFAULT_GOAL := help
.PHONY: help setup demo test run check format lint types contracts bench lock clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTEST_WORKERS ?= auto
# What shares something dear (the browser and the service it looks at) shares a worker.
PYTEST := $(BIN)/pytest -n $(PYTEST_WORKERS) --dist loadgroup
# Some container images set it. Here hundreds of processes start, and each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 24

setup: $(READY)  ## virtual environment and pinned dependencies

# Debian's python3 may come without ensurepip: then any pip on the machine installs into the environment from outside.
$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "xiaohu needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then pip="$(BIN)/python -m pip"; \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1; then pip="$(PYTHON) -m pip --python $(BIN)/python"; \
	elif command -v pip3 >/dev/null 2>&1; then pip="pip3 --python $(BIN)/python"; \
	else echo "No pip found: install Debian's python3-pip, or a Python with ensurepip." >&2; exit 1; fi; \
	$$pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	$$pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

demo: $(READY)  ## the main job on sample closures, a simulated clock and a local mail server
	@$(BIN)/xiaohu demo

run: $(READY)  ## start the service: pages, API and scheduler
	@$(BIN)/xiaohu serve $(ARGS)

# What is stored, claimed, sent and asked.
ON_BOTH := tests/unit/models tests/unit/worker/test_claim.py tests/unit/worker/test_record.py \
	tests/unit/worker/test_recover.py tests/unit/worker/test_recalculate.py tests/integration/test_retries.py \
	tests/integration/test_downtime.py tests/integration/test_weekly_digest.py tests/web/test_today.py \
	tests/web/test_closure.py tests/web/api/test_idempotency.py tests/fault/test_crash_points.py \
	tests/unit/worker/test_cluster.py \
	tests/acceptance/test_nodes.py::test_one_is_killed_and_one_is_stopped_past_its_lease

test: test-sqlite  ## all tests, on SQLite

.PHONY: test-on-both
test-on-both: $(READY)  ## the heart of the tests on PostgreSQL, whatever database one works with
	@XIAOHU_TEST_DATABASE=postgresql $(PYTEST) $(ARGS) $(ON_BOTH)

.PHONY: test-sqlite test-postgres
test-sqlite: $(READY)
	@$(PYTEST) $(ARGS)

test-postgres: $(READY)  ## all tests on PostgreSQL: a server of their own, nothing to install
	@XIAOHU_TEST_DATABASE=postgresql $(PYTEST) $(ARGS)

.PHONY: mutants faults
mutants: $(READY)  ## put known defects into copies of the product; the suite has to see each
	@$(BIN)/python -m tests.mutants
faults: $(READY)  ## the fault suite; FULL=1: the long sweep, ten minutes
	@if [ -n "$(FULL)" ]; then XIAOHU_ALLOWED_NETWORKS=127.0.0.0/8 $(BIN)/python -m tests.fault; \
	else $(PYTEST) tests/fault tests/simulation $(ARGS); fi

check: lint types contracts catalog test  ## format, lint, types, import contracts, catalogue, tests

format: $(READY)  ## rewrite the files in the house format
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint: $(READY)
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: $(READY)
	@$(BIN)/mypy

contracts: $(READY)
	@$(BIN)/lint-imports

.PHONY: catalog
catalog: $(READY)
	@$(BIN)/xiaohu catalog check

.PHONY: messages
messages: $(READY)  ## bring the texts to translate up to date
	@$(BIN)/pybabel -q extract -F babel.cfg --no-location --no-wrap --sort-output --msgid-bugs-address none \
		-o $(VENV)/messages.pot .
	@$(BIN)/pybabel -q update -i $(VENV)/messages.pot -d config/locale -D xiaohu -l zh_CN --no-wrap \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

# The cluster's peers are many packages: only the benchmarks install them, beside the locked ones.
PEERS := $(VENV)/.peers
$(PEERS): $(READY) requirements-peers.lock
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; then pip="$(BIN)/python -m pip"; else pip="$(PYTHON) -m pip --python $(BIN)/python"; fi; \
	$$pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.lock
	@touch $@

.PHONY: screenshots
screenshots: $(READY)  ## take the pictures of the docs anew (needs Debian's chromium)
	@$(BIN)/python -m tests.browser.pictures

bench: $(PEERS)  ## side by side with peers; writes docs/benchmarks.md
	@$(BIN)/python -m benchmarks

# Asks the network which pinned versions have known vulnerabilities; in an environment of its own.
AUDIT := $(VENV)/audit
.PHONY: audit
audit: $(READY)  ## known vulnerabilities of what is pinned (needs the network)
	@$(PYTHON) -m venv $(AUDIT) 2>/dev/null || $(PYTHON) -m venv --without-pip $(AUDIT)
	@if $(AUDIT)/bin/python -m pip --version >/dev/null 2>&1; then pip="$(AUDIT)/bin/python -m pip"; else pip="$(PYTHON) -m pip --python $(AUDIT)/bin/python"; fi; \
	$$pip install --quiet --disable-pip-version-check 'pip-audit>=2.9,<3'
	@for lock in requirements.lock requirements-peers.lock; do $(AUDIT)/bin/pip-audit --strict --require-hashes --disable-pip -r $$lock || exit 1; done

COMPILE := uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock"
lock: $(READY)  ## resolve the dependencies again (needs uv)
	@$(COMPILE) --extra demo --extra bench --extra dev --extra pictures --extra cluster -o requirements.lock
	@$(COMPILE) --extra peers -c requirements.lock -o requirements-peers.lock

clean:  ## remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
