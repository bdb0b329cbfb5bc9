"""What must hold for every story: polling changes nothing, figures add up, events stand in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.event_json import from_dict, to_dict, to_line
from posture.inputs import UserInput
from posture.instant import Instant
from posture.monitor import Monitor
from posture.settings import Settings
from posture.summary import summarise_session
from posture.testing.scenario import scenario
from tests.stories import settings_with

if TYPE_CHECKING:
    from posture.baseline import Baseline
    from posture.events import Event
    from posture.landmarks import PoseObservation

VERBS = (
    "upright", "slouch", "lean_left", "turned", "away", "no_frame", "gap", "dark", "sleeve", "look_down",
    "stand", "stand_at_desk", "talking", "camera_taken",
)  # fmt: skip
INPUTS = (
    "!pause", "!resume", "!snooze 1", "!took_break", "!skip_break", "!standing", "!sitting",
    "!meeting_started", "!meeting_ended",
)  # fmt: skip
BUSY = settings_with(
    sitting={
        "nudge_after_s": 60.0,
        "missed_after_s": 30.0,
        "unknown_ends_after_s": 40.0,
        "break_target_s": 75.0,
    },
    stillness={"nudge_after_s": 50.0},
    standing={"nudge_after_s": 40.0, "mark_holds_s": 60.0},
    reminders={"meeting_ends_after_s": 100.0},
    slouch={"nudge_after_s": 10.0, "cooldown_s": 30.0},
)

spans = st.tuples(st.sampled_from(VERBS), st.integers(min_value=1, max_value=90)).map(
    lambda s: f"{s[0]} {s[1]}s"
)
rest = st.lists(spans | st.sampled_from(INPUTS), max_size=9)
scripts = st.tuples(spans, rest).map(lambda parts: "; ".join([parts[0], *parts[1]]))


@pytest.fixture(scope="module")
def reference() -> Baseline:
    """A reference with a standing anchor taken once, so that stories need no calm beginning."""
    return replace(_collected("upright 12s"), standing=_collected("stand_at_desk 12s").centre)


def _collected(script: str) -> Baseline:
    from calibration.collector import Collector

    calm = scenario(script).observations()
    collector = Collector(Settings(), calm[0].at, get_ready_s=0.0)
    for observation in calm:
        assert not isinstance(observation, UserInput)
        collector.observe(observation)
    return collector.result().baseline


def _play(
    items: list[PoseObservation | UserInput], reference: Baseline, polls: dict[int, list[float]]
) -> list[Event]:
    """Run the items with extra `advance` calls: `polls[k]` are shares of the way to item k."""
    monitor = Monitor(BUSY, reference)
    events: list[Event] = []
    events.extend(monitor.start(items[0].at, "story").events)
    last = items[0].at.mono_s
    for index, item in enumerate(items):
        for share in sorted(polls.get(index, ())):
            events.extend(monitor.advance(Instant(mono_s=last + share * (item.at.mono_s - last))).events)
        last = item.at.mono_s
        step = monitor.apply(item) if isinstance(item, UserInput) else monitor.observe(item)
        events.extend(step.events)
    events.extend(monitor.finish(items[-1].at, "end_of_source").events)
    return events


shares = st.lists(st.floats(min_value=0.0, max_value=1.0), max_size=3)


@settings(max_examples=40, deadline=None)
@given(script=scripts, data=st.data())
def test_extra_polling_never_changes_the_log(reference: Baseline, script: str, data: st.DataObject) -> None:
    items = scenario(script, fps=1.0).observations()
    if not items:
        return
    plain = _play(items, reference, {})
    polls = data.draw(st.dictionaries(st.integers(min_value=0, max_value=len(items)), shares, max_size=40))
    polled = _play(items, reference, polls)
    assert [to_line(event) for event in polled] == [to_line(event) for event in plain]


@settings(max_examples=40, deadline=None)
@given(script=scripts)
def test_every_story_adds_up_and_stands_in_order(reference: Baseline, script: str) -> None:
    items = scenario(script, fps=1.0).observations()
    if not items:
        return
    events = _play(items, reference, {})
    times = [event.at.mono_s for event in events]
    assert times == sorted(times)
    figures = summarise_session(events).figures
    parts = figures.sitting_s + figures.standing_s + figures.away_s + figures.unknown_s
    assert figures.watched_s == pytest.approx(parts, abs=0.01)
    whole = figures.watched_s + figures.paused_s + figures.suspended_s
    assert whole == pytest.approx(items[-1].at.mono_s - items[0].at.mono_s, abs=0.01)
    stood = sum(event.duration_s for event in events if event.type == "standing_ended")
    assert stood == pytest.approx(figures.standing_s, abs=0.01)
    bouts = sum(event.duration_s for event in events if event.type == "sitting_ended")
    assert bouts == pytest.approx(figures.sitting_s, abs=0.01)
    due = [event for event in events if event.type == "break_due" and not event.after_snooze]
    resolved = [
        event
        for event in events
        if event.type == "break_missed" or (event.type == "break_taken" and event.prompted)
    ]
    assert len(due) - len(resolved) in (0, 1)


@settings(max_examples=15, deadline=None)
@given(script=scripts)
def test_events_survive_their_json(reference: Baseline, script: str) -> None:
    items = scenario(script, fps=1.0).observations()
    if not items:
        return
    for event in _play(items, reference, {}):
        assert to_dict(from_dict(to_dict(event))) == to_dict(event)


def test_time_that_goes_back_is_refused(reference: Baseline) -> None:
    items = scenario("upright 5s").observations()
    monitor = Monitor(BUSY, reference)
    monitor.start(items[0].at, "story")
    monitor.observe(items[4])
    with pytest.raises(ValueError, match="time went back"):
        monitor.observe(items[1])
