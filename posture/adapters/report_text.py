"""A report for a terminal of any width, and as Markdown; both from the same blocks."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from posture.therapy.report_blocks import blocks
from posture.therapy.report_first import look_first
from posture.therapy.report_header import header_lines, left_out_line
from posture.therapy.report_room import Room
from posture.therapy.report_words import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.therapy.report import Report
    from posture.therapy.report_room import Block, Dates, Row

TITLE = "Report for a physical therapist"
FOOTER = "Made on the patient's computer and sent nowhere by it. Not a diagnosis and not a medical device."

_EVERYTHING = Room()
_SPECIAL = re.compile(r"([\\`*\[|~]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
"""Obeyed anywhere in a line: marks around words (`_` not between letters), links, tags, cells, entities."""
_OPENING = re.compile(r"^([#>+=-]|\d{1,9}(?=[.)]))")
"""Obeyed where a line begins: headings, quotes, lists, rules."""
_WIDEST = 100
_NARROWEST = 40
_GAP = 2


def report_text(report: Report, dates: Dates, columns: int) -> str:
    """The whole report as plain text; a table too wide for the terminal becomes one line for each cell."""
    width = max(_NARROWEST, min(columns, _WIDEST))
    parts = [[TITLE, *_wrapped(_top(report, dates), width)]]
    parts += [
        [block.title, *_table(block, width), *_wrapped(block.lines, width, "- ")]
        for block in blocks(report, dates, _EVERYTHING)
    ]
    parts.append(_wrapped([FOOTER], width))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def report_markdown(report: Report, dates: Dates) -> str:
    """The whole report as Markdown; words of patients and therapists are never read as markup."""
    lines = [f"# {TITLE}", ""]
    lines += _listed(_top(report, dates))
    for block in blocks(report, dates, _EVERYTHING):
        lines += [f"## {_escaped(block.title)}", ""]
        if block.rows:
            columns = len(block.rows[0])
            lines += [_cells(block.heads or ("",) * columns), "|" + " --- |" * columns]
            lines += [*map(_cells, block.rows), ""]
        lines += _listed(block.lines)
    return "\n".join([*lines, FOOTER]) + "\n"


def _top(report: Report, dates: Dates) -> list[str]:
    return [
        *header_lines(report.header, dates, _EVERYTHING),
        left_out_line(report),
        look_first(report, dates, _EVERYTHING),
    ]


def _listed(lines: Sequence[str]) -> list[str]:
    said = [f"- {_escaped(line)}" for line in lines if line]
    return [*said, ""] if said else []


def _cells(row: Row) -> str:
    return f"| {' | '.join(map(_plain, row))} |"


def _escaped(text: str) -> str:
    """Plain words as a line of Markdown: what it would obey is told to be itself, and nothing else."""
    return _OPENING.sub(_told_to_be_itself, _plain(text))


def _told_to_be_itself(found: re.Match[str]) -> str:
    """A backslash before a sign, or behind a number, where the point or bracket stands that makes a list."""
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _plain(text: str) -> str:
    """Plain words inside a line, where only some signs are obeyed."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _wrapped(lines: Sequence[str], width: int, mark: str = "") -> list[str]:
    return [
        part
        for line in lines
        if line
        for part in textwrap.wrap(
            line, width, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False
        )
    ]


def _table(block: Block, width: int) -> list[str]:
    """The table in columns; with its last column below each row; or with a line for every cell, as fits."""
    rows = [*([block.heads] if block.heads else []), *block.rows]
    if not rows:
        return []
    whole = _in_columns(rows, width)
    if whole:
        return whole
    heads = block.heads or ("",) * len(block.rows[0])
    narrower = _in_columns([row[:-1] for row in rows], width)
    if narrower:
        below = [_named(heads[-1:], row[-1:], width) for row in block.rows]
        top = narrower[:1] if block.heads else []
        return top + [
            part for line, more in zip(narrower[len(top) :], below, strict=True) for part in (line, *more)
        ]
    lines: list[str] = []
    for first, *rest in block.rows:
        lines += textwrap.wrap(first, width) or [""]
        lines += _named(heads[1:], rest, width)
    return lines


def _in_columns(rows: Sequence[Row], width: int) -> list[str]:
    """A line for each row, or nothing where they are too wide."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    if sum(widths) + _GAP * (len(widths) - 1) > width:
        return []
    gap = " " * _GAP
    return [
        gap.join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _named(heads: Sequence[str], cells: Sequence[str], width: int) -> list[str]:
    """Cells with their heads, indented; those without a value are left out."""
    told = [
        f"{head}: {cell}" if head else cell
        for head, cell in zip(heads, cells, strict=True)
        if cell not in ("", NOTHING)
    ]
    return _wrapped(["; ".join(told)], width, "  ")
