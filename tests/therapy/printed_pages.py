"""Every kind of page that this program and its documentation offer to print, at its fullest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from check_report_page import on_sheet
from posture.adapters.reader_place import on_paper, place_of
from posture.adapters.report_html import report_html
from posture.therapy.cohort import cohort
from posture.therapy.report import Report, Section
from posture.therapy.report_making import left_out
from tests.therapy.full_report import full_report, plain_words
from tui.cohort_format import cohort_html

GUIDE = Path(__file__).parents[2] / "docs" / "patients.html"
_PLACES = {"a4": place_of("de_DE"), "letter": place_of("en_US")}


def crowded() -> Report:
    """As much as an ordinary patient may have: twelve exercises, and a lot to say."""
    full = full_report(12, plain_words)
    assert full.goals is not None
    assert full.function is not None
    assert full.notes is not None
    assert full.safety is not None
    assert full.rules is not None
    return replace(
        full,
        goals=full.goals[:4],
        function=replace(full.function, measures=full.function.measures[:4]),
        notes=tuple(replace(note, text=note.text[:120]) for note in full.notes),
        safety=replace(full.safety, signs=full.safety.signs[:2], stopped=full.safety.stopped[:2]),
        rules=replace(
            full.rules,
            now=tuple(replace(line, amounts="8 to 10 repetitions") for line in full.rules.now),
            fired=full.rules.fired[:4],
            questions=full.rules.questions[:3],
        ),
    )


def printed_pages(most: int = 30) -> dict[str, str]:
    """The pages by name; what has to fit on one sheet ends in the name of its paper."""
    guide = GUIDE.read_text(encoding="utf-8")
    hostile = full_report(most)
    gone = left_out(frozenset({Section.ADHERENCE, Section.NOTES}))
    reports = {
        "hostile": hostile,
        "hostile-little": full_report(1),
        "ordinary-12": full_report(12, plain_words),
        "crowded": crowded(),
        "ordinary-3": full_report(3, plain_words),
        "parts": replace(full_report(6, plain_words), adherence=None, notes=None, rules=None, left_out=gone),
    }
    pages = {"patients": cohort_html(cohort({"a.json": hostile, "b.json": full_report(2, plain_words)}).rows)}
    for paper, place in _PLACES.items():
        pages |= {
            f"{name}-{paper}": report_html(report, on_paper(place, paper)) for name, report in reports.items()
        }
        pages[f"guide-{paper}"] = on_sheet(guide, paper)
    return pages
