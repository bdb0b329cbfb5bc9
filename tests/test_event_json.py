"""Events as JSON: flat, in the order of CONTRACT.md, and back to the same value, or a plain refusal."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posture.event_json import from_dict, to_dict, to_line
from posture.events import (
    EVENT_TYPES,
    BreakTaken,
    CountedBy,
    Event,
    Paused,
    Side,
    SlouchEnded,
    VerifiedBy,
)
from posture.instant import Instant
from posture.labels import Label, Presence

SECONDS = st.integers(0, 10**9).map(lambda milliseconds: milliseconds / 1000)
WALLS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-48, 56).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
).map(lambda wall: wall.replace(microsecond=wall.microsecond // 1000 * 1000))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "float": SECONDS,
    "int": st.integers(0, 10**6),
    "int | None": st.none() | st.integers(0, 10**6),
    "str": st.text(),
    "bool": st.booleans(),
    "Label": st.sampled_from(Label),
    "Presence": st.sampled_from(Presence),
    "VerifiedBy": st.sampled_from(VerifiedBy),
    "Side": st.sampled_from(Side),
    "CountedBy": st.sampled_from(CountedBy),
}


def _events(kind: type[Event]) -> st.SearchStrategy[Event]:
    values = {field.name: VALUES[str(field.type)] for field in fields(kind) if field.name != "at"}
    instants = st.builds(Instant, mono_s=SECONDS, wall=st.none() | WALLS)
    return st.builds(kind, at=instants, **values)


ANY_EVENT = st.one_of([_events(kind) for kind in EVENT_TYPES.values()])
ENDED = SlouchEnded(
    at=Instant(mono_s=72.0004, wall=datetime(2026, 3, 2, 9, 1, 12, 400, tzinfo=UTC)),
    label=Label.LEANING_LEFT,
    since_t=30.5,
    until_t=60.25,
    duration_s=29.7501,
)


@settings(max_examples=300)
@given(event=ANY_EVENT)
def test_every_event_comes_back_the_same_from_its_line(event: Event) -> None:
    line = to_line(event)
    assert "\n" not in line
    assert from_dict(json.loads(line)) == event


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_a_line_has_time_wall_and_type_first_and_then_the_events_own_fields(name: str) -> None:
    kind = EVENT_TYPES[name]
    stand_ins = {"float": 1.0, "str": "x", "bool": True, "Label": Label.SLOUCHED}
    stand_ins |= {"Presence": Presence.AWAY, "VerifiedBy": VerifiedBy.ABSENCE}
    stand_ins |= {"int": 3, "int | None": 2, "Side": Side.BOTH, "CountedBy": CountedBy.CAMERA}
    own = {field.name: stand_ins[str(field.type)] for field in fields(kind) if field.name != "at"}
    assert list(to_dict(kind(at=Instant(mono_s=2.0), **own)).items()) == [
        ("t", 2.0),
        ("wall", None),
        ("type", name),
        *own.items(),
    ]


def test_times_are_rounded_to_the_millisecond_and_the_wall_keeps_its_zone() -> None:
    assert to_line(ENDED) == (
        '{"t": 72.0, "wall": "2026-03-02T09:01:12.000+00:00", "type": "slouch_ended", '
        '"label": "leaning_left", "since_t": 30.5, "until_t": 60.25, "duration_s": 29.75}'
    )
    east = Paused(
        at=Instant(mono_s=1.0, wall=ENDED.at.wall and ENDED.at.wall.astimezone(timezone(timedelta(hours=2))))
    )
    assert to_dict(east)["wall"] == "2026-03-02T11:01:12.000+02:00"


def test_words_in_any_script_stay_readable() -> None:
    line = to_line(EVENT_TYPES["session_started"](at=Instant(mono_s=0.0), source="Bücher/机.mp4"))
    assert '"source": "Bücher/机.mp4"' in line


def test_whole_numbers_are_seconds_too() -> None:
    payload = to_dict(ENDED) | {"t": 72, "since_t": 30}
    event = from_dict(payload)
    assert isinstance(event, SlouchEnded)
    assert (event.at.mono_s, event.since_t) == (72.0, 30.0)
    assert isinstance(event.since_t, float)


def test_fields_of_a_later_version_are_ignored() -> None:
    taken = BreakTaken(
        at=Instant(mono_s=1.0), duration_s=60.0, verified_by=VerifiedBy.ABSENCE, prompted=False
    )
    assert from_dict(to_dict(taken) | {"mood": "fine"}) == taken


@pytest.mark.parametrize("missing", ["t", "wall", "type", "label", "since_t", "until_t", "duration_s"])
def test_an_event_that_lacks_something_is_refused(missing: str) -> None:
    payload = to_dict(ENDED)
    del payload[missing]
    with pytest.raises(ValueError, match=f"^not an event: '{missing}'$"):
        from_dict(payload)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("type", "sat_down"),
        ("type", None),
        ("type", ["paused"]),
        ("t", "12"),
        ("t", None),
        ("t", True),
        ("wall", "yesterday"),
        ("wall", 12.5),
        ("label", "crooked"),
        ("label", None),
        ("label", []),
        ("since_t", None),
        ("since_t", "30"),
        ("until_t", [1]),
        ("duration_s", False),
    ],
)
def test_an_event_with_something_of_the_wrong_kind_is_refused(field: str, wrong: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_dict(to_dict(ENDED) | {field: wrong})


@pytest.mark.parametrize(
    ("event", "field", "wrong"),
    [
        ("break_taken", "prompted", 1),
        ("break_taken", "verified_by", "hearsay"),
        ("view_unusable", "presence", "perhaps"),
        ("view_unusable", "reason", 5),
        ("session_ended", "reason", None),
        ("exercise_repetition", "count", 2.5),
        ("exercise_repetition", "side", "up"),
        ("exercise_finished", "repetitions", True),
        ("exercise_finished", "counted_by", "hearsay"),
    ],
)
def test_flags_words_and_texts_are_checked_as_well(event: str, field: str, wrong: object) -> None:
    stand_ins = {"duration_s": 1.0, "verified_by": "absence", "prompted": True, "reason": "x"}
    stand_ins |= {"presence": "present", "since_t": 0.0, "exercise": "squat", "count": 3, "side": "both"}
    stand_ins |= {"repetitions": 3, "hold_s": 0.0, "counted_by": "camera"}
    payload = {"t": 1.0, "wall": None, "type": event, **stand_ins}
    assert from_dict(payload).type == event
    with pytest.raises(ValueError, match=r"."):
        from_dict(payload | {field: wrong})


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=200)
@given(event=ANY_EVENT, data=st.data(), wrong=json_values)
def test_a_line_with_anything_else_in_it_is_an_event_or_a_value_error(
    event: Event, data: st.DataObject, wrong: object
) -> None:
    payload = to_dict(event)
    payload[data.draw(st.sampled_from(sorted(payload)))] = wrong
    try:
        read = from_dict(payload)
    except ValueError:
        return
    assert read.type == event.type or payload["type"] == read.type
