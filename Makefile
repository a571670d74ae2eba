# Thin: run.py does the work, and does it the same on machines without make.
PYTHON ?= python3

.PHONY: demo demo-full test check fmt bench bench-reader proof lock

demo demo-full test check fmt bench proof lock:
	@$(PYTHON) run.py $@

# make bench-reader SCORER=score.py TEXTS="folder folder": texts with keys, which stand outside this repository.
bench-reader:
	@$(PYTHON) run.py bench reader $(SCORER) $(TEXTS)
