# One command runs every check: make test. Its parts can be run alone.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check
CARGO_TEST := cargo test --quiet

# Where wheel and source distribution go. What is published is built with PROFILE=release, which takes several times
# as long.
WHEELS := target/wheels
PROFILE := dev

.PHONY: all sample test lint deny semver sbom rust features docs wheel alone python api notebooks bench-test peers-test fuzz fuzz-long install clean

all:
	cargo build --release

# The main job on the sample data.
sample:
	cargo run --release -p optout-examples --bin sweep

test: lint deny features fuzz docs bench-test rust python

lint:
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets -- -D warnings
	cargo clippy --quiet -p optout-core --all-features --all-targets -- -D warnings

# Licences, bans and sources of every package, as deny.toml has them. Where there is a network, make deny CHECKS=all
# looks for known vulnerabilities too.
CHECKS := licenses bans sources

deny:
	@if cargo deny --version >/dev/null 2>&1; then \
		said=$$(cargo deny check $(CHECKS) 2>&1) || { echo "$$said"; exit 1; }; \
	else echo "SKIPPED: there is no cargo-deny (cargo install --locked cargo-deny)"; fi

# What has changed in the interface of the crate since a release, and whether the version says so.
BASE = $(shell git describe --tags --match 'v*' --abbrev=0 2>/dev/null)

semver:
	@test -n "$(BASE)" || { echo "there is no release to compare with; make semver BASE=COMMIT compares with any"; exit 1; }
	@cargo semver-checks --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-semver-checks
	cargo semver-checks -p optout-core --all-features --baseline-rev $(BASE)

# What the crate, the C library and the wheel are made of, as CycloneDX. The wheel holds its own.
sbom:
	@python3 optout-py/wheel/sbom.py target/sbom

# The C ABI with its programs in C and C++, the examples; then a library in which every function panics.
rust:
	$(CARGO_TEST) --workspace --exclude optout-core
	$(CARGO_TEST) -p optout-ffi --features test-panic --test abi panic

# Unit, vector, property, layer and canary tests of the core without the file system, and with all that it can have.
features:
	$(CARGO_TEST) -p optout-core --no-default-features --lib --tests
	$(CARGO_TEST) -p optout-core --all-features

docs:
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --workspace --exclude optout-py

# Every benchmark runs once, unmeasured.
bench-test:
	cargo bench --quiet -p optout-benches -- --test

# The side-by-side run with other tools, small: every result is checked against the truth.
peers-test:
	python3 benches/peers/run.py --quick --memory

# Every fuzz target for a moment, with the same inputs in every run.
FUZZ := -p optout-core --all-features --test fuzz -- --ignored
FUZZ_ABI := -p optout-ffi --test abi -- --ignored --show-output

fuzz:
	@log=$$($(CARGO_TEST) $(FUZZ) --show-output --skip for_libfuzzer 2>&1 \
			&& $(CARGO_TEST) $(FUZZ_ABI) any_order_of_calls 2>&1) \
		|| { echo "$$log"; exit 1; }; echo "$$log" | grep '^fuzz '

