"""Choosing a sensitivity on everybody else, by hand."""

from __future__ import annotations

import pytest

from posture.evaluation import FrameScores, ScoredFrame, score_frames
from posture.labels import Label
from posture.leave_one_out import LeftOut, leave_one_out


def right(share: float) -> FrameScores:
    """Somebody upright, seen so in this share of the frames."""
    return score_frames(
        [
            ScoredFrame(
                t=float(k), truth=Label.UPRIGHT, seen=Label.UPRIGHT if k < 10 * share else Label.SLOUCHED
            )
            for k in range(10)
        ]
    )


def test_each_person_gets_what_suits_the_others_and_not_what_suits_him() -> None:
    scores = {
        "ann": {0.7: right(1.0), 1.0: right(0.5), 1.4: right(0.2)},
        "bob": {0.7: right(0.3), 1.0: right(0.6), 1.4: right(0.9)},
        "cem": {0.7: right(0.3), 1.0: right(0.8), 1.4: right(0.9)},
    }
    out = leave_one_out(scores)
    # For ann the others have 0.3, 0.7, 0.9; for bob 0.65, 0.65, 0.55; for cem 0.65, 0.55, 0.55.
    assert [one.sensitivity for one in out.people] == [1.4, 1.0, 0.7]
    assert [one.balanced_accuracy for one in out.people] == [0.2, 0.6, 0.3]
    assert out.people[0].macro_f1 == pytest.approx(2 * 2 / 12)
    assert out.mean_balanced_accuracy == pytest.approx(1.1 / 3)
    assert out.worst is out.people[0]


def test_of_equal_ones_the_nearest_to_the_default_is_taken() -> None:
    same = dict.fromkeys((0.7, 0.85, 1.2, 1.4), right(1.0))
    assert leave_one_out({"ann": same, "bob": same}).people[0].sensitivity == 0.85


def test_somebody_without_frames_has_no_figures_and_is_not_the_worst() -> None:
    nothing = score_frames([])
    out = leave_one_out({"ann": {1.0: nothing}, "bob": {1.0: right(0.5)}})
    assert out.people[0] == LeftOut(person="ann", sensitivity=1.0, balanced_accuracy=None, macro_f1=None)
    assert (out.mean_balanced_accuracy, out.worst) == (0.5, out.people[1])
    empty = leave_one_out({"ann": {1.0: nothing}})
    assert (empty.mean_balanced_accuracy, empty.mean_macro_f1, empty.worst) == (None, None, None)
