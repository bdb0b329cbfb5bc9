"""The cheap test on the picture: what it sees, and what it rightly does not."""

from __future__ import annotations

from itertools import combinations

import pytest

from posture.adapters.thumbnail import Thumbnail
from tests.pixel_scenes import Act, Scene, alone, pictures, shutter, twilight
from tests.portraits import UPRIGHT, Warp

NAMES = ["officer", "astronaut"]
BREATHS = tuple(1.7 * index for index in range(5))
FAR = -0.6
"""Everything at two fifths of its size: somebody at the other end of the room."""


def thumbnail(scene: Scene, t_s: float = 0.0) -> Thumbnail:
    return Thumbnail(next(pictures([Act(seconds=t_s + 1.0, scene=scene)], [t_s])))


@pytest.mark.parametrize("noise", [1, 4])
@pytest.mark.parametrize("name", NAMES)
def test_somebody_who_sits_still_and_breathes_looks_the_same(name: str, noise: int) -> None:
    person = alone(name)
    scene = Scene(people=person.people, noise=noise)
    seen = [Thumbnail(picture) for picture in pictures([Act(seconds=10, scene=scene)], BREATHS)]
    assert all(one.looks_like(other) for one, other in combinations(seen, 2))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "warp",
    [
        Warp(sink=0.09),
        Warp(lean_deg=4.0),
        Warp(closer=0.05),
        Warp(across_px=10.0),
        Warp(down_px=10.0),
    ],
)
def test_half_of_what_counts_as_a_deviation_is_a_change(name: str, warp: Warp) -> None:
    assert not thumbnail(alone(name, warp)).looks_like(thumbnail(alone(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_slump_far_from_the_camera_and_in_twilight_is_a_change(name: str) -> None:
    before, after = alone(name, Warp(zoom=FAR)), alone(name, Warp(zoom=FAR, sink=0.18))
    assert not thumbnail(after).looks_like(thumbnail(before))
    dim, slumped = (
        Scene(people=alone(name, warp).people, lens=twilight) for warp in (UPRIGHT, Warp(sink=0.09))
    )
    assert not thumbnail(slumped).looks_like(thumbnail(dim))


def test_coming_going_and_a_shutter_are_changes() -> None:
    empty, somebody = thumbnail(Scene(people=())), thumbnail(alone("officer"))
    closed = thumbnail(Scene(people=(), lens=shutter))
    assert empty.looks_like(thumbnail(Scene(people=()), 3.0))
    for one, other in combinations((empty, somebody, closed), 2):
        assert not one.looks_like(other)
        assert not other.looks_like(one)


def test_a_picture_of_another_size_is_another_picture() -> None:
    picture = next(pictures([Act(seconds=1, scene=alone("officer"))], [0.0]))
    assert not Thumbnail(picture).looks_like(Thumbnail(picture[::2, ::2]))
