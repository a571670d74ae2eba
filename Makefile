# Thin: run.py does the work, and does it the same on machines without make.
PYTHON ?= python3

.PHONY: demo test check fmt bench proof lock

demo test check fmt bench proof lock:
	@$(PYTHON) run.py $@
