"""What is unusual in a plan, and what the camera cannot see: for the therapist to know, never a refusal.

Each piece of advice names its basis. [Sx] stand in docs/evidence-of-defaults.md and docs/plans.md; ENG is
our own choice and no clinical norm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture.exercises import Tier
from posture.therapy.items import Apply, Kind, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from posture.exercises import Exercise
    from posture.therapy.items import PlanItem, Progression
    from posture.therapy.plan import Plan

MOST_EXERCISES = 4
"""2 to 4 exercises are done better than long lists [S88, S89, S90]."""
MOST_SETS = 3
"""2 to 3 sets [S88]."""
MOST_REPETITIONS = 30
"""8 to 15, or 15 to 25 for endurance [S88]; 30 leaves room. ENG."""
LONGEST_HOLD_S = 60.0
"""30 to 60 s altogether for holds [S88]."""
LONGEST_SESSION_S = 1800.0
"""Half an hour for one round of everything. ENG."""
LARGEST_STEP_PERCENT = 20.0
"""A step of more than this a week is unusual. ENG: 10 % a week is common, and no number is verified."""
SHORTEST_SITTING_S, LONGEST_SITTING_S = 900.0, 7200.0
"""A break after 15 to 120 min of sitting. ENG, around the studies of docs/evidence-of-defaults.md."""
LONGEST_BREAK_S = 900.0
"""A break of up to 15 min. ENG: those of the studies took 1 to 5 [S19]."""
LONGEST_TO_REVIEW_DAYS = 42
"""A review within six weeks. ENG."""
LONGEST_SETTLING_H = 48.0
"""24 h is the published rule [S108]; twice that is unusual."""

OURS = "our own choice"
UNVERIFIED = "our own choice; no number is verified"
PROGRAMME = "a home exercise programme, BMC Musculoskeletal Disorders 2021"
SHORT_LISTS = "Bachmann 2018; a review of adherence to home exercises"
LIGHT = "the pain traffic light of Provide Community"
LIGHTS = "the pain traffic light of Provide Community; other clinics differ"
BREAKS = "small laboratory studies (docs/evidence-of-defaults.md); our own choice"
"""Bases in words; docs/plans.md lists them."""

_REPETITION_S = 4.0
"""What one repetition takes, where the plan gives no tempo. ENG."""
_DAYS = 7

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One remark.

    Attributes:
        path: the key it is about, as a path into the file.
        text: what is unusual, and what is usual.
        basis: where that comes from.
    """

    path: Path
    text: str
    basis: str


def advice_on(plan: Plan, exercises: Mapping[str, Exercise]) -> tuple[Advice, ...]:
    """Everything unusual in the plan, in the order of its parts; `exercises` is the library by id."""
    return (
        *_of_times(plan),
        *_of_sitting(plan),
        *_of_pain(plan),
        *_of_everything(plan),
        *(advice for path, item in item_paths(plan) for advice in _of_item(path, item, exercises)),
    )


def item_paths(plan: Plan) -> Iterator[tuple[Path, PlanItem]]:
    """Each item with its place in the file."""
    for kind, table in ((Kind.EXERCISE, "exercises"), (Kind.ACTIVITY, "activities")):
        for number, item in enumerate(item for item in plan.items if item.kind is kind):
            yield (table, number), item


def session_s(item: PlanItem) -> float:
    """About how long one session of this item takes, rests between its sets included."""
    dose = item.dose
    if dose.repetitions is None:
        one_set = dose.duration_s or 0.0
    else:
        moving = _REPETITION_S if item.tempo is None else item.tempo.out_s + item.tempo.back_s
        held = max(dose.hold_s, 0.0 if item.tempo is None else item.tempo.hold_s)
        one_set = dose.repetitions * (moving + held)
    sides = 2 if item.side is Side.EACH else 1
    return dose.sets * one_set * sides + (dose.sets - 1) * item.rest_s


def _of_times(plan: Plan) -> Iterator[Advice]:
    if plan.review is None:
        yield Advice(
            path=("start",), text="there is no review: patients keep on longer with a date", basis=OURS
        )
    elif (plan.review - plan.start).days > LONGEST_TO_REVIEW_DAYS:
        weeks = LONGEST_TO_REVIEW_DAYS // _DAYS
        yield Advice(
            path=("review",), text=f"the review is more than {weeks} weeks after the start", basis=OURS
        )


