#!/usr/bin/env python3
"""The report's figures for each operation and hour, asked of DuckDB: what `make bench` compares with.

    duckdb_table.py [--threads N] [--approximate] LOG...        prints the table as JSON lines
    duckdb_table.py --check REPORT.json LOG...                  compares it with a JSON report

Count, sum and p50/p95/p99 of the duration, errors, statements and their time, cache hits and misses,
largest growth of memory, largest complexity. DuckDB is given the columns it needs and their types, so
that it neither guesses nor reads others; errors are ignored, because in an `alert` record `operation`
is a string. Quantiles are exact, or with --approximate from t-digests, which is slower here. Only
`request` records without `weight` are understood; nothing is deduplicated.
"""

import argparse
import json
import sys

import duckdb

COLUMNS = {
    "type": "VARCHAR",
    "time": "TIMESTAMP",
    "service": "VARCHAR",
    "env": "VARCHAR",
    "operation": "STRUCT(name VARCHAR, kind VARCHAR, complexity BIGINT)",
    "duration_ms": "DOUBLE",
    "errors": "BIGINT",
    "db": "STRUCT(count BIGINT, time_ms DOUBLE)",
    "cache": "STRUCT(hits BIGINT, misses BIGINT)[]",
    "memory": "STRUCT(delta_bytes BIGINT)",
}

TABLE = """
SELECT service, env, operation.name AS name, operation.kind AS kind,
  date_trunc('hour', time) AS hour,
  count(*) AS requests,
  sum(duration_ms) AS duration_sum,
  {p50} AS p50, {p95} AS p95, {p99} AS p99,
  sum(errors) AS errors,
  sum(db.count) AS statements,
  sum(db.time_ms) AS db_time_ms,
  sum(list_sum(list_transform(cache, lambda use: use.hits))) AS hits,
  sum(list_sum(list_transform(cache, lambda use: use.misses))) AS misses,
  max(memory.delta_bytes) AS growth,
  max(operation.complexity) AS complexity
FROM read_json(?, format = 'newline_delimited', columns = {columns},
  ignore_errors = true{compression})
WHERE type = 'request'
GROUP BY ALL
"""

COUNTS = ("requests", "errors", "statements", "hits", "misses")


def ask(arguments):
    """The table as a list of dictionaries."""
    connection = duckdb.connect()
    connection.execute(f"SET threads = {arguments.threads}")
    function = "approx_quantile" if arguments.approximate else "quantile_disc"
    quantiles = {f"p{p}": f"{function}(duration_ms, 0.{p})" for p in (50, 95, 99)}
    is_gzip = all(path.endswith(".gz") for path in arguments.logs)
    query = TABLE.format(
        columns="{" + ", ".join(f"'{k}': '{v}'" for k, v in COLUMNS.items()) + "}",
        compression=", compression = 'gzip'" if is_gzip else "",
        **quantiles,
    )
    result = connection.execute(query, [arguments.logs])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row)) for row in result.fetchall()]


def reported(path):
    """The same table from a JSON report."""
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    table = {}
    for operation in report["operations"]:
        for hour in operation["hours"]:
            key = tuple(operation[name] for name in ("service", "env", "name", "kind"))
            table[key + (hour["start"][:13],)] = hour
    return table


def check(rows, report):
    """Prints where table and report differ; returns how often."""
    table, wrong = reported(report), 0
    for row in rows:
        names = tuple(row[name] or "" for name in ("service", "env", "name"))
        key = names + (row["kind"] or "unknown", row["hour"].isoformat()[:13])
        hour = table.pop(key, None)
        if hour is None:
            print(f"{key}: not in the report", file=sys.stderr)
            wrong += 1
            continue
        cache, db = hour["cache"] or {}, hour["db"] or {}
        ours = {"hits": cache.get("hits", 0), "misses": cache.get("misses", 0)}
        ours["statements"] = db.get("statements", 0)
        ours["requests"], ours["errors"] = hour["requests"], hour["errors"]
        for name in COUNTS:
            if ours[name] != (row[name] or 0):
                print(f"{key} {name}: {ours[name]}, DuckDB {row[name]}", file=sys.stderr)
                wrong += 1
        if abs(hour["duration_ms"]["sum"] - row["duration_sum"]) > 1e-6 * row["duration_sum"]:
            print(f"{key}: duration sum differs", file=sys.stderr)
            wrong += 1
    wrong += len(table)
    print(f"duckdb_table: {len(rows)} rows compared, {wrong} differences, {len(table)} missing")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--approximate", action="store_true")
    parser.add_argument("--check", metavar="REPORT.json")
    parser.add_argument("logs", nargs="+")
    arguments = parser.parse_args()
    rows = ask(arguments)
    if arguments.check:
        sys.exit(1 if check(rows, arguments.check) else 0)
    for row in rows:
        print(json.dumps(row, default=str))


if __name__ == "__main__":
    main()
