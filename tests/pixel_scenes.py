"""Pictures of people at a desk, made in memory: portraits cut out, bent, and set before a room.

    [Act(seconds=2), Act(seconds=14, scene=alone("officer", SINK)), Act(seconds=4)]

Unlike `portraits.portrait_video` the room stays where it is while a person moves, there can be two
people, and the light can change. Pictures pass through the real pose estimator, never through a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import sin, tau
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from posture.adapters.estimated_source import EstimatedSource
from posture.adapters.mediapipe_pose import MediapipePoseEstimator
from posture.adapters.model_file import model_path
from posture.closable import Closable
from posture.instant import Instant
from posture.ports import Frame, SourceInfo
from tests.portraits import (
    HEIGHT,
    SWAY_PERIOD_S,
    SWAY_PX,
    TRANSITION_S,
    UPRIGHT,
    WIDTH,
    Picture,
    Warp,
    empty_room,
    noise_tiles,
    portrait,
    source_positions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from posture.landmarks import PoseObservation

Lens = Callable[[Picture], Picture]

BREATH = 0.002
"""How much larger the body gets with a breath, a fraction."""

BELOW_PX = 480
"""The clothes go on this far below the portrait, for bodies that are small or high in the picture."""

OUTLINES = {
    "officer": (
        (124, 480), (130, 400), (141, 315), (165, 298), (240, 272), (277, 252), (262, 235), (247, 225),
        (240, 190), (240, 150), (230, 125), (232, 85), (252, 65), (258, 40), (285, 22), (330, 18), (370, 30),
        (393, 65), (410, 75), (408, 130), (414, 155), (410, 190), (405, 215), (395, 235), (382, 248),
        (388, 258), (480, 292), (505, 305), (518, 340), (526, 480),
    ),
    "astronaut": (
        (205, 480), (195, 440), (150, 405), (106, 377), (108, 310), (123, 247), (150, 217), (186, 190),
        (194, 168), (222, 147), (250, 139), (254, 125), (244, 112), (228, 95), (224, 70), (232, 45),
        (252, 24), (275, 16), (305, 16), (330, 25), (350, 44), (356, 85), (343, 113), (330, 124),
        (320, 150), (340, 172), (354, 188), (361, 208), (382, 228), (403, 252), (413, 284), (416, 330),
        (430, 327), (470, 337), (518, 372), (543, 420), (553, 480),
    ),
}  # fmt: skip
"""The person's outline in the portrait, pixels, from one lower corner to the other."""


SEATS = {
    "officer": Warp(zoom=-0.2, down_px=30.0),
    "astronaut": Warp(zoom=0.3, across_px=40.0, down_px=55.0, lean_deg=-4.0),
}
"""Where and how large each of them sits: as people do before a laptop, with some room above the head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the picture: `officer` or `astronaut`, and how the body is bent or moved in its seat."""

    name: str
    warp: Warp = UPRIGHT


def as_it_is(picture: Picture) -> Picture:
    """A clear lens in daylight."""
    return picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is before the camera.

    Attributes:
        people: from the back to the front.
        bright_behind: the people are near black before a white window.
        lens: what becomes of the light on its way, before the sensor adds its noise.
        noise: how many times the usual sensor noise.
    """

    people: tuple[Person, ...]
    bright_behind: bool = False
    lens: Lens = as_it_is
    noise: int = 1

    def towards(self, other: Scene, part: float) -> Scene:
        """`other` with its people still on their way from here, `part` (0..1) of it done."""
        if [person.name for person in self.people] != [person.name for person in other.people]:
            return other
        pairs = zip(self.people, other.people, strict=True)
        people = tuple(replace(to, warp=start.warp.towards(to.warp, part)) for start, to in pairs)
        return replace(other, people=people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A scene held for some seconds, reached from the one before in `glide_s`; or the picture hangs."""

    seconds: float
    scene: Scene
    glide_s: float = TRANSITION_S
    frozen: bool = False


def alone(name: str, warp: Warp = UPRIGHT) -> Scene:
    """One person in the usual light."""
    return Scene(people=(Person(name=name, warp=warp),))


def twilight(picture: Picture) -> Picture:
    """A quarter of the light."""
    return cv2.convertScaleAbs(picture, alpha=0.25)  # type: ignore[no-any-return]


def night(picture: Picture) -> Picture:
    """Next to no light."""
    return cv2.convertScaleAbs(picture, alpha=0.12)  # type: ignore[no-any-return]


def shutter(_picture: Picture) -> Picture:
    """A closed shutter that lets some grey through."""
    return np.full((HEIGHT, WIDTH, 3), 40, np.uint8)


def bars(picture: Picture) -> Picture:
    """The picture at three quarters of its size, with black around it."""
    height, width = HEIGHT * 3 // 4, WIDTH * 3 // 4
    framed = np.zeros_like(picture)
    top, left = (HEIGHT - height) // 2, (WIDTH - width) // 2
    framed[top : top + height, left : left + width] = cv2.resize(picture, (width, height))
    return framed


