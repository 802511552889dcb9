# Everything starts here: `make run` opens the app, `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test browser check coverage bench eval words pictures vectors lock clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 10

$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Jomo needs Python 3.11 or newer, found " + sys.version.split()[0] + "; set PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	@echo "Building the environment in $(VENV): about 2.5 GB, a few minutes, once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt
	@touch $@

# What is heavy is compiled meanwhile, once, and Jomo itself: each of the processes of tests would do so by itself.
HEAVY = chromadb, openvino, plotly.graph_objects, sentence_transformers, sklearn.cluster, streamlit.testing.v1

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@{ $(BIN)/python -m compileall -q app.py bench docs kb pages; $(BIN)/python -c "import $(HEAVY)"; } & \
	  $(BIN)/pip install --quiet --disable-pip-version-check --no-compile -r requirements-dev.txt && wait
	@touch $@

run: $(VENV)/installed ## Open the app in the browser
	$(BIN)/python -m kb app

# Tests start many processes of Python: what one has compiled the next must find, whatever the machine's habit.
unexport PYTHONDONTWRITEBYTECODE
# Of the tests in a browser those that open every page, take things in and go through a morning: all of them take as
# long again as everything else. `make browser` runs them all.
# Processes of tests share the cores: threads within them would wait for each other.
PYTEST = OMP_NUM_THREADS=1 $(BIN)/python -m pytest
MORNING = $(addprefix tests/browser/test_,cold_links.py add.py today.py session.py)
OTHER = $(filter-out $(MORNING),$(wildcard tests/browser/test_*.py))
# More processes than cores: tests wait too, those in a browser most, which one process does while the others think.
# Each takes over what another has left. A fourth costs more than it wins: each reads the models and fills its caches anew.
SPREAD = $(PYTEST) -n 3 --dist worksteal
TESTS = $(SPREAD) $(OTHER:%=--ignore %)

test: $(VENV)/installed-dev ## Run the tests, of those in a browser the ones that open every page and go through a morning
	$(TESTS)

browser: $(VENV)/installed-dev ## Run every test in a browser
	$(PYTEST) -n 2 --dist loadfile tests/browser

check: $(VENV)/installed-dev ## Lint, types, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS)

coverage: $(VENV)/installed-dev ## Report how much of each room the tests without a browser run
	$(SPREAD) --ignore tests/browser --cov kb --cov-report json:.coverage.json
	$(BIN)/python -m bench.rooms .coverage.json

bench: $(VENV)/installed-dev ## Measure speed and memory, and print the tables
	$(BIN)/python -m bench

eval: $(VENV)/installed-dev ## Judge the search by questions with known answers (LARGE=1: among 23,000 papers)
	$(BIN)/python -m bench.evaluating $(if $(LARGE),--large)

words: $(VENV)/installed-dev ## Bring the catalogue of translations up to date with the code, and say what it lacks
	$(BIN)/python -m docs.words

pictures: $(VENV)/installed-dev ## Take the guide's screenshots anew (LARGE=1: those of 23,000 papers too)
	$(BIN)/python -m docs.pictures $(if $(LARGE),--large)

vectors: $(VENV)/installed-dev ## Compute the vectors of the sample library anew
	$(BIN)/python -m bench.sample_vectors

lock: $(VENV)/installed-dev ## Pin all that requirements.txt brings along, with hashes
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate requirements.txt --output-file requirements.lock

clean: ## Remove the environment; the library stays
	rm -rf $(VENV)
