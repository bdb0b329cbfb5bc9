"""From a deviation to a label, with reasons.

One feature alone is not believed: an estimator's slip, a turned head or a moved camera can shift any
single one. A label needs two features that fail for *different* causes to agree (`_agreed`), unless
the strongest is overwhelming. Changes that share a cause count once: head drop and shoulder drop both
come from a tilted lid, so only the larger is a witness.

Hysteresis: a label begins at a score of 1 and ends under `LEAVE`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from posture.labels import Label, Reason

if TYPE_CHECKING:
    from posture.baseline import Deviation

LEAVE = 0.75
"""A label that holds is kept until its score falls under this. ENG."""

WITNESS = 0.4
"""A second feature must reach this share of its own limit to corroborate the first. ENG."""

OVERWHELMING = 2.0
"""At this many limits the neck height needs no second witness. ENG."""


class Verdict(NamedTuple):
    """A label for one observation; `score` is 0 at the reference and 1 where a deviation counts."""

    label: Label
    score: float
    reasons: tuple[str, ...]
    confidence: float


def classify(deviation: Deviation, previous: Label) -> Verdict:
    """The label of one observation, given the label before it (for hysteresis)."""
    scores = (
        (Label.SLOUCHED, _slouched(deviation)),
        (Label.LEANING_FORWARD, _leaning_forward(deviation)),
        (Label.LEANING_BACK, _leaning_back(deviation)),
        (Label.LEANING_LEFT, _sideways(deviation, 1.0)),
        (Label.LEANING_RIGHT, _sideways(deviation, -1.0)),
    )
    best = Label.UPRIGHT
    best_score = 0.0
    strongest = 0.0
    for label, score in scores:
        strongest = max(strongest, score)
        enter = LEAVE if label is previous else 1.0
        weighed = score / enter
        if weighed >= 1.0 and weighed > best_score:
            best, best_score = label, weighed
    if best is Label.UPRIGHT:
        score = max(0.0, strongest)
        return Verdict(best, min(score, 0.999), (), _confidence(1.0 - score))
    score = best_score * (LEAVE if best is previous else 1.0)
    return Verdict(best, score, _reasons(best, deviation), _confidence(score - LEAVE))


def _confidence(margin: float) -> float:
    """0.5 at the decision limit, towards 1 with distance from it."""
    return 0.5 + 0.5 * min(1.0, max(0.0, margin))


def _agreed(first: float, second: float) -> float:
    """A score that reaches 1 when `first` does and `second` corroborates."""
    return min(first, second / WITNESS)


def _slouched(d: Deviation) -> float:
    drop = max(d.shoulder_drop, d.head_drop)
    # The mouth's height is measured by other landmarks than the ears', but feels a look down as well:
    # it corroborates a neck that fell, it never replaces one.
    from_neck = _agreed(d.neck_drop, max(d.head_forward, drop, d.mouth_drop))
    from_head = _agreed(d.head_forward, max(d.neck_drop, min(drop, d.neck_drop + WITNESS)))
    from_drop = _agreed(drop, min(d.head_forward, d.neck_drop + WITNESS))
    alone = d.neck_drop / OVERWHELMING
    return max(from_neck, from_head, from_drop, alone)


def _leaning_forward(d: Deviation) -> float:
    """The trunk comes closer. A chair that rolls closer looks nearly the same: the head tells them apart.

    Leaning in brings the head nearer than the shoulders (face over shoulders grows by 5 %, for a chair
    by 1 %), and hardly lowers the neck; a slump lowers it much.
    """
    nearer = min(d.closer, d.face_closer)
    leaned = _agreed(nearer, max(d.head_forward, 0.0) + max(d.neck_drop, 0.0) * 0.5)
    return leaned if d.neck_drop < max(1.0, nearer) else leaned * 0.5


def _leaning_back(d: Deviation) -> float:
    farther = min(-d.closer, -d.face_closer)
    return _agreed(farther, max(-d.head_forward, 0.0) + WITNESS / 2) if d.neck_drop < 1.0 else 0.0


def _sideways(d: Deviation, side: float) -> float:
    """A lean tilts shoulders and head together and takes the head beside the trunk; a nod does one of it."""
    tilt = side * d.tilt_left
    head = max(side * d.roll_left, side * d.lateral_left)
    moved = max(side * d.lateral_left, side * d.shift_left)
    return max(_agreed(tilt, max(head, moved)), _agreed(moved, min(head, tilt)))


def _reasons(label: Label, d: Deviation) -> tuple[str, ...]:
    named: tuple[tuple[Reason, float], ...]
    if label is Label.SLOUCHED:
        named = (
            (Reason.NECK_HEIGHT, d.neck_drop),
            (Reason.FACE_TO_SHOULDERS, d.head_forward),
            (Reason.SHOULDER_HEIGHT, max(d.shoulder_drop, d.head_drop)),
        )
    elif label in (Label.LEANING_FORWARD, Label.LEANING_BACK):
        sign = 1.0 if label is Label.LEANING_FORWARD else -1.0
        named = (
            (Reason.SHOULDER_WIDTH, sign * d.closer),
            (Reason.FACE_SIZE, sign * d.face_closer),
            (Reason.FACE_TO_SHOULDERS, sign * d.head_forward),
        )
    else:
        sign = 1.0 if label is Label.LEANING_LEFT else -1.0
        named = (
            (Reason.SHOULDER_TILT, sign * d.tilt_left),
            (Reason.HEAD_ROLL, sign * d.roll_left),
            (Reason.LATERAL_OFFSET, sign * max(sign * d.lateral_left, sign * d.shift_left)),
        )
    return tuple(
        reason.value
        for reason, value in sorted(named, key=lambda item: -item[1])
        if value >= WITNESS
    )
