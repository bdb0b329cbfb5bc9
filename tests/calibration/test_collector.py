"""Stories of taking a reference: what is learned from, what is not, and what the user is told."""

from __future__ import annotations

import pytest

from calibration.collector import MIN_SAMPLES, Collector, Phase, Progress, Result
from calibration.quality import ADVICE, Grade
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


def test_exactly_the_calm_frames_after_getting_ready_are_learned() -> None:
    assert made("slouch 2s; upright 40s") == made("upright 40s")


def test_while_frames_are_unusable_time_is_extended_and_then_it_gives_up() -> None:
    collector, progress = collect("turned 27s; upright 13s")
    assert len(progress) == 67
    assert MIN_SAMPLES <= collector.result().baseline.samples < 21
    assert collector.result().verdict.advice == (ADVICE[Reason.TURNED],)


@pytest.mark.parametrize(
    ("script", "most"),
    [("away 12s; turned 28s", Reason.TURNED), ("away 28s; turned 12s", Reason.NO_PERSON)],
)
def test_the_advice_is_about_what_was_wrong_most_of_the_time(script: str, most: Reason) -> None:
    with pytest.raises(CalibrationError) as error:
        collect(script)[0].result()
    assert str(error.value).endswith(ADVICE[most])


@pytest.mark.parametrize("fps", [1.0, 5.0, 10.0])
def test_the_frame_rate_changes_the_samples_and_not_the_time(fps: float) -> None:
    collector, progress = collect("upright 40s", fps=fps)
    assert (len(progress) - 1) / fps == 13.0
    assert collector.result().baseline.samples == 10 * fps + 1


def test_seldom_pictures_are_waited_for_until_there_are_five() -> None:
    collector, progress = collect("upright 2m", fps=0.25)
    assert ((len(progress) - 1) / 0.25, collector.result().baseline.samples) == (20.0, MIN_SAMPLES)


def test_the_spread_of_the_whole_time_counts_not_its_beginning() -> None:
    whole, calm = made("lean_left 6.5s; upright 40s").baseline, made("upright 40s").baseline
    assert whole.centre.shoulder_tilt == pytest.approx(calm.centre.shoulder_tilt, abs=0.5)


def test_nothing_is_learned_after_it_is_done() -> None:
    collector, _ = collect("upright 14s; slouch 20s")
    before = collector.result()
    for item in scenario("upright 14s; slouch 20s").observations()[28:]:
        assert not isinstance(item, UserInput)
        assert collector.observe(item).phase is Phase.DONE
    assert collector.result() == before
