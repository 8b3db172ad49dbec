#!/usr/bin/env python3
"""Checks the oracle itself: recount.py's figures of the bookshop run against its expected.json.

    check_bookshop.py RECOUNT.json EXPECTED.json

The expected figures come from the load generator and from counters that the server kept beside its
log, so they are not another reading of the same lines.
"""

import json
import sys


def nearly(records):
    """Equality of sums over so many records of the log, each of which is rounded to a microsecond.

    The server's counters are not rounded: a sum differs by five standard deviations at the most.
    """
    bound = 500 + 5 * 289 * records**0.5 if records > 1 else 500
    return lambda nanoseconds, milliseconds: abs(nanoseconds - milliseconds * 1e6) <= bound


class Check:
    def __init__(self):
        self.compared, self.wrong = 0, 0

    def equal(self, what, found, expected, same=None):
        self.compared += 1
        if not (found == expected if same is None else same(found, expected)):
            self.wrong += 1
            print(f"{what}: recounted {found}, expected {expected}", file=sys.stderr)


def check_releases(check, recount, expected):
    operations = recount["operations"]
    for release, truth in expected["releases"].items():
        figures = recount["releases"][release]
        for found, key in (
            (figures["requests"], "requests"),
            (figures["requests_with_errors"], "requests_with_errors"),
            (figures["errors"], "graphql_errors"),
            (figures["db"]["statements"], "db_statements"),
        ):
            check.equal(f"{release} {key}", found, truth[key])
        for key in ("hits", "misses", "writes", "evictions"):
            total = sum(level[key] for level in truth["caches"].values())
            check.equal(f"{release} cache {key}", figures["cache"][key], total)
    for name in ("request", "operation", "statement", "process", "cache", "alert", "writer"):
        total = sum(truth["records"][name] for truth in expected["releases"].values())
        check.equal(f"records {name}", recount["input"]["records"][name], total)
    for level in ("book/1", "book/2", "rating/1", "bestsellers/1"):
        name, number = level.split("/")
        rows = [
            row for operation in operations for row in operation["caches"]
            if row["name"] == name and row["level"] == int(number)
        ]
        for key in ("hits", "misses", "writes", "evictions"):
            total = sum(t["caches"][level][key] for t in expected["releases"].values())
            check.equal(f"cache {level} {key}", sum(row[key] for row in rows), total)


def check_operations(check, recount, expected):
    operations = {row["name"] or "(anonymous)": row for row in recount["operations"]}
    for release, truths in expected["server"]["operations"].items():
        quantiles = expected["from_the_log"]["duration_ms_nearest_rank"][release]
        for name, truth in truths.items():
            figures = operations[name]["releases"][release]
            where = f"{release} {name}"
            check.equal(where + " kind", operations[name]["kind"], truth["kind"])
            for found, key in (
                (figures["requests"], "requests"),
                (figures["requests_with_errors"], "requests_with_errors"),
                (figures["errors"], "graphql_errors"),
                (figures["refused"], "refused"),
                (figures["db"]["statements"], "db_statements"),
            ):
                true = sum(truth[key].values()) if key == "refused" else truth[key]
                check.equal(f"{where} {key}", found, true)
            for found, key in (
                (figures["db"]["time_ns"], "db_time_ms"),
                (figures["db"]["wait_ns"], "db_wait_ms"),
                (figures["duration"]["sum_ns"], "duration_ms"),
            ):
                check.equal(f"{where} {key}", found, truth[key], nearly(truth["requests"]))
            for key in ("min", "max", "p50", "p90", "p95", "p99"):
                found = figures["duration"][key + "_ns"]
                check.equal(f"{where} {key}", found, quantiles[name][key], nearly(1))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        recount = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        expected = json.load(file)
    check = Check()
    check_releases(check, recount, expected)
    check_operations(check, recount, expected)
    for key, true in (("rejected", 0), ("duplicates", 0), ("unidentified", 0), ("missing", 0)):
        check.equal(key, recount["input"][key], true)
    check.equal("from", recount["input"]["from"], expected["first_request"])
    check.equal("to", recount["input"]["to"], expected["last_request"])
    print(f"check_bookshop: {check.compared} figures, {check.wrong} differ")
    sys.exit(1 if check.wrong else 0)


if __name__ == "__main__":
    main()
