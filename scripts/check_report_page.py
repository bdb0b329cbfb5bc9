"""Print reports with Chromium and look at them: `uv run python scripts/check_report_page.py [FILE...]`.

Without files it prints the fullest reports there can be, by hostile and by ordinary people, the page of many
patients and the guide for patients, for A4 and for Letter. What is asked: one sheet, nothing outside of it or
wider than its place, no script that ran, nothing asked for from elsewhere.
Needs Chromium or Chrome on the PATH, or its path in POSTURE_BROWSER; nothing is fetched.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
LIMIT_S = 120
INSIDE_MM = {"a4": (190.0, 277.0), "letter": (195.9, 259.4)}
"""Width and height of a sheet between margins of 10 mm."""

_PAGE = re.compile(rb"/Type\s*/Page\b")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_TATTLE = (
    "<script>var ran = []; for (const name of ['alert', 'confirm', 'prompt', 'print', 'fetch', 'open'])"
    " window[name] = () => ran.push(name); onerror = () => ran.push('error');</script>"
)
_PROBE = """
<pre id="found"></pre>
<script>
addEventListener('load', () => {
  const found = {};
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument, faults = [];
    const room = frame.getBoundingClientRect();
    const told = (one) => one.tagName + ' ' + one.textContent.slice(0, 40);
    for (const one of page.body.querySelectorAll('*')) {
      const at = one.getBoundingClientRect();
      if (at.left < -1 || at.right > room.width + 1) faults.push('beside the sheet: ' + told(one));
      if (at.bottom > room.height + 1 && frame.dataset.one) faults.push('below the sheet: ' + told(one));
      if (!one.closest('svg') && one.clientWidth && one.scrollWidth > one.clientWidth + 1)
        faults.push('wider than its place: ' + told(one));
      if (one.tagName === 'text') {
        const chart = one.closest('svg').getBoundingClientRect();
        if (at.left < chart.left - 1 || at.right > chart.right + 1 || at.top < chart.top - 1
            || at.bottom > chart.bottom + 1) faults.push('outside of its chart: ' + told(one));
      }
      for (const held of one.attributes)
        if (held.name.startsWith('on')) faults.push('a handler: ' + told(one));
    }
    const own = frame.contentWindow;
    for (const name of own.ran) faults.push('a script ran: ' + name);
    if (page.querySelectorAll('script').length !== 1) faults.push('a script');
    for (const one of page.querySelectorAll('img, iframe, object, embed, link, base, form, a[href]'))
      faults.push('an element of ' + one.tagName);
    for (const one of own.performance.getEntriesByType('resource')) faults.push('asked for ' + one.name);
    found[frame.title] = faults;
  }
  document.getElementById('found').textContent = JSON.stringify(found);
});
</script>
"""


def browser() -> str | None:
    """The browser to print with, or `None`."""
    named = os.environ.get("POSTURE_BROWSER")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def sheets_of(text: str, browser_path: str) -> int:
    """How many sheets the page takes."""
    with tempfile.TemporaryDirectory() as folder:
        page, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(text, encoding="utf-8")
        _run(browser_path, folder, "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())
        return len(_PAGE.findall(target.read_bytes()))


def faults_of(pages: dict[str, str], browser_path: str) -> dict[str, list[str]]:
    """What the browser found on each page, laid out as for print; all pages in one start of the browser.

    A page whose name ends in its paper has to fit on one sheet. A probe replaces the pages' own policy,
    because the policy forbids every script: what holds without it holds by the escaping alone.
    """
    frames = []
    for name, text in pages.items():
        paper = name.rpartition("-")[2]
        width, height = INSIDE_MM.get(paper, INSIDE_MM["a4"])
        if _POLICY.search(text) is None:
            return {name: ["there is no policy"]}
        copy = _POLICY.sub(lambda _: _TATTLE, text).replace("@media print", "@media all")
        frames.append(
            f'<iframe title="{html.escape(name)}" srcdoc="{html.escape(copy)}" '
            f"{'data-one=1' if paper in INSIDE_MM else ''} "
            f'style="border:0;width:{width}mm;height:{height}mm"></iframe>'
        )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "pages.html")
        page.write_text("<!DOCTYPE html><meta charset=utf-8>" + "".join(frames) + _PROBE, encoding="utf-8")
        dumped = _run(browser_path, folder, "--dump-dom", page.as_uri())
    found = re.search(r'<pre id="found">(\{.*?\})</pre>', dumped, re.DOTALL)
    if found is None:
        return {name: ["the probe did not run"] for name in pages}
    faults: dict[str, list[str]] = json.loads(html.unescape(found[1]))
    return faults


def on_sheet(text: str, paper: str) -> str:
    """A page that names no paper, on this one."""
    return text.replace("@page {", f"@page {{ size: {'Letter' if paper == 'letter' else 'A4'} portrait;", 1)


def _run(browser_path: str, folder: str, *options: str) -> str:
    done = subprocess.run(
        [
            browser_path,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-extensions",
            "--no-first-run",
            f"--user-data-dir={folder}/profile",
            *options,
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT_S,
    )
    return done.stdout


def made_pages() -> dict[str, str]:
    """Everything this program and its documentation offer to print, at its fullest."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.therapy.printed_pages import printed_pages  # noqa: PLC0415 - after the path is set

    return printed_pages()


def main(words: list[str]) -> int:
    """Print what was found; 1 where a page takes more than one sheet or something is cut off."""
    found = browser()
    if found is None:
        print("no Chromium or Chrome was found; install one, or set POSTURE_BROWSER")
        return 1
    pages = {word: Path(word).read_text(encoding="utf-8") for word in words} or made_pages()
    faults = faults_of(pages, found)
    good = True
    for name, text in pages.items():
        sheets = sheets_of(text, found)
        one_wanted = bool(words) or name.rpartition("-")[2] in INSIDE_MM
        good &= not faults[name] and (sheets == 1 or not one_wanted)
        print(f"{name}: {sheets} sheet(s); {'; '.join(faults[name][:5]) or 'nothing cut off, nothing ran'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
