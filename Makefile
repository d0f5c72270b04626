# Two commands for people: `make demo` and `make test`. Everything else serves them.
PYTHON ?= python3
PORT ?= 8000
SERVE ?= yes
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
export PORT

.PHONY: help setup demo serve test check format lock messages

help:
	@echo "make demo    install, load the sample paper, serve it on port $(PORT) (SERVE=no: stop before serving)"
	@echo "make test    install what the tests need and run them"
	@echo "make serve   run the site and its background worker (settings from the environment)"
	@echo "make check   lint, types, templates, migrations and tests, as CI does"
	@echo "make setup   only install"

setup:
	@$(PYTHON) newsroom/provision.py setup

demo:
ifneq ($(SERVE),no)
	@$(PYTHON) newsroom/provision.py port
endif
	@$(PYTHON) newsroom/provision.py setup
	@HTTPS=off $(BIN)/python manage.py demo
ifneq ($(SERVE),no)
	@echo "Serving on http://127.0.0.1:$(PORT)/ until you press Ctrl+C."
	@HTTPS=off exec $(BIN)/python -m newsroom.supervise
endif

serve: setup
	@$(PYTHON) newsroom/provision.py port
	@$(BIN)/python manage.py migrate --no-input -v0
	@exec $(BIN)/python -m newsroom.supervise

test:
	@$(PYTHON) newsroom/provision.py setup-tests
	@$(PYTEST) $(ARGS)

check:
	@$(PYTHON) newsroom/provision.py setup-tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@git ls-files 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	@$(BIN)/python manage.py check
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(PYTEST)

format:
	@$(BIN)/ruff check --fix --quiet; $(BIN)/ruff format --quiet
	@git ls-files 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links pyproject.toml

lock:
	@$(LOCK) -o requirements.txt
	@$(LOCK) --extra dev -o requirements-dev.txt

messages:
	@$(BIN)/python manage.py makemessages -l zh_Hans --no-location --no-obsolete -i .venv -i node_modules -i var -i tests
