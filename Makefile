# make help         lists these targets
# make setup        installs the system packages that are missing (Debian, Ubuntu)
# make build        builds the command, optimised: .build/release/nightjar
# make report       builds, then prints the reports on the sample logs
# make test         the tests of the hot rooms, optimised; then all tests, unoptimised
# make lint         formatting, allowed imports, unsafe code where it belongs
# make format       formats the Swift sources in place
# make conformance  compares reports with a recount, the parser with graphql-core, tests with scipy
# make conformance-pages  reads reports with parsers of others and opens the page in a browser
# make sample-server  starts the sample server, on port 8080 unless PORT says otherwise
# make sample-load  starts the sample server, loads it for a minute, and reports on its log
# make bench        all benchmarks: the command against other programs (large), then the next two
# make bench-cost   what a request pays for being measured, how fast documents and SQL are read
# make bench-server  what the middleware costs the sample server
# make bench-history  records a year of nights of 1,000 operations and measures its use (half an hour)
# make soak         kills fifty runs that record a history at random moments
# make setup-bench  installs what `make bench` compares with
# make install      installs the command, its manual and completions below PREFIX (/usr/local)
# make dist         makes a tarball and a .deb that need no Swift toolchain, in dist/
# make clean        removes everything that was built or generated

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Swift flags for every build; `make report SWIFT_FLAGS=--disable-default-traits` does without ISA-L.
SWIFT_FLAGS ?=
PREFIX ?= /usr/local
# The system's Python, because that is the one whose modules `make setup` installs.
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
# The rooms whose code differs most between an unoptimised and an optimised build.
HOT_TESTS ?= MetricLogTests|StatisticsTests|QueryShapesTests|LogReadingTests|AnalysisTests
LOGS ?= samples/logs
SWIFT_SOURCES = Sources Tests Package.swift samples/bookshop-server/Sources \
  samples/bookshop-server/Package.swift

export PYTHON SWIFT_FLAGS

.PHONY: help setup setup-bench build report test test-debug test-release lint format
.PHONY: conformance conformance-pages bench bench-programs bench-cost bench-server bench-history
.PHONY: soak sample-server sample-load install dist clean

help:
	@sed -n 's/^# make /make /p;/^$$/q' Makefile

setup:
	@.ci/setup base

setup-bench: setup
	@.ci/setup bench

build: setup
	swift build $(SWIFT_FLAGS) -c release --product nightjar

# Without logs of your own: the generated night, then what the sample server wrote.
report: build
	.build/release/nightjar analyze $(LOGS)
	$(if $(filter samples/logs,$(LOGS)),.build/release/nightjar analyze samples/bookshop-logs)

# The run of everything comes last, so that its count of tests ends the output.
test: test-release test-debug

# The sample server is compiled along, so that it goes on fitting the library.
test-debug: setup
	NIGHTJAR_SAMPLE=1 swift test $(SWIFT_FLAGS)

# The analyzer's rooms need none of the server side's packages, which take minutes to build.
test-release: setup
	NIGHTJAR_HUMMINGBIRD=0 swift test $(SWIFT_FLAGS) -c release --disable-testable-imports --filter '$(HOT_TESTS)'

lint: setup
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	$(PYTHON) Tests/Lint/check_imports.py --self-test
	swift package dump-package | $(PYTHON) Tests/Lint/check_imports.py
	$(PYTHON) Tests/Lint/check_sources.py --self-test
	$(PYTHON) Tests/Lint/check_sources.py

format:
	swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

conformance: build
	@.ci/setup conformance
	swift build $(SWIFT_FLAGS) -c release --product nightjar-bench
	Tests/Conformance/run .build/release/nightjar $(LOGS)
	Tests/Conformance/notifications .build/release/nightjar samples/bookshop-logs
	Tests/Conformance/documents .build/release/nightjar-bench
	Tests/Conformance/statistics .build/release/nightjar-bench
	Tests/Conformance/pages .build/release/nightjar $(LOGS)

# The last part of it alone.
conformance-pages: build
	@.ci/setup conformance
	Tests/Conformance/pages .build/release/nightjar $(LOGS)

sample-server: setup
	cd samples/bookshop-server && swift run -c release bookshop-server --port $(or $(PORT),8080) \
	  --database .build/bookshop.sqlite --log-directory .build/log

sample-load: build
	swift build -c release --package-path samples/bookshop-server
	samples/bookshop-server/load-and-report .build/release/nightjar

bench: bench-programs bench-cost bench-server

bench-programs: build setup-bench
	swift build $(SWIFT_FLAGS) -c release --product nightjar-bench
	Tests/Bench/run

bench-cost: setup-bench
	swift build $(SWIFT_FLAGS) -c release --product nightjar-bench
	Tests/Bench/costs

bench-history: build
	$(PYTHON) Tests/Bench/history_year.py .build/release/nightjar $$(mktemp -d)

soak: build
	$(PYTHON) Tests/Bench/history_soak.py .build/release/nightjar samples/logs

bench-server: setup-bench
	Tests/Bench/server

install: build
	.ci/install .build/release/nightjar $(DESTDIR)$(PREFIX)

dist: setup
	@.ci/setup dist
	.ci/dist

clean:
	rm -rf .build .build-bench .build-dist .build-conformance bench-corpus dist
