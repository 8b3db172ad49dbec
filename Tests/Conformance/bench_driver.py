"""Asks nightjar-bench, one JSON line for each question."""

import json
import subprocess


def ask(bench, requests, command="statistics"):
    """The answers to requests, in order."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    run = subprocess.run([bench, command], input=lines, capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit(f"{command}: {run.stderr.strip()}")
    return [json.loads(line) for line in run.stdout.splitlines()]
