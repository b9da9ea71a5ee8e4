# One page of commands: each does its own set-up, so that `make demo` and `make test` work on a fresh machine.
# Needs: make, git, and a Python of 3.11 or later with venv (Debian/Ubuntu: apt install make git python3-venv).

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$p" && break; done)
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help demo test check format bench serve build handoff-env lock docs clean
help: ## say what can be done
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

$(VENV)/ready: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed (Debian/Ubuntu: apt install python3 python3-venv)"; exit 1; }
	@$(PYTHON) -m venv --help >/dev/null 2>&1 && $(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "Python's venv is missing (Debian/Ubuntu: apt install python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/ready ## a month, from invented feeds to a site and a mail
	$(BIN)/kawaraban demo

test: $(VENV)/ready-dev ## all tests, on as many processors as there are; last and alone, those that measure time
	$(BIN)/python -m pytest -m "not timed" --numprocesses auto --maxprocesses 4 --dist loadfile
	$(BIN)/python -m pytest -m timed

check: $(VENV)/ready-dev ## lint, types, layers, the sample archive
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kawaraban check

format: $(VENV)/ready-dev ## put the code into its usual form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/ready-dev ## how fast, beside what else there is, in one run
	@for file in tests/benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

ENGINES := .cache/venvs

$(ENGINES)/%/ready: requirements-%.txt
	$(PYTHON) -m venv --clear $(ENGINES)/$*
	$(ENGINES)/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-$*.txt
	@touch $@

handoff-env: $(ENGINES)/mailman/ready $(ENGINES)/moto/ready ## the engines that tests hand a mail to: Mailman 3, moto's SES

build: $(VENV)/ready ## site/ and build/mail/, behind the gate
	$(BIN)/kawaraban build

pictures: $(VENV)/ready-dev ## the pictures of README and handbook, from the sample
	$(BIN)/python tests/browser/pictures.py
	$(BIN)/python tests/browser/desk_pictures.py

serve: $(VENV)/ready ## look at site and mail on 127.0.0.1
	$(BIN)/kawaraban serve

lock: $(VENV)/ready-dev ## pin what is installed: versions and hashes, no addresses
	$(BIN)/python -m piptools compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements.txt pyproject.toml requirements.in
	$(BIN)/python -m piptools compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements-dev.txt requirements-dev.in
	for name in mailman moto; do $(BIN)/python -m piptools compile --quiet --strip-extras --generate-hashes --allow-unsafe \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
		--output-file requirements-$$name.txt requirements-$$name.in || exit 1; done

docs: $(VENV)/ready ## write anew what is made from model and commands: schemas, tables of the handbooks
	$(BIN)/kawaraban schema --settings .vscode/settings.json --decap admin/config.yml --handbook content/README.md \
		--handbook docs/editors/files.md --handbook docs/editors/commands.md

clean: ## remove what was made
	rm -rf $(VENV) site build .cache
