"""A report for a terminal of any width, and as Markdown; both from the same blocks."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from posture.therapy.report_blocks import Room, blocks, header_lines, left_out_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from posture.therapy.report import Report
    from posture.therapy.report_blocks import Block, Row

TITLE = "Report for a physical therapist"
FOOTER = "Made on the patient's computer and sent nowhere by it. Not a diagnosis and not a medical device."

_EVERYTHING = Room()
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
_WIDEST = 100
_NARROWEST = 40
_GAP = 2


def report_text(report: Report, day: Callable[[date], str], columns: int) -> str:
    """The whole report as plain text; a table too wide for the terminal becomes one line for each cell."""
    width = max(_NARROWEST, min(columns, _WIDEST))
    parts = [
        [TITLE, *_wrapped([*header_lines(report.header, day, _EVERYTHING), left_out_line(report)], width)]
    ]
    parts += [
        [block.title, *_table(block, width), *_wrapped(block.lines, width, "- ")]
        for block in blocks(report, day, _EVERYTHING)
    ]
    parts.append(_wrapped([FOOTER], width))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def report_markdown(report: Report, day: Callable[[date], str]) -> str:
    """The whole report as Markdown; words of patients and therapists are never read as markup."""
    lines = [f"# {TITLE}", ""]
    lines += _listed([*header_lines(report.header, day, _EVERYTHING), left_out_line(report)])
    for block in blocks(report, day, _EVERYTHING):
        lines += [f"## {_escaped(block.title)}", ""]
        if block.rows:
            columns = len(block.rows[0])
            lines += [_cells(block.heads or ("",) * columns), "|" + " --- |" * columns]
            lines += [*map(_cells, block.rows), ""]
        lines += _listed(block.lines)
    return "\n".join([*lines, FOOTER]) + "\n"


def _listed(lines: Sequence[str]) -> list[str]:
    said = [f"- {_escaped(line)}" for line in lines if line]
    return [*said, ""] if said else []


def _cells(row: Row) -> str:
    return f"| {' | '.join(map(_escaped, row))} |"


def _escaped(text: str) -> str:
    """Plain words in Markdown: on one line, and with every sign that could be markup told to be itself."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _wrapped(lines: Sequence[str], width: int, mark: str = "") -> list[str]:
    return [
        part
        for line in lines
        if line
        for part in textwrap.wrap(line, width, initial_indent=mark, subsequent_indent=" " * len(mark))
    ]


def _table(block: Block, width: int) -> list[str]:
    rows = [*([block.heads] if block.heads else []), *block.rows]
    if not rows:
        return []
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    if sum(widths) + _GAP * (len(widths) - 1) <= width:
        gap = " " * _GAP
        return [
            gap.join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
    heads = block.heads or ("",) * len(rows[0])
    lines: list[str] = []
    for first, *rest in block.rows:
        lines += textwrap.wrap(first, width) or [""]
        named = [
            f"{head}: {cell}" if head else cell for head, cell in zip(heads[1:], rest, strict=True) if cell
        ]
        lines += _wrapped(["; ".join(named)], width, "  ")
    return lines
