"""Settings changed while the monitor runs count from then on, and nothing that is under way is lost."""

from __future__ import annotations

import gc
from dataclasses import fields, replace
from functools import cache
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from calibration.from_source import CalibratingMonitor, Stretch
from posture.event_json import to_dict
from posture.guided_core import GuidedCore
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.reminders import Reminders
from posture.settings import Settings
from posture.testing.scenario import scenario
from tests.stories import events_of, expect, no_warning, settings_with, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from posture.events import Event
    from posture.ports import Core
    from posture.status import Step

DAY = "upright 60s; slouch 40s; upright 30s; stand 90s; upright 40s; away 70s; upright 30s"


def core_with(settings: Settings) -> Core:
    monitor = Monitor(settings)
    stretch = Stretch(begin_s=0.0, end_s=10.0)
    return GuidedCore(CalibratingMonitor(monitor, settings, upright=stretch, warn=no_warning), settings)


@cache
def seen(script: str) -> tuple[PoseObservation, ...]:
    return tuple(item for item in scenario(script).observations() if isinstance(item, PoseObservation))


def steps_with(script: str, changes: Mapping[float, Settings], first: Settings | None = None) -> list[Step]:
    """A story in which other settings come into use at these seconds."""
    core = core_with(first or Settings())
    items = seen(script)
    waiting = dict(changes)
    steps = [core.start(items[0].at, "scenario")]
    for item in items:
        steps.append(core.observe(item))
        come = [t for t in waiting if t <= item.at.mono_s]
        steps += [core.use_settings(item.at, waiting.pop(t)) for t in come]
    return [*steps, core.finish(items[-1].at, "end_of_source")]


def events_with(script: str, changes: Mapping[float, Settings], first: Settings | None = None) -> list[Event]:
    return [event for step in steps_with(script, changes, first) for event in step.events]


def test_the_same_settings_again_and_again_change_nothing() -> None:
    again = {float(t): Settings() for t in range(0, 360, 7)}
    assert list(map(to_dict, events_with(DAY, again))) == list(map(to_dict, events_of(DAY)))


def test_no_stage_keeps_the_old_settings() -> None:
    before = Settings()
    core = core_with(before)
    items = seen("upright 20s")
    core.start(items[0].at, "scenario")
    for item in items:
        core.observe(item)
    now = Settings(**{field.name: replace(getattr(before, field.name)) for field in fields(before)})
    core.use_settings(items[-1].at, now)
    assert {type(one) for one in held(core) if is_part_of(one, now)}  # the walk finds what is there
    assert [one for one in held(core) if is_part_of(one, before)] == []


def is_part_of(one: object, settings: Settings) -> bool:
    return one is settings or any(one is getattr(settings, field.name) for field in fields(settings))


def held(root: object) -> Iterator[object]:
    """Everything an object holds on to, whatever holds it."""
    known: dict[int, object] = {}
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if id(one) in known or isinstance(one, type | ModuleType | FunctionType | BuiltinFunctionType):
            continue
        known[id(one)] = one
        waiting += gc.get_referents(one)
    return iter(known.values())


# --- each counts from then on ---------------------------------------------------------------------


def test_a_later_start_of_an_episode_lets_a_short_spell_pass() -> None:
    story = "upright 30s; slouch 20s; upright 30s; slouch 40s; upright 20s"
    patient = settings_with(slouch={"start_after_s": 30.0})
    expect(events_with(story, {20.0: patient}), (110, "slouch_started"), (122, "slouch_ended"))


def test_a_lower_sensitivity_counts_where_the_reference_stays() -> None:
    story = "upright 30s; slouch 60s"
    numb = settings_with(slouch={"sensitivity": 0.3})
    steps = [step for step in steps_with(story, {60.0: numb}) if step.observed]
    before, after = (next(s.status.deviation for s in steps if s.status.at.mono_s >= t) for t in (58.0, 64.0))
    assert after == pytest.approx(0.3 * before, rel=0.1)


@pytest.mark.parametrize(
    ("first_s", "then_s", "due_t"),
    [
        pytest.param(120.0, 300.0, 300.0, id="later"),
        pytest.param(1800.0, 240.0, 240.0, id="sooner"),
        pytest.param(1800.0, 60.0, 100.0, id="long-past"),
    ],
)
def test_a_break_is_due_after_the_new_interval_and_the_bout_goes_on(
    first_s: float, then_s: float, due_t: float
) -> None:
    def sitting(seconds: float) -> Settings:
        return settings_with(sitting={"nudge_after_s": seconds, "quiet_within_s": 0.0})

    events = events_with("upright 6m", {100.0: sitting(then_s)}, first=sitting(first_s))
    expect(events, (due_t, "break_due", {"sitting_s": due_t}))


def test_a_break_that_counts_sooner_is_one() -> None:
    settings = settings_with(sitting={"break_counts_after_s": 30.0, "micro_break_after_s": 20.0})
    events = events_with("upright 60s; away 40s; upright 20s", {30.0: settings})
    assert [event.type for event in events if event.type == "break_taken"] == ["break_taken"]
    story = events_of("upright 60s; away 40s; upright 20s")
    assert "break_taken" not in [event.type for event in story]


def test_stillness_and_a_lasting_posture_are_told_after_the_new_times() -> None:
    still = events_with("upright 8m", {100.0: settings_with(stillness={"nudge_after_s": 300.0})})
    expect(still, (300, "stillness_prolonged"), within_s=5)
    slouches = events_with("upright 30s; slouch 3m", {60.0: settings_with(slouch={"nudge_after_s": 120.0})})
    assert [round(event.at.mono_s) for event in slouches if event.type == "slouch_prolonged"] == [150]


def test_what_was_said_before_still_counts_for_the_gap_between_prompts() -> None:
    often = {"nudge_after_s": 60.0, "cooldown_s": 0.0}
    steps = steps_of("upright 20s; slouch 5m", settings=settings_with(slouch=often))

    def said(changed: Mapping[str, Any]) -> list[float]:
        reminders = Reminders(Settings().reminders)
        times: list[float] = []
        for step in steps:
            times += [round(prompt.at.mono_s) for prompt in reminders.prompts(step)]
            if times:
                reminders.use(replace(Settings().reminders, **changed))
        return times

    assert said({}) == [80]
    assert said({"min_gap_s": 90.0}) == [80, 200]
    assert said({"min_gap_s": 0.0, "slouch": False}) == [80]
    assert said({"min_gap_s": 0.0, "max_per_hour": 4}) == [80, 140, 200]
