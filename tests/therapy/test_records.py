"""A record that cannot be is never made; a correction takes the place of what it corrects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from posture.events import CountedBy
from posture.therapy.exercise_records import DoneSet, ExerciseSession, NextDayPain
from posture.therapy.history import History, Stored, Unreadable, of_kind
from posture.therapy.records import (
    RECORD_TYPES,
    ActivityRating,
    GlobalChange,
    Note,
    Onset,
    PainRating,
    Record,
    ScoreEntered,
    Withdrawn,
)
from tests.therapy.builders import MONDAY, able, change, day, history, pain, signs


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (
            lambda: PainRating(at=MONDAY),
            "a pain rating needs a number from 0 to 10: now, on average or at worst",
        ),
        (lambda: pain(0, 11), "pain now is a whole number from 0 to 10, and 11 is not"),
        (lambda: pain(0, worst=-1), "pain worst is a whole number from 0 to 10, and -1 is not"),
        (lambda: pain(0, now=True), "pain now is a whole number from 0 to 10, and True is not"),
        (
            lambda: pain(0, average=5, worst=4),
            "the worst pain of the last 7 days (4) cannot be below the average of the same days (5)",
        ),
        (lambda: able(0, " ", 3), "the name of an activity is empty; write some words"),
        (lambda: able(0, "x" * 81, 3), "the name of an activity has 81 characters; 80 are allowed"),
        (
            lambda: able(0, "sit\x1b[2J", 3),
            (
                "the name of an activity holds a line break or a control character; "
                "write it as one line of plain text"
            ),
        ),
        (
            lambda: Note(at=MONDAY, text="a\u202eb"),
            "a note holds a line break or a control character; write it as one line of plain text",
        ),
        (lambda: change(0, 8), "a change is a whole number from -7 to +7, and 8 is not"),
        (
            lambda: ScoreEntered(at=MONDAY, name="ODI", score=float("nan")),
            "a score is a number, and nan is not",
        ),
        (
            lambda: Onset(at=MONDAY, began=date(2026, 11, 3)),
            "the day it began (2026-11-03) lies in the future; give a day up to 2026-11-02",
        ),
        (
            lambda: NextDayPain(at=MONDAY, of_day=MONDAY.date(), pain=3),
            "pain the next morning is about exercises of an earlier day",
        ),
        (lambda: Withdrawn(at=MONDAY), "a withdrawal needs the number of a record"),
        (
            lambda: PainRating(at=datetime(2026, 11, 2), now=3),  # noqa: DTZ001
            "a record needs a time with its offset from UTC",
        ),
        (
            lambda: replace(signs(MONDAY), tier=2),
            "answers about warning signs have a tier exactly where one of them is a yes",
        ),
        (lambda: signs(MONDAY, tier=4), "the tier of a warning sign is 1, 2 or 3"),
        (
            lambda: ExerciseSession(
                at=MONDAY,
                exercise="squat",
                sets=(DoneSet(repetitions=-1),),
                counted_by=CountedBy.CAMERA,
                duration_s=9.0,
            ),
            "what was done is 0 or more, and -1 is not",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_allowed(make: Callable[[], Record], says: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the whole sentence is compared
        make()
    assert str(refusal.value) == says


def test_the_ends_of_every_scale_are_allowed() -> None:
    assert pain(0, 0, average=10, worst=10).now == 0
    assert [able(0, "é 👩\u200d⚕", score).score for score in (0, 10)] == [0, 10]
    assert [change(0, score).score for score in (-7, 7)] == [-7, 7]


def test_every_kind_has_its_own_name() -> None:
    assert len(RECORD_TYPES) == 13
    assert all(cls.kind == name for name, cls in RECORD_TYPES.items())


def test_what_is_in_force_is_in_the_order_of_time() -> None:
    kept = history(pain(3, 4), pain(1, 6), change(2, 1))
    assert kept.records() == (pain(1, 6), change(2, 1), pain(3, 4))
    assert of_kind(kept.records(), PainRating) == [pain(1, 6), pain(3, 4)]


def test_a_correction_stands_where_the_first_record_stood() -> None:
    corrected = pain(20, 7, replaces=1)
    again = pain(21, 8, replaces=3)
    assert history(pain(0, 6), pain(10, 4), corrected).records() == (corrected, pain(10, 4))
    assert history(pain(0, 6), pain(10, 4), corrected, again).records() == (again, pain(10, 4))


def test_what_was_taken_back_is_gone_and_so_is_what_took_it_back() -> None:
    assert history(pain(0, 6), pain(1, 4), Withdrawn(at=day(2), replaces=1)).records() == (pain(1, 4),)


def test_a_correction_of_a_later_version_counts_although_it_cannot_be_read() -> None:
    kept = History(
        stored=(Stored(number=1, record=pain(0, 6)),),
        unreadable=(Unreadable(number=2, kind="pain_map", replaces=1),),
    )
    assert kept.records() == ()


@pytest.mark.parametrize(
    ("number", "kind", "why"),
    [
        (1, "pain_rating", "record 1 was replaced by record 3; correct that one"),
        (2, "pain_rating", "record 2 is another kind of answer (global_change); give the same kind"),
        (3, "pain_rating", None),
        (3, "withdrawn", None),
        (4, "note", "record 4 was taken back by record 5; give the answer again without --replaces"),
        (5, "withdrawn", "record 5 takes another one back; give that answer again instead"),
        (6, "note", "there is no record number 6; `posture checkin --list` shows the numbers"),
    ],
)
def test_only_what_stands_can_be_replaced_and_by_its_own_kind(
    number: int, kind: str, why: str | None
) -> None:
    kept = history(
        pain(0, 6),
        change(1, 2),
        pain(2, 5, replaces=1),
        Note(at=day(3), text="x"),
        Withdrawn(at=day(4), replaces=4),
    )
    assert kept.why_not_replaceable(number, kind) == why


def test_nothing_stays_of_a_record_but_its_values() -> None:
    with pytest.raises(AttributeError):
        pain(0, 3).now = 4  # type: ignore[misc]
    assert GlobalChange(at=MONDAY, score=1) == change(0, 1)
    assert ActivityRating(at=MONDAY, activity="a", score=1) != able(0, "a", 2)
