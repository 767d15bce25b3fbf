# make setup | run | demo | test | lint | bench | torture | bundle. See README.md; the others are for
# whoever changes the code: CONTRIBUTING.md.
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
QUICK := tests/contract tests/core/config tests/core/history tests/core/intake tests/core/network \
	tests/core/paste tests/core/program tests/core/storage tests/core/test_links.py tests/core/test_redaction.py \
	tests/core/test_every_code.py tests/core/transfers/test_arrived.py \
	tests/core/transfers/test_attempt.py tests/core/transfers/test_checkpoint.py \
	tests/core/transfers/test_command_notes.py tests/core/transfers/test_dropping.py \
	tests/core/transfers/test_journal.py tests/core/transfers/test_manager.py \
	tests/core/transfers/test_parts.py tests/core/transfers/test_queue.py \
	tests/core/transfers/test_same_content.py tests/core/transfers/test_sending.py \
	tests/core/transfers/test_waiting.py tests/gui/words \
	--ignore=tests/core/config/test_keyring.py \
	--ignore=tests/core/program/test_held_files.py \
	--deselect tests/core/paste/test_strangers.py::test_no_message_takes_long \
	--deselect tests/core/paste/test_reading.py::test_no_text_takes_long \
	--deselect tests/core/history/test_store.py::test_what_can_be_read_of_a_damaged_file_is_saved \
	--deselect tests/core/network/test_sessions.py::test_a_slow_line_is_no_fault \
	--deselect tests/core/storage/test_temporary.py::test_memory_stays_flat_for_a_large_file \
	--deselect tests/core/storage/test_temporary.py::test_calls_stay_below_the_limit_of_the_service \
	--deselect tests/core/config/test_env_writer.py::test_whatever_the_file_both_readers_find_what_was_written

.PHONY: setup run demo test lint bench torture fuzz mutants coverage bundle man translations format \
	quick errors operations windows roots

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
	@"$(BIN)/python" tools/run_tests.py $(ARGS)

lint: $(STAMP)
	@"$(BIN)/ruff" check .
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/mypy"
	@"$(BIN)/lint-imports"

format: $(STAMP)
	@"$(BIN)/ruff" check --fix .
	@"$(BIN)/ruff" format .

# What needs no process, window or wait.
quick: lint
	@"$(BIN)/python" -m pytest -q $(QUICK) $(ARGS)

errors: $(STAMP)
	@"$(BIN)/python" tools/error_table.py

man: $(STAMP)
	@"$(BIN)/python" -m pip install -q --use-pep517 -c constraints.txt argparse-manpage==4.8
	@"$(BIN)/python" tools/man_page.py

operations: $(STAMP)
	@"$(BIN)/python" tools/practice_table.py

translations: $(STAMP)
	@"$(BIN)/python" tools/translations.py

bench: $(TEST_STAMP)
	@"$(BIN)/python" -m tests.bench $(ARGS)

torture: $(TEST_STAMP)
	@"$(BIN)/python" -m tests.torture $(ARGS)

fuzz: $(TEST_STAMP)
	@"$(BIN)/python" -m pip install -q -c constraints.txt "atheris>=2.3"
	@"$(BIN)/python" -m tests.fuzz $(ARGS)
	@"$(BIN)/python" -m tests.fuzz.practice_requests

mutants: $(TEST_STAMP)
	@"$(BIN)/python" -m pip install -q -c constraints.txt "coverage>=7.10" "mutmut>=3.8"
	@"$(BIN)/python" -m tools.mutants $(ARGS)

coverage: $(TEST_STAMP)
	@"$(BIN)/python" -m pip install -q -c constraints.txt "coverage>=7.10"
	@"$(BIN)/python" -m tools.check_coverage $(ARGS)

bundle: $(TEST_STAMP)
	@"$(BIN)/python" tools/bundle.py $(ARGS)

# The bundle, the portable zip and the installer of Windows, by a laboratory (see docs/releasing.md).
windows:
	@test -n "$(LAB)" || { echo "make windows LAB=FOLDER: where the laboratory is" >&2; exit 2; }
	@PATH="$(LAB)/bin:$$PATH" wbundle
	@PATH="$(LAB)/bin:$$PATH" winstaller

# The packages in systems that have nothing else: needs root and debootstrap, and rpm for the RPM.
roots: $(STAMP)
	@"$(BIN)/python" -m tools.clean_roots $(ARGS)
