# `make` installs travaux and shows what it can do; `make test` tests it; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := demo
PYTHON ?= python3
# Three on two cores: some tests wait for a browser or a child.
JOBS ?= 3
TEXTS ?= ../shared/sources
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt
# Another workspace of the user's must not answer for this one.
unexport TRAVAUX_WORKSPACE

# The three telling questions that `make` asks.
TELLING := 'query meetings' 'query rejected-demands -p actor=NATO' 'query demands-and-offers -p attitude=offers'

.PHONY: demo install dev test test-all lint format notebooks bench agreement new-passage readme picture docs build clean help

demo: install  ## install travaux, answer three questions, write build/graph.html
	@for words in $(TELLING); do echo "\$$ travaux $$words"; $(BIN)/travaux $$words || exit; echo; done
	@mkdir -p build
	$(BIN)/travaux view -o build/graph.html

install: .venv/.installed  ## make .venv and install travaux into it
dev: .venv/.dev  ## the same with all that tests and lint need

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e .
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e '.[dev]'
	@touch .venv/.installed $@

.venv/.notebook: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e '.[notebook]'
	@touch .venv/.installed $@

# What finds barriers on the page of `view`; without npm its test is left out (.ci/run has npm).
AXE := 4.10.3
.cache/axe.min.js:
	@mkdir -p .cache
	@if command -v npm >/dev/null; then cd .cache && npm pack --silent axe-core@$(AXE) >/dev/null && \
	  tar xzOf axe-core-$(AXE).tgz package/axe.min.js >axe.min.js; \
	  else echo 'npm is not installed: no test of barriers' >&2; fi

test: dev .cache/axe.min.js  ## all tests but the slow ones
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m 'not slow'

test-all: dev .cache/axe.min.js  ## the slow tests too, with many more random examples
	TRAVAUX_HYPOTHESIS=deep $(BIN)/python -m pytest -n $(JOBS) --dist loadfile

lint: dev  ## ruff, mypy --strict, and whether the pages of docs/ are fresh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check

format: dev  ## lay out Python as `make lint` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

notebooks: .venv/.notebook  ## open the notebooks in JupyterLab, all they need installed
	$(BIN)/jupyter-lab $(if $(filter 0,$(shell id -u)),--allow-root) notebooks

bench: dev  ## how long a query, a check and the explorer take; how well `suggest` does
	$(BIN)/python tests/benchmarks/bench.py
	$(BIN)/python tests/benchmarks/bench_validate.py
	$(BIN)/python tests/benchmarks/bench_view.py
	$(BIN)/python tests/benchmarks/bench_api.py
	$(BIN)/python tests/benchmarks/bench_suggest.py

agreement: install  ## how far the two codings of the texts agree
	$(BIN)/travaux agreement graph/agreement/first.csv graph/agreement/second.csv

# The snippet goes through the environment as it is: no quotation mark or $ in it means anything.
new-passage: export PASSAGE_SNIPPET := $(value SNIPPET)
new-passage: install  ## SOURCE=s2 PAR=5 SNIPPET='...' [TEXTS=DIR]: a Passage to paste
	@test -n '$(SOURCE)' -a -n '$(PAR)' -a -n "$$PASSAGE_SNIPPET" || \
	  { echo "usage: make new-passage SOURCE=s2 PAR=5 SNIPPET='...' [TEXTS=DIR]" >&2; exit 2; }
	@printf '%s' "$$PASSAGE_SNIPPET" | $(BIN)/python -m travaux.passages --texts '$(TEXTS)' '$(SOURCE)' '$(PAR)'

readme: dev  ## run the commands of README.md and write their output into it
	$(BIN)/python tests/readme_fill.py

picture: dev  ## write docs/explorer.png, the picture of the page that stands in the README
	$(BIN)/python tests/picture.py

docs: dev  ## write the pages of docs/ from the commands, the ontology, the questions, the graph
	$(BIN)/python docs/generate.py

build: dev  ## sdist and wheel in dist/
	$(BIN)/python -m build

clean:  ## remove all that was made, .venv too
	rm -rf .venv .cache build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done
