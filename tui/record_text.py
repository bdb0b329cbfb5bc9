"""Records as lines for people."""

from __future__ import annotations

from collections.abc import Iterable

from posture.therapy.exercise_records import ExerciseSession, NextDayPain
from posture.therapy.history import History, Stored
from posture.therapy.records import (
    ActivityRating,
    GlobalChange,
    Note,
    Onset,
    PainRating,
    QuestionnaireAnswers,
    Record,
    ScoreEntered,
    WarningSignAnswers,
    Withdrawn,
    YellowFlagNote,
)
from tui.checkin_questions import FLAG_WORDS
from tui.checkin_text import figure
from tui.exercise_words import range_words

_PAIN_OF = {"now": "now", "average": "on average", "worst": "at worst"}


def history_text(stored: Iterable[Stored]) -> str:
    """A line for each record: its number, its local time, what it says."""
    rows = list(stored)
    width = max((len(str(one.number)) for one in rows), default=0)
    return "".join(
        f"{one.number:>{width}}  {one.record.at:%Y-%m-%d %H:%M}  {record_words(one.record)}\n" for one in rows
    )


def record_words(record: Record) -> str:
    """What a record says, in a line."""
    match record:
        case PainRating():
            given = [(words, getattr(record, field)) for field, words in _PAIN_OF.items()]
            told = ", ".join(f"{value} {words}" for words, value in given if value is not None)
            return f"pain: {told}" + ("" if record.place is None else f" ({record.place})")
        case ActivityRating():
            return f"able: {record.activity}, {record.score} of 10"
        case GlobalChange():
            return f"change: {record.score:+d}"
        case QuestionnaireAnswers():
            score = "not all answered" if record.score is None else f"score {figure(record.score)}"
            return f"questionnaire: {record.questionnaire}, {score}"
        case ScoreEntered():
            return f"score: {record.name}, {figure(record.score)}"
        case YellowFlagNote():
            return f"note about {FLAG_WORDS[record.topic]}: {record.text}"
        case Note():
            return f"note: {record.text}"
        case _:
            return _event_words(record)


def _event_words(record: WarningSignAnswers | Onset | ExerciseSession | NextDayPain | Withdrawn) -> str:
    match record:
        case WarningSignAnswers():
            yes = [answer.sign for answer in record.answers if answer.yes]
            return f"warning signs: {', '.join(yes) or 'none'}" + (
                "" if record.complete else ", not all asked"
            )
        case Onset():
            seen = {None: "", True: ", assessed since", False: ", not assessed yet"}[record.assessed]
            return f"began: {record.began}{seen}"
        case ExerciseSession():
            told = f"exercise: {record.exercise}, {record.counted_by.value.replace('_', ' ')}"
            if record.range_reached is not None:
                told += f", {range_words(record.range_reached)}"
            return told if record.stopped_reason is None else f"{told} ({record.stopped_reason})"
        case NextDayPain():
            return f"pain the morning after {record.of_day}: {record.pain}"
        case Withdrawn():
            return f"takes record {record.replaces} back"


def unreadable_words(history: History) -> str | None:
    """That some records are of a newer version, or `None`."""
    kinds = sorted({one.kind for one in history.unreadable})
    if not kinds:
        return None
    return (
        f"{len(history.unreadable)} of the records ({', '.join(kinds)}) were made by a newer version of this "
        "program and are left out here; they stay where they are, and that version shows them"
    )
