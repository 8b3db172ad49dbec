#!/usr/bin/env python3
"""Judges lines of metric logs by Python's JSON parser and docs/metric-log.schema.json.

    check_schema.py examples            the example lines of docs/FORMAT.md are valid
    check_schema.py valid               so is every line of Tests/EndToEndTests/Fixtures/valid.jsonl
    check_schema.py invalid             invalid.jsonl's lines are refused, for the reasons they name
    check_schema.py logs [-n N] PATH... so are up to N lines (2,000) of each type in real logs
    check_schema.py verdicts FILE       prints `accepted` or a reason for each line of a plain log

Exits with 1 when a line is judged otherwise than expected. A line with several faults has one
reason here; which of them a reader meets first is not part of the format, so the fixtures have
one fault each.
"""

import argparse
import base64
import datetime
import gzip
import json
import os
import re
import sys

import jsonschema

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
FIXTURES = os.path.join(ROOT, "Tests/EndToEndTests/Fixtures")
LONGEST, DEEPEST = 1 << 20, 64


class Refused(Exception):
    """Carries the reason for which a line is rejected."""


def load_schema():
    with open(os.path.join(ROOT, "docs/metric-log.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def known_names(schema):
    """All field names of the schema: a repeated one of these is a fault."""
    names = set()

    def walk(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "properties":
                    names.update(value)
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(schema)
    return names


class Judge:
    """Says of one line whether it is acceptable."""

    def __init__(self):
        schema = load_schema()
        self.validator = jsonschema.Draft202012Validator(schema)
        self.names = known_names(schema)

    def verdict(self, line, unterminated=False):
        """`accepted`, `blank` or a reason; `line` is bytes without the newline."""
        try:
            record = self.parse(line)
            if record is None:
                return "blank"
            self.validate(record)
            return "accepted"
        except Refused as reason:
            if unterminated and str(reason) == "invalid_json":
                return "cut_line"
            return str(reason)

    def parse(self, line):
        if len(line) > LONGEST:
            raise Refused("line_too_long")
        if line and not line.strip(b"\0"):
            raise Refused("nul_bytes")
        line = line.lstrip(b"\0")
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("invalid_utf8") from None
        if not text.strip(" \t\r\n"):
            return None
        if depth(text) > DEEPEST:
            raise Refused("nested_too_deep")
        try:
            record = json.loads(text, object_pairs_hook=Pairs, parse_constant=refuse_constant)
        except json.JSONDecodeError:
            raise Refused("invalid_json") from None
        if not isinstance(record, dict):
            raise Refused("not_an_object")
        self.check_duplicates(record, self.names)
        return record

    def check_duplicates(self, value, names):
        """Known names may stand once in an object; below unknown ones nothing is looked at."""
        if isinstance(value, Pairs):
            if value.repeated & names:
                raise Refused("duplicate_key")
            for key, inner in value.items():
                if key in names:
                    self.check_duplicates(inner, names)
        elif isinstance(value, list):
            for inner in value:
                self.check_duplicates(inner, names)

    def validate(self, record):
        error = jsonschema.exceptions.best_match(self.validator.iter_errors(record))
        if error is not None:
            raise Refused(reason_of(error))
        if "time" in record:
            check_instant(record["time"])


class Pairs(dict):
    """An object that remembers which of its names stood twice."""

    def __init__(self, pairs):
        super().__init__(pairs)
        self.repeated = set()
        if len(self) < len(pairs):
            seen = set()
            for name, _ in pairs:
                (self.repeated if name in seen else seen).add(name)


def refuse_constant(_):
    raise Refused("not_a_number")


def depth(text):
    """The deepest nesting of brackets outside strings."""
    deepest = level = 0
    for mark in re.findall(r'"(?:\\.|[^"\\])*"|[\[\]{}]', text):
        if mark in "[{":
            level += 1
            deepest = max(deepest, level)
        elif mark in "]}":
            level -= 1
    return deepest


def reason_of(error):
    """The reason for which the reader rejects what the schema complains of."""
    value, last = error.instance, error.absolute_path[-1] if error.absolute_path else None
    if error.validator == "required":
        return "missing_field"
    if error.validator == "const":
        whole = type(value) is int or type(value) is float and value.is_integer()
        return "unsupported_version" if whole else "wrong_type"
    if error.validator == "type":
        return "missing_field" if value is None and isinstance(last, str) else "wrong_type"
    if error.validator == "maximum":
        return "number_out_of_range"
    if error.validator == "minimum":
        return "negative_number" if value < 0 else "invalid_value"
    if error.validator == "pattern" and last == "time":
        return "invalid_time"
    return "invalid_value"


def check_instant(time):
    """What the schema's pattern leaves open: an offset that carries a time out of its years."""
    found = re.match(r"(\d{4})-(\d\d)-(\d\d).(\d\d):(\d\d):\d\d(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$", time)
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    shift = 0
    if found.group(6):
        shift = int(found.group(7)) * 60 + int(found.group(8))
        shift = -shift if found.group(6) == "-" else shift
    instant = datetime.datetime(year, month, day, hour, minute) - datetime.timedelta(minutes=shift)
    if not 1970 <= instant.year < 2200:
        raise Refused("invalid_time")


def fixture_line(case):
    """The bytes that a case of invalid.jsonl describes."""
    if "base64" in case:
        return base64.b64decode(case["base64"])
    line = case["line"].replace("#PAD#", "x" * case.get("pad", 0))
    return line.replace("#NEST#", "[" * case.get("nest", 0) + "]" * case.get("nest", 0)).encode()


def check_lines(judge, lines, where):
    """Counts the lines; complains of each that is not accepted."""
    wrong = 0
    for number, line in enumerate(lines, 1):
        verdict = judge.verdict(line)
        if verdict != "accepted":
            wrong += 1
            print(f"{where}: line {number}: {verdict}: {line[:120]!r}", file=sys.stderr)
    print(f"{where}: {len(lines)} lines, {wrong} not accepted")
    return wrong


def examples(judge):
    with open(os.path.join(ROOT, "docs/FORMAT.md"), encoding="utf-8") as file:
        blocks = re.findall(r"```json\n(.*?)```", file.read(), re.S)
    lines = [line.encode() for block in blocks for line in block.splitlines()]
    types = {json.loads(line)["type"] for line in lines}
    if len(types) != 8:
        print(f"docs/FORMAT.md: examples of {len(types)} types, expected 8", file=sys.stderr)
        return 1
    return check_lines(judge, lines, "docs/FORMAT.md")


def valid(judge):
    with open(os.path.join(FIXTURES, "valid.jsonl"), "rb") as file:
        lines = file.read().split(b"\n")
    return check_lines(judge, lines[:-1], "valid.jsonl")


def invalid(judge):
    wrong = number = 0
    with open(os.path.join(FIXTURES, "invalid.jsonl"), encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            case = json.loads(text)
            verdict = judge.verdict(fixture_line(case), case.get("unterminated", False))
            if verdict != case["reason"]:
                wrong += 1
                print(
                    f"invalid.jsonl:{number}: {case['about']}: expected {case['reason']}, is {verdict}",
                    file=sys.stderr,
                )
    print(f"invalid.jsonl: {number} lines, {wrong} judged otherwise")
    return wrong


def log_files(paths):
    for path in paths:
        if os.path.isdir(path):
            yield from sorted(os.path.join(path, name) for name in os.listdir(path))
        else:
            yield path


def logs(judge, paths, limit):
    """Judges lines of real logs, spread over all files; duplicates of a shape add little."""
    by_type = {}
    for path in log_files(paths):
        with open(path, "rb") as file:
            data = file.read()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        for line in data.splitlines():
            found = re.search(rb'"type":\s*"(\w+)"', line)
            by_type.setdefault(found.group(1).decode() if found else "?", []).append(line)
    wrong = 0
    for name, lines in sorted(by_type.items()):
        step = max(1, len(lines) // limit)
        wrong += check_lines(judge, lines[::step], name)
    if not by_type:
        print("no lines", file=sys.stderr)
    return wrong or not by_type


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["examples", "valid", "invalid", "logs", "verdicts"])
    parser.add_argument("paths", nargs="*")
    parser.add_argument("-n", type=int, default=2000)
    arguments = parser.parse_intermixed_args()
    judge = Judge()
    if arguments.what == "verdicts":
        with open(arguments.paths[0], "rb") as file:
            lines = file.read().split(b"\n")
        for line in lines[:-1]:
            print(judge.verdict(line))
        if lines[-1]:
            print(judge.verdict(lines[-1], unterminated=True))
        return
    if arguments.what == "logs":
        wrong = logs(judge, arguments.paths, arguments.n)
    else:
        wrong = {"examples": examples, "valid": valid, "invalid": invalid}[arguments.what](judge)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
