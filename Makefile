# Needs python3 (3.11 or later) with pip, and make. Everything else goes into .tools and .venv, from hashed locks.
PYTHON ?= python3
UV = .tools/bin/uv
PY = .venv/bin/python
PIP = VIRTUAL_ENV=.venv $(UV) pip
COMPILE = $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

ifeq (designations,$(firstword $(MAKECMDGOALS)))
FILE ?= $(wordlist 2,2,$(MAKECMDGOALS))
.PHONY: $(wordlist 2,2,$(MAKECMDGOALS))
$(or $(wordlist 2,2,$(MAKECMDGOALS)),no-file): ;@:
endif

export UV_SYSTEM_CERTS ?= true
export UV_PYTHON_DOWNLOADS ?= never
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: report record-age test accept drill bench designations check style types imports law docs lock wheel clean

# The main job: the public record and your store, judged. ARGS='--out DIR --as-of 2018-01-01'
report: .venv/core.stamp
	@.venv/bin/vetoproof report $(ARGS)

# The newest day that each chapter of the report knows. ARGS=2026-11-24
record-age: .venv/core.stamp
	@$(PY) tools/record_age.py $(ARGS)

# ---- checks
check: style types imports law docs test

style: .venv/dev.stamp
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet

types: .venv/dev.stamp
	@$(PY) -m mypy --no-error-summary

imports: .venv/dev.stamp
	@said="$$(.venv/bin/lint-imports --no-cache --no-logo 2>&1)" || { echo "$$said"; exit 1; }

law: .venv/dev.stamp
	@$(PY) tools/law.py --strict-coverage

docs: .venv/dev.stamp
	@$(PY) tools/docs.py

# ARGS='tests/house -k wheel'
test: .venv/dev.stamp
	@$(PY) -m pytest -n auto --dist loadfile $(ARGS)

# Takes new expected outputs. Read the diff before you commit it.
accept: .venv/dev.stamp
	@VETOPROOF_ACCEPT=1 $(PY) -m pytest $(ARGS)

drill: .venv/dev.stamp
	@$(PY) -m pytest -m drill $(ARGS)

bench: .venv/dev.stamp
	@$(PY) -m benchmarks $(ARGS)

# ---- things made from other things
# The designations of the law from the UN's consolidated list: `make designations un.xml`. Read the diff before you commit it.
designations: .venv/core.stamp
	@$(PY) tools/designations.py $(FILE) $(ARGS)

wheel: .venv/dev.stamp
	@$(PY) -m hatchling build --target wheel

lock: .tools/stamp
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --extra dev --constraints requirements.lock --output-file requirements-dev.lock
	echo uv | $(COMPILE) - --output-file requirements-uv.lock

clean:
	rm -rf .venv .tools dist report .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# ---- the environment: one .venv; the core first, the tools for developers on top
.tools/stamp: requirements-uv.lock
	@rm -rf .tools
	@$(PYTHON) -m pip install -qq --no-warn-script-location --root-user-action ignore \
		--require-hashes --target .tools --requirement $<
	@touch $@

.venv/stamp: .tools/stamp
	@$(PYTHON) -c 'import sys; sys.exit("vetoproof needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	@$(UV) venv --quiet --clear --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	@touch $@

# The project itself is installed in place; what builds it comes by hash from the lock, too.
.venv/core.stamp: requirements.lock pyproject.toml .venv/stamp
	@$(PIP) sync --quiet --compile-bytecode --require-hashes requirements.lock
	@$(PIP) install --quiet --no-deps --build-constraints requirements-dev.lock --editable .
	@$(PY) -m compileall -q src/vetoproof
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/core.stamp
	@$(PIP) sync --quiet --compile-bytecode --require-hashes requirements-dev.lock
	@$(PIP) install --quiet --no-deps --build-constraints requirements-dev.lock --editable .
	@touch $@
