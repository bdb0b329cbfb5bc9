"""A report as the text of one of its formats; `posture report` and the app write the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.adapters import report_fhir, report_html, report_json, report_text

if TYPE_CHECKING:
    from posture.adapters.reader_place import ReaderPlace
    from posture.therapy.report import Report
    from posture.therapy.report_sources import Sources


def report_as(kind: str, made: Report, sources: Sources, place: ReaderPlace) -> str:
    """The report as `html`, `md`, `json` or `fhir`; `sources` are what it was made of."""
    match kind:
        case "html":
            return report_html.report_html(made, place)
        case "md":
            return report_text.report_markdown(made, place)
        case "json":
            return report_json.report_json(made)
        case _:
            return report_fhir.report_fhir(made, sources.plan, sources.in_period())
