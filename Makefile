# make demo: the whole counter on this machine. make test: all tests. Each installs what is missing first.
.PHONY: help setup demo test bench check lock clean

help:
	@echo 'make demo    the whole counter: headquarters, one booth, a virtual card and camera'
	@echo 'make test    all tests (about 30 minutes on two cores)'
	@echo 'make bench   speed and memory, as ratios against peers'
	@echo 'make check   what is there and what is missing on this machine'
	@echo 'make lock    renew the hash-pinned requirements (needs uv)'

setup:
	@packaging/setup.sh

demo: setup
	@.venv/bin/kiosk demo

test: setup
	@.venv/bin/python -m pytest -m 'not soak' -n 2 --dist worksteal

bench: setup
	@.venv/bin/kiosk bench

check: setup
	@.venv/bin/kiosk check --config config/booth.toml

lock:
	@packaging/lock.sh

clean:
	rm -rf .venv build dist *.egg-info demo-out
