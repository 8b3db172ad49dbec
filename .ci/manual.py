#!/usr/bin/env python3
"""Writes manual pages in mdoc from what the command says of itself.

    manual.py NIGHTJAR DIRECTORY DATE    nightjar.1, and nightjar-COMMAND.1 for every command
"""

import json
import os
import re
import subprocess
import sys


def escaped(text):
    """Text that roff prints as it is: a leading dot or quote would be a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.M)


def names(argument):
    """The spellings of an option, as the help shows them."""
    spelled = [("-" if name["kind"] == "short" else "--") + name["name"]
               for name in argument.get("names") or []]
    return ", ".join(spelled) or "<" + argument.get("valueName", "value") + ">"


def item(argument):
    """One argument or option with its value and what it means."""
    value = argument.get("valueName")
    head = names(argument)
    if argument["kind"] == "option" and value:
        head += f" <{value}>"
    lines = [".It " + escaped(head)]
    text = argument.get("abstract") or ""
    if argument.get("defaultValue"):
        text += f" (default: {argument['defaultValue']})"
    return lines + ([escaped(text)] if text else [])


def discussion(text):
    """Paragraphs and headings in capitals; indented lines are shown as they stand."""
    lines, literal = [], False
    for line in text.splitlines():
        isIndented = line.startswith("  ")
        if isIndented and not literal:
            lines.append(".Bd -literal -offset indent")
        elif literal and not isIndented and line:
            lines.append(".Ed")
        literal = isIndented or (literal and not line)
        if re.fullmatch(r"[A-Z][A-Z ]+", line):
            lines.append(".Ss " + line.capitalize())
        elif line or literal:
            lines.append(escaped(line.removeprefix("  ")))
        elif lines and not lines[-1].startswith((".Ss", ".Ed")):
            lines.append(".Pp")
    return lines + ([".Ed"] if literal else [])


def page(command, path, date):
    """The lines of one page."""
    name = "-".join(path)
    lines = [f".Dd {date}", f".Dt {name.upper()} 1", ".Os Nightjar", ".Sh NAME", f".Nm {name}",
             ".Nd " + escaped(command.get("abstract", "").rstrip(".")), ".Sh SYNOPSIS"]
    usage = command.get("usage") or " ".join(path) + " <options>"
    for line in usage.splitlines():
        lines += [escaped(line), ".br"]
    lines.append(".Sh DESCRIPTION")
    lines += discussion(command.get("discussion", ""))
    shown = [a for a in command.get("arguments", []) if a.get("shouldDisplay", True)]
    if shown:
        lines += [".Sh OPTIONS", ".Bl -tag -width indent"]
        for argument in shown:
            lines += item(argument)
        lines.append(".El")
    subcommands = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    if subcommands:
        lines += [".Sh SEE ALSO"]
        pages = [f".Xr {name}-{c['commandName']} 1" for c in subcommands]
        lines += [entry + " ," for entry in pages[:-1]] + pages[-1:]
    return [line for line in lines if line], subcommands


def write(command, path, directory, date):
    lines, subcommands = page(command, path, date)
    with open(os.path.join(directory, "-".join(path) + ".1"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    for subcommand in subcommands:
        write(subcommand, path + [subcommand["commandName"]], directory, date)


def main():
    nightjar, directory, date = sys.argv[1], sys.argv[2], sys.argv[3]
    output = subprocess.run([nightjar, "--experimental-dump-help"], check=True, capture_output=True)
    write(json.loads(output.stdout)["command"], ["nightjar"], directory, date)


if __name__ == "__main__":
    main()
