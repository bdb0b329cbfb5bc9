"""Ratings of pain as a report holds them: each with its day, and on which occasion it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from posture.therapy.plan import PainLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class PainDay:
    """The highest pain around the exercises of a day, and of the morning after."""

    day: date
    before: int | None
    after: int | None
    next_day: int | None


USUAL_LIMITS = PainLimits()
"""The traffic light where no plan says otherwise (`traffic_light.py`)."""


class PainMoment(StrEnum):
    """When a pain rating was given: at a check-in, or around an exercise."""

    CHECK_IN = "check_in"
    BEFORE = "before"
    AFTER = "after"
    NEXT_DAY = "next_day"
    WORST = "worst"
    """At a check-in, about the worst of the 7 days before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPain:
    """The pain of one check-in of the period; `place` is where, in the patient's words."""

    day: date
    now: int | None
    average: int | None
    worst: int | None
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedPain:
    """One rating of pain: its day, and on which occasion; `exercise` is the name of the one it was about."""

    day: date
    pain: int
    moment: PainMoment
    exercise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """Where the pain is, in the patient's words, and the last day it was said."""

    day: date
    place: str