def pictures(acts: Sequence[Act], times: Sequence[float]) -> Iterator[Picture]:
    """The picture at each of `times`, seconds from the start of the first act."""
    noise = noise_tiles(0)
    before = acts[0].scene
    index, start_s = 0, 0.0
    shown: Picture | None = None
    for act in acts:
        while index < len(times) and times[index] < start_s + act.seconds - 1e-9:
            t_s = times[index]
            if shown is None or not act.frozen:
                scene = before.towards(act.scene, min(1.0, (t_s - start_s) / act.glide_s))
                grain = noise[index % len(noise)] * np.int16(scene.noise)
                shown = np.asarray(cv2.add(_seen(scene, t_s), grain, dtype=cv2.CV_8U), dtype=np.uint8)
            yield shown
            index += 1
        before = act.scene
        start_s += act.seconds


@cache
def observed(
    acts: tuple[Act, ...], times: tuple[float, ...], lost: frozenset[int] = frozenset()
) -> tuple[PoseObservation, ...]:
    """What the real estimator makes of the acts; each sequence is estimated once, in a session of its own.

    `times` are seconds from the start of the first act; at those whose index is in `lost` no picture comes.
    """
    shown = zip(times, pictures(acts, times), strict=True)
    with source_of((t_s, None if i in lost else seen) for i, (t_s, seen) in enumerate(shown)) as source:
        return tuple(source.observations())


def source_of(shown: Iterable[tuple[float, Picture | None]]) -> EstimatedSource:
    """Pictures with their times as a source, with the real estimator behind it."""
    return EstimatedSource(_Pictures(shown), MediapipePoseEstimator(_model()))


@cache
def _model() -> Path:
    """The embedded model, checked once."""
    return model_path(None)


class _Pictures(Closable):
    """`ports.FrameSource` of pictures with their times."""

    def __init__(self, shown: Iterable[tuple[float, Picture | None]]) -> None:
        self._shown = shown

    @property
    def info(self) -> SourceInfo:
        return SourceInfo(name="pictures", frame_size=(WIDTH, HEIGHT), live=False, started=None)

    def frames(self) -> Iterator[Frame]:
        for t_s, picture in self._shown:
            yield Frame(at=Instant(mono_s=t_s), bgr=picture)

    def close(self) -> None:
        """Nothing is held."""


def _seen(scene: Scene, t_s: float) -> Picture:
    """The scene through its lens, without noise."""
    picture = np.full((HEIGHT, WIDTH, 3), 235, np.uint8) if scene.bright_behind else empty_room()
    for person in scene.people:
        body, opacity = _bent(person.name, person.warp)
        if scene.bright_behind:
            body = cv2.convertScaleAbs(body, alpha=0.06)
        sway = _sway(t_s)
        size = (WIDTH, HEIGHT)
        body = cv2.warpAffine(body, sway, size)
        opacity = cv2.warpAffine(opacity, sway, size)
        picture = np.asarray(cv2.blendLinear(body, picture, opacity, 1 - opacity), dtype=np.uint8)
    return scene.lens(picture)


def _sway(t_s: float) -> npt.NDArray[np.float32]:
    """A shift by a fraction of a pixel and a breath, about the bottom of the picture."""
    phase = tau * t_s / SWAY_PERIOD_S
    grown = 1 + BREATH * sin(phase / 1.3)
    across = SWAY_PX * sin(phase) + WIDTH / 2 * (1 - grown)
    down = SWAY_PX * sin(2 * phase) + HEIGHT * (1 - grown)
    return np.array([[grown, 0, across], [0, grown, down]], np.float32)


@lru_cache(maxsize=16)
def _bent(name: str, warp: Warp) -> tuple[Picture, npt.NDArray[np.float32]]:
    """The person bent by `warp`, and how opaque (0..1) each pixel is."""
    body, opacity = _cut_out(name)
    x, y = source_positions(name, _seated(name, warp))
    bent = np.asarray(cv2.remap(body, x, y, cv2.INTER_LINEAR), dtype=np.uint8)
    return bent, np.asarray(cv2.remap(opacity, x, y, cv2.INTER_LINEAR), dtype=np.float32)


def _seated(name: str, warp: Warp) -> Warp:
    """`warp` as seen from the seat: what is about the picture's centre scales the seat's place, too."""
    seat, grown = SEATS[name], 1 + warp.zoom
    return replace(
        warp,
        lean_deg=seat.lean_deg + warp.lean_deg,
        zoom=(1 + seat.zoom) * grown - 1,
        across_px=seat.across_px * grown + warp.across_px,
        down_px=seat.down_px * grown + warp.down_px,
    )


@cache
def _cut_out(name: str) -> tuple[Picture, npt.NDArray[np.float32]]:
    """The portrait with its clothes drawn out downwards, and how opaque each pixel is."""
    body = cv2.copyMakeBorder(portrait(name).picture, 0, BELOW_PX, 0, 0, cv2.BORDER_REPLICATE)
    outline = OUTLINES[name]
    below = HEIGHT + BELOW_PX
    corners = [*outline, (outline[-1][0], below), (outline[0][0], below)]
    opacity = np.zeros(body.shape[:2], np.float32)
    cv2.fillPoly(opacity, [np.array(corners, np.int32)], 1.0)
    opacity = cv2.GaussianBlur(opacity, (5, 5), 0)
    return np.asarray(body, dtype=np.uint8), np.asarray(opacity, dtype=np.float32)
