# One command each. Plain `make` explains them. VENV=folder and PORT=number may be given on the command line.
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV ?= .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --root-user-action=ignore
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
ARGS ?=

# The first Python that runs and is new enough; a version manager's shim may exist and still refuse.
FIND_PYTHON = for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done

.PHONY: help run demo bench test test-services check fmt openapi lock clean

help: ## Show these commands
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.installed ## Start the whole bazaar on this machine and print its addresses (PORT=8000)
	@exec $(PY) -m config.dev run

demo: $(VENV)/.installed ## Tell one sale from onboarding to payout over real HTTP, against a server of its own
	@exec $(PY) -m config.dev demo

bench: $(VENV)/.installed ## Measure on this machine, in ratios of one run (ARGS="catalogue")
	@exec $(PY) -m config.dev bench $(ARGS)

test: $(VENV)/.installed-dev ## Run the tests on a PostgreSQL of their own (ARGS="tests/orders -q")
	@exec $(PY) -m config.dev test $(ARGS)

test-services: $(VENV)/.installed-dev ## Run all tests on a real PostgreSQL, Redis, RabbitMQ and an S3 server
	@exec $(PY) -m config.dev test-services $(ARGS)

check: $(VENV)/.installed-dev ## Lint, format, types, import contracts, migrations, API description, error list
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy .
	$(VENV)/bin/lint-imports --no-cache
	@mkdir -p var
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(PY) manage.py spectacular --validate --fail-on-warn --file var/openapi.yml
	diff -u docs/openapi.yml var/openapi.yml || { echo "docs/openapi.yml is out of date: run \`make openapi\`."; exit 1; }
	$(PY) manage.py write_errors_doc --check

fmt: $(VENV)/.installed-dev ## Format the code and mend what the linter can mend
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

openapi: $(VENV)/.installed-dev ## Write docs/openapi.yml and docs/errors.md from the code
	$(PY) manage.py spectacular --validate --fail-on-warn --file docs/openapi.yml
	$(PY) manage.py write_errors_doc

lock: $(VENV)/.installed-dev ## Pin requirements.in and requirements-dev.in into their .txt files
	$(COMPILE) --output-file=requirements.txt requirements.in
	$(COMPILE) --output-file=requirements-dev.txt requirements-dev.in

clean: ## Remove the virtual environment and caches; var/ with your local data stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Marked only when whole: an interrupted one is made anew.
$(VENV)/.made:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed and none was found. Install it and try again."; exit 1; fi; \
	echo "Making the virtual environment $(VENV) with $$($$python --version) …"; \
	rm -rf $(VENV); "$$python" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "The virtual environment could not be made. On Debian or Ubuntu: apt-get install python3-venv."; exit 1; }
	@touch $@

$(VENV)/.installed: requirements.txt | $(VENV)/.made
	@echo "Installing the packages of requirements.txt …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt | $(VENV)/.made
	@echo "Installing the packages of requirements-dev.txt …"
	@$(PIP) -r requirements-dev.txt
	@touch $(VENV)/.installed $@
