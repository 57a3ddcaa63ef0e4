# `make publish` makes the example pages, `make explore` lets you ask your own questions of them, `make test` checks everything.
# Each makes its own environment.
PYTHON ?= python3
RUN := .venv/bin
# Two processes test side by side, each a file at a time: its fixtures are made once, and what takes longest comes first.
TWO := -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: publish test explore clean

publish: .venv/.runs  # PDF=--no-pdf leaves the PDF files out
	$(RUN)/coprod process example-2016-baseline
	$(RUN)/coprod release example-2016-baseline
	$(RUN)/coprod comments example-2016-baseline --release
	$(RUN)/coprod process example-2018-repeat --baseline example-2016-baseline
	$(RUN)/coprod release example-2018-repeat
	$(RUN)/coprod sessions example-2016-baseline
	$(RUN)/coprod publish example-2016-baseline --groups $(PDF)
	$(RUN)/coprod publish example-2018-repeat --baseline example-2016-baseline --groups $(PDF)

explore: .venv/.runs
	$(RUN)/coprod explore

test: .venv/.tests
	$(RUN)/ruff check .
	$(RUN)/python -m pytest -q $(TWO)
	$(RUN)/python -m pytest -q $(TWO) -p nbval --nbval-lax --nbval-cell-timeout=300 notebooks/*.ipynb

.venv/.runs: pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed: make PYTHON=python3.12 …')"
	$(PYTHON) -m venv .venv
	$(RUN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/.tests: .venv/.runs
	$(RUN)/python -m pip install --quiet --constraint constraints.txt --editable ".[test]"
	touch $@

clean:
	rm -rf .venv notebooks/published build *.egg-info
