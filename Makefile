# make            set up and render the section
# make test       everything that must hold
# make check      the longer proofs
# make help       the other targets

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2> /dev/null && echo "$$python" && break; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SNAKEMAKE := $(BIN)/snakemake --cores all
ONE_FIGURE = PYTHONPATH=src $(BIN)/python workflow/scripts/one_figure.py $(F) $(LANGUAGE:%=--language %) $(WAVES:%=--wave %) $(STYLE:%=--style %)

# A run is many processes, and each would compile anew all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := all
.PHONY: all setup test lint unit check parity test-browser figure notebook wave why respondents archive verify reproduce protocol same versions crate reference simulate misreadings mutations twenty slurm s3 bench lock clean guide help

all: setup  ## set up, then render every figure and the audit
	$(SNAKEMAKE)

setup: $(VENV)/.complete  ## make .venv from requirements.lock

# With uv, the one on the PATH or the one that the lock names; with pip where uv is not to be had.
$(VENV)/.complete: requirements.lock
	@test -n "$(PYTHON)" || { echo 'Python 3.11 to 3.14 is needed, and none is on the PATH: run make PYTHON=/path/to/python3'; exit 2; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(f"Python 3.11 to 3.14 is needed, {sys.executable} is {v[0]}.{v[1]}: run make PYTHON=/path/to/python3" if not (3, 11) <= v <= (3, 14) else 0)'
	@test ! -L $(VENV) || { echo '$(VENV) is a link: setting up would empty what it points to. Remove the link.'; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	@uv=$$(command -v uv) || { sed -n '/^uv==/,/[^\]$$/p' $< > $(VENV)/uv.txt && $(PIP) --require-hashes -r $(VENV)/uv.txt && uv=$(BIN)/uv; } || uv=; \
	if test -n "$$uv" && "$$uv" pip install --quiet --python $(BIN)/python --require-hashes -r $<; then :; \
	else echo 'Setting up with pip, which takes a minute.'; $(PIP) --require-hashes -r $<; fi
	@touch $@

figure: setup  ## render one figure: make figure F=4-3-2-2 [LANGUAGE=en] [WAVES=2017] [STYLE=my.mplstyle]
	@test -n "$(F)" || { echo 'Name the figure: make figure F=4-3-2-2'; exit 2; }
	@$(ONE_FIGURE) --exists
	@$(BIN)/snakemake --cores 1 --quiet rules -- results/figures/$(F).$(or $(LANGUAGE),ja).svg
ifneq ($(WAVES)$(STYLE),)
	@$(ONE_FIGURE)
else
	@ls results/figures/$(F).*
endif

notebook: setup  ## open one figure's notebook with its inputs in Jupyter: make notebook F=4-3-2-2
	@test -n "$(F)" || { echo 'Name the figure: make notebook F=4-3-2-2'; exit 2; }
	@$(ONE_FIGURE) --exists
	@$(BIN)/snakemake --cores 1 --quiet rules -- results/notebooks/$(F).ipynb
	@$(ONE_FIGURE) --prepare
	@test -x .venv-jupyter/bin/jupyter-lab || { $(PYTHON) -m venv .venv-jupyter && .venv-jupyter/bin/python -m pip install --quiet jupyterlab; }
	@$(BIN)/python -m ipykernel install --prefix .venv-jupyter --name python3 --env PYTHONPATH $(CURDIR)/src > /dev/null
	.venv-jupyter/bin/jupyter-lab $(JUPYTER) own/$(F)/$(F).ipynb

wave: setup  ## draft a new wave's file from what is delivered: make wave NAME=2021 FROM="a.csv b.csv"
	@test -n "$(NAME)" && test -n "$(FROM)" || { $(BIN)/python workflow/scripts/draft_wave.py --help; exit 2; }
	@$(BIN)/python workflow/scripts/draft_wave.py $(if $(FORCE),--force) $(foreach read,$(READ),--read '$(read)') -- '$(NAME)' $(FROM)

why: setup  ## why each job is due, without running any: make why [F=4-3-2-2]
	@TSUNAGARI_WHY=yes $(BIN)/snakemake --cores 1 --dry-run --quiet host $(F:%=-- results/figures/%.ja.svg)

archive: all  ## pack code, configuration and results into dist/, to be run elsewhere
	@$(BIN)/python workflow/scripts/pack.py

verify: setup  ## compare every input and output with the manifest of its run
	@$(BIN)/python workflow/scripts/verify.py

reproduce: setup  ## verify, and run everything again in reproduced/ and compare
	@$(BIN)/python workflow/scripts/verify.py --again

respondents: setup  ## make respondents with SEEDS seeds and report what varies between them
	$(SNAKEMAKE) --config seeds=$(or $(SEEDS),100) -- $(foreach wave,$(or $(WAVES),2008 2017),results/synthetic/$(wave).spread.csv)

test: lint unit  ## style, unit tests, the toy project and the section end to end

guide: setup  ## write the tables of keys in config/README.md anew, from the schemas
	PYTHONPATH=src $(BIN)/python tests/guide.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile workflow/rules
	$(BIN)/snakemake --lint
	$(BIN)/python tests/notebooks_are_clean.py

unit: setup
	$(BIN)/python -m pytest -n 2 --dist loadgroup

# From the shortest to the longest, but that the report is tested which the archive was made with.
LONGER := parity versions protocol crate test-browser twenty misreadings mutations simulate

check:  ## the longer proofs, one after the other: make check [LONGER="parity twenty"]
	@failed=; for proof in $(LONGER); do \
	echo "--- make $$proof"; $(MAKE) --no-print-directory $$proof || failed="$$failed $$proof"; done; \
	test -z "$$failed" || { echo "These failed:$$failed"; exit 1; }

bench: setup  ## time figures and respondents against their goals (WHOLE=1: to ten million)
	$(BIN)/python benchmarks/figures.py
	$(BIN)/python benchmarks/respondents.py --write
	$(BIN)/python benchmarks/survey.py
	$(BIN)/python benchmarks/models.py --write
	$(BIN)/python benchmarks/harmonise.py --write --large
	$(BIN)/python benchmarks/ties.py --write
	$(BIN)/python benchmarks/scale.py $(if $(WHOLE),--whole --write)

test-browser:  ## the report in Chromium: offline, keyboard, phone, print, axe-core
	$(PYTHON) tests/browser/run.py --report $(or $(REPORT),results/report) --evidence docs/evidence

versions: setup  ## the toy project under every other Python of this machine: the same results?
	@$(BIN)/python tests/versions.py $(if $(SECTION),--section)

parity: reference  ## compute the references anew, and test what is compared with them (needs R)
	$(BIN)/python -m pytest $(addprefix tests/unit/,estimate models index compare read)

reference: setup  ## compute the references in tests/reference/r anew (needs R)
	@command -v Rscript > /dev/null || { echo 'Rscript is not on the PATH: tests/reference/r/README.md says what is needed.'; exit 2; }
	$(BIN)/python tests/reference/survey_data.py
	$(BIN)/python tests/reference/models_data.py
	$(BIN)/python tests/reference/ties_data.py
	cd tests/reference/r && for script in *.R; do echo $$script; Rscript $$script || exit 1; done

simulate: setup  ## intervals that cover: 2,000 and more simulated surveys an estimator
	$(BIN)/python simulations/coverage_survey.py
	$(BIN)/python simulations/coverage_models.py
	$(BIN)/python simulations/coverage_ties.py
	$(BIN)/python simulations/recover_loadings.py

twenty: setup  ## twenty waves, each with a mess of its own, added one at a time: what runs, what is wrong
	$(BIN)/python simulations/twenty_waves.py

protocol: setup  ## what a reviewer would do: two runs, an archive, its run elsewhere
	$(BIN)/python tests/protocol.py

same: setup  ## compare two results folders: make same OLD=before/results [NEW=results]
	@test -n "$(OLD)" || { echo 'Name the folder to compare with: make same OLD=before/results'; exit 2; }
	@$(BIN)/python tests/same_results.py '$(OLD)' '$(or $(NEW),results)'

crate: archive  ## validate the archive's RO-Crate (installs roc-validator beside .venv)
	test -x .venv-crate/bin/python || $(PYTHON) -m venv .venv-crate
	.venv-crate/bin/python -m pip install --quiet --disable-pip-version-check -r tests/reference/ro_crate/requirements.txt
	.venv-crate/bin/python tests/reference/ro_crate/validate.py dist/tsunagari-*.zip docs/evidence/ro_crate.txt

misreadings: setup  ## 2,000 surveys with one slip each: the true percentages, or a stop
	$(BIN)/python simulations/misreadings.py --write

mutations: setup  ## slips of one character in 460 places: each is named, harmless, or listed
	$(BIN)/python simulations/mutations.py

.venv-beyond/.extras: requirements.lock pyproject.toml
	$(MAKE) --silent setup VENV=.venv-beyond
	.venv-beyond/bin/python -m pip install --quiet --disable-pip-version-check -e '.[slurm,s3]'
	@touch $@

slurm: .venv-beyond/.extras  ## jobs on a real Slurm of one node (as root; Debian's slurm-wlm and munge)
	.venv-beyond/bin/python tests/beyond/prove_slurm.py --runs $(or $(RUNS),20)

s3: .venv-beyond/.extras  ## raw files from S3 and results to it, on a server of this machine (moto)
	test -x .venv-moto/bin/moto_server || $(PYTHON) -m venv .venv-moto
	.venv-moto/bin/python -m pip install --quiet --disable-pip-version-check 'moto[s3,server]==5.2.5'
	.venv-beyond/bin/python tests/beyond/prove_s3.py --server .venv-moto/bin/moto_server

lock:  ## resolve requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra test --extra setup --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock

clean:  ## remove all results
	rm -rf results logs .snakemake dist reproduced

help:
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14
