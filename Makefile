# Two commands do everything: `make up` and `make test`. Each sets up what it needs.
.DEFAULT_GOAL := help
.PHONY: help up test setup build bench golden clean

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: setup ## Synthesize every environment, gate it, say what came out, and write the report
	@# The report is for the refused as well; a verdict that there is none of must not be shown from an earlier run.
	@rm -f cdktf.out/report.html; \
	node dist/cli/main.js check; verdict=$$?; \
	if [ -f cdktf.out/check/report.json ]; then node dist/cli/main.js report || [ $$verdict -ne 0 ] || verdict=3; fi; \
	exit $$verdict

test: setup ## Prove it: types, style, behaviour, and the gate over every environment
	@node tools/go/install.mjs > /dev/null
	@node dist/tests/run.js

setup: node_modules/.package-lock.json build .venv/installed ## Install what is pinned, and compile

build:
	@npm run --silent build

bench: setup ## Measure synth against the way `cdktf init` sets TypeScript up
	@npm run --silent bench

golden: setup ## Accept what the stacks now synthesize to; the diff is part of the review
	@npm run --silent golden

clean: ## Remove everything that was made here
	@# In the middle of a first apply the only copy of a state lies there (docs/bootstrap.md).
	@if find cdktf.out -name '*.tfstate*' 2>/dev/null | grep .; then echo "cdktf.out holds Terraform state: move it first" >&2; exit 1; fi
	rm -rf node_modules .venv dist packages/*/lib cdktf.out coverage

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-progress
	@touch $@

.venv/installed: tools/python/requirements.txt
	@python3 -m venv .venv || { echo "Python 3 with venv is needed; node dist/cli/main.js doctor says how to get it" >&2; exit 1; }
	.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@
