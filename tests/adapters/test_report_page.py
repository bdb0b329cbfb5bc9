"""The pages as a browser lays them out; where there is none, the checks of `.ci/run` stand alone."""

from __future__ import annotations

import pytest

import build_patient_guide
import check_report_page
from posture.adapters.reader_place import on_paper, place_of
from posture.adapters.report_html import report_html
from posture.adapters.report_page import LAYOUTS, best_layout, height_mm
from tests.therapy.full_report import full_report, plain_words
from tests.therapy.printed_pages import printed_pages

BROWSER = check_report_page.browser() or ""
needs_browser = pytest.mark.skipif(not BROWSER, reason="needs Chromium or Chrome on the PATH")

CLUMSY = """<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<body style="margin:0"><script>alert(1)</script><img src="http://127.0.0.1:9/pixel.png" onerror="1">
<div style="width:500mm">far</div><p style="margin-top:400mm">deep</p>
<div style="width:20mm;overflow:hidden">Donaudampfschifffahrt</div></body>"""


@needs_browser
def test_nothing_is_cut_off_runs_or_is_asked_for_on_any_page() -> None:
    pages = printed_pages()
    found = check_report_page.faults_of({**pages, "clumsy-a4": CLUMSY}, BROWSER)
    clumsy = found.pop("clumsy-a4")
    assert found == {name: [] for name in pages}
    assert {fault.partition(":")[0] for fault in clumsy} >= {
        "a script ran",
        "a handler",
        "an element of IMG",
        "beside the sheet",
        "below the sheet",
        "wider than its place",
    }
    assert any(fault == "asked for http://127.0.0.1:9/pixel.png" for fault in clumsy)


@needs_browser
def test_the_fullest_page_is_one_sheet_of_the_smaller_paper() -> None:
    assert check_report_page.sheets_of(printed_pages()["hostile-letter"], BROWSER) == 1


def test_the_printed_guide_is_the_one_to_read() -> None:
    made = build_patient_guide.TARGET.read_text(encoding="utf-8")
    assert made == build_patient_guide.page(), "run: python scripts/build_patient_guide.py"


def test_type_gets_smaller_before_words_go_and_larger_paper_holds_more() -> None:
    germany = place_of("de_DE")
    chosen = [best_layout(full_report(count, plain_words), germany) for count in (0, 1, 3, 12)]
    places = [LAYOUTS.index(layout) for layout in chosen]
    assert places == sorted(places)
    assert len(set(places)) == 4
    points = [layout.points for layout in LAYOUTS]
    assert points == sorted(points, reverse=True)
    crowded = full_report(4, plain_words)
    on_letter = best_layout(crowded, on_paper(germany, "letter"))
    assert LAYOUTS.index(best_layout(crowded, germany)) <= LAYOUTS.index(on_letter)
    heights = [height_mm(crowded, germany.day, layout) for layout in LAYOUTS]
    assert heights == sorted(heights, reverse=True)


def test_charts_say_their_ends_in_words_and_are_told_apart_without_colour() -> None:
    page = report_html(full_report(2), place_of("de_DE"))
    for words in ("week of 2 Nov 2026", "7/9", "11.9 h", "before (open, dashed) and after", "\u25bc flare"):
        assert words in page
    assert page.count("stroke-dasharray") == 1
