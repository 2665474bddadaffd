# Everything that is run by hand or by CI. A machine needs Python 3.11 or newer with venv, and a package index.
PYTHON ?= python3
VENV ?= .venv
WORKERS ?= auto

BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt
LOCAL := $(VENV)/.local-installed
DEV := $(VENV)/.dev-installed

.DEFAULT_GOAL := help
.PHONY: help demo test lint types layers tests cluster audit fuzz chaos record quality bench generated site lock clean

help:  ## what can be made
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(LOCAL)  ## install, fetch the local model (1.1 GB, once), and summarise the seed article
	@echo "== the local model's weights"
	@$(BIN)/communique pull
	@echo "== communique summarise seeds/*.txt --model local"
	@$(BIN)/communique summarise seeds/*.txt --model local

test: lint types layers tests  ## install, and everything that has to hold: style, types, layers, tests, coverage

lint: $(DEV)
	@echo "== ruff"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(DEV)
	@echo "== mypy"
	@$(BIN)/mypy

layers: $(DEV)
	@echo "== import-linter"
	@$(BIN)/lint-imports

tests: $(DEV)
	@echo "== pytest"
	@rm -f .coverage .coverage.*
	@$(BIN)/coverage run -m pytest -n $(WORKERS)
	@echo "== coverage"
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

audit: $(DEV)  ## look the pinned versions up among known weaknesses; needs a network, and says so where there is none
	@$(INSTALL) pip-audit
	@echo "== pip-audit"
	@if $(BIN)/python -c 'import socket; socket.create_connection(("api.osv.dev", 443), 5)' 2>/dev/null; \
	then $(BIN)/pip-audit --vulnerability-service osv --requirement constraints.txt --no-deps --disable-pip; \
	else echo "NOT DONE: api.osv.dev cannot be reached from here, so nothing was looked up" >&2; fi

fuzz: $(DEV)  ## SECONDS=60 [TARGET=article]: look for inputs that break something (Linux, macOS)
	@$(INSTALL) 'atheris>=3'
	@for target in $(or $(TARGET),article answer response date words); do \
		echo "== $$target"; $(BIN)/python tests/faults/fuzz.py $$target $(or $(SECONDS),60) || exit $$?; \
	done

chaos: $(DEV)  ## 2,000 articles against a server that fails a fifth of the time
	@$(BIN)/python benchmarks/chaos.py

cluster: $(DEV)  ## install Ray, and test communique.ray on a local cluster
	@$(INSTALL) -e '.[local,dev,ray]'
	@COMMUNIQUE_CLUSTER=1 $(BIN)/python -m pytest tests/test_ray.py

record: $(DEV)  ## record the cassettes anew, from the local model
	@$(BIN)/python tests/record.py

quality: $(LOCAL)  ## CORPUS=dir [SCORER=score.py]: summarise a corpus with the local model and score it
	@test -d "$(CORPUS)" || { echo "make quality CORPUS=dir: a folder of NAME.txt with the gold records NAME.json" >&2; exit 2; }
	@rm -rf build/quality
	@status=0; \
	$(BIN)/communique evaluate "$(CORPUS)" --model local --out build/quality --page build/quality.html || status=$$?; \
	if test -n "$(SCORER)"; then echo "== $(SCORER)"; $(BIN)/python "$(SCORER)" "$(CORPUS)" build/quality || status=$$?; fi; \
	exit $$status

bench: $(DEV)  ## what importing and the library's own work cost; docs/performance.md has more
	@for each in import_time own_time own_cpu locating prompt_tokens rerun; do \
		echo "== $$each"; $(BIN)/python benchmarks/$$each.py || exit 1; \
	done

generated: $(DEV)  ## write into the documentation what the program says of itself
	@$(BIN)/python docs/generate.py

site: $(DEV)  ## the documentation as web pages, in build/site
	@$(INSTALL) -e '.[docs]'
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -b dirhtml docs build/site
	@echo "build/site/index.html"

lock: $(DEV)  ## pin the newest versions that are at least a week old, for every extra and platform
	@$(INSTALL) uv
	@$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --upgrade --quiet \
		--no-emit-index-url --exclude-newer "1 week" --custom-compile-command "make lock" --output-file constraints.txt

clean:  ## remove the environment and everything made
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps keep what is there from being installed again; a changed list of requirements installs anew.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "communique needs Python 3.11 or newer: make PYTHON=...")'
	@echo "== a Python environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(LOCAL): pyproject.toml constraints.txt | $(VENV)/.made
	@echo "== installing communique[local,frames,plot]: a minute or two"
	@$(INSTALL) -e '.[local,frames,plot]'
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(VENV)/.made
	@echo "== installing communique[local,dev]: a minute or two"
	@$(INSTALL) -e '.[local,dev]'
	@touch $@ $(LOCAL)
