# make run    opens the program        make test   lint, types and every test
# make build  the frozen program       make clean  removes what these made
# make pictures  every window in every look, into build/pictures; ARGS="dark timer" for some of them
# make bench  what takes minutes: a simulated working year, a million sessions, and all else in tests/benchmarks
# make faults kill -9, full disks, vanished directories and damaged files, many hundred times; as root on small disks too
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
ARGS ?=

.PHONY: run test pictures bench faults lint build clean

run: $(INSTALLED)
	@$(BIN)/python .ci/system.py run
	@$(BIN)/python -m app $(ARGS)

test: lint
	@$(BIN)/python .ci/system.py test
	$(BIN)/python -m pytest

pictures: $(INSTALLED)
	@$(BIN)/python .ci/system.py pictures
	$(BIN)/python -m tests.pictures $(ARGS)

bench: $(INSTALLED)
	@$(BIN)/python .ci/system.py bench
	@for file in tests/benchmarks/bench_*.py; do \
		$(BIN)/python -m "tests.benchmarks.$$(basename "$$file" .py)" || exit 1; \
	done

faults: $(INSTALLED)
	@$(BIN)/python .ci/system.py run
	$(BIN)/python -m tests.faults $(ARGS)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

build: $(INSTALLED)
	@$(BIN)/python .ci/system.py build
	$(BIN)/pyinstaller --noconfirm --clean build.spec

clean:
	rm -rf $(VENV) build dist

$(INSTALLED): pyproject.toml requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sessile needs Python 3.11 or newer.")'
	@$(PYTHON) .ci/system.py venv
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--constraint requirements.txt --editable ".[test,lint]"
	@touch $@