def _of_sitting(plan: Plan) -> Iterator[Advice]:
    for number, step in enumerate(plan.sitting):
        if not SHORTEST_SITTING_S <= step.break_after_s <= LONGEST_SITTING_S:
            yield Advice(
                path=("sitting", number, "break_after_min"),
                text="a break after less than 15 or more than 120 min of sitting is unusual; 30 is common",
                basis=BREAKS,
            )
        if step.break_s > LONGEST_BREAK_S:
            yield Advice(
                path=("sitting", number, "break_min"),
                text=f"a break of {step.break_s / 60:g} min is unusual; 1 to 5 are common",
                basis=BREAKS,
            )


def _of_pain(plan: Plan) -> Iterator[Advice]:
    pain = plan.pain
    if pain.amber_up_to > 5 or pain.green_up_to > 4:
        yield Advice(
            path=("pain",),
            text="these limits let more pain pass than most do; green up to 3 and amber up to 5 are common, "
            "and there is no consensus",
            basis=LIGHTS,
        )
    if pain.settles_within_h > LONGEST_SETTLING_H:
        yield Advice(
            path=("pain", "settles_within_h"),
            text="more than 48 h to settle is unusual; 24 is common",
            basis=LIGHT,
        )


def _of_everything(plan: Plan) -> Iterator[Advice]:
    count = sum(item.kind is Kind.EXERCISE for item in plan.items)
    if count > MOST_EXERCISES:
        yield Advice(
            path=("exercises", MOST_EXERCISES),
            text=f"{count} exercises; 2 to {MOST_EXERCISES} are done better than longer lists",
            basis=SHORT_LISTS,
        )
    whole_s = sum(session_s(item) for item in plan.items if item.kind is Kind.EXERCISE)
    if whole_s > LONGEST_SESSION_S:
        yield Advice(
            path=("exercises",),
            text=f"one round of all exercises takes about {whole_s / 60:.0f} min; "
            f"more than {LONGEST_SESSION_S / 60:.0f} is unusual for every day",
            basis=OURS,
        )


def _of_item(path: Path, item: PlanItem, exercises: Mapping[str, Exercise]) -> Iterator[Advice]:
    dose = item.dose
    if dose.sets > MOST_SETS:
        yield Advice(
            path=(*path, "sets"), text=f"{dose.sets} sets; 2 to {MOST_SETS} are common", basis=PROGRAMME
        )
    if dose.repetitions is not None and dose.repetitions > MOST_REPETITIONS:
        yield Advice(
            path=(*path, "repetitions"),
            text=f"{dose.repetitions} repetitions; 8 to 15 are common, 15 to 25 for endurance",
            basis=PROGRAMME,
        )
    if dose.hold_s > LONGEST_HOLD_S:
        yield Advice(
            path=(*path, "hold_s"), text=f"held for {dose.hold_s:g} s; up to 60 is common", basis=PROGRAMME
        )
    for number, rule in enumerate(item.progressions):
        yield from _of_progression((*path, "progression", number), item, rule)
    exercise = exercises.get(item.id) if item.kind is Kind.EXERCISE else None
    if exercise is not None:
        yield from _of_camera(path, exercise)


def _of_progression(path: Path, item: PlanItem, rule: Progression) -> Iterator[Advice]:
    start = item.dose.value(rule.variable)
    # A place in a list of bands has no percentage.
    if start and rule.variable.value != "resistance":
        sessions_a_week = len(item.days) * item.dose.times_a_day
        steps = max(1.0, sessions_a_week / rule.after_good_sessions)
        percent = 100.0 * min(rule.by * steps, rule.up_to - start) / start
        if percent > LARGEST_STEP_PERCENT:
            yield Advice(
                path=(*path, "by"),
                text=f"up to {percent:.0f} % more in a week when all goes well; "
                f"more than {LARGEST_STEP_PERCENT:.0f} % is unusual, about 10 % is common",
                basis=UNVERIFIED,
            )
    if rule.apply is Apply.BY_ITSELF and rule.after_good_sessions == 1:
        yield Advice(
            path=(*path, "after_good_sessions"),
            text="the app steps up after a single good session; three in a row are common",
            basis=PROGRAMME,
        )


def _of_camera(path: Path, exercise: Exercise) -> Iterator[Advice]:
    text = {
        Tier.RELIABLE: "",
        Tier.UNSURE: "the camera is not sure about it: the patient is asked to check the number",
        Tier.WHOLE_BODY: "the camera must see the whole body: the patient steps back or turns sideways, and "
        "is asked to check the number",
        Tier.UNSEEN: "the camera cannot see it: it is timed, and the patient's word is taken",
    }[exercise.tier]
    if text:
        yield Advice(path=(*path, "id"), text=f"{exercise.name}: {text}", basis="docs/exercises.md")
