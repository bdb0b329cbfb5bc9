"""Whether ideas like the program's tell positions of people apart that they never saw (MultiPosture).

MultiPosture holds features of 13 people and no landmarks, so the program itself cannot run on it. A plain
multinomial logistic regression on columns like the program's features learns from all people but one and is
asked about that one.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CLASSES = ("TUP", "TLF", "TLB", "TLL", "TLR")
"""Upright, leaning forward, back, left and right."""
UPRIGHT = CLASSES.index("TUP")

COLUMNS = {
    "ear_shoulder_dist": "height of the ears over the shoulders",
    "head_forward_z": "depth of the head before the shoulders",
    "neck_angle": "angle at the neck",
    "forward_head_offset": "place of the head beside the middle of the shoulders",
    "lateral_lean": "lean to a side",
    "shoulder_tilt": "tilt of the shoulders",
    "shoulder_symmetry": "evenness of the shoulders",
    "spine_lean_angle": "angle of the spine",
    "trunk_angle": "tilt of the trunk",
}
"""All columns that hold a value in every row, but for three made with all upright frames of each subject.

The columns that begin with `ergoia_` are empty exactly where somebody leans back: they tell the answer.
"""

REFERENCE_FRAMES = 10
PENALTY = 1.0
"""Half of this times the sum of squared weights keeps weights finite; fixed, not searched for."""
MOST_STEPS = 50
CONVERGED = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person's frames: features by row, and the index of each frame's class."""

    name: str
    features: np.ndarray
    classes: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutScore:
    """How a person was judged who was not learned from: shares from 0 to 1.

    Attributes:
        macro_f1: mean F1 of the classes this person shows.
        accuracy: share of frames with the right class.
        bad_f1: F1 of "not upright" against upright.
    """

    name: str
    macro_f1: float
    accuracy: float
    bad_f1: float


def read_people(folder: Path) -> list[Person]:
    """Everybody in the set, in its order."""
    with (folder / "multiposture" / "multiposture_features.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    people = []
    for name in dict.fromkeys(row["subject"] for row in rows):
        own = [row for row in rows if row["subject"] == name]
        features = np.array([[float(row[column]) for column in COLUMNS] for row in own])
        classes = np.array([CLASSES.index(row["label"]) for row in own])
        people.append(Person(name=name, features=features, classes=classes))
    return people


def leave_one_out(people: Sequence[Person], *, own_reference: bool) -> list[LeftOutScore]:
    """Judge each person by what all others teach.

    `REFERENCE_FRAMES` upright frames of each, spread evenly, are neither learned from nor scored; with
    `own_reference` all others are taken relative to their median.
    """
    shown = [_without_reference_frames(person, own_reference=own_reference) for person in people]
    scores = []
    for left_out in shown:
        others = [person for person in shown if person is not left_out]
        features = np.vstack([person.features for person in others])
        middle, spread = features.mean(axis=0), features.std(axis=0)
        weights = fit((features - middle) / spread, np.concatenate([person.classes for person in others]))
        seen = (_with_ones((left_out.features - middle) / spread) @ weights).argmax(axis=1)
        scores.append(_score(left_out, seen))
    return scores


def fit(features: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Weights of a multinomial logistic regression, one column a class, by Newton's method."""
    rows = _with_ones(features)
    width, count = rows.shape[1], len(CLASSES)
    truth = np.eye(count)[classes]
    # The constant goes almost without penalty: almost, since only differences between classes matter.
    penalty = np.full((width, 1), PENALTY)
    penalty[-1] = CONVERGED
    weights = np.zeros((width, count))
    for _ in range(MOST_STEPS):
        shares = _softmax(rows @ weights)
        slope = rows.T @ (shares - truth) + penalty * weights
        curve = np.zeros((count, width, count, width))
        for one in range(count):
            for other in range(count):
                bend = shares[:, one] * ((one == other) - shares[:, other])
                curve[one, :, other, :] = (rows * bend[:, None]).T @ rows
            curve[one, :, one, :] += np.diag(penalty[:, 0])
        size = count * width
        step = np.linalg.solve(curve.reshape(size, size), slope.T.reshape(size)).reshape(count, width).T
        weights -= step
        if np.abs(step).max() < CONVERGED:
            return weights
    msg = f"the regression did not settle within {MOST_STEPS} steps"
    raise ArithmeticError(msg)


def _without_reference_frames(person: Person, *, own_reference: bool) -> Person:
    upright = np.flatnonzero(person.classes == UPRIGHT)
    chosen = upright[np.round(np.linspace(0, len(upright) - 1, REFERENCE_FRAMES)).astype(int)]
    features = person.features
    if own_reference:
        features = features - np.median(features[chosen], axis=0)
    rest = np.setdiff1d(np.arange(len(features)), chosen)
    return replace(person, features=features[rest], classes=person.classes[rest])


def _score(person: Person, seen: np.ndarray) -> LeftOutScore:
    truth = person.classes
    return LeftOutScore(
        name=person.name,
        macro_f1=float(np.mean([_f1(truth == one, seen == one) for one in np.unique(truth)])),
        accuracy=float(np.mean(seen == truth)),
        bad_f1=_f1(truth != UPRIGHT, seen != UPRIGHT),
    )


def _f1(truth: np.ndarray, seen: np.ndarray) -> float:
    return float(2 * np.sum(truth & seen) / (np.sum(truth) + np.sum(seen)))


def _softmax(values: np.ndarray) -> np.ndarray:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _with_ones(features: np.ndarray) -> np.ndarray:
    return np.hstack([features, np.ones((len(features), 1))])
