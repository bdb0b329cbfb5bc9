"""From a deviation to a label, with reasons.

One feature alone is not believed: an estimator's slip, a turned head or a moved camera can shift any
single one. A label needs two features that fail for *different* causes to agree (`_agreed`), unless
the strongest is overwhelming. Changes that share a cause count once: head drop and shoulder drop both
come from a tilted lid, so only the larger is a witness.

Hysteresis: a label begins at a score of 1 and ends under `LEAVE`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from posture.baseline import LIMITS
from posture.labels import Label, Reason

if TYPE_CHECKING:
    from posture.baseline import Deviation

LEAVE = 0.75
"""A label that holds is kept until its score falls under this. ENG."""

WITNESS = 0.4
"""A second feature must reach this share of its own limit to corroborate the first. ENG."""

LEAN_WITNESS = 0.5
"""The same for leans, whose features are noisier on real pictures. ENG."""

SIGNS = 1.6
"""Neck, half the head and half the drop must sum up to this many limits. ENG."""

WIDER = 0.5
"""A face smaller over the shoulders by up to this share of its limit is noise. ENG."""

WIDER_COUNTS = 1.5
"""Beyond it, each limit takes this many from the fall of the neck: shoulders that look wider sit lower too.

ENG; on the two labelled sets it costs nothing.
"""

GAZE_BRINGS = 0.4
"""Limits of face over shoulders that a look down adds for each limit of neck height it takes. ENG."""

SAME_PLACE = 0.35
"""Limits within which head and size stayed where they were. ENG."""

SHRUG = 0.15
"""Limits that shoulders rise with a breath. ENG."""

SHRUG_COUNTS = 2.9
"""Limits of neck height in one of shoulder height: 0.1 shoulder widths over 6.5 % of the usual 0.53. ENG."""

GAZE_COUNTS = 3.2
"""Limits of neck height that each limit of looking down takes, beyond the first. ENG.

Looking 28 degrees down moves the ears of a real neck 3 to 4 cm forward, which reads like a slump. On the
labelled sets it makes no difference.
"""

FOLD = 0.42
"""Each sign of a body that folded forward must reach this share of its limit. ENG."""

LEAN_SHARE = 0.12
"""Limits that the head gains on the shoulders, leaning in, for each limit the shoulders come closer; a chair

that rolls closer gives half of it. ENG, from docs/geometry.md."""

SINKS = 2.3
"""Limits that shoulders and head sink and the head comes forward, together, for each limit the shoulders come

nearer: a slump gives 2.6 and more, leaning in 2.0 at most, whatever the camera's height. ENG, simulated."""

RIVAL = 0.5
"""Of slumping and leaning in, the one that explains a change less well keeps this share of its score. ENG."""

BACK = 0.75
"""Leaning back changes the size less than leaning in: this share of the limit counts. ENG."""

SIDE_SIGNS = 1.25
"""From the side, ear and trunk together must sum up to this many limits. ENG."""

OVERWHELMING = 2.0
"""At this many limits the neck height needs no second witness. ENG."""


_FROM_SIDE = (Label.SLOUCHED, Label.LEANING_FORWARD, Label.LEANING_BACK)
_FROM_FRONT = (*_FROM_SIDE, Label.LEANING_LEFT, Label.LEANING_RIGHT)
"""The labels in the order of the scores."""


class Verdict(NamedTuple):
    """A label for one observation; `score` is 0 at the reference and 1 where a deviation counts."""

    label: Label
    score: float
    reasons: tuple[str, ...]
    confidence: float


def classify(deviation: Deviation, previous: Label, towards_relaxed: float = 0.0) -> Verdict:
    """The label of one observation from the front.

    Args:
        deviation: how far it is from the reference.
        previous: the label before it, for hysteresis.
        towards_relaxed: how far along the user's own way of slumping, where a second anchor taught it.
    """
    d = deviation
    gaze = _gaze(d)
    slouched = max(_slouched(d, gaze), towards_relaxed)
    leaning = _leaning_forward(d, gaze)
    # Both look alike in part; what sinks slumps, what only comes nearer leans in.
    if leaning > 0.0:
        if _sinks(d):
            leaning *= RIVAL
        elif leaning >= 1.0:
            slouched = min(slouched, RIVAL * leaning)
    scores = (
        slouched,
        leaning,
        _leaning_back(d),
        *_sideways(d),
    )
    return _strongest(_FROM_FRONT, scores, d, previous)


