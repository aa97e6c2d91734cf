# Two commands for everyone: `make run` shows Goodwill at work, `make test` checks all of it.
# Each target first installs what it needs into .venv; nothing has to be there before but Python 3.11+ and make.

.SILENT:
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run test environment lint types rooms fast slow both bench bench-site docs shots clean

export PYTHON
WORKERS ?= 2
PORT ?= 8000
BIN := .venv/bin
SLOW := slow or browser or postgres or spark

help:
	echo "make run     analyse the shipped order book, say what was found, and open the workspace on it"
	echo "make test    lint, types, import order, tests, documentation examples"
	echo "make bench   measure against other packages; BENCH='--only fit --write docs/benchmarks.md'"
	echo "make bench-site measure the workspace at scale; BENCH='--write docs/benchmarks-site.md'"
	echo "make docs    write the reference pages from the code"
	echo "make shots   photograph reports, workspace and programme into docs/screens"
	echo "PYTHON=/path/to/python names the interpreter, PORT=8001 where the workspace is, WORKERS=4 the parallel tests."

run:
	sh dev/environment.sh --no-default-groups --extra site
	$(BIN)/goodwill demo
	$(BIN)/goodwill serve --sample --port $(PORT)

test: environment lint types rooms fast slow both

environment:
	sh dev/environment.sh --all-extras

lint:
	echo "lint: ruff"
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

types:
	echo "types: mypy --strict"
	$(BIN)/mypy

rooms:
	echo "rooms: lint-imports"
	said=$$($(BIN)/lint-imports --no-logo) || { echo "$$said"; exit 1; }

fast:
	echo "tests and examples: the fast ones"
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --doctest-modules -m "not ($(SLOW))" src tests

slow:
	echo "tests: simulations, large data, browser, PostgreSQL, Spark"
	sh dev/dovecot.sh >/dev/null && CHROMIUM=$$(sh dev/browser.sh) && JAVA_HOME=$$(sh dev/java.sh) && export CHROMIUM && \
	if [ -n "$$JAVA_HOME" ]; then export JAVA_HOME; else unset JAVA_HOME; fi && \
	SPARK_LOCAL_IP=127.0.0.1 $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder --few-first --durations 12 -m "$(SLOW)" tests

# B608: SQL is composed from identifiers that one function quotes; the linter leaves that rule out as well.
both:
	echo "tests: the workspace once more, on PostgreSQL; bandit"
	$(BIN)/python -m dev.with_postgres $(BIN)/python -m pytest --numprocesses $(WORKERS) -m "not browser and not slow" tests/programme tests/pages tests/records
	$(BIN)/bandit --quiet --recursive --severity-level medium --skip B608 src/goodwill

bench:
	sh dev/environment.sh
	$(BIN)/python -m benchmarks.run $(BENCH)

bench-site:
	sh dev/environment.sh --all-extras
	$(BIN)/python -m benchmarks.site $(BENCH)

docs:
	sh dev/environment.sh --all-extras
	$(BIN)/python -m dev.reference

shots:
	sh dev/environment.sh --all-extras
	CHROMIUM=$$(sh dev/browser.sh) $(BIN)/python -m dev.shots $(SHOTS)

clean:
	rm -rf .venv .bench build dist
