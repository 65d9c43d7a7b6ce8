# « make » seul affiche les recettes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8000

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c  # a failed command in a pipe fails the recipe
# One dot for each package: something moves while pip works.
DOTS := awk '/^(Collecting|Installing|Successfully)/ { printf "."; fflush() } END { print "" }'
PIP := $(BIN)/pip --disable-pip-version-check install

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset test check audit docs lock format

help: ## Affiche les recettes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "Installation (environnement virtuel, paquets vérifiés par empreinte)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --no-deps -r requirements.lock | $(DOTS)
	@$(PIP) --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@echo "Outils de développement…"
	@$(PIP) --require-hashes --no-deps -r requirements-dev.lock | $(DOTS)
	@touch $@

demo: $(VENV)/.installed ## Installe et ouvre le territoire de démonstration (PORT=8000)
	@$(BIN)/passerelles demo

demo-reset: $(VENV)/.installed ## Efface la démonstration et recommence
	@$(BIN)/passerelles demo --reset

test: $(VENV)/.installed-dev ## Lance toute la suite de tests sur SQLite
	@sh scripts/browser.sh
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.installed-dev ## Style, types, couches, gabarits
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet

audit: $(VENV)/.installed-dev ## Cherche les failles connues des dépendances
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

docs: $(VENV)/.installed-dev ## Produit les pages de référence et .env.example
	$(BIN)/python scripts/reference.py

lock: ## Fige les dépendances (demande uv)
	uv lock
	uv export --quiet --no-emit-project --no-dev --group build -o requirements.lock
	uv export --quiet --no-emit-project --no-dev --extra postgres --group build -o requirements-postgres.lock
	uv export --quiet --no-emit-project --only-group dev -o requirements-dev.lock

format: $(VENV)/.installed-dev ## Remet le code en forme
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .
