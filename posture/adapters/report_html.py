"""A report on one sheet of paper: one HTML file with everything in it, no script, nothing from elsewhere.

Every word passes the template's escaping, and a Content-Security-Policy forbids what is not style or drawing.
Tables and texts have as much room as one page gives (`report_page.py`); the other files have everything.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from posture.adapters import report_page
from posture.adapters.report_charts import COLUMN_MM, pain_chart, sitting_chart, week_chart
from posture.adapters.report_text import FOOTER, TITLE
from posture.therapy.report import Section
from posture.therapy.report_blocks import blocks
from posture.therapy.report_first import look_first
from posture.therapy.report_header import header_lines, left_out_line

if TYPE_CHECKING:
    from jinja2 import Template

    from posture.adapters.reader_place import ReaderPlace
    from posture.adapters.report_charts import Chart
    from posture.adapters.report_page import Layout
    from posture.therapy.report import Report
    from posture.therapy.report_room import Block


def report_html(report: Report, place: ReaderPlace) -> str:
    """The page."""
    layout = report_page.best_layout(report, place)
    found = blocks(report, place, layout.room)

    def those(sections: tuple[Section, ...]) -> list[Block]:
        return [block for section in sections for block in found if block.section is section]

    return template("report.html.j2").render(
        title=TITLE,
        footer=FOOTER,
        paper=place.paper.value,
        points=layout.points,
        header=header_lines(report.header, place, layout.room),
        left_out=left_out_line(report),
        first=look_first(report, place, layout.room),
        above=those(report_page.ABOVE),
        columns=[those(sections) for sections in layout.columns],
        below=those(report_page.BELOW),
        charts=_charts(report, place, layout),
        width=COLUMN_MM,
    )


def _charts(report: Report, place: ReaderPlace, layout: Layout) -> dict[Section, Chart | None]:
    drawn: dict[Section, Chart | None] = {}
    if report.symptoms is not None:
        drawn[Section.SYMPTOMS] = pain_chart(report, report.symptoms, place, layout.pain_mm)
    if report.adherence is not None:
        drawn[Section.ADHERENCE] = week_chart(report.adherence, place, layout.bars_mm)
    if report.sitting is not None:
        drawn[Section.SITTING] = sitting_chart(report.sitting, place, layout.bars_mm)
    return drawn


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
