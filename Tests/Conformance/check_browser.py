#!/usr/bin/env python3
"""Opens pages in a headless Chromium: on a desk, in the dark, on a phone, on paper, without script.

    check_browser.py PATH...    looks at PATH.html; leaves PATH-*.png and PATH.pdf

Nothing may be said on the console, nothing may be asked of the network, nothing may be wider than
the window, and all text must stand out from its ground by 4.5 to 1.
"""

import os
import sys

import browser

failures = []

# All text that is shown, with its contrast; grounds are opaque or see through to the one behind.
CONTRAST = """
(() => {
  const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = (c) => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const parse = (text) => text.match(/[0-9.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const worst = {};
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || element.closest('script, .skip') || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const ink = parse(element.namespaceURI.endsWith('svg') ? style.fill : style.color);
    const [a, b] = [light(ink), light(ground(element.closest('svg')?.parentElement || element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const key = element.tagName + '.' + element.getAttribute('class');
    if (!(key in worst) || ratio < worst[key]) worst[key] = ratio;
  }
  return worst;
})()
"""

UNNAMED = """
[...document.querySelectorAll('svg[role=img]:not([aria-label]), input, select')]
  .filter((e) => e.tagName === 'svg' || !e.closest('label')).length
"""

LEVELS = "[...document.querySelectorAll('h1,h2,h3,h4')].map((e) => Number(e.tagName[1]))"

SORT = """
(() => {
  const table = document.querySelector('table[data-sort]');
  if (!table) return null;
  const column = [...table.tHead.rows[0].cells].findIndex((c) => c.textContent.startsWith('Requests'));
  const button = table.tHead.rows[0].cells[column].querySelector('button');
  const values = () => [...table.tBodies[0].rows].map((r) => Number(r.cells[column].dataset.v));
  button.focus();
  button.click();
  const down = values();
  button.click();
  const up = values();
  const sorted = (list, sign) => list.every((v, i) => i === 0 || sign * (list[i - 1] - v) >= 0);
  return document.activeElement === button && sorted(down, 1) && sorted(up, -1)
    && table.querySelectorAll('[aria-sort]').length === 1;
})()
"""

FILTER = """
(() => {
  const form = document.querySelector('form[data-filter="finding-list"]');
  if (!form) return null;
  const items = [...document.querySelectorAll('#finding-list > [data-item]')];
  const shown = () => items.filter((item) => !item.hidden).length;
  const select = form.querySelector('select');
  select.value = select.options[1].value;
  form.dispatchEvent(new Event('input'));
  const some = shown();
  const right = items.filter((item) => item.dataset.item === select.value).length;
  select.value = '';
  form.querySelector('input').value = 'no such words';
  form.dispatchEvent(new Event('input'));
  const none = shown();
  form.querySelector('input').value = '';
  form.dispatchEvent(new Event('input'));
  return some === right && none === 0 && shown() === items.length;
})()
"""


def expect(condition, message):
    if not condition:
        failures.append(message)
        print("  wrong: " + message, file=sys.stderr)


def look(page, path, name, width, **setting):
    """Opens the page in one setting and checks what holds in all."""
    page.open(path + ".html", width, 800, **setting)
    ratios = page.evaluate(CONTRAST)
    for key, ratio in sorted(ratios.items()):
        expect(ratio >= 4.5, f"{name}: contrast of {key} is {ratio:.2f}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    expect(wide <= width, f"{name}: {wide} pixels wide in a window of {width}")
    page.screenshot(f"{path}-{name}.png")
    page.screenshot(f"{path}-{name}-top.png", height=6000)
    quiet(page, path, name)
    return min(ratios.values())


def quiet(page, path, name):
    expect(not page.messages, f"{name}: the console says {page.messages[:3]}")
    own = "file://" + os.path.abspath(path) + ".html"
    others = [url for url in page.requests if url not in (own, "data:,")]
    expect(not others, f"{name}: the network was asked for {others[:3]}")


def check(page, path):
    lowest = min(
        look(page, path, "light", 1280),
        look(page, path, "dark", 1280, scheme="dark"),
        look(page, path, "phone", 400),
        look(page, path, "print", 794, media="print"),
    )
    page.open(path + ".html", 1280, 800)
    levels = page.evaluate(LEVELS)
    expect(levels and levels[0] == 1 and levels.count(1) == 1, "one heading of the first level")
    expect(all(b - a <= 1 for a, b in zip(levels, levels[1:])), "a level of headings is left out")
    expect(page.evaluate(UNNAMED) == 0, "a drawing or a field has no name")
    expect(page.evaluate(SORT) is not False, "the table is not sorted")
    expect(page.evaluate(FILTER) is not False, "the findings are not filtered")
    with_script = page.evaluate("document.querySelector('main').innerText.length")
    page.pdf(path + ".pdf")
    quiet(page, path, "script")
    page.open(path + ".html", 1280, 800, scripting=False)
    without = page.evaluate("document.querySelector('main').innerText.length")
    expect(0 < with_script - without < 400, f"{with_script - without} characters need the script")
    quiet(page, path, "without script")
    print(f"  browser: light, dark, phone, print, without script; contrast at least {lowest:.1f}")


def main():
    path = browser.find()
    if path is None:
        sys.exit("check_browser.py: no Chromium: apt-get install chromium, or set CHROMIUM")
    page = browser.Browser(path)
    try:
        for report in sys.argv[1:]:
            print(f"{os.path.basename(report)}: {os.path.basename(path)}")
            check(page, report)
    finally:
        page.close()
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
