"""The app on the real monitor: a scripted body goes in, the words of its story come out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from calibration.from_source import CalibratingMonitor, Stretch
from posture.instant import Instant
from posture.monitor import Monitor
from posture.ports import ObservationSource
from posture.reminders import Reminders
from posture.runner import run
from posture.settings import Settings, SittingSettings
from posture.status import Step
from posture.summary import summarise_session
from posture.testing.scenario import scenario
from tests.tui.scripted_feed import text_of, until
from tui.app import PostureApp
from tui.monitor_session import (
    Calibration,
    CalibrationOutcome,
    Feed,
    Inputs,
    Kept,
    MonitorSession,
    Stop,
    Validation,
)

STORY = "upright 2m; slouch 6m; upright 3m; away 4m30s; upright 2m"
SETTINGS = Settings(sitting=SittingSettings(nudge_after_s=600.0))


def open_session() -> MonitorSession:
    """The story with a monitor behind it, as the command line opens one; warnings would fail the test."""
    warnings: list[str] = []
    core = CalibratingMonitor(
        Monitor(SETTINGS), SETTINGS, upright=Stretch(begin_s=0.0, end_s=20.0), warn=warnings.append
    )
    started = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    source = scenario(STORY, fps=1, seed=3, started=started).source()

    def steps(tapped: ObservationSource, inputs: Inputs, stop: Stop) -> Iterator[Step]:
        yield from run(tapped, core, inputs=inputs, stop=stop)
        assert warnings == []

    def calibrate(_at: Instant, _anchor: str) -> Calibration:
        raise NotImplementedError

    def keep(_at: Instant, _outcome: CalibrationOutcome, _name: str | None) -> Kept:
        raise NotImplementedError

    def use_place(_at: Instant, _name: str) -> Step:
        raise NotImplementedError

    def validate(_at: Instant, _outcome: CalibrationOutcome) -> Validation:
        raise NotImplementedError

    return MonitorSession(
        source=source,
        steps=steps,
        prompts=Reminders(SETTINGS.reminders).prompts,
        calibrate=calibrate,
        keep=keep,
        validate=validate,
        use_place=use_place,
    )


async def test_a_slouch_a_break_prompt_and_a_confirmed_break_reach_the_screen() -> None:
    feed = Feed(
        open_session=open_session,
        totals=lambda events, now: summarise_session(events, until=now).figures,
        closing_lines=lambda events: [event.type for event in events],
    )
    app = PostureApp(feed, SETTINGS, show_every_s=0)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: app.screen.id == "day-end")
        assert text_of(pilot, "#day-end-totals") == [
            "Sitting 12 min · longest 11 min",
            "Breaks 1 taken, 1 fell due · away 4 min",
            "Off your reference 6 min in 1 spell",
        ]
        await pilot.press("escape")
        assert text_of(pilot, "#recent") == [
            "09:17  Sat for 1 min",
            "09:15  Break confirmed: 4 min away",
            "09:12  Sat for 11 min",
            "09:11  Away from the desk",
            "09:10  Break due after 10 min",
            "09:08  Back after 6 min lower",
            "09:07  Prompt: lower for 5 min",
            "09:02  Lower than your reference",
            "09:00  Reference in use: from source (good)",
            "09:00  Watching began",
        ]
