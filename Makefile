# Everything is one of these words. `make run` and `make test` do all the set-up themselves.
#
#   make run ARGS="--port 8080 --demo 50"     the whole site on this machine, in trial
#   make test ARGS="tests/publishing -x"      the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

# The lock file decides every version. Compiling at once halves every start afterwards.
UV := UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv

.PHONY: run test audit lint fmt clean setup setup-dev

run: setup
	@HUANAN_REVIEWS=0 $(BIN)/python manage.py up $(ARGS)

test: setup-dev .make/checkers
	HUANAN_REVIEWS=0 $(BIN)/pytest -n 2 --dist loadfile $(ARGS)

# The long suites. QUICK=1 runs the part that CI has time for; ARGS="axe_everywhere" runs that one alone.
audit: setup-dev .make/checkers
	HUANAN_REVIEWS=0 QUICK=$(QUICK) $(BIN)/python -m tests.audit $(ARGS)

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	HUANAN_REVIEWS=0 $(BIN)/python manage.py makemigrations --check --dry-run --data .make/lint

fmt: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The data folder var/ holds keys, uploads and editions: it is never cleaned.
clean:
	rm -rf $(VENV) .make tests/checkers/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -not -path './var/*' -type d -prune -exec rm -rf {} +

setup: .make/run
setup-dev: .make/dev

.make/run: .make/uv pyproject.toml uv.lock
	@echo "安装依赖 … / Installing"
	@$(UV) sync --quiet --frozen --inexact --compile-bytecode
	@touch $@

.make/dev: .make/uv pyproject.toml uv.lock
	@echo "安装依赖（含测试）… / Installing with the test tools"
	@$(UV) sync --quiet --frozen --inexact --compile-bytecode --extra dev
	@touch $@ .make/run

# Checkers of the public pages from npm. Without them the tests that need one say so and are skipped.
.make/checkers: tests/checkers/package-lock.json
	@mkdir -p .make
	@if ! command -v npm >/dev/null; then \
	  echo "没有 npm，用到它的测试会跳过 / Without npm the tests that need it are skipped: apt-get install nodejs npm"; \
	elif echo "安装网页检查程序 … / Installing the checkers of pages" \
	  && npm ci --prefix tests/checkers --ignore-scripts --no-audit --no-fund --silent; then touch $@; \
	else echo "没有装上，用到它的测试会跳过 / Not installed: the tests that need it are skipped"; fi

.make/uv:
	@mkdir -p .make
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 或更新的版本 / Python 3.11 or newer is needed: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "缺少 venv 模块 / The venv module is missing: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
	@touch $@
