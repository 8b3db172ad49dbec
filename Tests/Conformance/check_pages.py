#!/usr/bin/env python3
"""Reads a report in every form with parsers of others, and compares what they see with the JSON.

    check_pages.py PATH     looks at PATH.json, PATH.html, PATH.md and PATH.prom
"""

import json
import os
import sys

import html5lib
import jsonschema
import markdown_it
from prometheus_client import parser as older_parser
from prometheus_client.openmetrics import parser as openmetrics_parser

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/report.schema.json")
failures = []


def expect(condition, message):
    if not condition:
        failures.append(message)
        print("  wrong: " + message, file=sys.stderr)


def check_json(path):
    with open(SCHEMA, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    for error in validator.iter_errors(report):
        expect(False, f"{list(error.absolute_path)}: {error.message[:200]}")
    return report


def check_page(path, report):
    """Strictly valid HTML, small, and with a section for each finding that it promises."""
    size = os.path.getsize(path)
    expect(size <= 2_000_000, f"{size} bytes")
    with open(path, encoding="utf-8") as file:
        source = file.read()
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    document = parser.parse(source)
    for position, code, values in parser.errors:
        expect(False, f"HTML at {position}: {code} {values}")
    elements = list(document.iter())
    names = {element.tag for element in elements if isinstance(element.tag, str)}
    expect(not names & {"iframe", "img", "object", "embed", "base", "b1"}, f"elements {names}")
    count = lambda name: sum(1 for element in elements if element.tag == name)
    expect(count("script") == 1 and count("style") == 1, "one script, one style sheet")
    handlers = [key for element in elements for key in element.attrib if str(key).startswith("on")]
    expect(not handlers, f"handlers {handlers}")
    ids = [element.attrib["id"] for element in elements if "id" in element.attrib]
    expect(len(ids) == len(set(ids)), "an id stands twice")
    shown = [finding for finding in report["findings"] if f"finding-{finding['id']}" in ids]
    expect(shown == report["findings"][: len(shown)], "findings are left out in between")
    expect(bool(shown) == bool(report["findings"]), "no finding has a section")
    print(f"  HTML: {size} bytes, {len(elements)} elements, {len(shown)} of "
          f"{len(report['findings'])} findings, no error")


def check_markdown(path):
    """CommonMark with tables, read with raw HTML, links and automatic links switched on."""
    with open(path, encoding="utf-8") as file:
        source = file.read()
    reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = reader.parse(source)
    inline = [child for token in tokens for child in token.children or []]
    kinds = {token.type for token in tokens + inline}
    strange = kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block",
                       "blockquote_open", "hr", "em_open"}
    expect(not strange, f"Markdown has {strange}")
    headings = [token.content for token in tokens if token.type == "inline" and token.map
                and source.splitlines()[token.map[0]].startswith("#")]
    expect(len(headings) <= 5, f"headings {headings}")
    rows, cells = 0, 0
    for token in tokens:
        if token.type == "tr_open":
            rows, cells = rows + 1, 0
        elif token.type in ("td_open", "th_open"):
            cells += 1
        elif token.type == "tr_close":
            expect(cells in (6, 8), f"a row of {cells} cells")
    print(f"  Markdown: {len(source.splitlines())} lines, {rows} rows of tables, "
          f"{sum(token.type == 'code_inline' for token in inline)} code spans")


def check_openmetrics(path, report):
    """Both of Prometheus' formats, with the numbers of the JSON report."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    families = list(openmetrics_parser.text_string_to_metric_families(text))
    older = list(older_parser.text_string_to_metric_families(text))
    series = {}
    for family in families:
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            expect(key not in series, f"{key} stands twice")
            series[key] = sample.value
    same = {(sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in older for sample in family.samples}
    expect(series == same, "the two formats are read differently")
    totals = report["totals"]
    expect(series[("nightjar_requests", ())] == totals["requests"], "requests")
    if totals["duration_ms"]:
        value = series[("nightjar_request_duration_seconds", (("quantile", "0.95"),))]
        expect(abs(value - totals["duration_ms"]["p95"] / 1000) < 1e-9, "p95")
    listed = [value for (name, _), value in series.items() if name == "nightjar_operation_requests"]
    expect(sum(listed) == totals["requests"], f"operations add up to {sum(listed)}")
    expect(len(listed) <= 21, f"{len(listed)} operations")
    print(f"  OpenMetrics: {len(families)} families, {len(series)} series")


def main():
    path = sys.argv[1]
    print(f"{os.path.basename(path)}: JSON, HTML, Markdown and OpenMetrics")
    report = check_json(path + ".json")
    check_page(path + ".html", report)
    check_markdown(path + ".md")
    check_openmetrics(path + ".prom", report)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
