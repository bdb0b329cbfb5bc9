"""A physical therapist's plan, once it is read and checked: frozen, complete, and nothing in it is a guess.

`posture/adapters/plan_file.py` makes it of a TOML file (docs/plans.md says what each key means). Nothing
here knows a file, a clock or a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from posture.therapy.items import Light, PlanItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the patient wants to be able to do, and how it is told that he can.

    `measured_by` is one of `pain_now`, `pain_average`, `pain_worst`, `activities`, `questionnaire:ID`,
    `longest_sitting`, `breaks_a_day`, or `therapist`.
    """

    text: str
    measure: str
    measured_by: str
    unit: str
    baseline: float | None
    target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingStep:
    """Targets from one week of the plan on; week 1 begins at its start."""

    from_week: int
    break_after_s: float
    break_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PainLimits:
    """The pain traffic light: green up to here, amber up to there, red above; amber settles in time."""

    green_up_to: int = 3
    amber_up_to: int = 5
    settles_within_h: float = 24.0

    def light(self, pain: int) -> Light:
        """The colour of a rating from 0 to 10."""
        if pain <= self.green_up_to:
            return Light.GREEN
        return Light.AMBER if pain <= self.amber_up_to else Light.RED


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIns:
    """How often the patient is asked what; `None` is never.

    Attributes:
        pain_every_days: pain now, on average and at its worst.
        activities_every_days: the patient's own activities, each from 0 to 10.
        change_at_review: the rating of change, at the review.
        activities: what to rate, where the plan names it; else the patient does.
    """

    pain_every_days: int | None
    activities_every_days: int | None
    change_at_review: bool
    activities: tuple[str, ...]


class Scoring(StrEnum):
    """How the answers of a questionnaire become its score."""

    SUM = "sum"
    MEAN = "mean"


class Direction(StrEnum):
    """Which way a score changes for the better."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A questionnaire of the therapist's own."""

    id: str
    title: str
    intro: str
    items: tuple[str, ...]
    scale_from: int
    scale_to: int
    from_means: str
    to_means: str
    scoring: Scoring
    meaningful_change: float | None
    direction: Direction
    every_days: int | None

    def score(self, answers: tuple[int, ...]) -> float:
        """The score of a whole set of answers, one for each item."""
        total = sum(answers)
        return total / len(answers) if self.scoring is Scoring.MEAN else float(total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole plan.

    Attributes:
        id, revision: which plan, and which of its versions.
        hash: SHA-256 of its content, in hex; comments and layout do not count.
        title, patient, therapist: for people; the patient is an alias.
        start, review, end: first day, day to look at it together, last day; `review` and `end` may be open.
        goals: what it is for.
        sitting: targets, the first from week 1 on; empty leaves the user's own settings.
        breaks_a_day: how many breaks a day are meant, or `None`.
        items: exercises and activities.
        pain: limits of the traffic light.
        stop_rules, precautions: for everything in the plan.
        check_ins, questionnaires: what is asked.
        reminders: local times of day, as minutes after midnight; `reminders_may_change` says whose they are.
        education: ids of pieces to read.
        notes: free words.
    """

    id: str
    revision: int
    hash: str
    title: str
    patient: str
    therapist: str
    start: date
    review: date | None
    end: date | None
    goals: tuple[Goal, ...]
    sitting: tuple[SittingStep, ...]
    breaks_a_day: int | None
    items: tuple[PlanItem, ...]
    pain: PainLimits
    stop_rules: tuple[str, ...]
    precautions: tuple[str, ...]
    check_ins: CheckIns
    questionnaires: tuple[Questionnaire, ...]
    reminders: tuple[int, ...]
    reminders_may_change: bool
    education: tuple[str, ...]
    notes: str

    def item(self, item_id: str) -> PlanItem | None:
        """The item with this id."""
        return next((item for item in self.items if item.id == item_id), None)
