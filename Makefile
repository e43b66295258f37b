# make run      sets up, loads the demonstration, serves it on 127.0.0.1:$(PORT)
# make test     every test, on SQLite and on PostgreSQL        (ARGS="-k word" narrows it)
# make check    style, types, migrations, the shape of the code
# make bench    measures
# make setup    the environment alone; does nothing where nothing has changed

PY ?= python3
PYTHON := .venv/bin/python
export PORT ?= 8000
export UV_PYTHON_DOWNLOADS = never

.PHONY: run test check bench setup browser
.DELETE_ON_ERROR:

run: setup
	@exec $(PYTHON) -m bcf.serve

test: setup browser
	@exec $(PYTHON) -m tests.both $(ARGS)

check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy bcf plans schemes metrics
	$(PYTHON) manage.py makemigrations --check --dry-run
	.venv/bin/pytest -q tests/test_shape.py

bench: setup
	@exec $(PYTHON) manage.py bench $(ARGS)

setup: .venv/.synced .venv/.libraries var/vendor/.copied

# Installs Debian packages where this user may; otherwise says what to type, and stops.
define install
	packages="$(1)"; \
	as=; [ "$$(id -u)" = 0 ] || as="sudo -n"; \
	if [ -z "$$as" ] || sudo -n true 2>/dev/null; then \
		$$as apt-get update -qq && \
		$$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$packages >/dev/null; \
	else \
		echo "Some system packages are missing, and only an administrator may install them."; \
		echo "Type this, then make again:"; \
		echo; \
		echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $$packages"; \
		echo; \
		exit 1; \
	fi
endef

# A fresh Debian has python3 without venv, and a system pip that may not install anything.
.boot/bin/uv:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "BCF Planner needs Python 3.11 or newer. Where it has another name, type make PY=python3.12"; exit 1; }
	@$(PY) -c 'import ensurepip, venv' 2>/dev/null || { $(call install,python3-venv ca-certificates) ; }
	@echo "Setting up: the first time takes a minute or two."
	@$(PY) -m venv .boot && .boot/bin/pip install -q --disable-pip-version-check uv

.venv/.synced: pyproject.toml uv.lock | .boot/bin/uv
	@.boot/bin/uv sync --frozen --quiet --python $(PY)
	@touch $@

# What WeasyPrint draws text with.
.venv/.libraries: | .venv/.synced
	@$(PYTHON) -c 'from ctypes import CDLL; [CDLL(f"lib{name}.so.0") for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")]' 2>/dev/null || \
		{ $(call install,libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core) ; }
	@touch $@

var/vendor/.copied: package-lock.json bcf/assets.py | .venv/.synced
	@$(PYTHON) -m bcf.assets
	@touch $@

# What the tests look at our pages and files with. Playwright's own node needs libatomic; and
# Ubuntu's chromium is a snap, so there Playwright fetches one.
browser: .venv/.synced
	@$(PYTHON) -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null && \
		command -v soffice >/dev/null && command -v pdftotext >/dev/null || \
		{ $(call install,libatomic1 libreoffice-calc libreoffice-writer poppler-utils) ; }
	@$(PYTHON) -c 'import sys; from tests.browser import installed; sys.exit(not installed())' || \
		if grep -q '^ID=debian' /etc/os-release; then $(call install,chromium) ; \
		else .venv/bin/playwright install --with-deps chromium; fi