def classify_side(deviation: Deviation, previous: Label, towards_relaxed: float = 0.0) -> Verdict:
    """The label of one observation from the side: the same arguments; leans to left or right cannot be seen.

    A slump takes the ear further ahead of the shoulder than the trunk tilts; leaning in, the neck follows the
    trunk. The ear alone needs much, because a long look down takes it forward as well.
    """
    ear, trunk = deviation.ear_forward, deviation.trunk_forward
    drop = max(deviation.shoulder_drop, deviation.head_drop)
    witnessed = _agreed(ear, max(trunk, drop))
    both = min((ear + trunk) / SIDE_SIGNS, ear / WITNESS, trunk / WITNESS)
    slouched = max(witnessed, both, ear / OVERWHELMING, towards_relaxed)
    # In degrees: the neck tilted less than the trunk did, so it only went along.
    leaning = trunk if ear * LIMITS.ear_ahead < trunk * LIMITS.trunk else 0.0
    if leaning >= 1.0:
        slouched = min(slouched, RIVAL * leaning)
    scores = (slouched, leaning, -trunk / BACK if ear < 1.0 else 0.0)
    return _strongest(_FROM_SIDE, scores, deviation, previous)


def judge(deviation: Deviation, previous: Label, towards_relaxed: float = 0.0, *, from_side: bool) -> Verdict:
    """The label of one observation, from wherever the camera stands; arguments as in `classify`."""
    classified = classify_side if from_side else classify
    return classified(deviation, previous, towards_relaxed)


def _strongest(
    labels: tuple[Label, ...], scores: tuple[float, ...], deviation: Deviation, previous: Label
) -> Verdict:
    """The label with the highest score that reaches its limit, or upright."""
    highest = max(scores)
    if highest < LEAVE:
        # What neither begins nor holds any label, as nearly all is.
        score = max(0.0, highest)
        return Verdict(Label.UPRIGHT, score, (), _confidence(1.0 - score))
    best = None
    best_score = 0.0
    for label, score in zip(labels, scores, strict=True):
        weighed = score / LEAVE if label is previous else score
        if weighed >= 1.0 and weighed > best_score:
            best, best_score = label, weighed
    if best is None:
        return Verdict(Label.UPRIGHT, min(highest, 0.999), (), _confidence(1.0 - highest))
    score = best_score * (LEAVE if best is previous else 1.0)
    return Verdict(best, score, _reasons(best, deviation), _confidence(score - LEAVE))


def classify_obstructed(deviation: Deviation, previous: Label, problem: Reason) -> Verdict | None:
    """A slouch that is plain although the view has this problem, or `None`.

    Turned head: the height of the neck does not feel a turn, and a turned trunk only makes it look longer;
    everything else does. So ears and mouth, measured by landmarks of their own, must both have come down.
    Hand at the face (a head propped on a hand): the raised arm lifts its shoulder, which shortens the neck
    without any slump. So the fall must be overwhelming, and the head itself must be lower in the picture.
    """
    score = min(deviation.neck_drop, deviation.mouth_drop)
    if problem is Reason.HANDS_AT_FACE:
        score = min(score / OVERWHELMING, deviation.head_drop)
    elif problem is not Reason.TURNED:
        return None
    if score < (LEAVE if previous is Label.SLOUCHED else 1.0):
        return None
    return Verdict(Label.SLOUCHED, score, (Reason.NECK_HEIGHT.value,), _confidence(score - LEAVE))


def _confidence(margin: float) -> float:
    """0.5 at the decision limit, towards 1 with distance from it."""
    return 0.5 + 0.5 * min(1.0, max(0.0, margin))


def _agreed(first: float, second: float) -> float:
    """A score that reaches 1 when `first` does and `second` corroborates."""
    return min(first, second / WITNESS)


def _slouched(d: Deviation, gaze: float) -> float:
    """The neck got lower, and something else says so too.

    Four ways, the strongest counts: a neck that fell and one witness; several smaller signs that sum up;
    a fall of the neck that needs no witness; and a body that folded towards a camera below the eyes.
    """
    neck, folded = _neck(d, gaze), _folded(d, gaze)
    if neck <= 0.0:
        return folded
    drop = max(d.shoulder_drop, d.head_drop)
    # The mouth's height is measured by other landmarks than the ears', but feels a look down as well:
    # it corroborates a neck that fell, it never replaces one.
    witness = max(d.head_forward, drop)
    fell = _agreed(neck, max(witness, d.mouth_drop))
    signs = neck + 0.5 * min(d.head_forward, 2.0) + 0.5 * max(-1.0, min(drop, 2.0))
    summed = min(signs / SIGNS, neck / WITNESS, witness / WITNESS)
    return max(fell, summed, neck / OVERWHELMING, folded)


