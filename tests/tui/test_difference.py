"""How the figure differs: measured where both figures agree with the reason, else only named."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from posture.labels import Label, Reason
from posture.landmarks import Joint, Landmark, Pose
from posture.status import Status
from tests.tui.scripted_feed import FRAME_SIZE, UPRIGHT, pose, upright
from tui.difference import Difference, Part, differences, marked


def slouched(live: Pose, *reasons: Reason, label: Label = Label.SLOUCHED) -> Status:
    return replace(upright(60), posture=label, reasons=reasons, pose=live)


def tilted(degrees: float) -> Pose:
    """The eyes turned about their middle, the own left down."""
    left, right = pose()[Joint.LEFT_EYE], pose()[Joint.RIGHT_EYE]
    rise = math.tan(math.radians(degrees)) * (left.x - right.x) * FRAME_SIZE[0] / FRAME_SIZE[1]
    return tuple(
        Landmark(mark.x, mark.y + rise, *mark[2:]) if index == Joint.LEFT_EYE else mark
        for index, mark in enumerate(pose())
    )


def grown(share: float) -> Pose:
    """A broader face over the same shoulders."""
    factor: dict[int, float] = {Joint.LEFT_EAR: share, Joint.RIGHT_EAR: share}
    return tuple(
        Landmark(0.5 + (mark.x - 0.5) * factor.get(index, 1.0), *mark[1:])
        for index, mark in enumerate(pose())
    )


def moved(scale: float = 1.0, down: float = 0.0) -> Pose:
    """The whole person larger about the middle of the picture, or lower by a share of its height."""
    return tuple(
        Landmark(0.5 + (mark.x - 0.5) * scale, 0.5 + (mark.y - 0.5) * scale + down, *mark[2:])
        for mark in pose()
    )


@pytest.mark.parametrize(
    ("live", "reason", "words", "part"),
    [
        (moved(1.2), Reason.FACE_SIZE, "face closer to the camera: looks 20 % larger", Part.HEAD),
        (moved(0.9), Reason.FACE_SIZE, "face farther from the camera: looks 10 % smaller", Part.HEAD),
        (grown(0.8), Reason.FACE_SIZE, "face at another distance", Part.HEAD),  # the head may have turned
        (moved(1.02), Reason.FACE_SIZE, "face at another distance", Part.HEAD),
        (moved(1.1), Reason.SHOULDER_WIDTH, "shoulders look 10 % wider", Part.SHOULDERS),
        (moved(0.9), Reason.SHOULDER_WIDTH, "shoulders look 10 % narrower", Part.SHOULDERS),
        (pose(), Reason.SHOULDER_WIDTH, "shoulders at another distance", Part.SHOULDERS),
        (moved(down=0.072), Reason.SHOULDER_HEIGHT, "shoulders lower by 15 % of their width", Part.SHOULDERS),
        (
            moved(down=-0.072),
            Reason.SHOULDER_HEIGHT,
            "shoulders higher by 15 % of their width",
            Part.SHOULDERS,
        ),
        (pose(), Reason.SHOULDER_HEIGHT, "shoulders at another height", Part.SHOULDERS),
    ],
)
def test_what_came_closer_went_back_or_sank_says_which_way(
    live: Pose, reason: Reason, words: str, part: Part
) -> None:
    assert differences(slouched(live, reason), pose()) == (Difference(words=words, part=part, arrow=""),)


@pytest.mark.parametrize(
    ("live", "reason", "words", "arrow"),
    [
        (pose(lower=0.09), Reason.NECK_HEIGHT, "head lower by 19 % of your shoulder width", "▼"),
        (pose(aside=0.05), Reason.LATERAL_OFFSET, "head 14 % of your shoulder width to your left", "◀"),
        (pose(aside=-0.05), Reason.LATERAL_OFFSET, "head 14 % of your shoulder width to your right", "▶"),
        (grown(1.2), Reason.FACE_TO_SHOULDERS, "head further forward: looks 20 % larger", ""),
        (tilted(8.0), Reason.HEAD_ROLL, "head tilted 8° to your left", "◀"),
        (tilted(-8.0), Reason.HEAD_ROLL, "head tilted 8° to your right", "▶"),
    ],
)
def test_what_can_be_read_off_the_figures_is_measured(
    live: Pose, reason: Reason, words: str, arrow: str
) -> None:
    assert differences(slouched(live, reason), pose()) == (
        Difference(words=words, part=Part.HEAD, arrow=arrow),
    )


@pytest.mark.parametrize("reason", [Reason.NECK_HEIGHT, Reason.LATERAL_OFFSET, Reason.FACE_TO_SHOULDERS])
def test_a_reason_the_figures_do_not_bear_out_gets_no_number(reason: Reason) -> None:
    (found,) = differences(slouched(pose(lower=-0.05), reason), pose())
    assert "%" not in found.words
    assert found.arrow == ""


def test_without_the_outline_or_a_measure_the_reason_is_only_named() -> None:
    (unseen,) = differences(slouched(pose(lower=0.1), Reason.NECK_HEIGHT), None)
    assert unseen == Difference(words="head lower over the shoulders", part=Part.HEAD, arrow="")
    (trunk,) = differences(slouched(pose(lower=0.1), Reason.TRUNK_ANGLE), pose())
    assert trunk == Difference(words="trunk ahead of the hips", part=Part.SHOULDERS, arrow="")


def test_near_the_reference_turned_or_unknown_nothing_differs() -> None:
    assert differences(None, pose()) == ()
    assert differences(UPRIGHT, pose()) == ()
    for label in (Label.TURNED, Label.UNKNOWN):
        assert differences(slouched(pose(lower=0.1), Reason.NECK_HEIGHT, label=label), pose()) == ()


def test_two_differences_are_enough_and_the_first_arrow_counts() -> None:
    live = slouched(
        pose(lower=0.09, aside=0.05), Reason.NECK_HEIGHT, Reason.SHOULDER_TILT, Reason.LATERAL_OFFSET
    )
    found = differences(live, pose())
    assert [difference.words for difference in found] == [
        "head lower by 19 % of your shoulder width",
        "shoulders tilted",
    ]
    assert marked(found) == (frozenset({Part.HEAD, Part.SHOULDERS}), "▼")
    assert marked(()) == (frozenset(), "")
