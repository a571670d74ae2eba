# Thin: run.py does the work, and does it the same on machines without make.
PYTHON ?= python3

.PHONY: demo demo-full test check fmt bench proof lock

demo demo-full test check fmt bench proof lock:
	@$(PYTHON) run.py $@
