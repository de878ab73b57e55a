# make demo: the whole counter on this machine. make test: all tests. Each installs what is missing first.
# what Python has compiled is kept: otherwise each of the hundred programs of a run compiles everything anew
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test quick coverage bench check lock clean

help:
	@echo 'make setup   install what is missing, and nothing else'
	@echo 'make demo    the whole counter: headquarters, one booth, a virtual card and camera'
	@echo 'make test    all tests (about 12 minutes on two cores)'
	@echo 'make quick   what decides, and the house rules: under a minute, while you work'
	@echo 'make coverage  all tests, and which lines and branches of each file they reach'
	@echo 'make bench   speed and memory, as ratios against peers'
	@echo 'make check   what is there and what is missing on this machine'
	@echo 'make clean   take away .venv and what was built'
	@echo 'make lock    renew the hash-pinned requirements (needs uv)'

setup:
	@packaging/setup.sh

demo: setup
	@.venv/bin/kiosk demo

test: setup
	@.venv/bin/python -m pytest -m 'not soak' -n 2 --dist worksteal

# what decides, without neighbours: no window, no camera, no browser, no card service, no running headquarters, no paper;
# and once: what measures how much of it was reached runs the same tests again
APART = tests/test_child.py tests/test_coverage.py tests/test_eager_pcscd.py tests/applications/test_document.py \
	$(addprefix tests/applications/papers/test_,blank.py delivered.py) \
	$(addprefix tests/booth/typing/test_,candidates.py mozc.py) \
	$(addprefix tests/headquarters/calls/test_,breaks.py card_talk.py in_call.py incoming.py places.py) \
	$(addprefix tests/headquarters/calls/test_,switchboard.py twins.py) \
	$(addprefix tests/headquarters/identity/test_,evidence_records.py nonces.py tap_registry.py)
QUICK = $(filter-out $(APART),$(wildcard tests/test_*.py)) $(addprefix tests/,procedures protocol applications jpki) \
	$(addprefix tests/booth/,visit call typing) $(addprefix tests/headquarters/,calls identity)

quick: setup
	@.venv/bin/python -m pytest -q -m 'not soak' -n 2 --dist worksteal $(addprefix --ignore=,$(APART)) $(QUICK)

coverage: setup
	@.venv/bin/python -m pytest -m 'not soak' -n 2 --dist worksteal --cov --cov-report term-missing:skip-covered

bench: setup
	@.venv/bin/kiosk bench

check: setup
	@.venv/bin/kiosk check --config config/booth.toml

lock:
	@packaging/lock.sh

clean:
	rm -rf .venv build dist *.egg-info demo-out
