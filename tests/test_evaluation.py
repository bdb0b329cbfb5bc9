"""Accuracy figures against arithmetic done by hand."""

from __future__ import annotations

import pytest

from posture.evaluation import (
    BinaryScore,
    ScoredFrame,
    Span,
    Told,
    score_episodes,
    score_frames,
    together,
)
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
    assert scores.binary == BinaryScore(frames=0, sensitivity=None, specificity=None, balanced_accuracy=None)
    only_upright = score_frames(frames((UP, UP)))
    assert (only_upright.binary.sensitivity, only_upright.binary.balanced_accuracy) == (None, None)


def test_episodes_are_found_missed_or_false() -> None:
    truth = [UP] * 10 + [SLOUCH] * 10 + [UP] * 10 + [LEFT] * 5 + [UP] * 5
    told = [
        Told(span=Span(begin=12.0, end=21.0), at=15.0),
        Told(span=Span(begin=18.5, end=19.5), at=19.0),
        Told(span=Span(begin=24.0, end=26.0), at=25.0),
    ]
    scores = score_episodes(frames(*((label, label) for label in truth)), told)
    assert (scores.true, scores.found, scores.missed, scores.false_alarms) == (2, 1, 1, 1)
    assert scores.delays_s == (5.0,)
    assert scores.hours == pytest.approx(39 / 3600)
    assert scores.false_alarms_per_hour == pytest.approx(3600 / 39)
    both = together([scores, scores])
    assert (both.true, both.found, both.missed, both.false_alarms) == (4, 2, 2, 2)
    assert (both.median_delay_s, both.hours) == (5.0, pytest.approx(78 / 3600))


def test_an_episode_at_the_end_of_the_recording_counts() -> None:
    scores = score_episodes(frames((UP, UP), (SLOUCH, SLOUCH), (SLOUCH, SLOUCH)), [])
    assert (scores.true, scores.missed) == (1, 1)
    empty = score_episodes([], [])
    assert (empty.true, empty.hours, empty.false_alarms_per_hour, empty.median_delay_s) == (
        0,
        0.0,
        None,
        None,
    )
