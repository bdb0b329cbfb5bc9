"""Print reports with Chromium and count the sheets: `uv run python scripts/check_report_page.py [FILE...]`.

Without files it prints the fullest report there can be, written by somebody hostile, for A4 and for Letter.
Needs Chromium or Chrome on the PATH, or its path in POSTURE_BROWSER; nothing is fetched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
LIMIT_S = 60

_PAGE = re.compile(rb"/Type\s*/Page\b")
_CUT_OFF = """
<script>
addEventListener('load', () => {
  const wide = [...document.querySelectorAll('body *')].filter(
    (one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && !one.closest('svg'));
  const run = document.querySelectorAll('script').length - 1;
  document.title = 'wide:' + wide.length + ' scripts:' + run + ' images:' + document.images.length;
});
</script>
"""


def browser() -> str | None:
    """The browser to print with, or `None`."""
    named = os.environ.get("POSTURE_BROWSER")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def pages_of(page: Path, browser_path: str) -> int:
    """How many sheets the page takes."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "page.pdf")
        _run(
            browser_path,
            folder,
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            page.resolve().as_uri(),
        )
        return len(_PAGE.findall(target.read_bytes()))


def faults_of(page: Path, browser_path: str) -> str:
    """What the browser found: elements wider than their place, scripts and images beside our own probe.

    The probe replaces the page's own policy in a copy, because the policy forbids every script.
    """
    text = page.read_text(encoding="utf-8")
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
    if policy.search(text) is None:
        return "no policy"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy.html")
        copy.write_text(policy.sub(lambda _: _CUT_OFF, text), encoding="utf-8")
        dumped = _run(browser_path, folder, "--dump-dom", "--window-size=720,1000", copy.as_uri())
    found = re.search(r"<title>(wide:\d+ scripts:\d+ images:\d+)</title>", dumped)
    return found[1] if found else "the probe did not run"


def _run(browser_path: str, folder: str, *options: str) -> str:
    done = subprocess.run(
        [
            browser_path,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
            *options,
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT_S,
    )
    return done.stdout


def _fullest(folder: Path) -> list[Path]:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from posture.adapters.reader_place import on_paper, place_of  # noqa: PLC0415 - after the path is set
    from posture.adapters.report_html import report_html  # noqa: PLC0415 - after the path is set
    from tests.therapy.full_report import full_report  # noqa: PLC0415 - after the path is set

    files = []
    for paper in ("a4", "letter"):
        file = folder / f"fullest-{paper}.html"
        file.write_text(report_html(full_report(), on_paper(place_of("en_US"), paper)), encoding="utf-8")
        files.append(file)
    return files


def main(words: list[str]) -> int:
    """Print what was found; 1 where a page takes more than one sheet or something is cut off."""
    found = browser()
    if found is None:
        print("no Chromium or Chrome was found; install one, or set POSTURE_BROWSER")
        return 1
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for file in map(Path, words) if words else _fullest(Path(folder)):
            pages, faults = pages_of(file, found), faults_of(file, found)
            good &= pages == 1 and faults == "wide:0 scripts:0 images:0"
            print(f"{file.name}: {pages} sheet(s); {faults}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
