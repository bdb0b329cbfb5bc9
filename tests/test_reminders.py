"""The user is spoken to seldom: gaps, caps, quiet hours, and a held break that is said later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from posture.events import BreakDue, SlouchProlonged
from posture.instant import Instant
from posture.labels import Activity, Label, Presence
from posture.reminders import PromptKind, Reminders
from posture.settings import ReminderSettings
from posture.status import BreakState, Status, Step

NINE = datetime(2026, 11, 16, 9, 0, tzinfo=timezone(timedelta(hours=1)))


def at(t: float, *, dated: bool = True) -> Instant:
    """Seconds after nine o'clock."""
    return Instant(mono_s=t, wall=NINE + timedelta(seconds=t) if dated else None)


STATUS = Status(
    at=at(0),
    presence=Presence.PRESENT,
    activity=Activity.SITTING,
    posture=Label.UPRIGHT,
    seen=Label.UPRIGHT,
    deviation=0.0,
    reasons=(),
    confidence=1.0,
    since_t=0.0,
    bout_s=0.0,
    break_state=BreakState.NOT_DUE,
    break_due_in_s=None,
    break_away_s=0.0,
    exposure_s=0.0,
    camera_lost=False,
    paused=False,
    calibrated=True,
    pose=None,
    frame_size=None,
)


def slouch(t: float, *, dated: bool = True) -> Step:
    """A prompt-worthy slouch."""
    event = SlouchProlonged(at=at(t, dated=dated), label=Label.SLOUCHED, duration_s=300.0)
    return Step(status=replace(STATUS, at=at(t, dated=dated)), events=(event,))


def due(t: float) -> Step:
    """A break becomes due."""
    event = BreakDue(at=at(t), sitting_s=1800.0, after_snooze=False)
    return Step(status=replace(STATUS, at=at(t), break_state=BreakState.DUE), events=(event,))


def later(t: float, state: BreakState) -> Step:
    """Nothing happens."""
    return Step(status=replace(STATUS, at=at(t), break_state=state), events=())


def said(reminders: Reminders, *steps: Step) -> list[tuple[str, float]]:
    """What was said, and when."""
    return [(prompt.kind.value, prompt.at.mono_s) for step in steps for prompt in reminders.prompts(step)]


def test_two_prompts_keep_their_distance_to_the_second() -> None:
    reminders = Reminders(ReminderSettings(min_gap_s=600.0))
    assert said(reminders, slouch(0), slouch(599.9), slouch(600)) == [("slouch", 0), ("slouch", 600)]


def test_there_are_at_most_so_many_in_any_hour() -> None:
    reminders = Reminders(ReminderSettings(min_gap_s=0.0, max_per_hour=2))
    steps = [slouch(t) for t in (0, 10, 20, 3599, 3600, 3605, 3610)]
    assert [t for _, t in said(reminders, *steps)] == [0, 10, 3600, 3610]


def test_none_at_all_is_a_choice() -> None:
    assert said(Reminders(ReminderSettings(max_per_hour=0)), slouch(0), due(4000)) == []


@pytest.mark.parametrize(
    ("hours", "heard"),
    [
        ("09:00-09:30", [1800, 2400]),
        ("08:00-09:10", [600, 1200, 1800, 2400]),
        ("22:00-09:20", [1200, 1800, 2400]),
        ("09:20-08:59", [0, 600]),
    ],
)
def test_quiet_hours_are_quiet_also_over_midnight(hours: str, heard: list[float]) -> None:
    reminders = Reminders(ReminderSettings(min_gap_s=0.0, max_per_hour=60, quiet_hours=(hours,)))
    steps = [slouch(t) for t in (0, 600, 1200, 1800, 2400)]
    assert [t for _, t in said(reminders, *steps)] == heard


def test_a_recording_without_a_date_has_no_quiet_hours() -> None:
    reminders = Reminders(ReminderSettings(quiet_hours=("00:00-23:59",)))
    assert said(reminders, slouch(0, dated=False)) == [("slouch", 0)]


def test_a_break_that_may_not_be_said_yet_is_said_as_soon_as_it_may() -> None:
    reminders = Reminders(ReminderSettings(min_gap_s=600.0))
    steps = (
        slouch(100),
        due(300),
        later(699, BreakState.DUE),
        later(700, BreakState.DUE),
        later(999, BreakState.DUE),
    )
    assert said(reminders, *steps) == [("slouch", 100), ("break", 700)]


@pytest.mark.parametrize("meanwhile", [BreakState.RUNNING, BreakState.NOT_DUE, BreakState.SNOOZED])
def test_a_held_break_that_is_no_longer_due_is_not_said(meanwhile: BreakState) -> None:
    reminders = Reminders(ReminderSettings(min_gap_s=600.0))
    steps = (slouch(100), due(300), later(400, meanwhile), later(800, BreakState.DUE))
    assert said(reminders, *steps) == [("slouch", 100)]


def test_a_prompt_carries_the_event_behind_it() -> None:
    step = due(0)
    [prompt] = Reminders(ReminderSettings()).prompts(step)
    assert (prompt.kind, prompt.event, prompt.at) == (PromptKind.BREAK, step.events[0], at(0))
