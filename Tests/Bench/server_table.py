#!/usr/bin/env python3
"""Makes a table of what Tests/Bench/server printed.

    server_table.py FIGURES

Each round measured the server with instrumentation and without it, one after the other, so rounds are
compared as pairs: the difference is the median of the rounds' differences.
"""

import statistics
import sys

LABELS = {
    ("small", "requests/s"): "smallest request, requests a second",
    ("small", "ns/request"): "smallest request, processor time in ns",
    ("page", "requests/s"): "a page of 20 books, requests a second",
    ("page", "ns/request"): "a page of 20 books, processor time in ns",
}


def main():
    figures = {}
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            name, value, unit = line.split()
            case, mode = name.rsplit("-", 1)
            key = (case.removeprefix("full-"), unit)
            figures.setdefault(key, {}).setdefault(mode, []).append(float(value))
    print("\n| case | without | with | difference | per cent | rounds |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for key, label in LABELS.items():
        on, off = figures[key]["on"], figures[key]["off"]
        differences = [a - b for a, b in zip(on, off)]
        shares = [100 * (a - b) / b for a, b in zip(on, off)]
        rounds = ", ".join(f"{share:+.1f}" for share in shares)
        print(
            f"| {label} | {statistics.median(off):,.1f} | {statistics.median(on):,.1f} "
            f"| {statistics.median(differences):+,.1f} | {statistics.median(shares):+.1f} | {rounds} |"
        )


if __name__ == "__main__":
    main()
