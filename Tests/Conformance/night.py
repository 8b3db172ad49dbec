#!/usr/bin/env python3
"""Prints the scenario of one night of the sample shop: the first release before a day, the second after.

    night.py DAY CHANGE     both are days of November 2026
"""

import os
import sys

SHOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/shop.yaml")


def main():
    day, change = int(sys.argv[1]), int(sys.argv[2])
    with open(SHOP, encoding="utf-8") as file:
        lines = file.read().splitlines()
    second = next(i for i, line in enumerate(lines) if "version: 2026.11.2" in line)
    end = next(i for i, line in enumerate(lines) if line.startswith("process:"))
    first = next(i for i, line in enumerate(lines) if "version: 2026.11.1" in line)
    if day < change:
        lines[second:end] = [""]
    else:
        # The one release of the night has no time at which it begins.
        kept = [line for line in lines[second:end]
                if line.strip().split(":")[0] not in ("at", "note", "stagger_seconds")]
        lines[first:end] = kept
    start = next(i for i, line in enumerate(lines) if line.startswith("start:"))
    lines[start] = f'start: "2026-11-{day:02}T00:00:00Z"'
    print("\n".join(lines))


if __name__ == "__main__":
    main()
