"""The answers that scripts give as options of `posture checkin`, as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from posture.errors import UsageError
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.measures import activity_key
from posture.therapy.record_base import LARGEST_CHANGE
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    Note,
    Onset,
    PainRating,
    Record,
    ScoreEntered,
    YellowFlagNote,
)
from tui.checkin_questions import FLAG_WORDS, AnswerKind, Question, read_answer, read_day, read_flag

_RATING = Question(key="", kind=AnswerKind.SCALE, text="")
_CHANGE = Question(key="", kind=AnswerKind.SCALE, text="", low=-LARGEST_CHANGE, high=LARGEST_CHANGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the options say, as typed; `None` or empty where an option was not given."""

    pain: str | None = None
    average: str | None = None
    worst: str | None = None
    place: str | None = None
    next_day: str | None = None
    activities: tuple[str, ...] = ()
    change: str | None = None
    scores: tuple[str, ...] = ()
    onset: str | None = None
    assessed: bool | None = None
    note: str | None = None
    about: str | None = None

    def is_empty(self) -> bool:
        """Whether there is no answer at all."""
        return self == Given()


def records_given(given: Given, at: datetime, before: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records that these options ask for; `before` are those in force.

    Raises:
        UsageError: one of them is not allowed; the message names it and what is allowed.
    """
    made: list[Record | None] = [
        _onset(given, at, before),
        _pain(given, at),
        _next_day(given, at),
        *(_activity(text, at, before) for text in given.activities),
        _change(given, at, before),
        *(_score(text, at) for text in given.scores),
        _note(given, at),
    ]
    return tuple(record for record in made if record is not None)


def _onset(given: Given, at: datetime, before: tuple[Record, ...]) -> Onset | None:
    if given.onset is None and given.assessed is None:
        return None
    if given.onset is not None:
        try:
            began = read_day(given.onset, at.date())
        except ValueError as error:
            raise UsageError(f"--onset: {error}") from error
    else:
        known = of_kind(before, Onset)
        if not known:
            raise UsageError(
                "--assessed and --not-assessed need to know when it began: give --onset DATE too"
            )
        began = known[-1].began
    return Onset(at=at, began=began, assessed=given.assessed)


def _pain(given: Given, at: datetime) -> PainRating | None:
    now, average, worst = (
        None if typed is None else _on_scale(option, typed, _RATING)
        for option, typed in (("--pain", given.pain), ("--average", given.average), ("--worst", given.worst))
    )
    if (now, average, worst) == (None, None, None):
        if given.place is not None:
            raise UsageError("--place goes with a figure: give --pain, --average or --worst too")
        return None
    try:
        return PainRating(at=at, now=now, average=average, worst=worst, place=given.place)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _next_day(given: Given, at: datetime) -> NextDayPain | None:
    if given.next_day is None:
        return None
    yesterday: date = at.date() - timedelta(days=1)
    return NextDayPain(at=at, of_day=yesterday, pain=_on_scale("--next-day", given.next_day, _RATING))


def _activity(text: str, at: datetime, before: tuple[Record, ...]) -> ActivityRating:
    name, equals, typed = text.rpartition("=")
    if not equals:
        msg = f'--activity {text!r} has no "=": write it as "what it is=NUMBER", such as "sitting at work=6"'
        raise UsageError(msg)
    score = _on_scale("--activity", typed, _RATING)
    known = {activity_key(one.activity): one.activity for one in of_kind(before, ActivityRating)}
    try:
        return ActivityRating(at=at, activity=known.get(activity_key(name), name.strip()), score=score)
    except ValueError as error:
        raise UsageError(f"--activity: {error}") from error


def _change(given: Given, at: datetime, before: tuple[Record, ...]) -> GlobalChange | None:
    if given.change is None:
        return None
    score = _on_scale("--change", given.change, _CHANGE)
    return GlobalChange(at=at, score=score, since=before[0].at.date() if before else None)


def _score(text: str, at: datetime) -> ScoreEntered:
    name, equals, typed = text.rpartition("=")
    try:
        score = float(typed) if equals else float("nan")
    except ValueError:
        score = float("nan")
    if not isfinite(score):
        msg = f"--score {text!r} is not a score: write it as NAME=NUMBER, such as RMDQ=12"
        raise UsageError(msg)
    try:
        return ScoreEntered(at=at, name=name.strip(), score=score)
    except ValueError as error:
        raise UsageError(f"--score: {error}") from error


def _note(given: Given, at: datetime) -> Note | YellowFlagNote | None:
    if given.note is None:
        if given.about is not None:
            raise UsageError("--about says what a note is about: give --note too")
        return None
    try:
        if given.about is None:
            return Note(at=at, text=given.note.strip())
        topic = read_flag(given.about)
        if topic is None:
            msg = f"--about {given.about!r} is no topic: give one of {', '.join(FLAG_WORDS.values())}"
            raise UsageError(msg)
        return YellowFlagNote(at=at, topic=topic, text=given.note.strip())
    except ValueError as error:
        raise UsageError(f"--note: {error}") from error


def _on_scale(option: str, typed: str, question: Question) -> int:
    try:
        value = read_answer(question, typed, {}, date.max)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error
    assert isinstance(value, int)
    return value
