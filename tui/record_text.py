"""Records as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from posture.events import CountedBy
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
    SignsLookedAt,
    WarningSignAnswers,
    Withdrawn,
    YellowFlagNote,
)
from tui.checkin_questions import FLAG_WORDS
from tui.checkin_text import figure
from tui.exercise_words import range_words
from tui.plan_words import counted, seconds_words

_PAIN_OF = {"now": "now", "average": "on average", "worst": "at worst"}


def history_text(stored: Iterable[Stored], names: Mapping[str, str] | None = None) -> str:
    """A line for each record: its number, its local time, what it says; `names` are those of exercises."""
    rows = list(stored)
    width = max((len(str(one.number)) for one in rows), default=0)
    return "".join(
        f"{one.number:>{width}}  {one.record.at:%Y-%m-%d %H:%M}  {record_words(one.record, names)}\n"
        for one in rows
    )


def record_words(record: Record, names: Mapping[str, str] | None = None) -> str:
    """What a record says, in a line; `names` are those of exercises and activities by id."""
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
            return _event_words(record, names or {})


def _event_words(
    record: WarningSignAnswers | SignsLookedAt | Onset | ExerciseSession | NextDayPain | Withdrawn,
    names: Mapping[str, str],
) -> str:
    match record:
        case WarningSignAnswers():
            yes = [answer.sign for answer in record.answers if answer.yes]
            return f"warning signs: {', '.join(yes) or 'none'}" + (
                "" if record.complete else ", not all asked"
            )
        case SignsLookedAt():
            return f"warning signs: {'looked at' if record.looked_at else 'not looked at yet'}"
        case Onset():
            seen = {None: "", True: ", assessed since", False: ", not assessed yet"}[record.assessed]
            return f"began: {record.began}{seen}"
        case ExerciseSession():
            return _session_words(record, names.get(record.exercise, record.exercise))
        case NextDayPain():
            return f"pain the morning after {record.of_day}: {record.pain}"
        case Withdrawn():
            return f"takes record {record.replaces} back"


def _session_words(record: ExerciseSession, name: str) -> str:
    """An exercise: how much, by whose word, the pain around it, why it ended early."""
    repetitions = sum(one.repetitions or 0 for one in record.sets)
    seconds = sum(one.duration_s or 0.0 for one in record.sets)
    amount = counted(repetitions, "repetition") if repetitions else seconds_words(round(seconds))
    whose = "counted by the camera" if record.counted_by is CountedBy.CAMERA else "at your word"
    parts = [name, f"{amount} {whose}" if record.sets else "nothing done"]
    if record.range_reached is not None:
        parts.append(range_words(record.range_reached))
    pains = ((record.pain_before, "before"), (record.pain_after, "after"))
    rated = [f"{pain} {when}" for pain, when in pains if pain is not None]
    parts += [f"pain {' and '.join(rated)}"] if rated else []
    told = f"exercise: {', '.join(parts)}"
    return told if record.stopped_reason is None else f"{told} ({record.stopped_reason})"


def doubt_words(record: Record, number: int | None = None) -> str | None:
    """What in an answer does not go together with the rest of it, or `None`."""
    if not isinstance(record, PainRating) or record.now is None or record.worst is None:
        return None
    if record.now <= record.worst:
        return None
    change = "" if number is None else f" If one of them was a slip: --replaces {number}."
    return (
        f"Pain now ({record.now}) is above the worst of the last 7 days ({record.worst}), "
        f"which are meant to end now.{change}"
    )


def unreadable_words(history: History) -> str | None:
    """That some records are of a newer version, or `None`."""
    kinds = sorted({one.kind for one in history.unreadable})
    if not kinds:
        return None
    return (
        f"{len(history.unreadable)} of the records ({', '.join(kinds)}) were made by a newer version of this "
        "program and are left out here; they stay where they are, and that version shows them"
    )
