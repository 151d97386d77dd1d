# make run, make test: each sets itself up in a clean clone.
.DEFAULT_GOAL := help
SHELL := /bin/bash
export PYTHON ?= python3
# files are UTF-8, whatever the locale
export PYTHONUTF8 := 1
# what is compiled is kept, or every program that a test starts would compile it again
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
LATEST := .venv-latest
LOCKS := requirements.lock build.lock
# another Python is another environment
STAMP := $(VENV)/.installed-$(shell $(PYTHON) -c 'import sys; print(sys.version.split()[0])' 2>/dev/null)

.PHONY: help run test lint types layers unit latest lock docs bench fuzz mutants clean

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(STAMP) ## Run the first scenario: an armed attack on Ukraine
	@$(BIN)/obligations run scenarios/armed-attack-on-ukraine.yaml

test: lint types layers unit ## Lint, types, layer contracts and all tests

lint: $(STAMP)
	@$(BIN)/ruff check src tests bench
	@$(BIN)/ruff format --check --quiet src tests bench || { echo "run: $(BIN)/ruff format src tests bench"; exit 1; }

types: $(STAMP)
	@$(BIN)/mypy

layers: $(STAMP)
	@$(BIN)/lint-imports --no-logo

unit: $(STAMP)
	@$(BIN)/python -m pytest -q -n 2

latest: ## The tests against the newest releases that pyproject.toml allows, in an environment of their own
	@bash .ci/install $(LATEST) latest
	@$(LATEST)/bin/python -m pytest -q -n 2

lock: ## Write the locks again after a change of pyproject.toml (make lock NEWEST=1 takes the newest of all)
	@bash .ci/lock $(if $(NEWEST),--upgrade)

docs: $(STAMP) ## Write the generated pages of docs/ again, and the examples of errors
	@$(BIN)/python -m obligations.gherkin.document > docs/gherkin.md
	@$(BIN)/python -m obligations.views.reasons_document > docs/reasons.md
	@$(BIN)/python -m obligations.api.document > docs/python-types.md
	@$(BIN)/python -m tests.errors.examples > docs/.page && mv docs/.page src/obligations/codes/examples.json
	@$(BIN)/python -m obligations.views.codes_document > docs/errors.md
	@$(BIN)/python -m obligations.views.pages docs/*.md

bench: $(STAMP) ## Measure: the tables of docs/benchmarks.md
	@$(BIN)/python -m pip install -q -r bench/requirements.txt
	@$(BIN)/python -m bench

fuzz: $(STAMP) ## The long property runs, and hostile files and words: prints how many were tried and what they found
	@OBLIGATIONS_FUZZ=long $(BIN)/python -m pytest -q -n 2 tests/fuzz tests/properties tests/matching tests/legaltime

# make mutants SEED=2 SAMPLE=100, SAMPLE=all, ONLY=engine, ONLY=engine.asking.leaving; KEEP=1 keeps what was found out about the tests
SEED ?= 1
SAMPLE ?= 60
mutants: $(STAMP) ## Break a sample of the code in small ways: print what no test notices (takes long)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r bench/mutants.txt
	@$(BIN)/python -m bench.mutants --seed $(SEED) --sample $(SAMPLE) --only '$(ONLY)' $(if $(KEEP),--keep)

clean: ## Remove what make has made
	rm -rf $(VENV) $(LATEST) .venv-lock build dist mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(STAMP): pyproject.toml setup.py $(LOCKS) .ci/check-tools .ci/install
	@bash .ci/install $(VENV) locked
	@touch $(STAMP)
