"""Exercises from TOML files: those of the package, and the user's own over them (docs/exercises.md).

A file that is not what it should be is one sentence naming the file, the key and what is allowed.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError, model_validator

from posture.errors import ExerciseError, UsageError
from posture.exercise_signals import SIGNALS
from posture.exercises import (
    FIGURE_JOINTS,
    Anchor,
    Companion,
    Counting,
    Dose,
    Exercise,
    Guard,
    Keyframe,
    Position,
    Sides,
    Tier,
    View,
)

BUILT_IN = Path(__file__).resolve().parent.parent / "data" / "exercises"
"""The definitions that ship with the package."""

SUFFIX = ".toml"

_Text = Annotated[str, Field(min_length=1, max_length=400)]
_Line = Annotated[str, Field(min_length=1, max_length=80)]
_Seconds = Annotated[FiniteFloat, Field(ge=0.0, le=3600.0)]
_Positive = Annotated[FiniteFloat, Field(gt=0.0, le=1000.0)]
_Level = Annotated[FiniteFloat, Field(ge=-1000.0, le=1000.0)]
_SignalName = Annotated[str, Field(json_schema_extra={"enum": sorted(SIGNALS)})]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _known_signal(name: str) -> str:
    if name not in SIGNALS:
        msg = f"there is no signal {name!r}; there are {', '.join(sorted(SIGNALS))}"
        raise ValueError(msg)
    return name


class _GuardModel(_Model):
    """Another signal that tells a different movement, by one limit."""

    signal: _SignalName
    at_most: _Positive | None = Field(default=None, description="Largest change, in the signal's unit.")
    at_least: _Positive | None = Field(default=None, description="Smallest change, in the signal's unit.")
    times: _Positive | None = Field(
        default=None, description="Largest change, as a multiple of the repetition's own."
    )
    up_to: _Level | None = Field(default=None, description="Highest value, in the signal's unit.")

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        _known_signal(self.signal)
        limits = (self.at_most, self.at_least, self.times, self.up_to)
        if sum(limit is not None for limit in limits) != 1:
            raise ValueError("a guard has one of at_most, at_least, times and up_to")
        return self


class _CompanionModel(_Model):
    """Another signal that must be at least so high somewhere in the repetition."""

    signal: _SignalName
    at_least: _Level

    @model_validator(mode="after")
    def _signal_exists(self) -> Self:
        _known_signal(self.signal)
        return self


class _CountingModel(_Model):
    """What makes a repetition; left out for an exercise that is only timed."""

    signal: _SignalName = Field(description="What is followed; it grows from the rest to the far end.")
    sides: Sides = Field(description="How the two sides of the body make repetitions.")
    amplitude: _Positive = Field(description="Least change from the own rest, in the signal's unit.")
    own_share: Annotated[FiniteFloat, Field(ge=0.0, le=0.9)] = Field(
        default=0.35, description="Least change as a share of the user's own usual change."
    )
    rest_at_most: _Level | None = Field(default=None, description="The rest lies no higher than this.")
    reach_at_least: _Level | None = Field(default=None, description="The far end lies no lower than this.")
    shortest_s: Annotated[FiniteFloat, Field(ge=0.3, le=60.0)] = Field(
        description="From leaving the rest to most of the way back, seconds."
    )
    longest_s: Annotated[FiniteFloat, Field(gt=0.3, le=120.0)] = Field(
        description="The same at most; longer is a new position."
    )
    hold_s: _Seconds = Field(default=0.0, description="How long the far end must be held to count, seconds.")
    glance_s: _Seconds = Field(
        default=0.0,
        description="One that stays at the far end but takes less for both ways is a look aside, seconds.",
    )
    anchor: Anchor = Field(default=Anchor.SHOULDERS, description="What must stay in its place.")
    guards: tuple[_GuardModel, ...] = ()
    needs: tuple[_CompanionModel, ...] = ()
    side_from: _SignalName | None = Field(
        default=None, description="A signal whose sign at the far end tells the side; left is positive."
    )
    basis: _Text = Field(description="Where these numbers come from, or that they are our own choice.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        signal = SIGNALS[_known_signal(self.signal)]
        if self.side_from is not None:
            _known_signal(self.side_from)
        if signal.sided != (self.sides in (Sides.EACH, Sides.ALTERNATE)):
            allowed = "each or alternate" if signal.sided else "whole or opposite"
            msg = f"sides must be {allowed} for the signal {self.signal}"
            raise ValueError(msg)
        if self.longest_s <= self.shortest_s or self.longest_s <= self.hold_s:
            raise ValueError("longest_s must be more than shortest_s and hold_s")
        return self

    def value(self) -> Counting:
        values = {name: getattr(self, name) for name in type(self).model_fields}
        values["guards"] = tuple(Guard(**guard.model_dump()) for guard in self.guards)
        values["needs"] = tuple(Companion(**need.model_dump()) for need in self.needs)
        return Counting(**values)


class _DoseModel(_Model):
    """How much of it, where no plan says otherwise."""

    repetitions: Annotated[int, Field(ge=1, le=200)] | None = None
    sets: Annotated[int, Field(ge=1, le=20)] = 1
    hold_s: _Seconds = 0.0
    duration_s: _Seconds | None = None
    per_side: bool = False
    basis: _Text = Field(description="Where the dose comes from, or that it is usual practice.")

    @model_validator(mode="after")
    def _some_measure(self) -> Self:
        if self.repetitions is None and self.duration_s is None:
            raise ValueError("a dose has repetitions or duration_s")
        return self


class _KeyframeModel(_Model):
    """One picture of the figure: how long it takes to come here, and the joints that are not at rest."""

    seconds: Annotated[FiniteFloat, Field(ge=0.1, le=60.0)]
    joints: dict[str, FiniteFloat] = Field(
        default_factory=dict,
        json_schema_extra={"propertyNames": {"enum": [*sorted(FIGURE_JOINTS)]}},
    )

    @model_validator(mode="after")
    def _known_joints(self) -> Self:
        for name, value in self.joints.items():
            if name not in FIGURE_JOINTS:
                msg = f"the figure has no joint {name!r}; it has {', '.join(sorted(FIGURE_JOINTS))}"
                raise ValueError(msg)
            low, high = FIGURE_JOINTS[name]
            if not low <= value <= high:
                msg = f"{name} = {value:g} is not from {low:g} to {high:g}"
                raise ValueError(msg)
        return self


class _DrawingModel(_Model):
    """How the figure shows it; the pictures are played in a circle."""

    view: View = View.FRONT
    frames: Annotated[tuple[_KeyframeModel, ...], Field(min_length=1, max_length=20)]


class ExerciseModel(_Model):
    """One exercise. The file is named after its id."""

    format: Literal["posture-exercise"]
    version: Literal[1]
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    name: _Line
    summary: _Line
    position: Position
    tier: Annotated[int, Field(ge=1, le=4)] = Field(
        description="1 the camera counts; 2 it counts and the user confirms; 3 the same, from further away "
        "or from the side; 4 it cannot see: timed, the user's word is taken."
    )
    camera: _Text = Field(description="Where to put the camera.")
    cues: Annotated[tuple[_Text, ...], Field(min_length=1, max_length=8)]
    cautions: Annotated[tuple[_Text, ...], Field(min_length=1, max_length=8)]
    source: _Text = Field(description="Where the exercise is described.")
    dose: _DoseModel
    counting: _CountingModel | None = None
    drawing: _DrawingModel

    @model_validator(mode="after")
    def _tier_fits(self) -> Self:
        if (self.tier == Tier.UNSEEN) != (self.counting is None):
            raise ValueError("an exercise of tier 4 has no [counting], every other one has it")
        if self.counting is not None and self.dose.repetitions is None:
            raise ValueError("dose.repetitions is missing although repetitions are counted")
        return self

    def value(self) -> Exercise:
        """The exercise as the core knows it."""
        return Exercise(
            id=self.id,
            name=self.name,
            summary=self.summary,
            position=self.position,
            tier=Tier(self.tier),
            camera=self.camera,
            cues=self.cues,
            cautions=self.cautions,
            source=self.source,
            dose=Dose(**self.dose.model_dump()),
            counting=None if self.counting is None else self.counting.value(),
            view=self.drawing.view,
            drawing=tuple(
                Keyframe(seconds=frame.seconds, joints=tuple(sorted(frame.joints.items())))
                for frame in self.drawing.frames
            ),
        )


def load_exercises(own: Path | None) -> dict[str, Exercise]:
    """Every exercise by its id, sorted; a file of the user's folder `own` takes the place of ours.

    Raises:
        ExerciseError: a file cannot be read or is not an exercise.
    """
    found: dict[str, Exercise] = {}
    for folder in (BUILT_IN, own):
        if folder is None or not folder.is_dir():
            continue
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            exercise = read_exercise(path)
            found[exercise.id] = exercise
    return dict(sorted(found.items()))


def find_exercise(own: Path | None, wanted: str) -> Exercise:
    """The exercise with this id.

    Raises:
        UsageError: there is none; the message lists those that there are.
        ExerciseError: a file cannot be read or is not an exercise.
    """
    exercises = load_exercises(own)
    if wanted not in exercises:
        msg = f"there is no exercise {wanted!r}; there are {', '.join(exercises)}"
        raise UsageError(msg)
    return exercises[wanted]


def read_exercise(path: Path) -> Exercise:
    """The exercise in this file.

    Raises:
        ExerciseError: it cannot be read or is not an exercise; the message names the file and the key.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"cannot read the exercise {path} ({error.strerror}); mend or remove it"
        raise ExerciseError(msg) from error
    # Numbers of thousands of digits and brackets nested as deep end the parser in ways of their own.
    except (ValueError, RecursionError) as error:
        msg = f"the exercise {path} is not valid TOML ({error}); mend or remove it"
        raise ExerciseError(msg) from error
    try:
        exercise = ExerciseModel.model_validate(tables).value()
    except ValidationError as error:
        raise ExerciseError(_sentence(path, error)) from error
    if path.stem != exercise.id:
        msg = f"the exercise {path} has the id {exercise.id}: name the file {exercise.id}{SUFFIX}"
        raise ExerciseError(msg)
    return exercise


def json_schema() -> dict[str, Any]:
    """The JSON Schema of an exercise file, for editors (docs/exercise.schema.json)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "posture exercise",
        **{key: value for key, value in ExerciseModel.model_json_schema().items() if key != "title"},
    }


def _sentence(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    what = first["msg"].removeprefix("Value error, ")
    what = what[:1].lower() + what[1:]
    where = f"the exercise {path} is not right at {key}" if key else f"the exercise {path} is not right"
    return f"{where}: {what}; docs/exercises.md says what is allowed"
