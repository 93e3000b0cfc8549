# Two commands do everything from a fresh clone: `make site` and `make test`.
# Whatever the machine's own locale, file names and texts are UTF-8.
export LC_ALL := C.UTF-8
.DEFAULT_GOAL := help
GUIDEBOOK := .venv/bin/guidebook
PORT ?= 8000
# An environment knows the folder it was made in; in a folder that was moved it is made anew.
ifneq ($(shell cat .venv/made-in 2>/dev/null),$(CURDIR))
$(shell rm -f .venv/site .venv/test)
endif

.PHONY: help site serve render check test accessibility bench lint screenshots lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: .venv/site ## Render, check and build the site into site/, and say where to open it
	@$(GUIDEBOOK) build

serve: .venv/site ## Serve the site on this machine; an edit in content/ shows by itself (PORT=8000)
	@$(GUIDEBOOK) serve --port $(PORT)

render: .venv/site ## Write docs/ from content/
	@$(GUIDEBOOK) render

check: .venv/site ## Check content/, docs/ and the built site
	@$(GUIDEBOOK) check

test: .venv/test browser ## Run every test, in a real browser too
	@.venv/bin/pytest --numprocesses auto --maxprocesses 4

accessibility: .venv/test browser ## Run axe, keyboard and reflow over every page in every state (minutes)
	@.venv/bin/pytest --numprocesses auto --maxprocesses 4 -m exhaustive

lint: .venv/test ## Check the code: ruff, mypy
	@.venv/bin/ruff check scripts tests && .venv/bin/ruff format --check scripts tests && .venv/bin/mypy

bench: .venv/test ## Measure derive, render and build beside a baseline (CORPUS=file PAIRS=file SIZES="30 300 1000")
	@.venv/bin/python tests/bench.py --corpus "$(CORPUS)" --pairs "$(PAIRS)" --sizes $(or $(SIZES),30 300 1000)

screenshots: .venv/test browser site ## Take the README's pictures anew
	@.venv/bin/python tests/screenshots.py

lock: .venv/test ## Pin the newest versions that pyproject.toml allows, with hashes
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --upgrade --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

clean: ## Remove what was built and installed
	@rm -rf site .build .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: browser
browser: .venv/test
	@sh scripts/environment.sh browser

.venv/site: requirements.lock pyproject.toml
	@sh scripts/environment.sh python requirements.lock
	@touch $@

.venv/test: requirements-test.lock pyproject.toml
	@sh scripts/environment.sh python requirements-test.lock
	@touch $@ .venv/site
