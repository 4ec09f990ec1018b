# Die Befehle, die man braucht. `make run` und `make test` genügen für den Anfang.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 2

.PHONY: run test synapse lint train eval bench bench-team saat texte docs-check install lock vendor bilder hilfe
.DEFAULT_GOAL := hilfe

hilfe:  ## zeigt diese Übersicht
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 fehlt (Befehl $(PYTHON)). Debian: apt-get install python3.11 python3.11-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --require-hashes --compile-bytecode --python $(BIN)/python requirements.lock
	@touch $@

install: $(STAMP)  ## richtet die Umgebung ein (.venv)

run: install  ## startet Lotte und nennt die Adresse
	@$(BIN)/python -m bot

train: install  ## trainiert ein Modell, wenn keines zu den Daten passt
	@$(BIN)/python -c "from bot.model import ensure_model; from bot.settings import load_settings; print(ensure_model(load_settings().models))"

# Two processes, a file stays in one of them. The model first: both would train it.
test: train  ## prüft alles, was ohne Netz geht
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# Matrix is tried against a real homeserver; it needs other versions than Lotte, so it has an environment of its own.
synapse: install  ## richtet den Matrix-Server für die Prüfungen ein (.venv-synapse); ohne ihn werden sie übersprungen
	@test -x .venv-synapse/bin/python || $(BIN)/uv venv --quiet --python $(PYTHON) .venv-synapse
	$(BIN)/uv pip sync --quiet --require-hashes --python .venv-synapse/bin/python tests/matrix/requirements.lock

lint: install  ## Stil, Typen, Grenzen zwischen den Paketen
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: install  ## misst, wie gut Lotte versteht (z. B. ARGS="--half a --errors")
	@$(BIN)/python -m scripts.evaluate $(ARGS)

bench: install  ## misst, wie schnell Lotte antwortet
	@$(BIN)/python -m scripts.bench

texte: install  ## schreibt docs/texte.md neu: was Lotte sagt, zum Lesen
	@$(BIN)/python -m scripts.texts_page

bilder: install  ## macht die Bilder der Seiten neu (braucht Chromium)
	@$(BIN)/python -m scripts.screenshots

bench-team: install  ## misst die Listen des Teams mit 100.000 Unterhaltungen
	@$(BIN)/python -m scripts.team_bench $(ARGS)

saat: install  ## füllt eine leere Installation mit 5.000 erfundenen Unterhaltungen (zum Ausprobieren)
	@$(BIN)/python -W ignore -m scripts.team_seed --conversations 5000

docs-check: install  ## prüft, dass die Dokumentation zum Code passt
	@$(BIN)/python -m pytest tests/docs

lock: install  ## erneuert requirements.lock aus pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --quiet --group test --group tools --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-annotate -o requirements.lock

vendor:  ## schreibt KERN, Schrift und axe-core neu ins Projekt (braucht Node und Netz, sonst nie nötig)
	@command -v npm >/dev/null || { echo "npm fehlt (Node 18 oder neuer)."; exit 1; }
	cd scripts/vendor && trap 'rm -rf node_modules' EXIT && npm ci --silent && node vendor.mjs
