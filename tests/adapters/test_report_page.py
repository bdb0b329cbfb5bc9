"""The pages as a browser lays them out; where there is none, the checks of `.ci/run` stand alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import build_patient_guide
import check_report_page
from posture.adapters.reader_place import ReaderPlace, on_paper, place_of
from posture.adapters.report_html import report_html
from posture.adapters.report_page import LAYOUTS, best_layout, height_mm
from posture.therapy.report import Report
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


def place_in_order(report: Report, place: ReaderPlace) -> int:
    """Which of the layouts was taken; its charts may have grown."""
    found = best_layout(report, place)
    return next(
        number for number, one in enumerate(LAYOUTS) if (one.room, one.points) == (found.room, found.points)
    )


def test_paper_that_is_left_goes_to_the_charts() -> None:
    germany = place_of("de_DE")
    quiet = replace(full_report(0, plain_words), safety=None, rules=None, function=None, goals=None)
    found = best_layout(quiet, germany)
    base = LAYOUTS[place_in_order(quiet, germany)]
    assert found.pain_mm > base.pain_mm
    assert height_mm(quiet, germany, found) > height_mm(quiet, germany, base)


def test_type_gets_smaller_before_words_go_and_larger_paper_holds_more() -> None:
    germany = place_of("de_DE")
    places = [place_in_order(full_report(count, plain_words), germany) for count in (0, 1, 2, 12)]
    assert places == sorted(places)
    assert len(set(places)) == 4
    points = [layout.points for layout in LAYOUTS]
    assert points == sorted(points, reverse=True)
    crowded = full_report(4, plain_words)
    assert place_in_order(crowded, germany) <= place_in_order(crowded, on_paper(germany, "letter"))
    heights = [height_mm(crowded, germany, layout) for layout in LAYOUTS]
    assert heights == sorted(heights, reverse=True)


def test_charts_have_dates_figures_and_limits_and_are_told_apart_without_colour() -> None:
    report = full_report(1)
    assert report.sitting is not None
    few = replace(report.sitting, days=report.sitting.days[:3])
    page = report_html(replace(report, sitting=few), place_of("de_DE"))
    pain, sitting = chart_of(page, "symptoms"), chart_of(page, "sitting")
    weeks = chart_of(page, "adherence")
    assert re.findall(WORD, weeks) == ["7/9"] * 4 + ["2 Nov", "9 Nov", "16 Nov", "23 Nov"]
    dates = ["2 Nov", "9 Nov", "16 Nov", "23 Nov"]
    assert re.findall(WORD, pain) == ["\u25bc"] * 28 + ["0", "5", "10", "amber", "red", *dates]
    assert re.findall(WORD, sitting) == ["0", "11.9 h", *["10.0"] * 3, "2 Nov", "3 Nov", "4 Nov"]
    dashes = {"1.4 .8", ".6 .9", "2.4 .8"}
    assert set(re.findall('stroke-dasharray="([^"]+)"', page)) == dashes
    for words in ("open dots, dashed", "\u25a1 at a check-in", "\u25bc flare", "Amber above 3, red above 5."):
        assert words in page


WORD = r"<text [^>]+>([^<]+)</text>"


def chart_of(page: str, part: str) -> str:
    """The drawing of a part."""
    return page.partition(f'<section id="{part}"')[2].partition("<svg")[2].partition("</svg>")[0]
