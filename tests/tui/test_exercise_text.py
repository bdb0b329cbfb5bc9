"""How an exercise went, in words."""

from __future__ import annotations

from typing import Any

from posture.adapters.exercise_files import load_exercises
from posture.counting import CountReport
from posture.events import CountedBy
from posture.excursions import Refusal
from posture.exercise_signals import SIGNALS
from posture.exercises import Tier
from posture.landmarks import Joint
from tui.exercise_text import PART_WORDS, REFUSAL_WORDS, TIER_WORDS, exercise_text


def report(**values: Any) -> CountReport:
    """A report in which nothing happened, but for these values."""
    nothing: dict[str, Any] = {
        "exercise": "squat", "left": 0, "right": 0, "both": 0, "counted_by": CountedBy.CAMERA, "hold_s": 0.0,
        "watched_s": 60.0, "unseen_s": 0.0, "turned_s": 0.0, "hidden_s": {}, "low_s": {}, "refused": {},
    }  # fmt: skip
    return CountReport(**(nothing | values))


def text(name: str = "squat", **values: Any) -> list[str]:
    """The lines about one exercise after its name."""
    first, *rest = exercise_text(load_exercises(None)[name], report(**values)).splitlines()
    assert first.endswith(f"({name})")
    return [line.removeprefix("  ") for line in rest]


def test_every_joint_that_can_be_missing_every_tier_and_every_refusal_has_words() -> None:
    needed = {joint for signal in SIGNALS.values() for joints in signal.joints for joint in joints}
    assert needed <= set(PART_WORDS)
    assert set(TIER_WORDS) == set(Tier)
    assert set(REFUSAL_WORDS) == set(Refusal)


def test_counts_in_words() -> None:
    assert text(both=8) == ["8 repetitions seen by the camera"]
    assert text(left=1) == ["1 repetition seen by the camera: 1 left"]
    assert text(left=3, right=2, both=1, hold_s=72.0) == [
        "6 repetitions seen by the camera: 3 left, 2 right, 1 both sides",
        "held for 1 min altogether",
    ]
    assert text(refused={Refusal.TOO_QUICK: 2})[1:] == ["2 not counted: too quick"]


def test_what_was_missing_comes_with_what_to_do_and_flickers_are_not_told() -> None:
    hidden = {Joint.LEFT_KNEE: 20.0, Joint.RIGHT_KNEE: 12.0, Joint.LEFT_HIP: 5.0}
    assert text(hidden_s=hidden, low_s={Joint.LEFT_KNEE: 19.0})[1:] == [
        "move back or point the camera lower: I could not see your knees for 20 s"
    ]
    assert text(hidden_s=hidden)[1:] == [
        "move back or turn to the camera: I could not see your knees for 20 s"
    ]
    assert text(unseen_s=30.0, turned_s=10.0)[1:] == [
        "nobody was in place for 30 s: head and shoulders must be in the picture, and stay where they are",
        "turn to the camera: you stood sideways for 10 s",
    ]


def test_who_says_so() -> None:
    assert text("calf_raise", both=8)[-1].endswith("please check the number yourself")
    assert text("bird_dog", hold_s=90.0, counted_by=CountedBy.SELF_REPORT) == [
        "timed: 1 min; the camera cannot judge it, so your word is taken"
    ]
