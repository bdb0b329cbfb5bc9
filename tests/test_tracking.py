"""Which of the people in view is the user: stories of two at one desk."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

import pytest

from posture.features import Features, flatten, measure
from posture.settings import ViewSettings
from posture.testing.body import Body, Stance
from posture.testing.motion import nonsense_pose
from posture.testing.verbs import Verb, bystander
from posture.testing.view import Camera, landmarks
from posture.tracking import UserTracker

if TYPE_CHECKING:
    from posture.landmarks import Pose

SIZE = (640, 480)


def at(*, left_cm: float = 0.0, closer_cm: float = 0.0) -> Pose:
    """Somebody this much to the user's left and closer to the lens than the chair."""
    return landmarks(Body(), Camera(), Stance(lateral_left_cm=left_cm, toward_cm=closer_cm))


CHAIR = at()
GUEST = at(left_cm=20.0, closer_cm=8.0)
REFERENCE = measure(flatten(CHAIR, SIZE))


@pytest.fixture
def tracker() -> UserTracker:
    return UserTracker(ViewSettings())


def picked(tracker: UserTracker, t: float, *poses: Pose, reference: Features | None = None) -> Pose | None:
    """Who is taken for the user, whatever the order in which the estimator lists people."""
    best = tracker.pick(t, poses, SIZE, reference)
    return None if best is None else best[0]


def test_nobody_is_nobody(tracker: UserTracker) -> None:
    assert tracker.pick(0.0, (), SIZE, REFERENCE) is None


def test_the_pose_comes_with_its_landmarks_laid_out(tracker: UserTracker) -> None:
    assert tracker.pick(0.0, (CHAIR,), SIZE, None) == (CHAIR, flatten(CHAIR, SIZE))


def test_without_a_reference_the_largest_is_the_user() -> None:
    people = (CHAIR, GUEST, at(left_cm=-20.0, closer_cm=-40.0))
    for order in permutations(people):
        assert picked(UserTracker(ViewSettings()), 0.0, *order) is GUEST


def test_with_a_reference_the_one_in_the_usual_place_is_the_user() -> None:
    for order in permutations((CHAIR, GUEST)):
        assert picked(UserTracker(ViewSettings()), 0.0, *order, reference=REFERENCE) is CHAIR


def test_the_user_is_followed_where_he_rolls_although_somebody_takes_the_usual_place() -> None:
    for guest_first in (False, True):
        tracker = UserTracker(ViewSettings())
        for step in range(31):
            rolling = at(left_cm=-0.7 * step)
            people = (CHAIR, rolling) if guest_first else (rolling, CHAIR)
            if step < 20:
                people = (rolling,)
            assert picked(tracker, step / 2, *people, reference=REFERENCE) is rolling


def test_continuity_is_forgotten_three_seconds_after_the_last_sight(tracker: UserTracker) -> None:
    picked(tracker, 0.0, GUEST, reference=REFERENCE)
    assert picked(tracker, 3.0, CHAIR, GUEST, reference=REFERENCE) is GUEST
    assert picked(tracker, 6.001, GUEST, CHAIR, reference=REFERENCE) is CHAIR


def test_a_miss_in_between_does_not_refresh_the_memory(tracker: UserTracker) -> None:
    picked(tracker, 0.0, GUEST, reference=REFERENCE)
    assert picked(tracker, 2.0, reference=REFERENCE) is None
    assert picked(tracker, 3.5, GUEST, CHAIR, reference=REFERENCE) is CHAIR


COLLEAGUE = at(left_cm=34.0, closer_cm=-12.0)


def test_who_was_seen_beside_the_user_is_not_him_when_he_leaves(tracker: UserTracker) -> None:
    for step in range(10):
        assert picked(tracker, step / 2, COLLEAGUE, CHAIR, reference=REFERENCE) is CHAIR
    for step in range(10, 400):
        assert picked(tracker, step / 2, COLLEAGUE, reference=REFERENCE) is None
    assert picked(tracker, 200.0, COLLEAGUE, CHAIR, reference=REFERENCE) is CHAIR


