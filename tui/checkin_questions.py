"""One question of a check-in: what may be answered, and what the typed words mean.

The command line and the screen ask the same questions. Every answer may be left out; a question that builds
on another is asked only where that one was answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from posture.therapy.record_base import HIGHEST_RATING, LONGEST_NAME, LONGEST_NOTE, check_text
from posture.therapy.records import YellowFlag

FLAG_WORDS = {
    YellowFlag.FEAR_OF_MOVEMENT: "fear of moving",
    YellowFlag.MOOD: "mood",
    YellowFlag.WORK: "work",
    YellowFlag.SLEEP: "sleep",
    YellowFlag.STRESS: "stress",
    YellowFlag.COPING: "coping",
}

TEN = "t"
"""The key for ten on a scale from 0 to 10."""

Answer = int | str | date | YellowFlag
"""A yes is 1 and a no is 0."""

_AGO = re.compile(r"(\d{1,4})\s*(d|w)(ays?|eeks?)?( ago)?", re.ASCII)
_DAYS_OF = {"d": 1, "w": 7}


class AnswerKind(Enum):
    """What may be answered."""

    SCALE = auto()
    NAME = auto()
    NOTE = auto()
    DAY = auto()
    YES_NO = auto()
    FLAG = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    Attributes:
        key: its name among the answers.
        kind: what may be answered.
        text: what is asked; `{...}` stands for the answer to the first of `needs`.
        needs: questions of which one must have been answered, and not with no or 0; none where it is empty.
        about: what it is about where several are alike: an activity, an item of a questionnaire.
        low, high: the ends of a scale.
        low_means, high_means: what they say.
        not_below: the question whose answer this one cannot lie below, or `None`.
    """

    key: str
    kind: AnswerKind
    text: str
    needs: tuple[str, ...] = ()
    about: str = ""
    low: int = 0
    high: int = HIGHEST_RATING
    low_means: str = ""
    high_means: str = ""
    not_below: str | None = None


def is_asked(question: Question, answers: Mapping[str, Answer]) -> bool:
    """Whether it makes sense after these answers."""
    return not question.needs or any(answers.get(key) for key in question.needs)


def wording(question: Question, answers: Mapping[str, Answer]) -> str:
    """The text with the answer it builds on."""
    return (
        question.text.replace("{...}", str(answers.get(question.needs[0], "")))
        if question.needs
        else question.text
    )


def allowed(question: Question) -> str:
    """What may be answered, in words."""
    match question.kind:
        case AnswerKind.SCALE:
            sign = "+" if question.low < 0 else ""
            return f"a whole number from {question.low} to {sign}{question.high}"
        case AnswerKind.NAME:
            return "a few words"
        case AnswerKind.NOTE:
            return "a line in your own words"
        case AnswerKind.DAY:
            return "a date such as 2026-09-01, or how long ago, such as 6w"
        case AnswerKind.YES_NO:
            return "y or n"
        case AnswerKind.FLAG:
            return "its number or word"


def read_answer(question: Question, typed: str, answers: Mapping[str, Answer], today: date) -> Answer:
    """The answer that these words are.

    Raises:
        ValueError: they are none; the message says what is allowed.
    """
    typed = typed.strip()
    match question.kind:
        case AnswerKind.SCALE:
            return _on_scale(question, typed, answers)
        case AnswerKind.NAME:
            check_text("the answer", typed, LONGEST_NAME)
            return typed
        case AnswerKind.NOTE:
            check_text("the answer", typed, LONGEST_NOTE)
            return typed
        case AnswerKind.DAY:
            return read_day(typed, today)
        case AnswerKind.YES_NO:
            if typed.casefold() not in {"y", "yes", "n", "no"}:
                raise ValueError(_refused(question, typed))
            return int(typed.casefold().startswith("y"))
        case AnswerKind.FLAG:
            flag = read_flag(typed)
            if flag is None:
                raise ValueError(_refused(question, typed))
            return flag


def read_day(typed: str, today: date) -> date:
    """A date, or so many days or weeks before today: "2026-09-01", "6w", "10 days ago".

    Raises:
        ValueError: it is neither, or lies in the future.
    """
    ago = _AGO.fullmatch(typed.strip().casefold())
    try:
        if ago is not None:
            return today - timedelta(days=int(ago[1]) * _DAYS_OF[ago[2]])
        day = date.fromisoformat(typed.strip())
    except (ValueError, OverflowError) as error:
        msg = f"{typed!r} is not a day: give a date such as 2026-09-01, or how long ago, such as 6w"
        raise ValueError(msg) from error
    if day > today:
        msg = f"{day} lies in the future: give a day up to today, {today}"
        raise ValueError(msg)
    return day


def read_flag(typed: str) -> YellowFlag | None:
    """What a note is about, by its number, name, words or first word; `None` for anything else."""
    wanted = " ".join(typed.casefold().replace("_", " ").split())
    for number, (flag, words) in enumerate(FLAG_WORDS.items(), start=1):
        if wanted in {str(number), flag.value.replace("_", " "), words, words.split()[0]}:
            return flag
    return None


def _on_scale(question: Question, typed: str, answers: Mapping[str, Answer]) -> int:
    if typed.casefold() == TEN and (question.low, question.high) == (0, HIGHEST_RATING):
        return HIGHEST_RATING
    if re.fullmatch(r"[+-]?\d{1,4}", typed, re.ASCII) is None:
        raise ValueError(_refused(question, typed))
    value = int(typed)
    if not question.low <= value <= question.high:
        raise ValueError(_refused(question, typed))
    floor = answers.get(question.not_below or "")
    if isinstance(floor, int) and value < floor:
        msg = f"the worst cannot lie below the average, which was {floor}: give {floor} to {question.high}"
        raise ValueError(msg)
    return value


def _refused(question: Question, typed: str) -> str:
    return f"{typed!r} is no answer here: give {allowed(question)}"
