"""Homework is said once for each of its times, by the rules of all prompts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from posture.events import SlouchProlonged
from posture.instant import Instant
from posture.labels import Label, Presence
from posture.monitor import Monitor
from posture.reminders import PromptKind, Reminders
from posture.settings import ReminderSettings, Settings
from posture.status import Step
from posture.therapy.remind import reminder_time
from tui.notifying import prompt_words

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TIMES = (9 * 60 + 10, 9 * 60 + 30)
IDLE = Monitor(Settings()).start(Instant(mono_s=0.0), "story").status


def said(settings: ReminderSettings, minutes: range, **changes: object) -> list[int]:
    """The minutes after nine at which homework is said; `changes` hold from 9:10 to 9:20."""
    reminders = Reminders(settings, lambda at: at.wall and reminder_time(TIMES, at.wall))
    found = []
    for minute in minutes:
        at = Instant(mono_s=60.0 * minute, wall=NINE + timedelta(minutes=minute))
        now = changes if 10 <= minute < 20 else {}
        status = replace(IDLE, at=at, **{"presence": Presence.PRESENT, **now})
        prompts = reminders.prompts(Step(status=status, events=()))
        found += [minute for one in prompts if one.kind is PromptKind.HOMEWORK]
    return found


def test_each_time_is_said_once() -> None:
    assert said(ReminderSettings(), range(60)) == [10, 30]


def test_it_waits_for_somebody_who_is_there_free_and_not_in_a_pause() -> None:
    for held in ({"presence": Presence.AWAY}, {"meeting": True}, {"exercising": True}, {"paused": True}):
        assert said(ReminderSettings(), range(60), **held) == [20, 30]


def test_quiet_hours_days_off_and_the_gap_between_prompts_hold_for_it_too() -> None:
    assert said(ReminderSettings(quiet_hours=("09:00-09:40",)), range(60)) == [40]
    assert said(ReminderSettings(working_days=("tue",)), range(60)) == []
    assert said(ReminderSettings(min_gap_s=1500.0), range(60)) == [10, 35]
    assert said(ReminderSettings(max_per_hour=1), range(60)) == [10]


def test_it_takes_its_place_among_the_other_prompts() -> None:
    reminders = Reminders(ReminderSettings(), lambda _at: NINE)
    at = Instant(mono_s=0.0, wall=NINE)
    status = replace(IDLE, at=at, presence=Presence.PRESENT)
    first = reminders.prompts(Step(status=status, events=()))
    assert [one.kind for one in first] == [PromptKind.HOMEWORK]
    assert prompt_words(first[0])[0] == "Your exercises"
    soon = replace(status, at=Instant(mono_s=60.0, wall=NINE))
    slouch = SlouchProlonged(at=soon.at, label=Label.SLOUCHED, duration_s=300.0)
    assert reminders.prompts(Step(status=soon, events=(slouch,))) == ()
