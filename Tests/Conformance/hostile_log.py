#!/usr/bin/env python3
"""Writes a log in which every name tries to be more than a name.

    hostile_log.py PATH

Each name stands wherever the format has a name or a text: operations, services, hosts, releases,
clients, caches, pools, fields, statements, error codes, deploys, alerts, cache events.
"""

import datetime
import json
import sys

NAMES = [
    "<script>alert(1)</script>", "</style><script>alert(2)</script>", "\"><img src=x onerror=alert(3)>",
    "' onmouseover='alert(4)", "javascript:alert(5)", "&lt;b&gt;&#x3c;i&#x3e;", "]]><svg onload=alert(6)>",
    "<!-- --><b>", "</title><h1>title", "\u202egnp.exe", "zero\u200bwidth\ufeff", "\u2066lri\u2069",
    "line\r\nbreak\ttab", "\u001b[31mred\u001b]0;title\u0007", "nul\u0000byte", "back`tick``s",
    "pipe|pipe\\|pipe", "[link](https://example.com)", "![image](https://example.com/x.png)",
    "https://example.com/auto", "@all #1 ~x~ *b* _i_", "# heading", "- item", "> quote", "---",
    "(rest)", "(other)", "(anonymous)", "\\(rest)", "\\x1b", "\\", "\"quoted\"", "a\\nb", "",
    " padded ", "'; rm -rf /; '", "$(reboot)", "`reboot`", "--help", "-o", "=cmd|'/C calc'!A1",
    "\u0301combining", "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627 1 2 3", "x" * 250,
    "%s%n%x", "{{7*7}}", "${7*7}", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u2028ls\u2029ps",
]


def records():
    """One record after the other, as dictionaries without what the writer adds."""
    for round in range(12):
        for index, name in enumerate(NAMES):
            yield {
                "type": "request", "release": name or "r", "host": name or "h",
                "client": {"name": name, "version": name},
                "operation": {"name": name, "kind": "query", "signature": f"{index:016x}"},
                "duration_ms": 5 + index * 7 % 90 + (900 if round == 11 else round), "status": 200,
                "errors": round % 4 == 0 and 1 or 0,
                "error_codes": [name or "CODE"] if round % 4 == 0 else [],
                "db": {
                    "count": 20, "time_ms": 4,
                    "statements": [
                        {"fingerprint": f"{index:016x}", "field": name or "f", "count": 20, "time_ms": 4,
                         "distinct": 20}
                    ],
                },
                "cache": [{"name": name or "c", "level": 1, "hits": 1, "misses": 9, "writes": 9}],
                "fields": [{"field": name or "f", "calls": 20, "time_ms": 2, "items": 20}],
                "memory": {"delta_bytes": 4096, "resident_bytes": 1 << 26},
            }
    for index, name in enumerate(NAMES):
        name = name or "empty"
        yield {"type": "statement", "fingerprint": f"{index:016x}", "text": "select " + name}
        yield {
            "type": "process", "host": name, "release": name, "resident_bytes": 1 << 26,
            "pools": [{"name": name, "size": 2, "in_use": 2, "waiting": 3}],
        }
        yield {"type": "cache", "name": name, "event": name, "reason": name, "level": 1, "keys": 1}
        yield {"type": "deploy", "host": name, "release": name, "note": name}
        yield {"type": "alert", "rule": name, "severity": name, "unit": name, "operation": name,
               "value": 2, "threshold": 1}


def main():
    start = datetime.datetime(2026, 11, 21)
    sequences = [0] * 6
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        for number, record in enumerate(records()):
            time = start + datetime.timedelta(seconds=20 * number)
            # A service and an environment for each operation, a writer for each of these.
            place = number % len(NAMES) % 6
            sequences[place] += 1
            common = {"v": 1, "time": time.isoformat(timespec="milliseconds") + "Z",
                      "writer": f"w{place}", "seq": sequences[place],
                      "service": NAMES[place % 3], "env": NAMES[3 + place % 2]}
            file.write(json.dumps({**common, **record}) + "\n")


if __name__ == "__main__":
    main()
