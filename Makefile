# make            lists the commands
# make demo       installs, screens the shipped example and a simulated world, prints the top of the lists, writes demo-*/report.html
# make test       installs, runs the tests
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := PYTHONDONTWRITEBYTECODE=1 $(BIN)/python -m
COMPILE := $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-package pyicu --no-annotate --no-header --group dev pyproject.toml

.PHONY: help demo test check spark long lint types contract docs-check docs bench lock clean

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

$(VENV)/made:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: requirements.lock pyproject.toml $(VENV)/made
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/spark-installed: requirements-spark.lock $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-spark.lock
	@touch $@

demo: $(VENV)/installed  ## screen the shipped example and a simulated world, print the top of the lists, write the pages
	$(BIN)/tidewaiter screen examples/orders-and-parcels.csv --lists demo --out demo-run --as-of 2026-11-22 --replace
	$(BIN)/tidewaiter top demo-run --most 8
	rm -rf demo-world
	$(BIN)/tidewaiter simulate --out demo-world --shipments 20000 --seed 1
	$(BIN)/tidewaiter screen demo-world/shipments.csv --lists demo-world/list.csv --out demo-world-run --as-of 2026-11-22 --replace
	$(BIN)/tidewaiter top demo-world-run --most 8

test: $(VENV)/installed  ## run the tests that need nothing but Python
	$(RUN) pytest -m "not spark and not long" --numprocesses auto --dist loadfile

spark: $(VENV)/spark-installed  ## run the tests on Spark
	$(RUN) pytest -m spark tests/engines

long: $(VENV)/installed  ## run the properties for long
	HYPOTHESIS_PROFILE=long $(RUN) pytest -m "not spark" --numprocesses auto --dist loadfile tests/properties

lint: $(VENV)/installed  ## format and lint
	$(RUN) ruff format --check --no-cache .
	$(RUN) ruff check --no-cache .
	$(BIN)/python tools/sizes.py

types: $(VENV)/spark-installed  ## strict types
	$(RUN) mypy --cache-dir=/dev/null

contract: $(VENV)/installed  ## imports point down the flow
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/installed  ## make the generated pages anew
	$(BIN)/python tools/docs.py

docs-check: $(VENV)/installed  ## fail if a generated page is stale
	$(BIN)/python tools/docs.py --check

check: lint types contract docs-check test spark long  ## all that CI runs

bench: $(VENV)/installed  ## measure a million records and more beside the floor, append to docs/benchmarks.md (half an hour)
	$(BIN)/python bench/run.py --append docs/benchmarks.md

lock: $(VENV)/made  ## compile the locks anew
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra spark --extra spark-java --extra opsin -o requirements-spark.lock

clean:  ## remove what make made
	rm -rf $(VENV) demo-run demo-world demo-world-run
