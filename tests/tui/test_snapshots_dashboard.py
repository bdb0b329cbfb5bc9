"""How the dashboard looks: small and large, dark, light and without colour, and as a few lines."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from posture.day_parts import DayParts, Passage, Stretch, UsualDay
from posture.events import BreakDue, SessionStarted, SlouchEnded, SlouchStarted
from posture.labels import Label
from posture.partition import Kind
from posture.settings import Settings
from posture.status import BreakState
from tests.tui.scripted_feed import BUSY_DAY, ScriptedFeed, at, pose, upright
from tui.app import PostureApp
from tui.day_so_far import DaySoFar
from tui.today_view import HomeworkLine

SIZES = [(80, 24), (120, 40)]
LOOKS = ["textual-dark", "textual-light", "no-colour"]
HOUR = 3600.0
Compare = Callable[..., bool]
Story = Callable[[ScriptedFeed, Pilot[int]], Awaitable[None]]


def stretch(kind: Kind, start_h: float, end_h: float) -> Stretch:
    return Stretch(kind=kind, start_s=start_h * HOUR, end_s=end_h * HOUR)


def passage(start_h: float, end_h: float) -> Passage:
    return Passage(start_s=start_h * HOUR, end_s=end_h * HOUR)


DAY = DaySoFar(
    parts=DayParts(
        stretches=(
            stretch(Kind.SITTING, 7.2, 8),
            stretch(Kind.AWAY, 8, 8.1),
            stretch(Kind.STANDING, 8.1, 8.5),
            stretch(Kind.UNKNOWN, 8.5, 8.7),
            stretch(Kind.AWAY, 8.7, 8.9),
            stretch(Kind.SITTING, 8.9, 9.5),
        ),
        off_reference=(passage(7.5, 7.8),),
        breaks=(passage(8, 8.1),),
    ),
    now_s=9.5 * HOUR,
    clock=True,
    usual=UsualDay(days=14, sitting_s=9600.0, off_reference_s=1200.0, breaks=3.5),
    days_missing=0,
)


def look(
    compare: Compare,
    size: tuple[int, int],
    story: Story,
    theme: str = "textual-dark",
    *,
    compact: bool = False,
) -> None:
    script = ScriptedFeed(figures=BUSY_DAY, day=DAY)
    if theme == "no-colour":
        os.environ["NO_COLOR"] = "1"  # Textual takes it away again when it reads it
    try:
        app = PostureApp(
            script.feed(),
            Settings(),
            homework=lambda _now: HomeworkLine(text="chin tuck, 2 x 10"),
            compact=compact,
            show_every_s=0,
        )
    finally:
        os.environ.pop("NO_COLOR", None)
    if theme != "no-colour":
        app.theme = theme
    assert compare(app, terminal_size=size, run_before=lambda pilot: story(script, pilot))


async def slouched(script: ScriptedFeed, pilot: Pilot[int]) -> None:
    await script.begin(pilot)
    ended = SlouchEnded(at=at(583), label=Label.SLOUCHED, since_t=400, until_t=581, duration_s=181)
    await script.play(
        pilot,
        upright(200),
        SessionStarted(at=at(0), source="0"),
        SlouchStarted(at=at(403), label=Label.SLOUCHED, since_t=400),
        ended,
    )
    lower = replace(
        upright(1290),
        posture=Label.SLOUCHED,
        since_t=1000.0,
        still_s=290.0,
        reasons=("neck_height", "face_to_shoulders"),
        pose=pose(lower=0.09, aside=0.03),
    )
    await script.play(pilot, lower, SlouchStarted(at=at(1003), label=Label.SLOUCHED, since_t=1000))


async def asked(script: ScriptedFeed, pilot: Pilot[int]) -> None:
    await slouched(script, pilot)
    status = replace(upright(1802), still_s=700.0, break_state=BreakState.DUE, break_due_in_s=None)
    due = BreakDue(at=at(1800), sitting_s=1800.0, after_snooze=False)
    await script.play(pilot, status, due, said=["break"])


@pytest.mark.parametrize("theme", LOOKS)
@pytest.mark.parametrize("size", SIZES)
def test_off_the_reference(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    look(snap_compare, size, slouched, theme)


@pytest.mark.parametrize("size", SIZES)
def test_break_prompt(snap_compare: Compare, size: tuple[int, int]) -> None:
    look(snap_compare, size, asked, "textual-light")


def test_compact(snap_compare: Compare) -> None:
    look(snap_compare, (40, 5), asked, compact=True)
