# One command runs every check: make test. Its parts can be run alone.

VENV := .venv
PYTHON := $(VENV)/bin/python
CARGO_TEST := cargo test --quiet

.PHONY: all sample test lint rust features docs python bench-test peers-test fuzz clean

all:
	cargo build --release

# The main job on the sample data.
sample:
	cargo run --release -p optout-examples --bin sweep

test: lint features docs bench-test rust python

lint:
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets -- -D warnings
	cargo clippy --quiet -p optout-core --all-features --all-targets -- -D warnings

# Unit, vector, property, layer and canary tests, the C ABI with its C programs, the examples.
rust:
	$(CARGO_TEST)

# The core without the file system, and with all that it can have.
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

# Every fuzz target for a while; from nothing, the build alone takes minutes.
FUZZ_SECONDS := 20
FUZZ_OPTIONS = -max_total_time=$(FUZZ_SECONDS) -dict=fuzz/words.dict -detect_leaks=0

fuzz:
	@cargo fuzz --version >/dev/null 2>&1 || cargo install --quiet --locked cargo-fuzz
	@cd optout-core && mkdir -p fuzz/target && for target in scanner redaction rows; do \
		RUSTC_BOOTSTRAP=1 cargo fuzz run $$target -- $(FUZZ_OPTIONS) >fuzz/target/log 2>&1 \
			|| { cat fuzz/target/log; exit 1; }; \
	done

$(VENV)/installed: optout-py/pyproject.toml
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check "maturin>=1.9.4,<2" pytest mypy ruff \
		pandas polars pyarrow duckdb pyspark
	# There is no Ray for every Python; its example is tested where there is.
	-$(PYTHON) -m pip install --quiet --disable-pip-version-check "ray[data]"
	touch $@

python: $(VENV)/installed
	@. $(VENV)/bin/activate && cd optout-py && maturin develop --quiet >../$(VENV)/maturin.log 2>&1 \
		|| { cat ../$(VENV)/maturin.log; exit 1; }
	cd optout-py && ../$(VENV)/bin/ruff check --quiet . ../examples/python ../benches/peers
	cd optout-py && ../$(VENV)/bin/ruff format --check --quiet . ../examples/python ../benches/peers
	cd optout-py && ../$(VENV)/bin/mypy --no-error-summary
	cd optout-py && ../$(PYTHON) -m mypy.stubtest --concise optout
	cd optout-py && ../$(PYTHON) -m pytest --quiet

clean:
	cargo clean
	rm -rf $(VENV)
