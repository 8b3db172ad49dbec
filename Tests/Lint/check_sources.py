#!/usr/bin/env python3
"""Keeps unsafe code in the few files that are meant to hold it, and some constructs out of all.

    python3 Tests/Lint/check_sources.py [--self-test]

Looks at the Swift files below Sources; comments do not count.
"""

import os
import re
import sys

# Where unsafe code may stand, each with its reason; a folder ends with a slash.
UNSAFE_ALLOWED = {
    "Sources/LogReading/Unsafe/": "the hot loop, file descriptors and the inflaters",
    "Sources/QueryShapes/Unsafe/": "statements are read and written byte by byte",
    "Sources/GzipWriting/GzipWriter.swift": "zlib's deflate takes pointers",
    "Sources/GraphQLInstrumentation/Unsafe/": "file descriptors and a thread",
    "Sources/Notifications/Unsafe/": "libcrypto and libcurl take pointers",
    "Sources/SQLiteFiles/DeflatedBytes.swift": "zlib takes pointers",
    "Sources/GRDBInstrumentation/Unsafe/": "SQLite's trace function takes pointers",
    "Sources/nightjar/AtomicFile.swift": "rename takes C strings",
    "Sources/nightjar/Display.swift": "ioctl takes a pointer",
    "Sources/nightjar/Runs/RunMeter.swift": "getrusage takes a pointer",
    "Sources/nightjar-bench/ChildProcess.swift": "posix_spawn and wait4 take pointers",
    "Sources/nightjar-bench/TextFile.swift": "read and write take pointers",
}
UNSAFE = re.compile(r"\bunsafe\b|\bUnsafe[A-Z]|\bwithUnsafe|\b_?unsafe[A-Z]|\bUnmanaged\b|@safe\b")
# What no source file of ours may hold, allowed to be unsafe or not.
FORBIDDEN = {
    r"@unchecked\b": "state that crosses tasks is a Mutex or a value",
    r"nonisolated\(unsafe\)": "no global mutable state",
    r"\bfatalError\(": "a broken promise of our code is a precondition",
    r"\bTask\.detached\b": "tasks belong to a group",
    r"\btry!": "an error is handled or thrown",
}


def code_lines(text):
    """The text's lines with comments blanked out; strings are kept."""
    lines, depth = [], 0
    for line in text.split("\n"):
        kept, i, quoted = [], 0, False
        while i < len(line):
            two = line[i:i + 2]
            if depth == 0 and not quoted and two == "//":
                break
            if not quoted and two == "/*":
                depth, i = depth + 1, i + 2
                continue
            if depth > 0:
                if two == "*/":
                    depth, i = depth - 1, i + 2
                else:
                    i += 1
                continue
            if quoted and line[i] == "\\":
                kept.append(line[i:i + 2])
                i += 2
                continue
            if line[i] == '"':
                quoted = not quoted
            kept.append(line[i])
            i += 1
        lines.append("".join(kept))
    return lines


def check(path, text):
    """Complaints about one file, as sentences."""
    allowed = any(
        path.startswith(place) if place.endswith("/") else path == place for place in UNSAFE_ALLOWED
    )
    problems = []
    for number, line in enumerate(code_lines(text), 1):
        if not allowed and UNSAFE.search(line):
            problems.append(f"{path}:{number}: unsafe code outside the places meant for it")
        for pattern, reason in FORBIDDEN.items():
            found = re.search(pattern, line)
            if found:
                problems.append(f"{path}:{number}: {found.group(0)} is not used here: {reason}")
    return problems


def self_test():
    """Shows the check to pass and to fail."""
    room, place = "Sources/Analysis/A.swift", "Sources/LogReading/Unsafe/A.swift"
    cases = [
        (room, "let a = 1 // unsafe in a comment", 0),
        (room, "/* unsafe\nunsafe */ let b = 2", 0),
        (room, "let url = \"http://x\"; let c = unsafe pointer[0]", 1),
        (room, "func f(_ p: UnsafeRawPointer) {}", 1),
        (room, "bytes.withUnsafeBytes { _ in }", 1),
        (room, "let span = Span(_unsafeStart: pointer, count: count)", 1),
        (room, "case _ where SafeText.isUnsafe(scalar): escape(scalar)", 0),
        (place, "let c = unsafe pointer[0]", 0),
        (place, "final class A: @unchecked Sendable {}", 1),
        (room, "fatalError(\"no\")", 1),
        (room, "let d = try! e()", 1),
        (room, "let documented = \"a // b\"", 0),
    ]
    for path, text, expected in cases:
        if len(check(path, text)) != expected:
            sys.exit(f"check_sources: self-test failed: {text}: {check(path, text)}")
    print(f"check_sources: self-test: {len(cases)} cases as expected")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
    problems, count = [], 0
    for folder, _, files in sorted(os.walk(os.path.join(root, "Sources"))):
        for name in sorted(files):
            if name.endswith(".swift"):
                full = os.path.join(folder, name)
                with open(full, encoding="utf-8") as file:
                    problems += check(os.path.relpath(full, root), file.read())
                count += 1
    for place in UNSAFE_ALLOWED:
        if place.endswith(".swift") and not os.path.exists(os.path.join(root, place)):
            problems.append(f"{place} may hold unsafe code and does not exist")
    for problem in problems:
        print(f"check_sources: {problem}", file=sys.stderr)
    if problems:
        sys.exit(1)
    print(f"check_sources: {count} files keep to the rules")


if __name__ == "__main__":
    main()
