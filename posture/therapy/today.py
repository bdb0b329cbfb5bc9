"""Today's homework: what is due, what is done and by whose word, what comes next, and what holds it back.

Three things hold exercises back, in this order: a yes to a warning sign that somebody should look at first, a
stop rule of the plan that came true, and pain on red. The last two end with the local day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.events import CountedBy
from posture.therapy.exercise_records import ExerciseSession, NextDayPain, PrescribedDose
from posture.therapy.history import of_kind
from posture.therapy.items import Light
from posture.therapy.outcomes import hours_after, morning_after
from posture.therapy.plan_use import courses, only_use
from posture.therapy.resting import STOP_RULE, sign_rest
from posture.therapy.schedule import Phase, due_on, phase_on
from posture.therapy.traffic_light import PainRatings, has_settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.therapy.items import PlanDose, PlanItem
    from posture.therapy.plan import Plan
    from posture.therapy.plan_use import PlanUse, Reached
    from posture.therapy.records import Record

ASKED_AGAIN_FOR = timedelta(days=1)
"""Pain that had not settled is asked again from the plan's hours on, for so long. ENG."""


class Held(StrEnum):
    """What holds exercises back."""

    WARNING_SIGN = "warning_sign"
    STOP_RULE = "stop_rule"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Homework:
    """One item of the plan on one day.

    Attributes:
        item: what.
        dose: how much of it now, after what the plan's rules did.
        times: how often on this day.
        counted: how often it was done and counted by the camera.
        reported: how often it was done at the patient's word.
        asked: how much was asked for when it was done last on this day, or `None`.
    """

    item: PlanItem
    dose: PlanDose
    times: int
    counted: int
    reported: int
    asked: PrescribedDose | None = None

    @property
    def done(self) -> int:
        """How often altogether."""
        return self.counted + self.reported

    @property
    def left(self) -> int:
        """How often it is still due."""
        return max(0, self.times - self.done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The homework of one day.

    Attributes:
        day: the local date.
        phase: where in the plan it lies.
        homework: what is due, in the plan's order.
        held: what holds exercises back, or `None`.
        held_by: the session whose stop rule or pain does, or `None`.
        gently: whether the last pain that was rated around an exercise today is on amber.
        ask_about: the earlier day about whose exercises pain should be asked now, or `None`.
        doses: of every item of the plan, due today or not.
        doses_before: of items whose dose the therapist changed in this version, and that were not done since,
            where they stood before.
    """

    day: date
    phase: Phase
    homework: tuple[Homework, ...]
    held: Held | None
    held_by: ExerciseSession | None
    gently: bool
    ask_about: date | None
    doses: dict[str, PlanDose]
    doses_before: dict[str, Reached]

    @property
    def is_running(self) -> bool:
        """Whether the plan has begun and is not over."""
        return self.phase in (Phase.RUNNING, Phase.REVIEW)

    @property
    def next(self) -> Homework | None:
        """What comes next: the first that is still due, one that was done less often before the others."""
        left = [one for one in self.homework if one.left]
        return min(left, key=lambda one: one.done, default=None)


def today_of(plan: Plan, records: Sequence[Record], now: datetime, uses: Sequence[PlanUse] = ()) -> Today:
    """The homework at the local time `now`.

    Args:
        plan: the version in use.
        records: those in force.
        now: the local time.
        uses: every version in the order of its start, `plan` the last; by default it is the only one.
    """
    day = now.date()
    course = courses(uses or only_use(plan), records)[-1]
    doses = course.doses()
    begun = {one.exercise for one in course.suggestions}
    sessions = [one for one in of_kind(records, ExerciseSession) if one.at.date() == day and one.plan_hash]
    held, held_by = _held(records, sessions, now)
    rated = [one for one in sessions if one.light is not None]
    return Today(
        day=day,
        phase=phase_on(plan, day),
        homework=tuple(
            Homework(
                item=due.item,
                dose=due.dose,
                times=due.times,
                counted=_times(sessions, due.item.id, CountedBy.CAMERA),
                reported=_times(sessions, due.item.id, CountedBy.SELF_REPORT),
                asked=_asked(sessions, due.item.id),
            )
            for due in due_on(plan, day, doses=doses)
        ),
        held=held,
        held_by=held_by,
        gently=bool(rated) and rated[-1].light is Light.AMBER,
        ask_about=_ask_about(plan, records, now),
        doses=doses,
        doses_before={
            item: one
            for item, one in course.before.items()
            if item not in begun and one.dose != course.begun[item]
        },
    )


def _times(sessions: Sequence[ExerciseSession], item_id: str, counted_by: CountedBy) -> int:
    """How often an item was done, under whichever version of the plan."""
    done = [one for one in sessions if one.exercise == item_id and one.sets]
    return sum(one.counted_by is counted_by for one in done)


def _asked(sessions: Sequence[ExerciseSession], item_id: str) -> PrescribedDose | None:
    """How much was asked for when it was done last."""
    done = [one for one in sessions if one.exercise == item_id and one.sets]
    return done[-1].prescribed if done else None


def _held(
    records: Sequence[Record], sessions: Sequence[ExerciseSession], now: datetime
) -> tuple[Held | None, ExerciseSession | None]:
    if sign_rest(records, now) is not None:
        return Held.WARNING_SIGN, None
    stopped = next((one for one in sessions if (one.stopped_reason or "").startswith(STOP_RULE)), None)
    if stopped is not None:
        return Held.STOP_RULE, stopped
    red = next((one for one in sessions if one.light is Light.RED), None)
    return (None, None) if red is None else (Held.RED, red)


def _ask_about(plan: Plan, records: Sequence[Record], now: datetime) -> date | None:
    """The earlier day with amber or red exercises about which pain is to be asked now, the latest first.

    It is asked the next morning, and once more when the plan's hours are over if it had not settled by then.
    """
    mornings = of_kind(records, NextDayPain)
    settles = timedelta(hours=plan.pain.settles_within_h)
    for session in reversed(of_kind(records, ExerciseSession)):
        raised = session.light in (Light.AMBER, Light.RED)
        if not raised or session.pain_after is None or not session.plan_hash:
            continue
        day = session.at.date()
        morning = morning_after(session.at.date(), mornings)
        if morning is None:
            if now.date() - day == timedelta(days=1):
                return day
            continue
        over = session.at + settles
        ratings = PainRatings(
            before=session.pain_before,
            after=session.pain_after,
            later=morning.pain,
            later_after_h=hours_after(session.at, morning.at),
        )
        undecided = has_settled(plan.pain, ratings) is None
        if undecided and over <= now < over + ASKED_AGAIN_FOR:
            return day
    return None
