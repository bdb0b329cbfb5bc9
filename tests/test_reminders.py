"""What is said and what is held back: the log records everything, the user hears little of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture.events import (
    BreakDue,
    Event,
    Paused,
    SlouchProlonged,
    StandingProlonged,
    StillnessProlonged,
)
from posture.instant import Instant
from posture.labels import Label
from posture.monitor import Monitor
from posture.reminders import Prompt, PromptKind, Reminders, Waiting, WaitReason
from posture.settings import ReminderSettings, Settings
from posture.status import BreakState, Status, Step
from tests.stories import settings_with, steps_of

IDLE = Monitor(Settings()).start(Instant(mono_s=0.0), "story").status
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FREE = ReminderSettings(min_gap_s=0.0, max_per_hour=60)


class Story:
    """Steps through the rules, in order; `said` is every prompt as (seconds, kind)."""

    def __init__(self, settings: ReminderSettings, midnight: datetime | None = None) -> None:
        self.reminders = Reminders(settings)
        self.midnight = midnight
        self.said: list[tuple[float, str]] = []

    def at(self, t: float) -> Instant:
        """`t` seconds into the story, which may begin at some midnight."""
        return Instant(mono_s=t, wall=None if self.midnight is None else self.midnight + timedelta(seconds=t))

    def step(
        self, t: float, *events: Event, state: BreakState = BreakState.NOT_DUE, meeting: bool = False
    ) -> tuple[Prompt, ...]:
        """One step of the monitor."""
        status: Status = replace(IDLE, at=self.at(t), break_state=state, meeting=meeting)
        prompts = self.reminders.prompts(Step(status=status, events=events))
        self.said.extend((prompt.at.mono_s, prompt.kind.value) for prompt in prompts)
        return prompts

    def slouch(self, t: float) -> None:
        """A slouch becomes a prompt, if it may."""
        self.step(t, SlouchProlonged(at=self.at(t), label=Label.SLOUCHED, duration_s=300.0))

    def due(self, t: float) -> None:
        """A break becomes due."""
        self.step(t, BreakDue(at=self.at(t), sitting_s=1800.0, after_snooze=False), state=BreakState.DUE)

    def still_due(self, t: float) -> None:
        """Time passes, the break is not taken."""
        self.step(t, state=BreakState.DUE)


def test_nothing_happens_and_nothing_is_said() -> None:
    story = Story(FREE)
    assert story.step(1.0) == ()
    assert story.step(2.0, Paused(at=story.at(2.0))) == ()


def test_a_prompt_carries_its_event_and_the_time_of_its_deadline() -> None:
    story = Story(FREE)
    slouch = SlouchProlonged(at=story.at(300.0), label=Label.LEANING_LEFT, duration_s=300.0)
    assert story.step(300.5, slouch) == (Prompt(at=story.at(300.0), kind=PromptKind.SLOUCH, event=slouch),)
    due = BreakDue(at=story.at(1800.0), sitting_s=1800.0, after_snooze=False)
    assert story.step(1800.0, due, state=BreakState.DUE) == (
        Prompt(at=story.at(1800.0), kind=PromptKind.BREAK, event=due),
    )


def test_long_stillness_and_standing_are_said_and_each_kind_can_be_switched_off() -> None:
    for kind in ("stillness", "standing", "slouch", "breaks"):
        story = Story(replace(FREE, **{kind: False}))
        story.slouch(100.0)
        still = StillnessProlonged(at=story.at(200.0), duration_s=1200.0)
        story.step(200.0, still)
        story.step(300.0, StandingProlonged(at=story.at(300.0), duration_s=2400.0))
        story.due(400.0)
        said = [what for _, what in story.said]
        wanted = ["slouch", "stillness", "standing", "break"]
        wanted.remove("break" if kind == "breaks" else kind)
        assert said == wanted


def test_in_a_meeting_nothing_is_said_and_only_the_break_comes_after_it() -> None:
    story = Story(FREE)
    story.step(
        100.0, SlouchProlonged(at=story.at(100.0), label=Label.SLOUCHED, duration_s=300.0), meeting=True
    )
    story.step(200.0, StillnessProlonged(at=story.at(200.0), duration_s=1200.0), meeting=True)
    story.step(300.0, state=BreakState.HELD, meeting=True)
    story.due(900.0)
    assert story.said == [(900.0, "break")]


def test_a_break_is_asked_for_when_its_quiet_moment_comes() -> None:
    story = Story(FREE)
    due = BreakDue(at=story.at(1800.0), sitting_s=1800.0, after_snooze=False)
    story.step(1800.0, due, state=BreakState.ANNOUNCED)
    story.step(1810.0, state=BreakState.ANNOUNCED)
    story.still_due(1812.0)
    story.still_due(1813.0)
    assert story.said == [(1812.0, "break")]


def test_on_other_days_only_the_log_goes_on() -> None:
    """NINE is a Monday."""
    weekdays = replace(FREE, working_days=("mon", "tue", "wed", "thu", "fri"))
    story = Story(weekdays, NINE.replace(hour=0))
    for day in range(8):
        story.slouch(day * 86_400.0 + 43_200.0)
    assert [int(t // 86_400) for t, _ in story.said] == [0, 1, 2, 3, 4, 7]
    recording = Story(replace(FREE, working_days=()))
    recording.slouch(100.0)
    assert recording.said == [(100.0, "slouch")]  # a recording belongs to no day


def test_a_due_break_is_said_once_however_long_it_stays_due() -> None:
    story = Story(FREE)
    story.due(1800.0)
    for t in range(1801, 2400):
        story.still_due(float(t))
    assert story.said == [(1800.0, "break")]


def test_a_minimum_of_quiet_lies_between_two_prompts() -> None:
    story = Story(ReminderSettings(min_gap_s=600.0, max_per_hour=60))
    for t in (1000.0, 1300.0, 1599.9, 1600.0, 2199.0):
        story.slouch(t)
    assert story.said == [(1000.0, "slouch"), (1600.0, "slouch")]


def test_a_quiet_longer_than_an_hour_is_kept_too() -> None:
    story = Story(ReminderSettings(min_gap_s=7200.0, max_per_hour=3))
    for t in (0.0, 3600.0, 7199.0, 7200.0):
        story.slouch(t)
    assert story.said == [(0.0, "slouch"), (7200.0, "slouch")]


def test_no_hour_holds_more_than_allowed() -> None:
    story = Story(ReminderSettings(min_gap_s=0.0, max_per_hour=3, breaks=False))
    for t in range(0, 7200, 600):
        story.slouch(float(t))
    assert [t for t, _ in story.said] == [0.0, 600.0, 1200.0, 3600.0, 4200.0, 4800.0]


def test_what_is_only_pointed_out_leaves_the_last_prompt_of_an_hour_to_the_break() -> None:
    story = Story(ReminderSettings(min_gap_s=0.0, max_per_hour=3))
    for t in (300.0, 900.0, 1500.0):
        story.slouch(t)
    story.due(1800.0)
    story.slouch(2400.0)
    assert story.said == [(300.0, "slouch"), (900.0, "slouch"), (1800.0, "break")]
    one = Story(ReminderSettings(max_per_hour=1))
    one.slouch(300.0)
    one.due(1800.0)
    assert one.said == [(1800.0, "break")]


def test_nothing_smaller_is_said_while_a_break_is_announced() -> None:
    story = Story(FREE)
    due = BreakDue(at=story.at(1800.0), sitting_s=1800.0, after_snooze=False)
    story.step(1800.0, due, state=BreakState.ANNOUNCED)
    slouch = SlouchProlonged(at=story.at(1805.0), label=Label.SLOUCHED, duration_s=300.0)
    story.step(1805.0, slouch, state=BreakState.ANNOUNCED)
    story.still_due(1812.0)
    assert story.said == [(1812.0, "break")]


def test_none_at_all_is_a_wish_that_is_granted() -> None:
    story = Story(ReminderSettings(max_per_hour=0))
    story.slouch(300.0)
    story.due(1800.0)
    story.still_due(9000.0)
    assert story.said == []


def test_a_break_comes_when_it_is_due_however_soon_after_something_smaller() -> None:
    """The slouch at minute 29 used to silence the break until minute 39."""
    story = Story(ReminderSettings(max_per_hour=9))
    story.slouch(1740.0)
    story.due(1800.0)
    assert story.said == [(1740.0, "slouch"), (1800.0, "break")]
    assert story.reminders.waiting is None
    story.slouch(2399.0)
    story.slouch(2400.0)
    assert story.said[2:] == [(2400.0, "slouch")]


def test_a_snooze_shorter_than_the_gap_ends_when_it_was_said_to() -> None:
    story = Story(ReminderSettings())
    story.due(1800.0)
    story.step(1801.0, state=BreakState.SNOOZED)
    story.due(2101.0)
    assert story.said == [(1800.0, "break"), (2101.0, "break")]


def test_a_break_that_was_held_back_is_said_as_soon_as_the_rules_allow_and_says_until_when() -> None:
    story = Story(ReminderSettings(max_per_hour=1))
    story.due(0.5)
    story.due(1800.0)
    free = Waiting(reason=WaitReason.OFTEN, until=story.at(3600.5))
    assert story.reminders.waiting == free
    story.still_due(3600.0)
    assert story.reminders.waiting == free
    story.still_due(3600.5)
    story.still_due(3601.0)
    assert story.said == [(0.5, "break"), (3600.5, "break")]
    assert story.reminders.waiting is None


@pytest.mark.parametrize("state", [BreakState.NOT_DUE, BreakState.RUNNING, BreakState.SNOOZED])
def test_a_break_that_is_no_longer_due_is_not_said_any_more(state: BreakState) -> None:
    story = Story(ReminderSettings(max_per_hour=1))
    story.due(0.0)
    story.due(1800.0)
    story.step(2000.0, state=state)
    assert story.reminders.waiting is None
    story.still_due(4000.0)
    assert story.said == [(0.0, "break")]


def test_why_a_break_waits() -> None:
    noon = Instant(mono_s=43_200.0, wall=NINE.replace(hour=12))
    due = BreakDue(at=noon, sitting_s=1800.0, after_snooze=False)
    status = replace(IDLE, at=noon, break_state=BreakState.DUE)

    def waits(settings: ReminderSettings, now: Status = status, *, suspended: bool = False) -> Waiting | None:
        reminders = Reminders(settings, suspended=lambda _at: suspended)
        assert reminders.prompts(Step(status=now, events=(due,))) == ()
        return reminders.waiting

    assert waits(replace(FREE, breaks=False)) == Waiting(reason=WaitReason.SWITCHED_OFF)
    assert waits(replace(FREE, max_per_hour=0)) == Waiting(reason=WaitReason.SWITCHED_OFF)
    assert waits(replace(FREE, working_days=("tue",))) == Waiting(reason=WaitReason.DAY_OFF)
    assert waits(FREE, replace(status, exercising=True)) == Waiting(reason=WaitReason.EXERCISE)
    assert waits(FREE, suspended=True) == Waiting(reason=WaitReason.SUSPENDED)
    for hours, seconds in (("11:30-12:30", 1800.0), ("11:30-09:15", 76_500.0)):
        until = noon.shifted_to(noon.mono_s + seconds)
        assert waits(replace(FREE, quiet_hours=(hours,))) == Waiting(
            reason=WaitReason.QUIET_HOURS, until=until
        )


def test_a_break_that_came_and_went_in_one_step_is_not_said() -> None:
    story = Story(FREE)
    story.step(2400.0, BreakDue(at=story.at(1800.0), sitting_s=1800.0, after_snooze=False))
    assert story.said == []


def test_a_slouch_that_was_held_back_is_not_said_later() -> None:
    """It was true then; nobody knows whether it is true now."""
    story = Story(ReminderSettings(min_gap_s=600.0, max_per_hour=3))
    story.slouch(100.0)
    story.slouch(200.0)
    story.step(5000.0)
    assert story.said == [(100.0, "slouch")]


def test_of_a_break_and_a_slouch_in_the_same_step_the_break_is_said() -> None:
    story = Story(ReminderSettings(min_gap_s=600.0, max_per_hour=3))
    slouch = SlouchProlonged(at=story.at(1800.0), label=Label.SLOUCHED, duration_s=300.0)
    due = BreakDue(at=story.at(1800.0), sitting_s=1800.0, after_snooze=False)
    story.step(1800.0, slouch, due, state=BreakState.DUE)
    story.still_due(2400.0)
    assert story.said == [(1800.0, "break")]


def test_quiet_hours_hold_from_their_first_minute_to_before_their_last() -> None:
    hours = ("12:00-13:00", "15:30-15:31")
    story = Story(replace(FREE, quiet_hours=hours), NINE.replace(hour=0))
    quiet = (12 * 3600, 12 * 3600 + 59 * 60 + 59, 15 * 3600 + 30 * 60)
    heard = (12 * 3600 - 1, 13 * 3600, 15 * 3600 + 31 * 60)
    for t in sorted((*quiet, *heard)):
        story.slouch(float(t))
    assert [t for t, _ in story.said] == sorted(heard)


def test_quiet_hours_may_pass_midnight() -> None:
    story = Story(replace(FREE, quiet_hours=("22:00-07:00",)), NINE.replace(hour=0))
    for hour in (1, 6, 7, 12, 21, 22, 23, 24, 30, 31):
        story.slouch(hour * 3600.0)
    assert [t / 3600 for t, _ in story.said] == [7, 12, 21, 31]


def test_a_break_that_fell_due_in_quiet_hours_is_said_when_they_end() -> None:
    story = Story(replace(FREE, quiet_hours=("12:00-13:00",)), NINE.replace(hour=0))
    noon = 12 * 3600.0
    story.due(noon + 1800.0)
    story.still_due(noon + 3599.0)
    story.still_due(noon + 3600.0)
    assert story.said == [(noon + 3600.0, "break")]


def test_without_a_wall_clock_there_are_no_quiet_hours() -> None:
    story = Story(replace(FREE, quiet_hours=("00:00-23:59",)))
    story.slouch(10.0)
    assert story.said == [(10.0, "slouch")]


@given(
    gaps=st.lists(st.floats(min_value=0.0, max_value=4000.0), max_size=40),
    min_gap_s=st.floats(min_value=0.0, max_value=14400.0),
    per_hour=st.integers(0, 5),
)
def test_whatever_happens_the_limits_are_kept_and_used(
    gaps: list[float], min_gap_s: float, per_hour: int
) -> None:
    story = Story(ReminderSettings(min_gap_s=min_gap_s, max_per_hour=per_hour, breaks=False))
    t = 0.0
    expected: list[float] = []
    for gap in gaps:
        t += gap
        story.slouch(t)
        in_the_hour = sum(1 for said in expected if said > t - 3600.0)
        if in_the_hour < per_hour and (not expected or t - expected[-1] >= min_gap_s):
            expected.append(t)
    assert [said for said, _ in story.said] == expected


def test_a_whole_story_with_the_real_monitor() -> None:
    """A slouch prompt comes just before the break: the break is said at its quiet moment all the same."""
    settings = settings_with(
        slouch={"nudge_after_s": 60.0, "cooldown_s": 7200.0},
        sitting={"nudge_after_s": 120.0, "missed_after_s": 3600.0},
    )
    reminders = Reminders(settings.reminders)
    steps = steps_of("upright 30s; slouch 70s; upright 1m", settings=settings)
    said = [prompt for step in steps for prompt in reminders.prompts(step)]
    assert [(prompt.kind.value, prompt.event.type) for prompt in said] == [
        ("slouch", "slouch_prolonged"),
        ("break", "break_due"),
    ]
    assert said[0].at.mono_s == pytest.approx(90.5, abs=1.0)
    assert said[1].event.at.mono_s == 120.0
    assert said[1].at.mono_s == 120.0
