# `make demo` and `make test` need Python 3.11+, make and the package registries; everything else they fetch.
PYTHON ?= python3
BIN := .venv/bin
CORES := $(shell getconf _NPROCESSORS_ONLN)
# of pytest: one more than cores, as some tests wait for a lock or a server; four at most, as each may hold two workers with TensorFlow
PROCESSES ?= $(shell echo $$(($(CORES) < 3 ? $(CORES) + 1 : 4)))
SHARED = -n $(PROCESSES) --dist loadfile --no-loadscope-reorder # a file's tests in one process, the longest files first
ALONE = $(shell grep -rl --include='test_*.py' '^@pytest.mark.alone' tests tools) # reading all files would take longer

.PHONY: help demo check test test-again build accuracy security bench docs lint lock clean

# more threads of numpy's and TensorFlow's would wait for the cores that the other tests use
check test test-again: export OPENBLAS_NUM_THREADS = 1
check test test-again: export TF_NUM_INTRAOP_THREADS = 1
check test test-again: export TF_NUM_INTEROP_THREADS = 1

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## */:\t/'
demo: .venv/ready  ## release the assignment, grade examples/submitted, write the feedback pages
	@$(BIN)/python -m tools.demo
check: PROCESSES = $(CORES) # nothing waits there
check: .venv/ready lint  ## lint, and the tests that start no sandbox worker, browser or server
	$(BIN)/pytest --quick $(SHARED) -m "not alone"
test: .venv/ready lint  ## run every test, in three processes on two cores (PROCESSES=2: in two); those that must be alone come last
	$(BIN)/pytest $(SHARED) -m "not alone"
	$(BIN)/pytest -m alone $(ALONE)
test-again: .venv/ready lint  ## run the tests that failed the last time once more, one after the other, and those that must be alone
	@echo "These tests failed, and run once more:" && $(BIN)/pytest --cache-show cache/lastfailed | grep -F .py
	$(BIN)/pytest --last-failed --last-failed-no-failures none
	$(BIN)/pytest -m alone $(ALONE)
build: .venv/ready  ## rebuild release/ and solutions/ from source/
	$(BIN)/python -m tools.build
accuracy: .venv/ready  ## grade the corpus of right and wrong answers, write docs/accuracy.md (an hour and a half; it can be interrupted)
	$(BIN)/python -m tools.accuracy
security: .venv/ready  ## grade hostile and broken submissions among canaries, write docs/security.md
	@$(BIN)/python -m tools.security
bench: .venv/ready .venv-bench/ready  ## time the training, the grading and the marking desk, write docs/performance.md
	$(BIN)/python -m tools.bench
docs: .venv/ready  ## build the documentation's site in site/
	@$(BIN)/python -m sphinx --fail-on-warning --keep-going --nitpicky -q docs site && echo "open site/index.html"
lint: .venv/ready  ## ruff, mypy, and the rules of what may import what
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
lock: .venv/ready  ## pin the dependencies anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --all-extras pyproject.toml -o requirements.lock \
	  --generate-hashes --no-annotate --custom-compile-command "make lock"
	grep -o '^uv==[^ ]*' tools/requirements-uv.txt | $(BIN)/uv pip compile -q - --universal --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" -o tools/requirements-uv.txt
clean:  ## remove what the demo and the documentation made
	rm -rf autograded feedback gradebook.db .vaekit site
.venv-bench/ready:
	@$(PYTHON) -m venv .venv-bench && .venv-bench/bin/pip install -q torch==2.13.0 numpy==2.4.6 && touch $@
.venv/ready: requirements.lock pyproject.toml tools/setup.sh tools/requirements-uv.txt
	@sh tools/setup.sh $(PYTHON)
	@touch $@
