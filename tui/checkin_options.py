"""The answers that scripts give as options of `posture checkin`, as records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING

from posture.errors import UsageError
from posture.therapy.exercise_records import ExerciseSession, NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.measures import activity_key
from posture.therapy.record_base import LARGEST_CHANGE
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    Note,
    Onset,
    PainRating,
    QuestionnaireAnswers,
    Record,
    ScoreEntered,
    YellowFlagNote,
)
from posture.therapy.today import today_of
from tui.checkin_form import answers_given
from tui.checkin_questions import FLAG_WORDS, AnswerKind, Question, read_answer, read_day, read_flag

if TYPE_CHECKING:
    from posture.therapy.plan import Plan

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
    questionnaires: tuple[str, ...] = ()
    onset: str | None = None
    assessed: bool | None = None
    note: str | None = None
    about: str | None = None

    def is_empty(self) -> bool:
        """Whether there is no answer at all."""
        return self == Given()


def records_given(
    given: Given, at: datetime, before: tuple[Record, ...], plan: Plan | None = None
) -> tuple[Record, ...]:
    """The records that these options ask for; `before` are those in force, `plan` is the one in use.

    Raises:
        UsageError: one of them is not allowed; the message names it and what is allowed.
    """
    made: list[Record | None] = [
        _onset(given, at, before),
        _pain(given, at),
        _next_day(given, at, before, plan),
        *(_activity(text, at, before, plan) for text in given.activities),
        _change(given, at, before, plan),
        *(_score(text, at) for text in given.scores),
        *(_questionnaire(text, at, plan) for text in given.questionnaires),
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


def _next_day(
    given: Given, at: datetime, before: tuple[Record, ...], plan: Plan | None
) -> NextDayPain | None:
    """About the day the plan asks about, else about yesterday."""
    if given.next_day is None:
        return None
    asked_about = None if plan is None else today_of(plan, before, at).ask_about
    of_day: date = asked_about or at.date() - timedelta(days=1)
    pain = _on_scale("--next-day", given.next_day, _RATING)
    done = of_kind(before, ExerciseSession)
    if not any(one.at.date() == of_day and (one.sets or one.pain_after is not None) for one in done):
        msg = (
            f"--next-day is about the exercises of the day before, and none are noted for {of_day}; "
            "give today's pain with --pain, or note them first: posture today --done ID --on yesterday"
        )
        raise UsageError(msg)
    return NextDayPain(at=at, of_day=of_day, pain=pain)


def _activity(text: str, at: datetime, before: tuple[Record, ...], plan: Plan | None) -> ActivityRating:
    name, equals, typed = text.rpartition("=")
    if not equals:
        msg = f'--activity {text!r} has no "=": write it as "what it is=NUMBER", such as "sitting at work=6"'
        raise UsageError(msg)
    score = _on_scale("--activity", typed, _RATING)
    planned = () if plan is None else plan.check_ins.activities
    names = (*planned, *(one.activity for one in of_kind(before, ActivityRating)))
    known = {activity_key(one): one for one in names}
    try:
        return ActivityRating(at=at, activity=known.get(activity_key(name), name.strip()), score=score)
    except ValueError as error:
        raise UsageError(f"--activity: {error}") from error


def _change(given: Given, at: datetime, before: tuple[Record, ...], plan: Plan | None) -> GlobalChange | None:
    """Since the plan began, else since the first record."""
    if given.change is None:
        return None
    score = _on_scale("--change", given.change, _CHANGE)
    first = before[0].at.date() if before else None
    return GlobalChange(at=at, score=score, since=first if plan is None else plan.start)


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


def _questionnaire(text: str, at: datetime, plan: Plan | None) -> QuestionnaireAnswers:
    """All the answers to a questionnaire of the plan, in its order."""
    name, equals, typed = text.partition("=")
    asked = {} if plan is None else {one.id: one for one in plan.questionnaires}
    questionnaire = asked.get(name.strip())
    if questionnaire is None or not equals:
        there = f"the plan has {', '.join(asked)}" if asked else "no plan in use has one"
        msg = f"--questionnaire {text!r} names none; {there}; write it as ID=ANSWERS, such as desk=2,0,3"
        raise UsageError(msg)
    count, low, high = len(questionnaire.items), questionnaire.scale_from, questionnaire.scale_to
    question = Question(key="", kind=AnswerKind.SCALE, text="", low=low, high=high)
    option = f"--questionnaire {questionnaire.id}"
    answers = [_on_scale(option, one, question) for one in typed.split(",")]
    if len(answers) != count:
        msg = f"{option} has {count} questions: give {count} answers, not {len(answers)}"
        raise UsageError(msg)
    return answers_given(questionnaire, answers, at)


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