def test_a_colleague_who_takes_the_chair_is_the_user_in_the_end(tracker: UserTracker) -> None:
    picked(tracker, 0.0, COLLEAGUE, CHAIR, reference=REFERENCE)
    moving = [at(left_cm=34.0 - 3.4 * step, closer_cm=1.2 * step - 12.0) for step in range(10)]
    for step, somewhere in enumerate(moving):
        assert picked(tracker, 5.0 + step / 2, somewhere, reference=REFERENCE) is None
    seen = [picked(tracker, 10.0 + step / 2, CHAIR, reference=REFERENCE) for step in range(400)]
    assert seen[:340] == [None] * 340
    assert seen[-1] is CHAIR


def test_a_colleague_unseen_for_a_minute_is_forgotten(tracker: UserTracker) -> None:
    picked(tracker, 0.0, COLLEAGUE, CHAIR, reference=REFERENCE)
    assert picked(tracker, 30.0, reference=REFERENCE) is None
    assert picked(tracker, 91.0, reference=REFERENCE) is None
    assert picked(tracker, 92.0, COLLEAGUE, reference=REFERENCE) is COLLEAGUE


def test_one_person_who_flickers_is_no_companion_of_himself(tracker: UserTracker) -> None:
    for step in range(60):
        pose = at(left_cm=(-1.0) ** step * 2.0)
        people = () if step % 3 == 0 else (pose,)
        assert picked(tracker, step / 2, *people, reference=REFERENCE) == (people[0] if people else None)


def test_a_leap_across_the_picture_is_a_slip_or_somebody_else(tracker: UserTracker) -> None:
    here, there = at(left_cm=36.0, closer_cm=-30.0), at(left_cm=-36.0, closer_cm=-30.0)
    assert picked(tracker, 0.0, here) is here
    assert picked(tracker, 0.5, there) is None
    assert picked(tracker, 1.0, here) is here
    assert picked(tracker, 5.0, there) is there


def test_a_reset_forgets_at_once(tracker: UserTracker) -> None:
    picked(tracker, 0.0, GUEST, reference=REFERENCE)
    tracker.reset()
    assert picked(tracker, 0.5, GUEST, CHAIR, reference=REFERENCE) is CHAIR


def test_a_body_that_is_found_twice_is_one_person_and_no_companion_of_itself() -> None:
    """In dim light the estimator finds one body twice, a little apart; then only once, between the two."""
    twin, between = at(left_cm=2.0, closer_cm=-6.0), at(left_cm=1.5, closer_cm=-4.0)
    for order in permutations((CHAIR, twin)):
        tracker = UserTracker(ViewSettings())
        assert picked(tracker, 0.0, *order, reference=REFERENCE) is CHAIR
        assert picked(tracker, 0.5, *order, reference=REFERENCE) is CHAIR
        tracker.reset()
        assert picked(tracker, 1.0, between, reference=REFERENCE) is between


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_who_walks_past_behind_is_never_the_user(share: float) -> None:
    stance = bystander(Verb.PASSER_BY, share * 10.0, 10.0)
    assert stance is not None
    passer_by = landmarks(Body(torso=51.0, shoulder_width=41.0), Camera(), stance)
    tracker = UserTracker(ViewSettings())
    assert picked(tracker, 0.0, passer_by, reference=REFERENCE) is None
    assert picked(tracker, 0.5, passer_by, CHAIR, reference=REFERENCE) is CHAIR


def test_who_is_small_only_against_the_reference_is_the_user_without_one(tracker: UserTracker) -> None:
    far = at(closer_cm=-90.0)
    assert picked(tracker, 0.0, far) is far
    assert picked(tracker, 0.5, far, reference=REFERENCE) is None


def test_a_user_who_turns_sideways_is_still_the_user(tracker: UserTracker) -> None:
    """Shoulders seen from the side are narrow, but the face is not smaller."""
    sideways = landmarks(Body(), Camera(), Stance(trunk_yaw_left_deg=75.0))
    assert measure(flatten(sideways, SIZE)).shoulders < 0.55 * REFERENCE.shoulders
    assert picked(tracker, 0.0, sideways, reference=REFERENCE) is sideways


def test_a_sleeve_beside_the_user_is_not_mistaken_for_him() -> None:
    for seed in range(200):
        tracker = UserTracker(ViewSettings())
        assert picked(tracker, 0.0, nonsense_pose(Random(seed)), CHAIR, reference=REFERENCE) is CHAIR
