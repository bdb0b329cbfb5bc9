"""Exercises and how they went, as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.excursions import Refusal
from posture.exercises import Tier
from posture.landmarks import Joint
from tui.wording import duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture.counting import CountReport
    from posture.exercises import Exercise

_TOLD_AFTER_S = 1.0
_TOLD_FROM_SHARE = 0.1
"""What was hidden for less than this share of the time, or for a second, is not worth a line. ENG."""

TIER_WORDS = {
    Tier.RELIABLE: "counted",
    Tier.UNSURE: "counted, you check",
    Tier.WHOLE_BODY: "step back, you check",
    Tier.UNSEEN: "timed",
}
"""What the camera does, in a column."""

PART_WORDS = {
    Joint.NOSE: "face", Joint.LEFT_EYE: "face", Joint.RIGHT_EYE: "face", Joint.LEFT_EAR: "ears",
    Joint.RIGHT_EAR: "ears", Joint.MOUTH_LEFT: "face", Joint.MOUTH_RIGHT: "face",
    Joint.LEFT_SHOULDER: "shoulders", Joint.RIGHT_SHOULDER: "shoulders", Joint.LEFT_ELBOW: "elbows",
    Joint.RIGHT_ELBOW: "elbows", Joint.LEFT_WRIST: "hands", Joint.RIGHT_WRIST: "hands",
    Joint.LEFT_HIP: "hips", Joint.RIGHT_HIP: "hips", Joint.LEFT_KNEE: "knees",
    Joint.RIGHT_KNEE: "knees", Joint.LEFT_ANKLE: "feet",
    Joint.RIGHT_ANKLE: "feet", Joint.LEFT_FOOT: "feet", Joint.RIGHT_FOOT: "feet",
}  # fmt: skip
"""The part of the body that each joint belongs to."""

REFUSAL_WORDS = {
    Refusal.TOO_SMALL: "did not reach far enough",
    Refusal.TOO_QUICK: "too quick",
    Refusal.TOO_LONG: "too long to be a repetition",
    Refusal.NOT_HELD: "not held for long enough",
    Refusal.NOT_FROM_REST: "did not begin at rest",
    Refusal.OTHER_MOVEMENT: "a different movement",
}


def exercise_list(exercises: Iterable[Exercise]) -> str:
    """One line for each: id, what the camera does, what it is."""
    rows = list(exercises)
    widest = max((len(exercise.id) for exercise in rows), default=0)
    words = max(map(len, TIER_WORDS.values()))
    return "".join(
        f"{exercise.id:<{widest}}  {TIER_WORDS[exercise.tier]:<{words}}  {exercise.summary}\n"
        for exercise in rows
    )


def exercise_text(exercise: Exercise, report: CountReport) -> str:
    """How one exercise went: the count for each side, what could not be seen, who says so."""
    lines = [f"{exercise.name} ({exercise.id})"]
    if exercise.tier is Tier.UNSEEN:
        lines.append(f"timed: {duration(report.hold_s)}; the camera cannot judge it, so your word is taken")
        return _indented(lines)
    lines.append(_counts(report))
    if report.hold_s >= _TOLD_AFTER_S:
        lines.append(f"held for {duration(report.hold_s)} altogether")
    lines += [
        f"{count} not counted: {REFUSAL_WORDS[reason]}" for reason, count in sorted(report.refused.items())
    ]
    lines += what_was_missing(report)
    if exercise.tier is not Tier.RELIABLE:
        lines.append("the camera is not reliable for this exercise: please check the number yourself")
    return _indented(lines)


def _indented(lines: list[str]) -> str:
    return "\n  ".join(lines) + "\n"


def _counts(report: CountReport) -> str:
    noun = "repetition" if report.repetitions == 1 else "repetitions"
    sides = [
        f"{count} {words}"
        for count, words in ((report.left, "left"), (report.right, "right"), (report.both, "both sides"))
        if count
    ]
    told = f": {', '.join(sides)}" if report.left or report.right else ""
    return f"{report.repetitions} {noun} seen by the camera{told}"


def what_was_missing(report: CountReport) -> list[str]:
    """One line for each part of the body that was hidden for long, and for an empty picture."""
    least = max(_TOLD_AFTER_S, _TOLD_FROM_SHARE * report.watched_s)
    lines = []
    if report.unseen_s >= least:
        lines.append(
            f"nobody was in place for {duration(report.unseen_s)}:"
            " head and shoulders must be in the picture, and stay where they are"
        )
    if report.turned_s >= least:
        lines.append(f"turn to the camera: you stood sideways for {duration(report.turned_s)}")
    hidden: dict[str, tuple[float, bool]] = {}
    for joint, seconds in report.hidden_s.items():
        part = PART_WORDS[joint]
        low = report.low_s.get(joint, 0.0) > seconds / 2
        if seconds > hidden.get(part, (0.0, False))[0]:
            hidden[part] = (seconds, low)
    for part, (seconds, low) in hidden.items():
        if seconds >= least:
            lines.append(f"{what_to_do(low=low)}: I could not see your {part} for {duration(seconds)}")
    return lines


def what_to_do(*, low: bool) -> str:
    """How to get what is hidden into the picture; `low` where it is under its lower edge."""
    return "move back or point the camera lower" if low else "move back or turn to the camera"
