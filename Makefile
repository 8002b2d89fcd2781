# Null Island. `make demo` and `make test` set up everything they need; both work with the make of macOS (3.81).

VENV := .venv
PYTHON_HERE := $(VENV)/bin/python
WORKERS ?= 2
SEED ?= 1

.PHONY: help demo room test check check-all format browser sample pages screenshots clean test-slow test-peers

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.ready-run ## Open the lesson in the browser
	@$(PYTHON_HERE) -m nullisland demo

room: $(VENV)/.ready-run ## Open it for the phones on the same network too
	@$(PYTHON_HERE) -m nullisland demo --address 0.0.0.0

test: $(VENV)/.ready-dev browser ## Run every test, in a real browser too
	@$(PYTHON_HERE) -m pytest -n $(WORKERS) --dist worksteal

test-slow: $(VENV)/.ready-dev browser ## Run the tests of the app on a server that answers late and unevenly, by SEED
	@NULLISLAND_SLOW=$(SEED) $(PYTHON_HERE) -m pytest -n $(WORKERS) --dist worksteal tests/app

test-peers: $(VENV)/.ready-dev ## Compare risks with scikit-mobility, in an environment of its own
	@sh scripts/peers.sh

check: $(VENV)/.ready-dev ## Lint, formatting, types, import rules
	@$(PYTHON_HERE) -m ruff check .
	@$(PYTHON_HERE) -m ruff format --check .
	@$(PYTHON_HERE) -m mypy
	@$(VENV)/bin/lint-imports

check-all: check browser ## And play every scene in every size, theme, by mouse and by keys, and walk the lesson's own island; make every shipped attempt again
	@NULLISLAND_GRID=1 $(PYTHON_HERE) -m pytest -n $(WORKERS) --dist worksteal tests/app/test_accessibility.py tests/app/test_play.py tests/app/test_play_walk.py tests/lesson/test_defend_table.py

format: $(VENV)/.ready-dev ## Put the code into its standard form
	@$(PYTHON_HERE) -m ruff check --fix .
	@$(PYTHON_HERE) -m ruff format .

sample: $(VENV)/.ready-run ## Make the samples, known codes and sums of data/ anew
	@$(PYTHON_HERE) scripts/remake_data.py

pages: $(VENV)/.ready-run ## Write the pages on realism and studies anew, from docs/results
	@$(PYTHON_HERE) scripts/study_pages.py

screenshots: $(VENV)/.ready-dev browser ## Make the pictures of README anew
	@$(PYTHON_HERE) scripts/screenshots.py

clean: ## Remove what these commands made
	rm -rf $(VENV) $(VENV)-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache .nullisland build dist

browser: $(VENV)/.ready-dev
	@$(PYTHON_HERE) scripts/browser.py

$(VENV)/.ready-run: pyproject.toml constraints.txt
	@sh scripts/setup.sh run

$(VENV)/.ready-dev: pyproject.toml constraints.txt
	@sh scripts/setup.sh dev
