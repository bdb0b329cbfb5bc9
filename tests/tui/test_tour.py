"""docs/tour.md says what the program does: its keys, its signs, its times."""

from __future__ import annotations

import re
from pathlib import Path

from textual.binding import Binding

from posture.adapters.demo_files import demo_pace
from posture.settings import TipSettings
from tui.break_view import USUAL_SNOOZE_MIN
from tui.navigation import HOME, destination
from tui.paced_source import PaceSegment, played_s
from tui.screens.main import COMPACT_BELOW, MainScreen
from tui.strip_view import LOOKS, Cell

TOUR = (Path(__file__).parents[2] / "docs" / "tour.md").read_text(encoding="utf-8")
NAMES = {"question_mark": "?"}


def test_its_keys_are_those_of_the_dashboard() -> None:
    offered = {
        NAMES.get(binding.key, binding.key)
        for binding in MainScreen.BINDINGS
        if isinstance(binding, Binding) and binding.tooltip
    }
    table = TOUR.partition("## Keys")[2].partition("\n\n## ")[0]
    assert set(re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)) == offered
    assert f"by {USUAL_SNOOZE_MIN} minutes" in table
    assert f"`{destination(HOME).key}` goes to where it is answered" in table
    assert TipSettings().min_gap_s == 3600.0


def test_its_signs_are_those_of_the_strip() -> None:
    signs = {
        Cell.SITTING: "`{}` sitting",
        Cell.STANDING: "`{}` standing",
        Cell.OFF_REFERENCE: "`{}` off the reference",
        Cell.BREAK: "`{}` a break",
        Cell.AWAY: "`{}` away",
        Cell.UNKNOWN: "`{}` on the strip: unknown",
    }
    assert [cell for cell, words in signs.items() if words.format(LOOKS[cell].glyph) not in TOUR] == []


def test_its_day_is_as_long_as_the_demo_and_its_pane_as_small() -> None:
    pace = [PaceSegment(from_t=step.from_t, to_t=step.to_t, speed=step.speed) for step in demo_pace()]
    end_t = pace[-1].to_t
    told = [int(second) for second in re.findall(r"^\| (\d+) s \|", TOUR, re.MULTILINE)]
    assert told == sorted(told)
    assert abs(told[-1] - played_s(pace, 0.0, end_t)) <= 2
    assert (COMPACT_BELOW.height, COMPACT_BELOW.width) == (9, 30)
    assert "lower than nine lines or\nnarrower than thirty columns" in TOUR
