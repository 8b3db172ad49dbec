#!/usr/bin/env python3
"""Writes manual pages from the command's own description of itself.

  nightjar --experimental-dump-help | manual.py EPOCH FOLDER

One page a command, nightjar.1, nightjar-analyze.1, …: what --help says, as man(7) has it. EPOCH is the
date of the pages in seconds since 1970.
"""

import json
import re
import sys
import time
from pathlib import Path


def roff(text: str) -> str:
    """Text in which roff finds nothing to do."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\`")
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def name_of(argument: dict, value: str) -> str:
    """All names of an argument, in bold, with its value."""
    if argument["kind"] == "positional":
        return value + (" ..." if argument["isRepeating"] else "")
    names = [
        ("\\-\\-" if name["kind"] == "long" else "\\-") + roff(name["name"])
        for name in sorted(argument["names"], key=lambda name: name["kind"] == "long")
    ]
    return ", ".join(f"\\fB{name}\\fR" for name in names) + (f" {value}" if value else "")


def argument_lines(argument: dict) -> list[str]:
    value = ""
    if argument["kind"] != "flag":
        value = f"\\fI{roff(argument.get('valueName', 'value'))}\\fR"
    text = roff(argument.get("abstract", ""))
    choices = argument.get("allValues") or []
    if choices:
        text += f" One of {roff(', '.join(choices))}."
    if argument.get("defaultValue") and argument["kind"] != "flag":
        text += f" Default: {roff(argument['defaultValue'])}."
    return [".TP", name_of(argument, value), text or "\\&"]


def discussion_lines(text: str) -> list[str]:
    """Headings in capitals become sections; indented lines stay as they are."""
    lines = []
    verbatim = False
    for line in text.split("\n"):
        if re.fullmatch(r"[A-Z][A-Z ]+", line):
            lines += [".fi"] if verbatim else []
            lines += [f".SH {line}"]
            verbatim = False
        elif line.startswith("  "):
            lines += [] if verbatim else [".nf"]
            lines.append(roff(line))
            verbatim = True
        elif line:
            lines += [".fi"] if verbatim else []
            lines.append(roff(line))
            verbatim = False
        else:
            lines.append(".PP" if not verbatim else "")
    return lines + ([".fi"] if verbatim else [])


def page(command: dict, path: list[str], date: str) -> str:
    title = "-".join(path)
    lines = [f'.TH "{title.upper()}" 1 "{date}" "nightjar" "Nightjar"', ".SH NAME"]
    lines.append(f"{roff(title)} \\- {roff(command.get('abstract', '')).rstrip('.')}")
    lines.append(".SH SYNOPSIS")
    shown = [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]
    commands = [sub for sub in command.get("subcommands", []) if sub["shouldDisplay"]]
    operands = " ".join(
        f"\\fI{roff(argument['valueName'])}\\fR" + (" ..." if argument["isRepeating"] else "")
        for argument in shown
        if argument["kind"] == "positional"
    )
    tail = " \\fIcommand\\fR" if commands else ""
    lines.append(f"\\fB{roff(' '.join(path))}\\fR{tail} [\\fIoptions\\fR] {operands}".rstrip())
    parts = re.split(r"(?m)^(?=EXAMPLES$|EXIT CODES$)", command.get("discussion", ""))
    if parts[0].strip():
        lines += [".SH DESCRIPTION"] + discussion_lines(parts[0].strip())
    if commands:
        lines.append(".SH COMMANDS")
        for sub in commands:
            called = "-".join(path + [sub["commandName"]])
            lines += [".TP", f"\\fB{roff(called)}\\fR(1)", roff(sub.get("abstract", ""))]
    lines.append(".SH OPTIONS")
    for argument in shown:
        lines += argument_lines(argument)
    for part in parts[1:]:
        lines += discussion_lines(part.strip())
    return "\n".join(lines) + "\n"


def write(command: dict, path: list[str], date: str, folder: Path) -> None:
    if command["commandName"] == "help":
        return
    path = path + [command["commandName"]]
    (folder / ("-".join(path) + ".1")).write_text(page(command, path, date), encoding="utf-8")
    for sub in command.get("subcommands", []):
        write(sub, path, date, folder)


def main() -> None:
    date = time.strftime("%Y-%m-%d", time.gmtime(int(sys.argv[1])))
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    write(json.load(sys.stdin)["command"], [], date, folder)


if __name__ == "__main__":
    main()
