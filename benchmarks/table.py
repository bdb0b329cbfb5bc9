"""The table of docs/performance.md, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- written by python -m benchmarks -->", "<!-- end -->"
HEAD = ["| what | figure | aim | absolute, on one machine |", "|---|---|---|---|"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure: what it is, the ratio, what was aimed at, and what stands behind it."""

    what: str
    ratio: str
    aim: str
    absolute: str

    def as_row(self) -> str:
        """The row of the table."""
        return f"| {self.what} | {self.ratio} | {self.aim} | {self.absolute} |"


def write_table(line: Line, page: Path = PAGE) -> None:
    """Put the line into the page, in the place of the one that is about the same."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    table, after = rest.split(END)
    rows = {row.split("|")[1].strip(): row for row in table.strip().splitlines()[len(HEAD) :]}
    rows[line.what] = line.as_row()
    text = "\n".join([BEGIN, *HEAD, *rows.values(), END])
    page.write_text(f"{before}{text}{after}", encoding="utf-8")
