# make setup | run | demo | test | lint | bench | torture | bundle. See README.md.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-for-tests
export PYTHONUTF8 := 1

.PHONY: setup run demo test lint bench torture fuzz bundle translations

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt tools/setup.py
	@$(PYTHON) tools/setup.py

$(TEST_STAMP): $(STAMP) tools/setup.py
	@$(PYTHON) tools/setup.py --for-tests

run: $(STAMP)
	@"$(BIN)/ossdrop" --practice $(FILES)

demo: $(STAMP)
	@"$(BIN)/ossdrop-cli" demo $(FILES)

test: $(TEST_STAMP)
	@"$(BIN)/python" -m pytest $(ARGS)

lint: $(STAMP)
	@"$(BIN)/ruff" check .
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/mypy"
	@"$(BIN)/lint-imports"

translations: $(STAMP)
	@"$(BIN)/python" tools/translations.py

bench: $(TEST_STAMP)
	@"$(BIN)/python" -m tests.bench $(ARGS)

torture: $(TEST_STAMP)
	@"$(BIN)/python" -m tests.torture $(ARGS)

fuzz: $(TEST_STAMP)
	@"$(BIN)/python" -m pip install -q -c constraints.txt "atheris>=2.3"
	@"$(BIN)/python" -m tests.fuzz $(ARGS)

bundle: $(TEST_STAMP)
	@"$(BIN)/python" tools/bundle.py $(ARGS)
