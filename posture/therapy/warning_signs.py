"""Warning signs: which there are, and what answers to them call for. When exercises rest: `resting.py`.

The questions are data (`posture/data/warning_signs.toml`). Three tiers: 1 calls for emergency care, 2 for a
doctor or PT today or tomorrow, 3 for an appointment. Nothing here names a cause or computes a chance: most
people who say yes to something have nothing serious [S5], and a no to everything rules nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from posture.therapy.exercise_records import ExerciseSession, NextDayPain
from posture.therapy.history import of_kind
from posture.therapy.items import Light
from posture.therapy.records import Occasion, PainRating, Record, SignAnswer, WarningSignAnswers

if TYPE_CHECKING:
    from posture.therapy.plan import PainLimits

EMERGENCY = 1
SOON = 2
BOOK = 3
TIERS = (EMERGENCY, SOON, BOOK)

WORSE_BY = 2
"""Pain so many points above the last time is "worse" and lets the signs be asked. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One question.

    Attributes:
        id: stable; it stands in the records.
        question: what is asked, in our words.
        told: the same as a patient would say it to a doctor.
        pauses: whether a yes lets exercises rest until somebody has looked at it.
        verified: whether the sign is in a source that was read.
    """

    id: str
    question: str
    told: str
    pauses: bool
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Questions asked together; a tier may have several pages.

    Attributes:
        tier: 1 to 3.
        title: what they have in common.
        signs: the questions.
        message: what a yes here is answered with, or `None` where the message of the tier will do.
    """

    tier: int
    title: str
    signs: tuple[Sign, ...]
    message: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignList:
    """All questions in the order asked, and what is said about the answers.

    Attributes:
        version: changes with the questions.
        introduction: said before the first page.
        pages: tier 1 first.
        messages: by tier; `{signs}` in them stands for what the patient said yes to.
        nothing: said where nothing was a yes.
        nothing_so_far: the same where some questions were left out.
        paused: said where exercises rest.
        footer: said always.
        reading: pieces of the education library, by tier.
    """

    version: int
    introduction: str
    pages: tuple[Page, ...]
    messages: Mapping[int, str]
    nothing: str
    nothing_so_far: str
    paused: str
    footer: str
    reading: Mapping[int, tuple[str, ...]]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """All questions."""
        return tuple(sign for page in self.pages for sign in page.signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What is said about the answers.

    Attributes:
        tier: the most urgent one with a yes, or `None`.
        paragraphs: what to read, the footer last.
        pauses_exercises: whether exercises rest until somebody has looked at it.
        reading: pieces of the education library that fit.
    """

    tier: int | None
    paragraphs: tuple[str, ...]
    pauses_exercises: bool
    reading: tuple[str, ...]


def advice(signs: SignList, answers: Mapping[str, bool]) -> Advice:
    """What these answers (by the id of the sign) call for; the most urgent tier speaks."""
    yes = [(page, sign) for page in signs.pages for sign in page.signs if answers.get(sign.id)]
    if not yes:
        said = signs.nothing if len(answers) == len(signs.signs) else signs.nothing_so_far
        return Advice(tier=None, paragraphs=(said, signs.footer), pauses_exercises=False, reading=())
    tier = min(page.tier for page, _ in yes)
    told = "; ".join(sign.told for page, sign in yes if page.tier == tier)
    own = [page.message for page, _ in yes if page.tier == tier and page.message is not None]
    message = own[0] if own else signs.messages[tier]
    pauses = any(sign.pauses for _, sign in yes)
    return Advice(
        tier=tier,
        paragraphs=(
            message.replace("{signs}", told),
            *((signs.paused,) if pauses else ()),
            signs.footer,
        ),
        pauses_exercises=pauses,
        reading=signs.reading[tier],
    )


def answered(
    signs: SignList,
    answers: Mapping[str, bool],
    *,
    at: datetime,
    occasion: Occasion,
    replaces: int | None = None,
) -> WarningSignAnswers | None:
    """The record of these answers; `None` where nothing was answered."""
    given = tuple(
        SignAnswer(sign=sign.id, yes=answers[sign.id]) for sign in signs.signs if sign.id in answers
    )
    if not given:
        return None
    called_for = advice(signs, answers)
    return WarningSignAnswers(
        at=at,
        replaces=replaces,
        list_version=signs.version,
        occasion=occasion,
        answers=given,
        tier=called_for.tier,
        complete=called_for.tier == EMERGENCY or len(given) == len(signs.signs),
        pauses_exercises=called_for.pauses_exercises,
    )


def prompts_suspended(records: Iterable[Record], at: datetime) -> datetime | None:
    """Until when nothing prompts to move at `at`: the local midnight after a yes in tier 1, or `None`.

    Whoever should be in an emergency department is not asked for a change of position. The signs of tier 2
    leave these prompts: their message is to see a doctor, and sitting on helps nobody. A later no on the same
    day does not end it; a correction of the answer does, because what it replaces is not in force.
    """
    return _midnight_after((one for one in of_kind(records, WarningSignAnswers) if one.tier == EMERGENCY), at)


def _midnight_after(answers: Iterable[WarningSignAnswers], at: datetime) -> datetime | None:
    """The local midnight after one of these answers that was given today, or `None`."""
    for answer in answers:
        if answer.at <= at and answer.at.date() >= at.date():
            return datetime.combine(answer.at.date() + timedelta(days=1), time(), tzinfo=at.tzinfo)
    return None


def pain_got_worse(records: Iterable[Record], limits: PainLimits | None = None) -> datetime | None:
    """The last time that pain was reported worse; `None` if it never was.

    That is a pain rating `WORSE_BY` or more above the one before (now is compared with now, average with
    average, worst with worst), and any rating around an exercise that is on red by the plan's own traffic
    light: before it, after it, or the next morning. A morning has no light of its own: `limits` tell it.
    """
    known = tuple(records)
    red = [one.at for one in of_kind(known, ExerciseSession) if one.light is Light.RED]
    if limits is not None:
        red += [one.at for one in of_kind(known, NextDayPain) if limits.light(one.pain) is Light.RED]
    return max((moment for moment in (*red, _rated_worse(known)) if moment is not None), default=None)


def _rated_worse(records: Iterable[Record]) -> datetime | None:
    """The last time that a pain rating lay `WORSE_BY` or more above the one before."""
    last: dict[str, int] = {}
    worse_at = None
    for rating in of_kind(records, PainRating):
        for field in ("now", "average", "worst"):
            value = getattr(rating, field)
            if value is None:
                continue
            if value - last.get(field, value) >= WORSE_BY:
                worse_at = rating.at
            last[field] = value
    return worse_at
