#!/usr/bin/env python3
"""Recounts metric logs slowly and exactly, sharing no code with the command.

    recount.py [--strict] LOG... > recount.json

A LOG is a file, plain or gzip, or a directory. Every sum is an integer (nanoseconds, bytes, counts),
every quantile the order statistic of rank ceil(p n) over all values. Memory grows with the log: this
is an oracle, not a tool. With --strict each line is judged by the JSON Schema (about 1 ms a line);
without it, a line counts when it is a JSON object with the common fields.
"""

import argparse
import collections
import datetime
import decimal
import gzip
import json
import os
import sys

import numpy

RECORD_TYPES = "request operation statement process cache deploy alert writer".split()
QUANTILES = {"p50": (50, 100), "p90": (90, 100), "p95": (95, 100), "p99": (99, 100)}
SUMMARIES = ("complexity", "depth", "request_bytes", "response_bytes")
CACHE_COUNTS = ("hits", "misses", "writes", "evictions")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
decimal.getcontext().prec = 60


def nanoseconds(milliseconds):
    """Whole nanoseconds, halves to even; 0 for an absent value."""
    exact = decimal.Decimal(milliseconds or 0) * 1_000_000
    return int(exact.to_integral_value(rounding=decimal.ROUND_HALF_EVEN))


def microseconds(time):
    """Microseconds since 1970, further decimals cut off; second 60 is the next second."""
    text = time.upper().replace(" ", "T")
    day, clock = text[:11], text[11:]
    fraction, rest = "", clock[8:]
    if rest.startswith("."):
        digits = len(rest[1:]) - len(rest[1:].lstrip("0123456789"))
        fraction, rest = rest[1:1 + digits], rest[1 + digits:]
    extra = 0
    if clock[6:8] == "60":
        clock, extra = clock[:6] + "59", 1
    offset = "+00:00" if rest == "Z" else rest
    moment = datetime.datetime.fromisoformat(day + clock[:8] + offset) - EPOCH
    seconds = moment.days * 86400 + moment.seconds + extra
    return seconds * 1_000_000 + int((fraction + "000000")[:6])


def rfc3339(time):
    """A time in microseconds as text, or None."""
    if time is None:
        return None
    moment = EPOCH + datetime.timedelta(microseconds=time)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time % 1_000_000:06d}Z"


def whole(value):
    return int(value or 0)


