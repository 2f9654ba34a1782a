# Needs python3 (3.10 or newer). The recipes of the checks are also run by .ci/run, which reads them from here:
# one command a line, and of make's variables only ${BIN}.
BIN ?= .venv/bin
PYTHON ?= python3

.PHONY: install test lint types layers docs gate check all fix clean

check: test lint types layers docs gate

all: install check

install:
	${PYTHON} -m venv .venv
	${BIN}/pip install -e '.[dev]'

test:
	${BIN}/python -m pytest

lint:
	${BIN}/ruff check
	${BIN}/ruff format --check

types:
	${BIN}/mypy

layers:
	${BIN}/lint-imports

docs:
	${BIN}/cog --check README.md docs/*.md
	${BIN}/python docs/pictures.py --check

gate:
	${BIN}/claimx evaluate --gate

fix:
	${BIN}/ruff check --fix
	${BIN}/ruff format
	${BIN}/cog -r README.md docs/*.md
	${BIN}/python docs/pictures.py

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
