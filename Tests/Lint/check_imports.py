#!/usr/bin/env python3
"""Holds Sources and Package.swift to the table of allowed imports in docs/ARCHITECTURE.md.

    swift package dump-package | python3 Tests/Lint/check_imports.py
    python3 Tests/Lint/check_imports.py --self-test

The table stands between two marker comments; a row names a target and what it may import:

    | `Reporting` | `Analysis`, `MetricLog` |

It must say exactly what Package.swift declares, and no source file may import another of our
targets, or a package's product, beyond its own row. The graph must have no cycle.
"""

import json
import os
import re
import sys
import tempfile

BEGIN, END = "<!-- imports:begin -->", "<!-- imports:end -->"
IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)"
)


def read_table(text):
    """The rows between the markers, as {target: set of names it may import}."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"expected one {BEGIN} and one {END}")
    rows = {}
    for line in text.split(BEGIN)[1].split(END)[0].splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        names = re.findall(r"`([\w-]+)`", cells[0])
        if len(cells) < 2 or len(names) != 1:
            continue
        if names[0] in rows:
            raise ValueError(f"two rows for {names[0]}")
        rows[names[0]] = set(re.findall(r"`([\w-]+)`", cells[1]))
    if not rows:
        raise ValueError("the table has no rows")
    return rows


def declared(package):
    """Targets below Sources, as {target: set of declared dependencies}, and all products used."""
    targets, products = {}, set()
    for target in package["targets"]:
        names = set()
        for dependency in target["dependencies"]:
            kind, value = next((k, v) for k, v in dependency.items())
            names.add(value[0])
            if kind == "product":
                products.add(value[0])
        path = target.get("path") or "Sources/" + target["name"]
        if target["type"] != "test" and path.startswith("Sources/"):
            targets[target["name"]] = names
    return targets, products


def imports(root, target):
    """Every import in the target's Swift files, as (module, file, line number)."""
    for folder, _, files in sorted(os.walk(os.path.join(root, "Sources", target))):
        for name in sorted(files):
            if not name.endswith(".swift"):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as source:
                for number, line in enumerate(source, 1):
                    found = IMPORT.match(line)
                    if found:
                        yield found.group(1), os.path.relpath(path, root), number


def find_cycle(graph):
    """A list of names that import one another in a ring, or None."""
    done, path = set(), []

    def visit(name):
        if name in path:
            return path[path.index(name):] + [name]
        if name in done:
            return None
        path.append(name)
        for other in sorted(graph.get(name, ())):
            ring = visit(other)
            if ring:
                return ring
        path.pop()
        done.add(name)
        return None

    for name in sorted(graph):
        ring = visit(name)
        if ring:
            return ring
    return None


def check(root, table, package):
    """All complaints, as a list of sentences; empty when the table is kept."""
    targets, products = declared(package)
    known = {target["name"] for target in package["targets"]} | products
    problems = []
    for name in sorted(set(table) - set(targets)):
        problems.append(f"the table has a row for {name}, which is no target below Sources")
    for name in sorted(set(targets) - set(table)):
        problems.append(f"the table has no row for the target {name}")
    for name in sorted(set(table) & set(targets)):
        for other in sorted(targets[name] - table[name]):
            problems.append(f"Package.swift lets {name} depend on {other}; the table does not")
        for other in sorted(table[name] - targets[name]):
            problems.append(f"the table lets {name} import {other}; Package.swift does not")
    for name in sorted(targets):
        for module, path, number in imports(root, name):
            module = module.replace("nightjar_bench", "nightjar-bench")
            if module in known and module != name and module not in table.get(name, ()):
                problems.append(f"{path}:{number}: {name} may not import {module}")
    for graph, where in ((table, "the table"), (targets, "Package.swift")):
        ring = find_cycle(graph)
        if ring:
            problems.append(f"a cycle in {where}: " + " -> ".join(ring))
    return problems


def self_test():
    """Shows the check to pass on a sound example and to fail on each way of breaking it."""

    def dump(**targets):
        return {
            "targets": [
                {
                    "name": name,
                    "type": "regular",
                    "dependencies": [
                        {"product": [d, "x", None, None]} if d == "Yams" else {"byName": [d, None]}
                        for d in names
                    ],
                }
                for name, names in targets.items()
            ]
        }

    def run(table, package, sources):
        with tempfile.TemporaryDirectory() as root:
            for path, text in sources.items():
                full = os.path.join(root, "Sources", path)
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "w", encoding="utf-8") as file:
                    file.write(text)
            return check(root, table, package)

    table, package = {"A": set(), "B": {"A", "Yams"}}, dump(A=[], B=["A", "Yams"])
    sound = {"A/a.swift": "import Foundation\n", "B/b.swift": "package import A\nimport Yams\n"}
    cases = [
        ("a sound example", table, package, sound, None),
        ("an import against the arrow", table, package, {"A/a.swift": "import B"}, "import B"),
        ("an attribute before it", table, package, {"A/a.swift": "@testable import B"}, "import B"),
        ("one declaration of it", table, package, {"A/a.swift": "import struct B.X"}, "import B"),
        ("a package not allowed", table, package, {"A/a.swift": "import Yams"}, "import Yams"),
        ("a declaration too many", table, dump(A=["Yams"], B=["A", "Yams"]), {}, "depend on Yams"),
        ("a permission too many", {"A": {"B"}, "B": set()}, dump(A=[], B=[]), {}, "import B"),
        ("a row without a target", {**table, "C": set()}, package, {}, "row for C"),
        ("a target without a row", {"A": set()}, package, {}, "no row for the target B"),
        ("a cycle", {"A": {"B"}, "B": {"A"}}, dump(A=["B"], B=["A"]), {}, "A -> B -> A"),
    ]
    for name, rows, dumped, sources, expected in cases:
        problems = run(rows, dumped, sources)
        passed = not problems if expected is None else any(expected in p for p in problems)
        if not passed:
            sys.exit(f"check_imports: self-test failed: {name}: {problems}")
    text = f"{BEGIN}\n| room | imports |\n| --- | --- |\n| `B` | `A`, `Yams` |\n{END}"
    if read_table(text) != {"B": {"A", "Yams"}}:
        sys.exit("check_imports: self-test failed: reading the table")
    print(f"check_imports: self-test: {len(cases) + 1} cases as expected")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
    with open(os.path.join(root, "docs/ARCHITECTURE.md"), encoding="utf-8") as file:
        table = read_table(file.read())
    problems = check(root, table, json.load(sys.stdin))
    for problem in problems:
        print(f"check_imports: {problem}", file=sys.stderr)
    if problems:
        sys.exit(1)
    print(f"check_imports: {len(table)} rooms import what docs/ARCHITECTURE.md allows")


if __name__ == "__main__":
    main()
