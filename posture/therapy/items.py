"""One exercise or activity of a plan: its dose, and the therapist's rules for more and for less."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Who can tell whether it was done."""

    EXERCISE = "exercise"
    """One of the exercise library: guided, and counted by the camera where it can be seen."""
    ACTIVITY = "activity"
    """Walking, swimming, yoga ...: timed by the patient, whose word is taken."""


class Side(StrEnum):
    """Which side of the body does the repetitions."""

    BOTH = "both"
    """Together, or without sides."""
    LEFT = "left"
    RIGHT = "right"
    EACH = "each"
    """All repetitions on one side, then all on the other."""
    ALTERNATE = "alternate"
    """In turn; the repetitions are those of both sides together."""


class Variable(StrEnum):
    """The one thing of a dose that a rule changes."""

    SETS = "sets"
    REPETITIONS = "repetitions"
    HOLD = "hold_s"
    DURATION = "duration_s"
    TIMES_A_DAY = "times_a_day"
    RESISTANCE = "resistance"


class Apply(StrEnum):
    """Whether a rule may change the dose or only suggests it to the physical therapist."""

    SUGGEST = "suggest"
    BY_ITSELF = "by_itself"


class Light(StrEnum):
    """The colour that a rating of pain has under the plan's limits."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDose:
    """How much of something, in the variables that a rule may change.

    Attributes:
        sets: how many sets, each time.
        repetitions: in one set; `None` for what is only timed.
        hold_s: seconds each repetition is held.
        duration_s: seconds of one set, where time is the measure, or `None`.
        times_a_day: how often on a day it is due.
        resistance: a place in the item's `resistances`, from 0; 0 too where there are none.
    """

    sets: int = 1
    repetitions: int | None = None
    hold_s: float = 0.0
    duration_s: float | None = None
    times_a_day: int = 1
    resistance: int = 0

    def value(self, variable: Variable) -> float | None:
        """How much of this variable; `None` where the dose has none of it."""
        amount: float | None = getattr(self, variable.value)
        return amount

    def with_value(self, variable: Variable, amount: float) -> PlanDose:
        """The same dose with one variable changed."""
        whole = variable not in (Variable.HOLD, Variable.DURATION)
        changed: dict[str, Any] = {variable.value: round(amount) if whole else float(amount)}
        return replace(self, **changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tempo:
    """Seconds of one repetition: out, held at the far end, back."""

    out_s: float
    hold_s: float
    back_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progression:
    """A rule of the therapist: after so many good sessions in a row, more of one variable.

    Attributes:
        variable: what changes.
        by: how much is added.
        up_to: never above this.
        after_good_sessions: so many in a row.
        good_done_percent: a good session has at least this share of the prescribed done.
        good_light: and pain no worse than this.
        apply: whether the app may do it.
    """

    variable: Variable
    by: float
    up_to: float
    after_good_sessions: int
    good_done_percent: float
    good_light: Light
    apply: Apply


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """A rule of the therapist: after so many poor sessions in a row, less of one variable.

    Attributes:
        variable: what changes.
        by: how much is taken off.
        down_to: never below this.
        after_poor_sessions: so many in a row.
        poor_done_percent: a poor session has less than this share of the prescribed done, or a red light.
        apply: whether the app may do it.
    """

    variable: Variable
    by: float
    down_to: float
    after_poor_sessions: int
    poor_done_percent: float
    apply: Apply


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One exercise or activity of the plan.

    Attributes:
        id: of an exercise, its id in the exercise library; of an activity, a name of the plan's own.
        kind: which of the two.
        name: for people; empty where the exercise library has it.
        why: what it is for, in the therapist's words.
        dose: how much of it at the start.
        tempo: seconds out, held and back, or `None`.
        rest_s: seconds between two sets.
        side: which side.
        resistances: bands or weights by name, the lightest first; `dose.resistance` is a place in it.
        days: days of the week it is due, Monday 0 to Sunday 6.
        range_limits: how far to go, in words.
        cues, precautions, stop_rules: the therapist's words.
        progressions: rules for more, in their order; the first that has room left acts.
        regressions: rules for less, in the same way.
    """

    id: str
    kind: Kind
    name: str
    why: str
    dose: PlanDose
    tempo: Tempo | None
    rest_s: float
    side: Side
    resistances: tuple[str, ...]
    days: tuple[int, ...]
    range_limits: tuple[str, ...]
    cues: tuple[str, ...]
    precautions: tuple[str, ...]
    stop_rules: tuple[str, ...]
    progressions: tuple[Progression, ...]
    regressions: tuple[Regression, ...]
