"""What the patient did and said, as frozen values.

Nothing is ever edited: a correction is a new record that names the one it replaces, and `Withdrawn` takes one
back. `posture/therapy/history.py` tells which records are in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from posture.therapy.exercise_records import ExerciseSession, NextDayPain
from posture.therapy.record_base import (
    LONGEST_NAME,
    LONGEST_NOTE,
    RecordBase,
    check_change,
    check_number,
    check_rating,
    check_text,
)


class YellowFlag(StrEnum):
    """What besides the body can weigh on recovery; notes about it are in the patient's own words."""

    FEAR_OF_MOVEMENT = "fear_of_movement"
    MOOD = "mood"
    WORK = "work"
    SLEEP = "sleep"
    STRESS = "stress"
    COPING = "coping"


class Occasion(StrEnum):
    """Why the warning signs were asked."""

    FIRST_USE = "first_use"
    MONTHLY = "monthly"
    PAIN_WORSE = "pain_worse"
    ON_DEMAND = "on_demand"


@dataclass(frozen=True, slots=True, kw_only=True)
class PainRating(RecordBase):
    """Pain from 0 (none) to 10 (the worst imaginable): now, and on average and at worst over the last 7 days.

    The generic numeric rating scale (docs/checkins.md). `place` is where, in the patient's words.
    """

    kind: ClassVar[str] = "pain_rating"
    now: int | None = None
    average: int | None = None
    worst: int | None = None
    place: str | None = None

    def _check(self) -> None:
        if self.now is self.average is self.worst is None:
            msg = "a pain rating needs a number from 0 to 10: now, on average or at worst"
            raise ValueError(msg)
        for name, value in (("now", self.now), ("average", self.average), ("worst", self.worst)):
            check_rating(f"pain {name}", value)
        if self.worst is not None and self.average is not None and self.worst < self.average:
            msg = (
                f"the worst pain of the last 7 days ({self.worst}) cannot be below "
                f"the average of the same days ({self.average})"
            )
            raise ValueError(msg)
        if self.place is not None:
            check_text("the place of the pain", self.place, LONGEST_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRating(RecordBase):
    """How able the patient is to do one activity of his own choice: 0 not at all, 10 as before (PSFS).

    The direction of the original scale; version 2.0 of it runs the other way.
    """

    kind: ClassVar[str] = "activity_rating"
    activity: str
    score: int

    def _check(self) -> None:
        check_text("the name of an activity", self.activity, LONGEST_NAME)
        check_rating("an activity", self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalChange(RecordBase):
    """One generic rating of change from -7 (very much worse) over 0 (the same) to +7 (very much better).

    The 15-point scale rather than seven words, because its steps are finer than the change that counts.
    `since` is the day it is compared with, or `None` where nobody said.
    """

    kind: ClassVar[str] = "global_change"
    score: int
    since: date | None = None

    def _check(self) -> None:
        check_change(self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnswer:
    """One answer of a questionnaire."""

    item: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireAnswers(RecordBase):
    """The answers to a questionnaire of the PT's own, and its score by the rule in the plan.

    `score` is `None` where an answer that the rule needs is missing.
    """

    kind: ClassVar[str] = "questionnaire_answers"
    questionnaire: str
    answers: tuple[ItemAnswer, ...]
    score: float | None

    def _check(self) -> None:
        check_text("the name of a questionnaire", self.questionnaire, LONGEST_NAME)
        for answer in self.answers:
            check_text("an item of a questionnaire", answer.item, LONGEST_NOTE)
            check_number("an answer", answer.value)
        check_number("a score", self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEntered(RecordBase):
    """The total of a questionnaire that the PT gave and scored elsewhere."""

    kind: ClassVar[str] = "score_entered"
    name: str
    score: float

    def _check(self) -> None:
        check_text("the name of a score", self.name, LONGEST_NAME)
        check_number("a score", self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class YellowFlagNote(RecordBase):
    """A note about what weighs on the patient, in his own words."""

    kind: ClassVar[str] = "yellow_flag_note"
    topic: YellowFlag
    text: str

    def _check(self) -> None:
        check_text("a note", self.text, LONGEST_NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(RecordBase):
    """Anything the patient wants to say."""

    kind: ClassVar[str] = "note"
    text: str

    def _check(self) -> None:
        check_text("a note", self.text, LONGEST_NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAnswer:
    """Yes or no to one warning sign."""

    sign: str
    yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSignAnswers(RecordBase):
    """The answers about warning signs.

    Attributes:
        list_version: of the list of signs that was asked.
        occasion: why it was asked.
        answers: in the order asked; what was left out is not among them.
        tier: the most urgent tier with a yes (1 to 3), or `None` without a yes.
        complete: whether the asking came to its end (a yes in tier 1 ends it).
        pauses_exercises: whether a yes is among those that let exercises rest (`posture.therapy.resting`).
    """

    kind: ClassVar[str] = "warning_sign_answers"
    list_version: int
    occasion: Occasion
    answers: tuple[SignAnswer, ...]
    tier: int | None
    complete: bool
    pauses_exercises: bool

    def _check(self) -> None:
        if self.tier not in {None, 1, 2, 3}:
            msg = "the tier of a warning sign is 1, 2 or 3"
            raise ValueError(msg)
        if (self.tier is not None) != any(answer.yes for answer in self.answers):
            msg = "answers about warning signs have a tier exactly where one of them is a yes"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignsLookedAt(RecordBase):
    """Whether a doctor or PT has looked at what was answered with yes before this."""

    kind: ClassVar[str] = "signs_looked_at"
    looked_at: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset(RecordBase):
    """The day the present trouble began, and whether a professional has looked at it since."""

    kind: ClassVar[str] = "onset"
    began: date
    assessed: bool | None = None

    def _check(self) -> None:
        if self.began > self.at.date():
            msg = f"the day it began ({self.began}) lies in the future; give a day up to {self.at.date()}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(RecordBase):
    """Takes the record it names back, without another in its place."""

    kind: ClassVar[str] = "withdrawn"

    def _check(self) -> None:
        if self.replaces is None:
            msg = "a withdrawal needs the number of a record"
            raise ValueError(msg)


Record = (
    PainRating
    | ActivityRating
    | GlobalChange
    | QuestionnaireAnswers
    | ScoreEntered
    | YellowFlagNote
    | Note
    | WarningSignAnswers
    | SignsLookedAt
    | Onset
    | ExerciseSession
    | NextDayPain
    | Withdrawn
)
"""The tagged union: every value has `.kind`, `.at` and `.replaces`."""

RECORD_TYPES: dict[str, type[Record]] = {cls.kind: cls for cls in Record.__args__}
"""Record classes by their name in files."""