# The same targets driven by libFuzzer, each for so long, then very many calls of the C ABI; from nothing, the
# build alone takes minutes.
FUZZ_SECONDS := 600
FUZZ_TARGETS = $(basename $(notdir $(wildcard optout-core/fuzz/fuzz_targets/*.rs)))
FUZZ_OPTIONS = -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -dict=fuzz/words.dict -detect_leaks=0

fuzz-long:
	@cargo fuzz --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-fuzz
	@$(CARGO_TEST) $(FUZZ) for_libfuzzer >/dev/null
	@cd optout-core && mkdir -p fuzz/target && for target in $(FUZZ_TARGETS); do \
		mkdir -p fuzz/corpus/$$target && RUSTC_BOOTSTRAP=1 cargo fuzz run $$target \
				fuzz/corpus/$$target $(abspath target/tmp/fuzz)/$$target -- $(FUZZ_OPTIONS) >fuzz/target/log 2>&1 \
			|| { cat fuzz/target/log; exit 1; }; \
		echo "fuzz $$target: $$(grep '^Done' fuzz/target/log)"; \
	done
	@$(CARGO_TEST) $(FUZZ_ABI) so_do_very_many | grep '^fuzz '

$(VENV)/installed: optout-py/pyproject.toml
	python3 -m venv $(VENV)
	$(PIP) install --quiet "maturin>=1.9.4,<2" ziglang pyelftools \
		pytest mypy ruff basedpyright pdoc pandas polars pyarrow duckdb pyspark "matplotlib>=3.8" jupytext nbconvert ipykernel
	@# There is no Ray for every Python; its example is tested where there is.
	-$(PIP) install --quiet "ray[data]"
	touch $@

# The wheel that would be published, of the source distribution that would be, tried in an environment of its own.
wheel: $(VENV)/installed
	@. $(VENV)/bin/activate && python optout-py/wheel/build.py $(WHEELS) $(PROFILE) >$(VENV)/wheel.log \
		&& python optout-py/wheel/check.py $(WHEELS) $(PROFILE) || { cat $(VENV)/wheel.log; exit 1; }
	@python3 -m venv --clear --without-pip target/bare
	@$(PIP) --python target/bare/bin/python install --quiet --no-index --no-deps $(WHEELS)/*.whl
	@target/bare/bin/python -I -W error optout-py/wheel/smoke.py
	@$(PIP) install --quiet --no-index --no-deps --force-reinstall $(WHEELS)/*.whl

# The wheel with one library of frames, and none of the others. What pandas has of Arrow, it has of pyarrow.
LIBRARIES := pandas polars pyarrow duckdb

alone: wheel
	@cd optout-py && for library in $(LIBRARIES); do \
		alone=../target/alone/$$library; \
		python3 -m venv --clear --without-pip $$alone \
			&& ../$(PIP) --python $$alone/bin/python install --quiet pytest $$library \
				$$(test $$library = pandas && echo pyarrow) \
			&& ../$(PIP) --python $$alone/bin/python install --quiet --no-index --no-deps ../$(WHEELS)/*.whl \
			&& echo "$$library alone:" \
			&& $$alone/bin/python -m pytest --quiet tests/test_each_library.py tests/test_*frame*.py \
				tests/test_classify.py tests/test_inputs.py || exit 1; \
	done

# All but the sources, and the library for C that an example in C++ is linked with, comes from the wheel.
python: wheel api alone
	cd optout-py && ../$(VENV)/bin/ruff check --quiet . ../examples ../benches/peers
	cd optout-py && ../$(VENV)/bin/ruff format --check --quiet . ../examples ../benches/peers
	@. $(VENV)/bin/activate && cd optout-py && basedpyright --level error >../$(VENV)/types.log \
		&& basedpyright --ignoreexternal --verifytypes optout >../$(VENV)/types.log \
		|| { cat ../$(VENV)/types.log; exit 1; }
	cd optout-py && ../$(PYTHON) -m pytest --quiet

# The reference of the Python package.
api: wheel
	$(PYTHON) optout-py/reference.py target/api

# What a reader of the notebooks sees.
notebooks: wheel
	@mkdir -p target/notebooks && cd examples/notebooks && for notebook in *.py; do \
		../../$(VENV)/bin/jupytext --quiet --to ipynb --output - $$notebook \
			| ../../$(PYTHON) -m nbconvert --stdin --execute --to html --log-level WARN \
				--output ../../target/notebooks/$${notebook%.py}.html || exit 1; \
	done

# The C and C++ library for other programs: make install PREFIX=/usr/local; see optout-ffi/Makefile.
install:
	@$(MAKE) --no-print-directory -C optout-ffi install

clean:
	cargo clean
	rm -rf $(VENV)