def _neck(d: Deviation, gaze: float) -> float:
    """The fall of the neck, without what only the shoulders or only the gaze did.

    Neck and face are both measured over the shoulders. Where they seem smaller together, the shoulders got
    wider (another jacket, somebody else in the chair): one cause, which is no slump, whatever it moves. Where
    the head stayed and the shoulders rose, it is a shrug. And whoever looks down bends the neck, which takes
    the ears forward and down, however upright he sits.
    """
    wider = -d.head_forward - WIDER
    rose = -d.shoulder_drop - SHRUG
    still = -SAME_PLACE < d.head_drop < SAME_PLACE and -SAME_PLACE < d.closer < SAME_PLACE
    fell = d.neck_drop
    if wider > 0.0:
        fell -= WIDER_COUNTS * wider
    if still and rose > 0.0:
        fell -= SHRUG_COUNTS * rose
    return fell - gaze


def _gaze(d: Deviation) -> float:
    """Limits of neck height that looking down explains."""
    return GAZE_COUNTS * (d.looks_down - 1.0) if d.looks_down > 1.0 else 0.0


def _folded(d: Deviation, gaze: float) -> float:
    """Shoulders and head both sank and came nearer, the head more than the shoulders.

    Seen from below, a head that comes forward rises in the picture and hides that the neck got lower. None
    of these changes is believed alone: a chair lowers both, or brings both nearer, and only a fold does all.
    """
    if d.closer <= 0.0 or d.shoulder_drop <= 0.0:
        return 0.0
    head = d.head_forward - GAZE_BRINGS * gaze
    return min(head, d.shoulder_drop, d.head_drop, d.closer, 0.5 + d.neck_drop) / FOLD


def _leaning_forward(d: Deviation, gaze: float) -> float:
    """The trunk comes closer. A chair that rolls closer looks nearly the same: the head tells them apart.

    Leaning in brings the head nearer than the shoulders (face over shoulders grows by 5 %, for a chair
    by 1 %) and lowers the neck a little; a slump lowers neck and head much.
    """
    nearer = min(d.closer, d.face_closer)
    if nearer <= 0.0:
        return 0.0
    head = max(d.head_forward - GAZE_BRINGS * gaze, 0.0) + max(d.neck_drop - gaze, 0.0) * 0.5
    return min(nearer, head / max(WITNESS, LEAN_SHARE * nearer))


def _sinks(d: Deviation) -> bool:
    """Whether head and shoulders sank, and the head came forward, more than the trunk came nearer."""
    sank = d.shoulder_drop + d.head_drop + d.head_forward
    return d.neck_drop >= max(1.0, min(d.closer, d.face_closer)) or sank >= SINKS * d.closer


def _leaning_back(d: Deviation) -> float:
    return min(-d.closer, -d.face_closer) / BACK if d.neck_drop < 1.0 else 0.0


def _sideways(d: Deviation) -> tuple[float, float]:
    """How far he leans to his left and to his right.

    A lean tilts shoulders and head together and takes the head beside the trunk; a nod does one of it. So it
    can only be one to the side that the shoulders tilt to.
    """
    side = 1.0 if d.tilt_left > 0.0 else -1.0
    tilt, lateral = side * d.tilt_left, side * d.lateral_left
    moved, head = max(lateral, side * d.shift_left), max(side * d.roll_left, lateral)
    leans = max(min(tilt, max(head, moved) / LEAN_WITNESS), _agreed(moved, min(head, tilt)))
    return (leans, 0.0) if side > 0.0 else (0.0, leans)


def _reasons(label: Label, d: Deviation) -> tuple[str, ...]:
    named: tuple[tuple[Reason, float], ...]
    if d.ear_forward or d.trunk_forward:
        sign = -1.0 if label is Label.LEANING_BACK else 1.0
        named = (
            (Reason.NECK_ANGLE, sign * d.ear_forward),
            (Reason.TRUNK_ANGLE, sign * d.trunk_forward),
            (Reason.SHOULDER_HEIGHT, max(d.shoulder_drop, d.head_drop)),
        )
    elif label is Label.SLOUCHED:
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
            (Reason.LATERAL_OFFSET, max(sign * d.lateral_left, sign * d.shift_left)),
        )
    strongest_first = sorted(named, key=lambda item: -item[1])
    clear = [reason.value for reason, value in strongest_first if value >= WITNESS]
    return tuple(clear or [strongest_first[0][0].value])
