"""Figures frame by frame against arithmetic done by hand."""

from __future__ import annotations

import pytest

from posture.evaluation import BinaryScore, ScoredFrame, score_frames
from posture.labels import Label

UP, SLOUCH, LEFT, TURNED = Label.UPRIGHT, Label.SLOUCHED, Label.LEANING_LEFT, Label.TURNED


def frames(*pairs: tuple[Label, Label]) -> list[ScoredFrame]:
    """One frame a second."""
    return [ScoredFrame(t=float(t), truth=truth, seen=seen) for t, (truth, seen) in enumerate(pairs)]


def test_ten_frames_by_hand() -> None:
    scores = score_frames(
        frames(
            (UP, UP), (UP, UP), (UP, UP), (UP, SLOUCH), (UP, TURNED),
            (SLOUCH, SLOUCH), (SLOUCH, SLOUCH), (SLOUCH, TURNED), (SLOUCH, LEFT), (LEFT, LEFT),
        )
    )  # fmt: skip
    assert scores.confusion[UP, UP] == 3
    assert sum(scores.confusion.values()) == 10
    upright, slouched, left = scores.classes
    assert (upright.label, upright.support, upright.precision, upright.recall) == (UP, 5, 1.0, 0.6)
    assert upright.f1 == pytest.approx(2 * 3 / (5 + 3))
    assert (slouched.precision, slouched.recall, slouched.f1) == (
        pytest.approx(2 / 3),
        0.5,
        pytest.approx(4 / 7),
    )
    assert (left.support, left.precision, left.recall, left.f1) == (1, 0.5, 1.0, pytest.approx(2 / 3))
    assert scores.macro_f1 == pytest.approx((0.75 + 4 / 7 + 2 / 3) / 3)
    assert scores.balanced_accuracy == pytest.approx((0.6 + 0.5 + 1.0) / 3)
    assert scores.judged_share == 0.8
    # Leaning left for a slouch is still an alarm, and a right one.
    assert scores.binary == BinaryScore(
        frames=10, sensitivity=0.8, specificity=0.8, balanced_accuracy=pytest.approx(0.8)
    )
    assert scores.binary_judged == BinaryScore(
        frames=8, sensitivity=1.0, specificity=0.75, balanced_accuracy=0.875
    )


def test_nothing_to_divide_by_is_no_figure() -> None:
    scores = score_frames([])
    assert (scores.classes, scores.macro_f1, scores.judged_share) == ((), None, None)
    assert scores.balanced_accuracy is None
    assert scores.binary == BinaryScore(frames=0, sensitivity=None, specificity=None, balanced_accuracy=None)
    only_upright = score_frames(frames((UP, UP)))
    assert (only_upright.binary.sensitivity, only_upright.binary.balanced_accuracy) == (None, None)
