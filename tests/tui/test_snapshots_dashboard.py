"""How the dashboard looks in its states, and what lies above it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from posture.day_parts import DayParts, Passage, Stretch, UsualDay
from posture.errors import SourceError
from posture.events import (
    BreakDue,
    BreakStarted,
    BreakTaken,
    CameraLost,
    SessionStarted,
    SlouchEnded,
    SlouchProlonged,
    SlouchStarted,
    VerifiedBy,
)
from posture.labels import Activity, Label, Presence
from posture.partition import Kind
from posture.settings import Settings
from posture.status import BreakState
from tests.tui.looks import DARK, SMALL, Look, Looks
from tests.tui.scripted_feed import (
    BUSY_DAY,
    ScriptedFeed,
    ScriptedPlaceCheck,
    at,
    pose,
    text_of,
    told,
    until,
    upright,
)
from tests.tui.test_app_prompts import out
from tui.app import PostureApp
from tui.day_so_far import DaySoFar
from tui.monitor_session import PlaceFound
from tui.today_view import HomeworkLine
from tui.widgets.prompt_panels import TipPanel

HOUR = 3600.0


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


def busy(**options: object) -> ScriptedFeed:
    return ScriptedFeed(figures=BUSY_DAY, day=DAY, **options)  # type: ignore[arg-type]


def dashboard(script: ScriptedFeed, *, compact: bool = False) -> PostureApp:
    return PostureApp(
        script.feed(),
        Settings(),
        homework=lambda _now: HomeworkLine(text="chin tuck, 2 x 10"),
        compact=compact,
        confirmation_s=600.0,
        show_every_s=0,
    )


LOWER = replace(
    upright(1290),
    posture=Label.SLOUCHED,
    since_t=1000.0,
    still_s=290.0,
    reasons=("neck_height", "face_to_shoulders"),
    pose=pose(lower=0.09, aside=0.03),
)


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
    await script.play(pilot, LOWER, SlouchStarted(at=at(1003), label=Label.SLOUCHED, since_t=1000))


async def asked(script: ScriptedFeed, pilot: Pilot[int]) -> None:
    await slouched(script, pilot)
    status = replace(upright(1802), still_s=700.0, break_state=BreakState.DUE, break_due_in_s=None)
    due = BreakDue(at=at(1800), sitting_s=1800.0, after_snooze=False)
    await script.play(pilot, status, due, said=["break"])


async def test_off_the_reference(looks: Looks) -> None:
    script = busy()
    async with dashboard(script).run_test(size=SMALL) as pilot:
        await slouched(script, pilot)
        await looks(pilot)
        prolonged = SlouchProlonged(at=at(1300), label=Label.SLOUCHED, duration_s=300.0)
        await script.play(pilot, replace(LOWER, at=at(1300)), prolonged, said=["slouch"])
        await looks(pilot, "prompt")


async def test_break(looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.widgets.movement._EVERY_S", HOUR)
    script = busy()
    async with dashboard(script).run_test(size=SMALL) as pilot:
        await asked(script, pilot)
        await looks(pilot, "due")
        await script.play(pilot, out(1852, 42), BreakStarted(at=at(1815), since_t=1810))
        await until(pilot, lambda: bool(pilot.app.screen.query("#break-how")))
        await until(pilot, lambda: "If you like: Walk" in text_of(pilot, "#break-how"))
        await looks(pilot, "running")
        taken = BreakTaken(at=at(2111), duration_s=300, verified_by=VerifiedBy.ABSENCE, prompted=True)
        await script.play(pilot, replace(upright(12), at=at(2112)), taken)
        await looks(pilot, "confirmed")


async def test_camera(looks: Looks) -> None:
    check = ScriptedPlaceCheck(PlaceFound(place="office", fits=False, among=1))
    script = busy(place="office", place_check=check)
    async with dashboard(script).run_test(size=SMALL) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(10))
        await looks(pilot, "moved")
        await pilot.press("u")
        lost = replace(
            upright(70), camera_lost=True, pose=None, activity=Activity.UNKNOWN, presence=Presence.UNKNOWN
        )
        await script.play(pilot, lost, CameraLost(at=at(70), reason="no_frame", since_t=67))
        await looks(pilot, "lost")


async def test_tip(looks: Looks) -> None:
    script = busy(demo=True, live=False)
    async with dashboard(script).run_test(size=SMALL) as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(100))
        tip = "A glance out of the window now and then rests the eyes, and moves the head."
        pilot.app.screen.query_one(TipPanel).show(tip, "enter read on   x close   o tips off")
        await looks(pilot)


async def test_compact(looks: Looks) -> None:
    script = busy()
    async with dashboard(script, compact=True).run_test(size=SMALL) as pilot:
        await asked(script, pilot)
        await looks(pilot)
        await looks(pilot, looks=(Look((40, 5), DARK),))


async def test_above_the_dashboard(looks: Looks) -> None:
    script = busy()
    async with dashboard(script).run_test(size=SMALL) as pilot:
        await slouched(script, pilot)
        await pilot.press("question_mark")
        await looks(pilot, "help")
        await pilot.press("escape", "S")
        await looks(pilot, "snooze")
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: pilot.app.screen.query("CommandList").first().option_count > 5)  # type: ignore[attr-defined] # an OptionList
        await looks(pilot, "commands")


async def test_failure(looks: Looks) -> None:
    sentence = "Camera 0 cannot be opened: plug one in, or close the program that uses it."
    script, demo = ScriptedFeed(failures=[SourceError(sentence)]), ScriptedFeed(demo=True)
    app = PostureApp(script.feed(), Settings(), demo=demo.feed, show_every_s=0)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: pilot.app.screen.id == "failure")
        await looks(pilot)


async def test_the_end_of_a_recording(looks: Looks) -> None:
    script = busy(demo=True, live=False)
    async with dashboard(script).run_test(size=SMALL) as pilot:
        await slouched(script, pilot)
        await script.end(pilot)
        await looks(pilot)


async def test_message(looks: Looks) -> None:
    script = busy()
    async with dashboard(script).run_test(size=SMALL) as pilot:
        await slouched(script, pilot)
        pilot.app.notify("Your reference is set. Postures are compared with it from now on.", timeout=600)
        full = "The log cannot be written: the disk is full. Free some room; until then it is kept in memory."
        pilot.app.notify(full, severity="warning", timeout=600)
        await until(pilot, lambda: len(told(pilot)) == 2)
        await looks(pilot)
