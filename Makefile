# The one door to every command. `make help` lists them.

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup ready-to-test run demo test journey coverage check format bench bundle lock train evaluate render-demo screenshots clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make this checkout ready to run (Python, .venv, locked requirements, system libraries)
	@$(PYTHON) tools/bootstrap.py app

run: setup ## open the app
	@$(BIN)/inspector

demo: setup ## play the main job from photo to hammer; leaves demo-output/
	@$(BIN)/inspector demo

ready-to-test:
	@$(PYTHON) tools/bootstrap.py test

test: ready-to-test ## run the tests with coverage
	@rm -f .coverage .coverage.*
	@$(BIN)/pytest -m "not xvfb and not soak" --cov --cov-report=

coverage: ## hold the last test run to the coverage floors
	@$(RUN) coverage combine --append --quiet >/dev/null 2>&1 || true
	@$(RUN) coverage json --quiet -o coverage.json
	@$(RUN) tools.check_coverage coverage.json

journey: ready-to-test ## use the app as a person would, on a screen of its own
	@$(BIN)/pytest -m xvfb

check: ready-to-test ## run every static check
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(RUN) tools.check_budget
	@$(RUN) tools.check_text

format: ready-to-test ## put the code into the house's form
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: ready-to-test ## print every measurement
	@for bench in bench/[a-z]*.py; do echo "== $$bench"; $(RUN) "bench.$$(basename "$$bench" .py)" || exit 1; done

bundle: ready-to-test ## build the one-folder bundle and let it test itself
	@$(RUN) PyInstaller --noconfirm --log-level WARN build.spec
	@bash tools/with_screen.sh dist/walkaround/inspector doctor --self-test

lock: ready-to-test ## renew the hash-locked requirements
	@$(RUN) tools.lock

train: ## train the detector, export and measure it (needs the photo sets; goes on where it stopped)
	@$(PYTHON) tools/bootstrap.py train
	@$(RUN) training train
	@$(RUN) training blend
	@$(RUN) training export
	@$(RUN) training evaluate --model runs/damage/model.tflite

evaluate: ready-to-test ## measure the shipped detector on the held-out photos
	@$(RUN) training evaluate

render-demo: ready-to-test ## render the demo car anew
	@$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements/render.lock
	@$(RUN) tools.render_demo --out assets/demo

screenshots: ready-to-test ## take the pictures of the README anew
	@$(RUN) tools.screenshots

clean: ## remove what the commands above have built
	@rm -rf build dist demo-output .coverage .coverage.* coverage.json .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
