# My Job Match: the commands. `make help` lists them.
# Everything is done by scripts/, in the standard library of any Python >= 3.11; PYTHON=… picks one.

.DEFAULT_GOAL := help
.PHONY: help run install build test test-all test-unit lint format coverage bench screenshots clean

BOOT := ./scripts/bootstrap
VENV := .venv/bin/python

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Install what is missing, load the demonstration once, build, serve, print the address
	@$(BOOT) run
	@$(VENV) scripts/run.py

install: ## Install all that run, test and bench need; start nothing
	@$(BOOT) dev
	@$(VENV) scripts/components.py
	@$(VENV) scripts/frontend.py

build: ## Build the front end when its sources changed
	@$(BOOT) run
	@$(VENV) scripts/frontend.py

test: ## All checks and tests: lint, types, import rules, unit, integration, end to end
	@$(BOOT) dev
	@$(VENV) scripts/check.py all

test-all: ## The same, and the slow tests
	@$(BOOT) dev
	@$(VENV) scripts/check.py all --slow

test-unit: ## Only the unit tests: nothing to start, seconds
	@$(BOOT) dev
	@$(VENV) scripts/check.py unit

lint: ## Lint, format check, types, import rules
	@$(BOOT) dev
	@$(VENV) scripts/check.py lint

format: ## Put the code in its format
	@$(BOOT) dev
	@$(VENV) -m ruff check --fix-only --quiet .
	@$(VENV) -m ruff format .

coverage: ## Which lines the unit and integration tests reach
	@$(BOOT) dev
	@$(VENV) -m coverage run -m pytest -q -m "not slow" tests/unit tests/integration
	@$(VENV) -m coverage report

bench: ## Run every benchmark of bench/ and print its table
	@$(BOOT) dev
	@$(VENV) scripts/bench.py

screenshots: ## Take the pictures of docs/screenshots/ anew
	@$(BOOT) dev
	@$(VENV) scripts/screenshots.py

clean: ## Remove what was built here; the environment and the data stay
	@rm -rf .build .web .states .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
