"""A report on one sheet of paper: one HTML file with everything in it, no script, nothing from elsewhere.

Every word passes the template's escaping, and a Content-Security-Policy forbids what is not style or drawing.
Tables and texts have as much room as one page gives (`report_page.py`); the other files have everything.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from posture.adapters import report_charts
from posture.adapters.report_page import best_room
from posture.adapters.report_text import FOOTER, TITLE
from posture.therapy.report import Section
from posture.therapy.report_blocks import blocks, header_lines, left_out_line

if TYPE_CHECKING:
    from jinja2 import Template

    from posture.adapters.reader_place import ReaderPlace
    from posture.therapy.report import Report

_ABOVE = frozenset({Section.GOALS, Section.ADHERENCE})
_BELOW = frozenset({Section.RULES})
"""Sections over the whole width of the page, above and below those in two columns."""


def report_html(report: Report, place: ReaderPlace) -> str:
    """The page."""
    room = best_room(report, place.day, _ABOVE | _BELOW)
    return template("report.html.j2").render(
        title=TITLE,
        footer=FOOTER,
        paper=place.paper.value,
        header=header_lines(report.header, place.day, room),
        left_out=left_out_line(report),
        blocks=blocks(report, place.day, room),
        above=_ABOVE,
        below=_BELOW,
        pain=() if report.symptoms is None else report_charts.pain_lines(report.symptoms),
        weeks=() if report.adherence is None else report_charts.week_bars(report.adherence),
        sitting=() if report.sitting is None else report_charts.sitting_bars(report.sitting),
        width=report_charts.WIDTH,
        height=report_charts.HEIGHT,
    )


@cache
def template(name: str) -> Template:
    """A template beside the package, with every value escaped."""
    environment = Environment(
        loader=PackageLoader("posture", "data/report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)
