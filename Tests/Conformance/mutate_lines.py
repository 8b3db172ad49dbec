#!/usr/bin/env python3
"""Prints damaged copies of valid lines, for readers to be compared on.

    mutate_lines.py SEED COUNT < LOG

Bytes are deleted, changed and inserted, and pieces of JSON exchanged for others. The same seed and
log give the same lines.
"""

import random
import re
import sys

PIECES = [
    b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"0", b"-", b".", b"e", b"E5", b"5", b" ", b"\t",
    b"null", b"true", b"NaN", b"-1", b"1.5", b"0.0", b"1e400", b"99999999999999999999", b'"x"', b'""',
    b"{}", b"[]", b'"v":1,', b'"time"', b'"extra":1,', b"\\u00e9", b"\\ud800", b"\xc3\xa9", b"\xff",
    b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\x01", b"\0",
]
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|[\[\]{}:,]|null|true|false')


def damage(line, chance):
    """One change of a line."""
    kind, place = chance.randrange(6), chance.randrange(len(line) + 1)
    if kind == 0:
        return line[:place] + line[place + chance.choice([1, 1, 2, 5]):]
    if kind == 1:
        return line[:place] + chance.choice(PIECES) + line[place:]
    if kind == 2:
        return line[:place] + chance.choice(PIECES) + line[place + 1:]
    if kind == 3:
        return line[:place] + bytes([chance.randrange(256)]) + line[place + 1:]
    tokens = list(TOKEN.finditer(line))
    if not tokens:
        return line
    token, other = chance.choice(tokens), chance.choice(tokens).group()
    piece = chance.choice(PIECES) if kind == 4 else other
    return line[:token.start()] + piece + line[token.end():]


def main():
    chance = random.Random(int(sys.argv[1]))
    lines = [line for line in sys.stdin.buffer.read().split(b"\n") if line.strip()]
    for _ in range(int(sys.argv[2])):
        line = chance.choice(lines)
        for _ in range(chance.choice([1, 1, 1, 2])):
            line = damage(line, chance)
        sys.stdout.buffer.write(line.replace(b"\n", b" ") + b"\n")


if __name__ == "__main__":
    main()
