"""Exercises and activities of a plan file, with their rules: what each key is and what is allowed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, FiniteFloat

from posture.adapters.plan_text_types import (
    WEEKDAYS,
    Limit,
    Line,
    Lines,
    Name,
    Percent,
    PlanTable,
    Text,
    Weekday,
)
from posture.therapy.items import (
    Apply,
    Kind,
    Light,
    PlanDose,
    PlanItem,
    Progression,
    Regression,
    Side,
    Tempo,
    Variable,
)

_MINUTE_S = 60.0
MINUTES = "minutes"
"""What a rule calls the duration of an activity."""
VARIABLE_NAMES = Literal[
    "sets", "repetitions", "hold_s", "duration_s", "times_a_day", "resistance", "minutes"
]

_Sets = Annotated[int, Field(ge=1, le=20)]
_Repetitions = Annotated[int, Field(ge=1, le=200)]
_HoldS = Annotated[FiniteFloat, Field(ge=0.0, le=600.0)]
_DurationS = Annotated[FiniteFloat, Field(ge=5.0, le=7200.0)]
_Minutes = Annotated[FiniteFloat, Field(ge=1.0, le=600.0)]
_TimesADay = Annotated[int, Field(ge=1, le=24)]
_TempoS = Annotated[FiniteFloat, Field(ge=0.0, le=60.0)]
_Amount = Annotated[FiniteFloat, Field(gt=0.0, le=7200.0)]
_Sessions = Annotated[int, Field(ge=1, le=100)]
_Days = Annotated[list[Weekday], Field(min_length=1, max_length=7)]


class TempoTable(PlanTable):
    """Seconds of one repetition."""

    out_s: _TempoS
    hold_s: _TempoS = 0.0
    back_s: _TempoS


class ProgressionTable(PlanTable):
    """A rule for more of one variable, after good sessions in a row."""

    variable: VARIABLE_NAMES = Field(description="The one thing that changes; minutes is for activities.")
    by: _Amount = Field(default=1.0, description="How much is added; for resistance, places in resistances.")
    up_to: Limit = Field(description="Never above this; for resistance, one of resistances.")
    after_good_sessions: _Sessions = Field(default=3, description="So many good sessions in a row.")
    good_done_percent: Percent = Field(
        default=100.0, description="A good session has at least this share of the prescribed done, percent."
    )
    good_light: Literal["green", "amber"] = Field(
        default="green", description="And pain after it no worse than this light."
    )
    apply: Literal["suggest", "by_itself"] = Field(
        default="suggest", description="suggest tells you in the report; by_itself lets the app do it."
    )


class RegressionTable(PlanTable):
    """A rule for less of one variable, after poor sessions in a row."""

    variable: VARIABLE_NAMES = Field(description="The one thing that changes; minutes is for activities.")
    by: _Amount = Field(default=1.0, description="How much is taken off.")
    down_to: Limit = Field(description="Never below this.")
    after_poor_sessions: _Sessions = Field(default=3, description="So many poor sessions in a row.")
    poor_done_percent: Percent = Field(
        default=75.0, description="A poor session has less than this share done, or pain on red."
    )
    apply: Literal["suggest", "by_itself"] = Field(
        default="suggest", description="suggest tells you in the report; by_itself lets the app do it."
    )


class _ItemTable(PlanTable):
    why: Text | None = Field(default=None, description="What it is for.")
    times_a_day: _TimesADay = Field(default=1, description="How often on a day it is due.")
    days: _Days = Field(default=[*WEEKDAYS], description="Days of the week; all when left out.")
    range_limits: Lines = Field(default=[], description="How far to go, in words.")
    cues: Lines = Field(default=[], description="How it is done, in words; ours are shown when left out.")
    precautions: Lines = Field(default=[], description="When to leave it out or to ask first.")
    stop_rules: Lines = Field(default=[], description="When to stop it.")
    progression: Annotated[list[ProgressionTable], Field(max_length=4)] = Field(
        default=[], description="Rules for more; the first that has room left acts."
    )
    regression: Annotated[list[RegressionTable], Field(max_length=4)] = Field(
        default=[], description="Rules for less; the first that has room left acts."
    )

    def item(self, *, resistances: list[str], **more: Any) -> PlanItem:  # noqa: ANN401
        """The item; `more` is what exercises and activities have of their own."""
        return PlanItem(
            why=self.why or "",
            resistances=tuple(resistances),
            days=tuple(number for number, day in enumerate(WEEKDAYS) if day in self.days),
            range_limits=tuple(self.range_limits),
            cues=tuple(self.cues),
            precautions=tuple(self.precautions),
            stop_rules=tuple(self.stop_rules),
            progressions=tuple(_progression(rule, resistances) for rule in self.progression),
            regressions=tuple(_regression(rule, resistances) for rule in self.regression),
            **more,
        )


class ExerciseTable(_ItemTable):
    """One exercise of the library; `posture exercise --list` names them."""

    id: Name = Field(description="Which exercise: `posture exercise --list` names them.")
    sets: _Sets = Field(default=1, description="How many sets.")
    repetitions: _Repetitions | None = Field(default=None, description="In one set; or give duration_s.")
    duration_s: _DurationS | None = Field(
        default=None, description="Seconds of one set; or give repetitions."
    )
    hold_s: _HoldS = Field(default=0.0, description="Seconds each repetition is held.")
    tempo: TempoTable | None = Field(default=None, description="Seconds out, held and back.")
    rest_s: Annotated[FiniteFloat, Field(ge=0.0, le=1800.0)] = Field(
        default=0.0, description="Seconds between two sets."
    )
    side: Literal["both", "left", "right", "each", "alternate"] = Field(
        default="both", description="both together, one side, each side in full, or in turn."
    )
    resistance: Line | None = Field(default=None, description="The band or weight, by name.")
    resistances: Annotated[list[Line], Field(max_length=12)] = Field(
        default=[], description="Bands or weights from light to heavy; needed for rules about resistance."
    )

    def value(self) -> PlanItem:
        """As the core knows it."""
        ladder = self.resistances or ([] if self.resistance is None else [self.resistance])
        return self.item(
            resistances=ladder,
            id=self.id,
            kind=Kind.EXERCISE,
            name="",
            dose=PlanDose(
                sets=self.sets,
                repetitions=self.repetitions,
                hold_s=self.hold_s,
                duration_s=self.duration_s,
                times_a_day=self.times_a_day,
                resistance=0 if self.resistance is None else ladder.index(self.resistance),
            ),
            tempo=None if self.tempo is None else Tempo(**self.tempo.model_dump()),
            rest_s=self.rest_s,
            side=Side(self.side),
        )


class ActivityTable(_ItemTable):
    """Walking, swimming, Pilates, yoga ...: timed by the patient, whose word is taken."""

    id: Name = Field(description="A short name of your own, such as walk_outside.")
    name: Line = Field(description="The name the patient reads.")
    minutes: _Minutes = Field(description="How many minutes, each time.")

    def value(self) -> PlanItem:
        """As the core knows it."""
        return self.item(
            resistances=[],
            id=self.id,
            kind=Kind.ACTIVITY,
            name=self.name,
            dose=PlanDose(duration_s=self.minutes * _MINUTE_S, times_a_day=self.times_a_day),
            tempo=None,
            rest_s=0.0,
            side=Side.BOTH,
        )


def _progression(rule: ProgressionTable, resistances: list[str]) -> Progression:
    variable, factor = _variable(rule.variable)
    return Progression(
        variable=variable,
        by=rule.by * factor,
        up_to=_limit(rule.up_to, factor, resistances),
        after_good_sessions=rule.after_good_sessions,
        good_done_percent=rule.good_done_percent,
        good_light=Light(rule.good_light),
        apply=Apply(rule.apply),
    )


def _regression(rule: RegressionTable, resistances: list[str]) -> Regression:
    variable, factor = _variable(rule.variable)
    return Regression(
        variable=variable,
        by=rule.by * factor,
        down_to=_limit(rule.down_to, factor, resistances),
        after_poor_sessions=rule.after_poor_sessions,
        poor_done_percent=rule.poor_done_percent,
        apply=Apply(rule.apply),
    )


def _variable(name: str) -> tuple[Variable, float]:
    """The variable inside, and what its numbers are multiplied by."""
    return (Variable.DURATION, _MINUTE_S) if name == MINUTES else (Variable(name), 1.0)


def _limit(limit: float | str, factor: float, resistances: list[str]) -> float:
    return float(resistances.index(limit)) if isinstance(limit, str) else limit * factor