class Figures:
    """The sums of a set of requests, scaled by their weights, and all of their durations."""

    def __init__(self):
        self.sums = collections.Counter()
        self.maxima = {}
        self.durations = []
        self.weights = []

    def note_maximum(self, key, value):
        self.maxima[key] = max(self.maxima.get(key, value), value)

    def summarise(self, key, value, weight):
        """A count or size that some requests record: how many did, sum and maximum."""
        if value is None:
            return
        self.sums[key, "count"] += weight
        self.sums[key, "sum"] += weight * int(value)
        self.note_maximum(key, int(value))

    def add(self, request):
        weight = int(request.get("weight") or 1)
        duration = nanoseconds(request["duration_ms"])
        self.durations.append(duration)
        self.weights.append(weight)
        errors = whole(request.get("errors"))
        failed = errors > 0 or whole(request.get("status")) >= 500
        self.sums["requests"] += weight
        self.sums["lines"] += 1
        self.sums["requests_with_errors"] += weight if failed else 0
        self.sums["errors"] += weight * errors
        self.sums["refused"] += weight if request.get("refused") else 0
        self.sums["duration"] += weight * duration
        self.add_database(request.get("db"), weight)
        self.add_memory(request.get("memory") or {}, weight)
        operation = request.get("operation") or {}
        for key in ("complexity", "depth"):
            self.summarise(key, operation.get(key), weight)
        for key in ("request_bytes", "response_bytes"):
            self.summarise(key, request.get(key), weight)
        for use in request.get("cache") or ():
            for key in CACHE_COUNTS:
                self.sums["cache", key] += weight * whole(use.get(key))

    def add_database(self, database, weight):
        if database is None:
            return
        self.sums["db", "time_ns"] += weight * nanoseconds(database.get("time_ms"))
        self.sums["db", "wait_ns"] += weight * nanoseconds(database.get("wait_ms"))
        if database.get("count") is not None:
            self.sums["db", "requests"] += weight
            self.sums["db", "statements"] += weight * int(database["count"])
            self.note_maximum("db", int(database["count"]))

    def add_memory(self, memory, weight):
        delta = memory.get("delta_bytes")
        if delta is not None:
            self.sums["memory", "requests"] += weight
            self.sums["memory", "grown_bytes"] += weight * max(int(delta), 0)
            self.sums["memory", "shrunk_bytes"] += weight * max(-int(delta), 0)
            self.note_maximum("growth", max(int(delta), 0))
        if memory.get("resident_bytes") is not None:
            self.note_maximum("resident", int(memory["resident_bytes"]))

    def merge(self, other):
        self.sums.update(other.sums)
        for key, value in other.maxima.items():
            self.note_maximum(key, value)
        self.durations += other.durations
        self.weights += other.weights

    def document(self):
        sums = self.sums
        result = {
            key: sums[key]
            for key in ("requests", "lines", "requests_with_errors", "errors", "refused")
        }
        result["duration"] = self.distribution()
        result["db"] = self.group("db", ("requests", "statements", "time_ns", "wait_ns"))
        result["db"]["max"] = self.maxima.get("db", 0)
        result["cache"] = self.group("cache", CACHE_COUNTS)
        result["memory"] = self.group("memory", ("requests", "grown_bytes", "shrunk_bytes"))
        result["memory"]["max_growth_bytes"] = self.maxima.get("growth", 0)
        result["memory"]["max_resident_bytes"] = self.maxima.get("resident", 0)
        for key in SUMMARIES:
            result[key] = self.group(key, ("count", "sum"))
            result[key]["max"] = self.maxima.get(key, 0)
        return result

    def group(self, name, keys):
        return {key: self.sums[name, key] for key in keys}

    def distribution(self):
        values = numpy.array(self.durations, dtype=numpy.int64)
        order = numpy.argsort(values, kind="stable")
        values = values[order]
        ranks = numpy.cumsum(numpy.array(self.weights, dtype=object)[order])
        total = int(ranks[-1])
        result = {"count": total, "sum_ns": self.sums["duration"]}
        result["min_ns"], result["max_ns"] = int(values[0]), int(values[-1])
        for name, (numerator, denominator) in QUANTILES.items():
            rank = -(-total * numerator // denominator)
            result[name + "_ns"] = int(values[numpy.searchsorted(ranks, rank)])
        return result


class Operation:
    """One operation: figures by release and hour, and what its requests say in detail."""

    def __init__(self):
        self.cells = collections.defaultdict(Figures)
        self.counts = collections.defaultdict(collections.Counter)
        self.rows = {name: collections.defaultdict(collections.Counter) for name in DETAILS}
        self.most = collections.Counter()

    def add(self, request, hour):
        weight = int(request.get("weight") or 1)
        self.cells[request.get("release") or "", hour].add(request)
        operation, client = request.get("operation") or {}, request.get("client") or {}
        self.counts["signatures"][operation.get("signature") or ""] += weight
        self.counts["hosts"][request.get("host") or ""] += weight
        self.counts["clients"][client.get("name") or "", client.get("version") or ""] += weight
        for code in set(request.get("error_codes") or ()):
            self.counts["error_codes"][code] += weight
        if request.get("refused"):
            known = request["refused"] in ("complexity", "depth", "timeout")
            self.counts["refusals"][request["refused"] if known else "other"] += weight
        self.add_details(request, weight)

    def add_details(self, request, weight):
        seen = collections.Counter()
        for use in (request.get("db") or {}).get("statements") or ():
            key = (use["fingerprint"], use.get("field") or "")
            seen[key] += int(use["count"])
            self.add_row("statements", key, use, weight, ("count", "distinct"))
        for key, count in seen.items():
            self.rows["statements"][key]["requests"] += weight
            self.most[key] = max(self.most[key], count)
        for name, keys, numbers in (
            ("cache", ("name", "level"), CACHE_COUNTS),
            ("fields", ("field",), ("calls", "items")),
        ):
            present = set()
            for use in request.get(name) or ():
                key = tuple(whole(use.get(k)) if k == "level" else use[k] for k in keys)
                present.add(key)
                self.add_row(name, key, use, weight, numbers)
            for key in present:
                self.rows[name][key]["requests"] += weight

    def add_row(self, name, key, use, weight, numbers):
        row = self.rows[name][key]
        for number in numbers:
            if use.get(number) is not None:
                row[number] += weight * int(use[number])
                row[number + " recorded"] += 1
        if name != "cache":
            row["time_ns"] += weight * nanoseconds(use.get("time_ms"))

    def total(self):
        return merged(self.cells.values())

    def by(self, position):
        """Figures by release (0) or by hour (1)."""
        groups = collections.defaultdict(list)
        for key, figures in self.cells.items():
            groups[key[position]].append(figures)
        return {key: merged(cells).document() for key, cells in sorted(groups.items())}

    def document(self):
        result = self.total().document()
        result["releases"] = self.by(0)
        result["hours"] = {rfc3339(hour): figures for hour, figures in self.by(1).items()}
        for name in ("signatures", "hosts", "error_codes", "refusals"):
            result[name] = dict(sorted(self.counts[name].items()))
        result["clients"] = [
            {"name": name, "version": version, "requests": count}
            for (name, version), count in sorted(self.counts["clients"].items())
        ]
        for name, (keys, numbers, optional) in DETAILS.items():
            result["caches" if name == "cache" else name] = [
                self.row_document(name, key, row, keys, numbers, optional)
                for key, row in sorted(self.rows[name].items())
            ]
        return result

    def row_document(self, name, key, row, keys, numbers, optional):
        result = dict(zip(keys, key))
        result.update({number: row[number] for number in numbers})
        for number in optional:
            result[number] = row[number] if row[number + " recorded"] else None
        if name == "statements":
            result["max_per_request"] = self.most[key]
        return result


DETAILS = {
    "statements": (("fingerprint", "field"), ("requests", "count", "time_ns"), ("distinct",)),
    "cache": (("name", "level"), ("requests",) + CACHE_COUNTS, ()),
    "fields": (("field",), ("requests", "calls", "time_ns"), ("items",)),
}


def merged(cells):
    result = Figures()
    for figures in cells:
        result.merge(figures)
    return result


class Recount:
    """Everything about a set of logs."""

    def __init__(self, strict):
        self.judge = None
        if strict:
            sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
            import check_schema

            self.judge = check_schema.Judge()
        self.input = collections.Counter()
        self.records = collections.Counter()
        self.reasons = collections.Counter()
        self.numbers = collections.defaultdict(set)
        self.operations = collections.defaultdict(Operation)
        self.first = self.last = None

    def read(self, path):
        with open(path, "rb") as file:
            data = file.read()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        self.input["files"] += 1
        lines = data.split(b"\n")
        for line in lines[:-1]:
            self.line(line, False)
        if lines[-1]:
            self.line(lines[-1], True)

    def line(self, line, unterminated):
        self.input["lines"] += 1
        verdict = self.judge.verdict(line, unterminated) if self.judge else None
        if verdict == "blank" or not line.strip(b" \t\r"):
            self.input["blank"] += 1
            return
        record = None
        if verdict in (None, "accepted"):
            try:
                record = json.loads(line, parse_float=decimal.Decimal)
            except ValueError:
                verdict = "invalid_json"
        if not isinstance(record, dict) or not all(k in record for k in ("v", "type", "time")):
            self.input["rejected"] += 1
            self.reasons[verdict or "invalid"] += 1
            return
        self.input["accepted"] += 1
        self.records[record["type"] if record["type"] in RECORD_TYPES else "unknown"] += 1
        self.record(record)

    def record(self, record):
        writer, number = record.get("writer"), record.get("seq")
        if writer and number:
            seen = self.numbers[tuple(
                record.get(key) or "" for key in ("service", "env", "host", "release", "writer")
            )]
            if int(number) in seen:
                self.input["duplicates"] += 1
                return
            seen.add(int(number))
        else:
            self.input["unidentified"] += 1
        if record["type"] == "writer":
            self.input["dropped_by_writers"] += whole(record.get("dropped"))
        if record["type"] == "request":
            self.request(record)

    def request(self, request):
        time = microseconds(request["time"])
        self.first = time if self.first is None else min(self.first, time)
        self.last = time if self.last is None else max(self.last, time)
        operation = request.get("operation") or {}
        key = (
            request["service"], request.get("env") or "", operation.get("name") or "",
            operation.get("kind") or "unknown",
        )
        self.operations[key].add(request, time - time % 3_600_000_000)

    def document(self):
        keys = "files lines blank accepted rejected duplicates unidentified dropped_by_writers"
        result = {key: self.input[key] for key in keys.split()}
        result["missing"] = sum(max(n) - min(n) + 1 - len(n) for n in self.numbers.values())
        result["writers"] = len(self.numbers)
        result["records"] = {name: self.records[name] for name in RECORD_TYPES + ["unknown"]}
        result["reasons"] = dict(sorted(self.reasons.items()))
        result["from"], result["to"] = rfc3339(self.first), rfc3339(self.last)
        everything = Operation()
        for operation in self.operations.values():
            for key, figures in operation.cells.items():
                everything.cells[key].merge(figures)
        if not self.operations:
            return {"input": result, "totals": None, "releases": {}, "hours": {}, "operations": []}
        return {
            "input": result,
            "totals": everything.total().document(),
            "releases": everything.by(0),
            "hours": {rfc3339(hour): figures for hour, figures in everything.by(1).items()},
            "operations": [
                dict(zip(("service", "env", "name", "kind"), key), **operation.document())
                for key, operation in sorted(self.operations.items())
            ],
        }


def log_files(path):
    """The files of a path, in a directory those at any depth."""
    if not os.path.isdir(path):
        return [path]
    found = []
    for folder, _, names in sorted(os.walk(path)):
        found += [os.path.join(folder, name) for name in sorted(names) if ".jsonl" in name]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("logs", nargs="+")
    arguments = parser.parse_args()
    recount = Recount(arguments.strict)
    for log in arguments.logs:
        for path in log_files(log):
            recount.read(path)
    json.dump(recount.document(), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
