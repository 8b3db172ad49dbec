#!/usr/bin/env python3
"""Makes a table of what Tests/Bench/server printed.

    server_table.py FIGURES

Turns with instrumentation and without it follow one another, so they are compared as pairs: the
difference is the median of the pairs' differences, and its interval, from one order statistic to another,
contains the true median with at least 95 % (of six pairs or more; of fewer it is the least and the
largest).
"""

import math
import statistics
import sys

LABELS = {
    ("full-small", "requests/s"): "smallest request, requests a second",
    ("full-small", "ns/request"): "smallest request, processor time in ns",
    ("full-shelf", "requests/s"): "5 statements, requests a second",
    ("full-shelf", "ns/request"): "5 statements, processor time in ns",
    ("full-page", "requests/s"): "a page of 20 books, requests a second",
    ("full-page", "ns/request"): "a page of 20 books, processor time in ns",
    ("paced-page", "percent"): "pages at a fixed rate, per cent of a processor",
}


def interval(values):
    """The order statistics between which the median lies with at least 95 %."""
    values, count = sorted(values), len(values)
    rank = 0
    while sum(math.comb(count, k) for k in range(rank + 2)) / 2**count <= 0.025:
        rank += 1
    if count < 6:
        rank = 0
    return values[rank], values[count - 1 - rank]


def main():
    figures = {}
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            name, value, unit = line.split()
            case, mode = name.rsplit("-", 1)
            figures.setdefault((case, unit), {}).setdefault(mode, []).append(float(value))
    print("\n| case | without | with | difference | interval | per cent |")
    print("| --- | ---: | ---: | ---: | --- | ---: |")
    for key, label in LABELS.items():
        if key not in figures:
            continue
        on, off = figures[key]["on"], figures[key]["off"]
        differences = [a - b for a, b in zip(on, off)]
        low, high = interval(differences)
        middle = statistics.median(differences)
        share = 100 * middle / statistics.median(off)
        print(
            f"| {label} | {statistics.median(off):,.1f} | {statistics.median(on):,.1f} "
            f"| {middle:+,.1f} | {low:+,.1f} – {high:+,.1f} | {share:+.1f} |"
        )


if __name__ == "__main__":
    main()
