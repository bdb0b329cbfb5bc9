"""Any record that can be, for properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from posture.events import CountedBy
from posture.therapy.exercise_records import (
    DoneSet,
    ExerciseSession,
    NextDayPain,
    PrescribedDose,
    RangeReached,
)
from posture.therapy.items import Light
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    ItemAnswer,
    Note,
    Occasion,
    Onset,
    PainRating,
    QuestionnaireAnswers,
    Record,
    ScoreEntered,
    SignAnswer,
    SignsLookedAt,
    WarningSignAnswers,
    Withdrawn,
    YellowFlag,
    YellowFlagNote,
)

FIRST, LAST = datetime(2000, 1, 3, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.builds(
    lambda at, zone: at.replace(tzinfo=UTC).astimezone(zone),
    st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)),
    offsets,
)
words = st.text(
    st.characters(categories=["L", "N", "P", "S"]) | st.just(" "), min_size=1, max_size=40
).filter(lambda text: text.strip() != "")
ratings = st.integers(0, 10)
amounts = st.floats(0, 1e6)
numbers = st.floats(allow_nan=False, allow_infinity=False)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def build(cls: type[Record], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(cls, at=times, **fields)


sets = st.builds(
    DoneSet, repetitions=maybe(st.integers(0, 999)), hold_s=maybe(amounts), duration_s=maybe(amounts)
)
ranges = st.builds(RangeReached, unit=words, farthest=amounts, usual=amounts, counts_from=amounts)
doses = st.builds(PrescribedDose, sets=maybe(st.integers(0, 9)), repetitions=maybe(st.integers(0, 99)))
any_record: st.SearchStrategy[Record] = st.one_of(
    build(PainRating, now=ratings, average=maybe(ratings), place=maybe(words)),
    build(ActivityRating, activity=words, score=ratings),
    build(GlobalChange, score=st.integers(-7, 7), since=maybe(st.dates(date(2000, 1, 1), date(2100, 1, 1)))),
    build(
        QuestionnaireAnswers,
        questionnaire=words,
        answers=st.lists(st.builds(ItemAnswer, item=words, value=numbers), max_size=4).map(tuple),
        score=maybe(numbers),
    ),
    build(ScoreEntered, name=words, score=numbers),
    build(YellowFlagNote, topic=st.sampled_from(YellowFlag), text=words),
    build(Note, text=words),
    build(
        WarningSignAnswers,
        list_version=st.integers(1, 9),
        occasion=st.sampled_from(Occasion),
        answers=st.just((SignAnswer(sign="fever_unwell", yes=True),)),
        tier=st.sampled_from((1, 2, 3)),
        complete=st.booleans(),
        pauses_exercises=st.booleans(),
    ),
    build(SignsLookedAt, looked_at=st.booleans()),
    build(Onset, began=st.dates(date(1950, 1, 1), date(2000, 1, 1)), assessed=maybe(st.booleans())),
    build(
        ExerciseSession,
        exercise=words,
        plan_hash=maybe(words),
        prescribed=maybe(doses),
        sets=st.lists(sets, max_size=3).map(tuple),
        counted_by=st.sampled_from(CountedBy),
        range_reached=maybe(ranges),
        pain_before=maybe(ratings),
        pain_after=maybe(ratings),
        light=maybe(st.sampled_from(Light)),
        stopped_reason=maybe(words),
        duration_s=amounts,
    ),
    build(NextDayPain, of_day=st.dates(date(1999, 1, 1), date(2000, 1, 1)), pain=ratings),
    build(Withdrawn, replaces=st.integers(1, 99)),
)
