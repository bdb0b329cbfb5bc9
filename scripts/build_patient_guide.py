"""Write docs/patients.html from docs/patients.md, to print on one sheet.

uv run python scripts/build_patient_guide.py
"""

from __future__ import annotations

from pathlib import Path

from markdown_it import MarkdownIt

SOURCE = Path(__file__).parents[1] / "docs" / "patients.md"
TARGET = SOURCE.with_suffix(".html")
FOR_THE_SCREEN = "*To print: "
"""A paragraph that begins so is not printed."""

_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>For patients</title>
<style>
@page { margin: 15mm; }
html { font: 11pt/1.35 Arial, Helvetica, sans-serif; color: #1c1c1c; background: #fff; }
body { max-width: 175mm; margin: 0 auto; }
h1 { font-size: 17pt; margin: 0 0 .4em; }
h2 { font-size: 12pt; margin: .8em 0 .2em; }
p, ol, ul { margin: .2em 0; }
code { font-family: monospace; font-weight: bold; }
blockquote { border: .5mm solid #1c1c1c; padding: .4em .8em; margin: .9em 0; }
</style>
</head>
<body>
"""


def page() -> str:
    """The whole page."""
    parts = SOURCE.read_text(encoding="utf-8").split("\n\n")
    words = "\n\n".join(part for part in parts if not part.startswith(FOR_THE_SCREEN))
    return f"{_HEAD}{MarkdownIt('commonmark', {'html': False}).render(words)}</body>\n</html>\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
