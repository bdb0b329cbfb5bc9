"""How homework, a question about pain and the check-ins look."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

from posture.events import CountedBy
from posture.settings import Settings
from posture.therapy.exercise_records import DoneSet, ExerciseSession
from posture.therapy.items import Light
from posture.therapy.records import PainRating
from tests.tui.homework_home import MONDAY, Home, homework, read, screen
from tests.tui.looks import NO_COLOUR
from tests.tui.scripted_feed import ScriptedFeed
from tui.app import PostureApp

Compare = Callable[..., bool]
LOOKS = [((80, 24), "textual-dark"), ((120, 40), "textual-light"), ((80, 24), NO_COLOUR)]


def patient(folder: Path) -> Home:
    """Somebody who did his curls once today, on amber, and rated pain before."""
    home = Home(folder)
    home.keep(
        PainRating(at=MONDAY, now=5, average=4, worst=7),
        PainRating(at=MONDAY + timedelta(minutes=1), now=3, average=4, worst=6),
        ExerciseSession(
            at=MONDAY + timedelta(minutes=5),
            exercise="elbow_flexion",
            plan_hash=home.hash,
            sets=(DoneSet(repetitions=3, duration_s=12.0),),
            counted_by=CountedBy.CAMERA,
            pain_after=4,
            light=Light.AMBER,
            duration_s=12.0,
        ),
    )
    home.now = MONDAY + timedelta(hours=2)
    return home


def look(
    compare: Compare,
    folder: Path,
    size: tuple[int, int],
    theme: str,
    story: Callable[[Pilot[int]], Awaitable[None]],
) -> None:
    home = patient(folder)
    with patch.dict(os.environ, {"NO_COLOR": "1"} if theme == NO_COLOUR else {}):
        app = PostureApp(
            ScriptedFeed().feed(), Settings(), where=home.where, local_time=home.clock, show_every_s=0
        )
    if theme != NO_COLOUR:
        app.theme = theme
    assert compare(app, terminal_size=size, run_before=story)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_homework(snap_compare: Compare, tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    look(snap_compare, tmp_path, size, theme, homework)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_checkins(snap_compare: Compare, tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await pilot.press("4")
        await screen(pilot, "checkins")
        await read(pilot)

    look(snap_compare, tmp_path, size, theme, story)


def test_pain_after(snap_compare: Compare, tmp_path: Path) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await homework(pilot)
        await pilot.press("enter")
        await screen(pilot, "ask-amount")
        await pilot.press("2", "0", "enter")
        await screen(pilot, "ask-after")
        await pilot.press("4")

    look(snap_compare, tmp_path, (80, 24), "textual-dark", story)
