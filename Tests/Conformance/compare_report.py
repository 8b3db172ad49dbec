#!/usr/bin/env python3
"""Compares a JSON report with a recount of the same logs: counts and sums exactly, quantiles within
the promised 0.55 %.

    compare_report.py REPORT.json RECOUNT.json

The report should have been made without filters and with every operation listed; operations that it
does not list are compared as part of the totals. Prints each mismatch; exits with 1 when there is one.
"""

import datetime
import decimal
import json
import sys

TOLERANCE = decimal.Decimal("0.0055")
MOST_SHOWN = 50
COUNTS = ("requests", "lines", "requests_with_errors", "errors", "refused")
CACHE_COUNTS = ("hits", "misses", "writes", "evictions")


def nanoseconds(milliseconds):
    """Exact: the report keeps every digit."""
    value = decimal.Decimal(milliseconds) * 1_000_000
    return int(value) if value == value.to_integral_value() else value


class Comparison:
    def __init__(self):
        self.compared, self.wrong = 0, 0

    def fail(self, where, text):
        self.wrong += 1
        if self.wrong <= MOST_SHOWN:
            print(f"{where}: {text}", file=sys.stderr)

    def equal(self, where, reported, recounted):
        self.compared += 1
        if reported != recounted:
            self.fail(where, f"reported {reported}, recounted {recounted}")

    def near(self, where, reported, recounted, exact):
        """A quantile: equal when the report says it is exact, else within the tolerance."""
        self.compared += 1
        bound = 0 if exact else TOLERANCE * recounted
        if abs(reported - recounted) > bound:
            self.fail(where, f"reported {reported} ns, recounted {recounted} ns")

    # One set of requests.

    def metrics(self, where, reported, recounted):
        for key in COUNTS:
            self.equal(f"{where} {key}", reported[key], recounted[key])
        self.duration(where + " duration", reported["duration_ms"], recounted["duration"])
        self.database(where + " db", reported["db"], recounted["db"])
        self.cache(where + " cache", reported["cache"], recounted["cache"])
        self.memory(where + " memory", reported["memory"], recounted["memory"])
        for key in ("complexity", "depth", "request_bytes", "response_bytes"):
            summary = reported[key] or {"count": 0, "sum": 0, "max": 0}
            for part in ("count", "sum", "max"):
                self.equal(f"{where} {key} {part}", summary[part], recounted[key][part])

    def duration(self, where, reported, recounted):
        if reported is None:
            return self.equal(where, 0, recounted["count"])
        self.equal(where + " count", reported["count"], recounted["count"])
        for key in ("sum", "min", "max"):
            self.equal(f"{where} {key}", nanoseconds(reported[key]), recounted[key + "_ns"])
        mean = decimal.Decimal(recounted["sum_ns"]) / recounted["count"]
        if abs(nanoseconds(reported["mean"]) - mean) > 1:
            self.fail(where + " mean", f"reported {reported['mean']} ms, recounted {mean} ns")
        for key in ("p50", "p90", "p95", "p99"):
            self.near(
                f"{where} {key}", nanoseconds(reported[key]), recounted[key + "_ns"],
                reported["exact"],
            )

    def database(self, where, reported, recounted):
        if reported is None:
            return self.equal(where, 0, recounted["requests"])
        for key in ("requests", "statements", "max"):
            self.equal(f"{where} {key}", reported[key], recounted[key])
        for key in ("time", "wait"):
            value = nanoseconds(reported[key + "_ms"])
            self.equal(f"{where} {key}", value, recounted[key + "_ns"])

    def cache(self, where, reported, recounted):
        for key in CACHE_COUNTS:
            self.equal(f"{where} {key}", (reported or {}).get(key, 0), recounted[key])

    def memory(self, where, reported, recounted):
        for key, value in recounted.items():
            self.equal(f"{where} {key}", (reported or {}).get(key) or 0, value)

    # Operations.

    def operation(self, where, reported, recounted):
        self.metrics(where, reported, recounted)
        for name, key in (("signatures", "signature"), ("error_codes", "code"), ("refusals", "limit")):
            for row in reported[name]:
                if row[key] in recounted[name]:
                    count = recounted[name][row[key]]
                    self.equal(f"{where} {name} {row[key]}", row["requests"], count)
                elif row[key] != "(other)":
                    self.fail(where, f"reports {name} {row[key]}, which no request has")
        self.rows(
            where + " statement", reported["statements"], recounted["statements"],
            ("fingerprint", "field"), ("requests", "count", "distinct", "max_per_request"),
        )
        self.rows(
            where + " cache", reported["caches"], recounted["caches"], ("name", "level"),
            ("requests",) + CACHE_COUNTS,
        )
        self.rows(
            where + " field", reported["fields"], recounted["fields"], ("field",),
            ("requests", "calls", "items"),
        )
        self.slices(where, reported, recounted)
        self.groups(where, reported, recounted)

    def rows(self, where, reported, recounted, keys, numbers):
        """Rows by key; rows that were folded are compared by the sum over all of them."""
        truth = {tuple(row[key] for key in keys): row for row in recounted}
        folded = any(row["other"] for row in reported)
        if not folded:
            self.equal(where + " rows", len(reported), len(recounted))
        for row in reported:
            key = tuple(row[name] for name in keys)
            if row["other"]:
                continue
            if key not in truth:
                self.fail(where, f"reports {key}, which no request has")
                continue
            for number in numbers:
                self.equal(f"{where} {key} {number}", row[number], truth[key][number])
            if "time_ms" in row:
                time = nanoseconds(row["time_ms"])
                self.equal(f"{where} {key} time", time, truth[key]["time_ns"])
        for number in numbers:
            if number not in ("requests", "max_per_request"):
                total = sum(row[number] or 0 for row in reported)
                true = sum(row[number] or 0 for row in recounted)
                self.equal(f"{where}s {number}", total, true)

    def slices(self, where, reported, recounted):
        clients = {(row["name"], row["version"]): row["requests"] for row in recounted["clients"]}
        hosts = {(name, ""): count for name, count in recounted["hosts"].items()}
        for name, truth in (("clients", clients), ("hosts", hosts)):
            for row in reported[name]:
                key = row["name"], row["version"]
                if not row["other"]:
                    self.equal(f"{where} {name} {key}", row["requests"], truth.get(key))

    def groups(self, where, reported, recounted):
        for row in reported["releases"]:
            release = row["release"]
            if release in recounted["releases"]:
                self.metrics(f"{where} release {release}", row, recounted["releases"][release])
        self.equal(
            where + " releases: requests", sum(row["requests"] for row in reported["releases"]),
            recounted["requests"],
        )
        self.hours(where, reported["hours"], recounted["hours"])
        self.equal(
            where + " hours: requests", sum(row["requests"] for row in reported["hours"]),
            recounted["requests"],
        )

    def hours(self, where, reported, recounted):
        """Hours one by one; a stretch of several hours by its counts."""
        for row in reported:
            start = datetime.datetime.fromisoformat(row["start"].replace("Z", "+00:00"))
            end = start + datetime.timedelta(seconds=float(row["seconds"]))
            inside = [
                figures for hour, figures in recounted.items()
                if start <= datetime.datetime.fromisoformat(hour.replace("Z", "+00:00")) < end
            ]
            if len(inside) == 1:
                self.metrics(f"{where} hour {row['start']}", row, inside[0])
                continue
            for key in COUNTS:
                true = sum(figures[key] for figures in inside)
                self.equal(f"{where} hour {row['start']} {key}", row[key], true)

    def input(self, reported, recounted):
        self.equal("input files", len(reported["files"]), recounted["files"])
        for key in (
            "lines", "blank", "accepted", "rejected", "duplicates", "unidentified",
            "dropped_by_writers", "missing", "writers", "from", "to",
        ):
            self.equal(f"input {key}", reported[key], recounted[key])
        for name, count in recounted["records"].items():
            self.equal(f"input records {name}", reported["records"].get(name, 0), count)
        reasons = {row["reason"]: row["count"] for row in reported["rejections"]}
        if "invalid" not in recounted["reasons"]:
            self.equal("input rejections", reasons, recounted["reasons"])
        for account in [reported] + reported["files"]:
            total = account["accepted"] + account["rejected"] + account["blank"]
            self.equal(f"account of {account.get('path', 'all')}", total, account["lines"])

    def report(self, reported, recounted):
        self.input(reported["input"], recounted["input"])
        if recounted["totals"] is None:
            return self.equal("totals requests", reported["totals"]["requests"], 0)
        self.metrics("totals", reported["totals"], recounted["totals"])
        self.hours("totals", reported.get("hours") or [], recounted["hours"])
        truth = {
            tuple(row[key] for key in ("service", "env", "name", "kind")): row
            for row in recounted["operations"]
        }
        folded = any(row["other"] for row in reported["operations"])
        if reported["rest"] is None and not folded:
            self.equal("operations", len(reported["operations"]), len(truth))
        for row in reported["operations"]:
            key = tuple(row[name] for name in ("service", "env", "name", "kind"))
            if row["other"]:
                continue
            if key in truth:
                self.operation(" ".join(key), row, truth[key])
            else:
                self.fail("operations", f"reports {key}, which no request has")
        listed = reported["operations"] + [reported["rest"]] * (reported["rest"] is not None)
        for number in COUNTS:
            total = sum(row[number] for row in listed)
            self.equal(f"operations and rest: {number}", total, recounted["totals"][number])


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=decimal.Decimal)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    comparison = Comparison()
    comparison.report(load(sys.argv[1]), load(sys.argv[2]))
    if comparison.wrong > MOST_SHOWN:
        print(f"and {comparison.wrong - MOST_SHOWN} more", file=sys.stderr)
    print(f"compare_report: {comparison.compared} figures, {comparison.wrong} differ")
    sys.exit(1 if comparison.wrong else 0)


if __name__ == "__main__":
    main()
