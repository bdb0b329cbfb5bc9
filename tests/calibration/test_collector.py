"""Stories of taking a reference: what is learned from, what is not, and what the user is told."""

from __future__ import annotations

import pytest

from calibration.collector import Collector, Phase, Progress, Result
from calibration.quality import Grade
from posture.errors import CalibrationError
from posture.inputs import UserInput
from posture.labels import Reason
from posture.settings import Settings
from posture.testing.scenario import scenario
from posture.testing.view import Camera


def collect(script: str, **options: object) -> tuple[Collector, list[Progress]]:
    """A whole run of the procedure on a story."""
    items = scenario(script, **options).observations()  # type: ignore[arg-type]
    collector = Collector(Settings(), items[0].at)
    progress = []
    for item in items:
        assert not isinstance(item, UserInput)
        progress.append(collector.observe(item))
        if progress[-1].phase is Phase.DONE:
            break
    return collector, progress


def made(script: str, **options: object) -> Result:
    """The reference of a story."""
    return collect(script, **options)[0].result()


def test_thirteen_calm_seconds_make_a_good_reference() -> None:
    collector, progress = collect("upright 30s")
    assert [step.phase for step in progress[:6]] == [Phase.GET_READY] * 6
    assert len(progress) == 27
    assert (progress[-1].phase, progress[-1].usable, progress[-1].seconds_left) == (Phase.DONE, 21, 0.0)
    result = collector.result()
    assert (result.verdict.grade, result.verdict.advice) == (Grade.GOOD, ())
    assert result.baseline.samples == 21


def test_getting_ready_is_not_learned_from() -> None:
    ready = made("slouch 2.5s; upright 20s").baseline.centre
    calm = made("upright 30s").baseline.centre
    assert ready.neck == pytest.approx(calm.neck, rel=0.02)


def test_the_countdown_counts_usable_time_only() -> None:
    _, progress = collect("upright 8s; turned 6s; upright 20s")
    left = {index / 2: step.seconds_left for index, step in enumerate(progress)}
    assert left[13.0] >= left[9.0] - 1.0
    assert progress[-1].phase is Phase.DONE
    assert 17.5 <= (len(progress) - 1) / 2 <= 21


@pytest.mark.parametrize(
    ("script", "reason", "says"),
    [
        ("turned 60s", Reason.TURNED, "turned to the side"),
        ("away 60s", Reason.NO_PERSON, "Nobody is in view"),
        ("no_frame 60s", Reason.NO_FRAME, "No picture arrives"),
        ("arms_raised 60s", Reason.ARMS_RAISED, "arms are raised"),
        ("hand_at_face 60s", Reason.HANDS_AT_FACE, "hand is near your face"),
    ],
)
def test_a_view_that_cannot_be_used_is_refused_with_what_to_change(
    script: str, reason: Reason, says: str
) -> None:
    collector, progress = collect(script)
    assert progress[20].view is reason
    assert says in progress[20].advice[0]
    assert len(progress) == 67
    with pytest.raises(CalibrationError, match=says):
        collector.result()


def test_a_dark_room_is_told_as_one() -> None:
    collector, progress = collect("dark 60s")
    assert progress[20].view in (Reason.TOO_DARK, Reason.BLANK_FRAME)
    with pytest.raises(CalibrationError, match=r"light|shutter"):
        collector.result()


def test_shoulders_outside_the_picture_are_told() -> None:
    collector, _ = collect("upright 60s", camera=Camera(tilt_down_deg=-15.0))
    with pytest.raises(CalibrationError, match="shoulders are not in view"):
        collector.result()


def test_somebody_far_away_gets_a_fair_reference_and_advice() -> None:
    result = made("upright 30s", camera=Camera(distance_cm=190.0))
    assert result.verdict.grade is Grade.FAIR
    assert any("far from the camera" in sentence for sentence in result.verdict.advice)


def test_moving_all_the_time_is_a_poor_reference() -> None:
    result = made("(slouch 1s; upright 1s) x 15")
    assert result.verdict.grade is Grade.POOR
    assert any("moved a lot" in sentence for sentence in result.verdict.advice)


def test_mostly_unusable_is_a_poor_reference() -> None:
    result = made("upright 3s; (turned 4s; upright 2s) x 10")
    assert result.verdict.grade is Grade.POOR


def test_a_passer_by_is_not_learned_from() -> None:
    alone = made("upright 30s").baseline.centre
    visited = made("passer_by 30s").baseline.centre
    assert visited.shoulders == pytest.approx(alone.shoulders, rel=0.03)


def test_time_can_pass_without_pictures() -> None:
    items = scenario("upright 1s").observations()
    collector = Collector(Settings(), items[0].at)
    assert collector.next_deadline() == 3.0
    assert collector.advance(items[0].at.shifted_to(3.0)).phase is Phase.COLLECTING
    assert collector.next_deadline() == 33.0
    assert collector.advance(items[0].at.shifted_to(33.0)).phase is Phase.DONE
    assert collector.next_deadline() is None
    with pytest.raises(CalibrationError, match="only 0 of 0"):
        collector.result()
