"""Videos of a person with a known truth: public portraits, warped as a body would move.

Two portraits that ship inside packages are set into a 640 x 480 picture like a webcam's and bent by
known amounts: the head sinks towards the shoulders, the trunk leans, the person comes closer or goes.
Camera noise and a slight sway are added, because a still picture has neither and real ones have both.

    portrait_video(path, [Shot(seconds=10), Shot(seconds=20, warp=SINK), Shot(seconds=15, warp=AWAY)])

Lengths are in pixels of the 480-pixel-high picture. Left and right are the person's own, so a lean to
the left goes towards the right-hand side of the picture.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from math import sin, tau
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import skimage.data
from matplotlib import image as matplotlib_image

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Picture = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.float32]

WIDTH, HEIGHT = 640, 480
SAMPLE_FOLDER = Path(mpl.get_data_path()) / "sample_data"
NOISE_LEVELS = 2.0
"""Standard deviation of the sensor noise, grey levels."""
SWAY_PX = 0.7
SWAY_PERIOD_S = 4.3
TRANSITION_S = 0.4
"""How long the body takes from one shot's posture to the next one's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warp:
    """How the portrait is bent; all zero is the portrait as it is.

    Attributes:
        sink: how far the head goes down towards the shoulders, which stay, in shoulder widths.
        forward: how much larger the head gets (a fraction), as it comes towards the camera before the trunk.
        lean_deg: how far the trunk leans to the person's left (negative: right).
        closer: the person's size grows by this fraction (negative: farther).
        down_px: the whole person goes down.
        head_deg: how far the head alone tilts to the person's left, about the chin.
        zoom: everything grows by this fraction about the picture's centre, as when the chair rolls closer.
        across_px: the whole person goes to the right-hand side of the picture.
        tilt_deg: the same about the middle of the neck, as far as a head can go.
    """

    sink: float = 0.0
    forward: float = 0.0
    lean_deg: float = 0.0
    closer: float = 0.0
    down_px: float = 0.0
    head_deg: float = 0.0
    tilt_deg: float = 0.0
    zoom: float = 0.0
    across_px: float = 0.0

    def towards(self, other: Warp, part: float) -> Warp:
        """The warp `part` (0..1) of the way to `other`."""
        here = ((field.name, getattr(self, field.name)) for field in fields(self))
        return Warp(**{name: a + (getattr(other, name) - a) * part for name, a in here})


UPRIGHT = Warp()
SINK = Warp(sink=0.2, forward=0.12, closer=0.06, down_px=16.0)
LEAN_LEFT = Warp(lean_deg=14.0)
LEAN_RIGHT = Warp(lean_deg=-14.0)
CLOSER = Warp(closer=0.25, down_px=20.0)
FARTHER = Warp(closer=-0.2)
AWAY: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A posture held for some seconds; `warp=None` is an empty room."""

    seconds: float
    warp: Warp | None = UPRIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """A portrait set into the picture, and where its body is in it, pixels."""

    picture: Picture
    chin_y: float
    shoulder_y: float
    middle_x: float
    shoulders_px: float


@lru_cache(maxsize=2)
def portrait(name: str) -> Portrait:
    """`astronaut` (head slightly tilted, small in the picture) or `officer` (straight, larger)."""
    if name == "astronaut":
        rgb: Picture = np.asarray(skimage.data.astronaut(), dtype=np.uint8)  # type: ignore[no-untyped-call]
        return Portrait(
            picture=_framed(rgb), chin_y=165.0, shoulder_y=212.0, middle_x=280.0, shoulders_px=150.0
        )
    rgb = np.asarray(matplotlib_image.imread(SAMPLE_FOLDER / "grace_hopper.jpg"), dtype=np.uint8)
    return Portrait(picture=_framed(rgb), chin_y=250.0, shoulder_y=330.0, middle_x=330.0, shoulders_px=285.0)


def portrait_frames(
    script: Sequence[Shot], *, fps: float = 4.0, name: str = "officer", seed: int = 0
) -> Iterator[Picture]:
    """The pictures of the script, one each 1/fps seconds from 0; the same for the same seed."""
    noise = noise_tiles(seed)
    before: Warp | None = script[0].warp
    index = 0
    start_s = 0.0
    for shot in script:
        end_s = start_s + shot.seconds
        while index / fps < end_s - 1e-9:
            t_s = index / fps
            warp = shot.warp
            if warp is not None and before is not None:
                # Rounded, so that the same part of the way is the same warp, which is worked out once.
                warp = before.towards(warp, round(min(1.0, (t_s - start_s) / TRANSITION_S), 6))
            picture = empty_room() if warp is None else _swayed(warped(name, warp), t_s)
            noisy = cv2.add(picture, noise[index % len(noise)], dtype=cv2.CV_8U)
            yield np.asarray(noisy, dtype=np.uint8)
            index += 1
        before = shot.warp
        start_s = end_s


def portrait_video(
    path: Path, script: Sequence[Shot], *, fps: float = 4.0, name: str = "officer", seed: int = 0
) -> Path:
    """Write the script as an MP4 file and return its path."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), fps, (WIDTH, HEIGHT))
    for frame in portrait_frames(script, fps=fps, name=name, seed=seed):
        writer.write(frame)
    writer.release()
    return path


def warped(name: str, warp: Warp) -> Picture:
    """The portrait bent by `warp`, without noise."""
    source_x, source_y = source_positions(name, warp)
    picture = portrait(name).picture
    return np.asarray(
        cv2.remap(picture, source_x, source_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    )


@lru_cache(maxsize=32)
def source_positions(name: str, warp: Warp) -> tuple[Positions, Positions]:
    """For each pixel of the result, where in the portrait it comes from."""
    person = portrait(name)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    x = x - warp.across_px
    y = y - warp.down_px
    x = WIDTH / 2 + (x - WIDTH / 2) / (1 + warp.zoom)
    y = HEIGHT / 2 + (y - HEIGHT / 2) / (1 + warp.zoom)
    # The trunk turns about a point below the picture, where the hips would be.
    hips_y = HEIGHT + 60.0
    angle = np.deg2rad(warp.lean_deg)
    right, up = x - person.middle_x, hips_y - y
    x = person.middle_x + right * np.cos(angle) - up * np.sin(angle)
    y = hips_y - (right * np.sin(angle) + up * np.cos(angle))
    # Growing from the bottom of the picture upwards and to both sides, as somebody who comes closer.
    x = person.middle_x + (x - person.middle_x) / (1 + warp.closer)
    y = HEIGHT + (y - HEIGHT) / (1 + warp.closer)
    # The head moves down as a whole, the shoulders stay, the neck between them takes up the difference.
    sink_px = warp.sink * person.shoulders_px
    top, bottom = person.chin_y + sink_px, person.shoulder_y
    along_neck = np.clip((y - top) / (bottom - top), 0.0, 1.0)
    above_shoulders = 1.0 - along_neck
    y = y - sink_px * above_shoulders
    # The head turns about the middle of the neck, which bends the more the higher it is; shoulders stay.
    reach = person.shoulders_px * (0.2 + 0.7 * above_shoulders**2)
    inside = np.clip(2.0 - np.abs(x - person.middle_x) / reach, 0.0, 1.0)
    tilt = np.deg2rad(warp.tilt_deg) * above_shoulders * inside
    pivot_y = (person.chin_y + person.shoulder_y) / 2
    right, up = x - person.middle_x, pivot_y - y
    x = person.middle_x + right * np.cos(tilt) - up * np.sin(tilt)
    y = pivot_y - (right * np.sin(tilt) + up * np.cos(tilt))
    growth = 1 + warp.forward * above_shoulders
    x = person.middle_x + (x - person.middle_x) / growth
    y = np.where(y < person.chin_y, person.chin_y + (y - person.chin_y) / growth, y)
    # The neck takes up the head's tilt in the same way; the shoulders beside it stay.
    beside = np.abs(x - person.middle_x) / person.shoulders_px
    turns = np.where(y < person.chin_y, 1.0, np.clip((0.5 - beside) / 0.15, 0.0, 1.0))
    tilt = np.deg2rad(warp.head_deg) * above_shoulders * turns
    right, up = x - person.middle_x, person.chin_y - y
    x = person.middle_x + right * np.cos(tilt) - up * np.sin(tilt)
    y = person.chin_y - (right * np.sin(tilt) + up * np.cos(tilt))
    return x.astype(np.float32), y.astype(np.float32)


def _framed(rgb: Picture) -> Picture:
    """The portrait as high as the picture, in its middle, its edges drawn out to both sides."""
    scale = HEIGHT / rgb.shape[0]
    bgr = cv2.resize(rgb[:, :, ::-1], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    left = (WIDTH - bgr.shape[1]) // 2
    right = WIDTH - bgr.shape[1] - left
    return np.asarray(cv2.copyMakeBorder(bgr, 0, 0, left, right, cv2.BORDER_REPLICATE), dtype=np.uint8)


@lru_cache(maxsize=1)
def empty_room() -> Picture:
    """A wall that gets darker downwards, with the edge of a table."""
    room = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    room[:] = np.linspace(170, 120, HEIGHT).astype(np.uint8)[:, None, None]
    room[400:] = (60, 80, 110)
    return room


def _swayed(picture: Picture, t_s: float) -> Picture:
    """The picture moved by a fraction of a pixel, as a person who breathes."""
    phase = tau * t_s / SWAY_PERIOD_S
    shift = np.array([[1, 0, SWAY_PX * sin(phase)], [0, 1, SWAY_PX * sin(2 * phase)]], np.float32)
    moved = cv2.warpAffine(picture, shift, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, dtype=np.uint8)


@lru_cache(maxsize=4)
def noise_tiles(seed: int) -> tuple[npt.NDArray[np.int16], ...]:
    """A few pictures of noise, used in turn: making one for each frame would cost more than all the rest."""
    random = np.random.default_rng(seed)
    shape = (HEIGHT, WIDTH, 3)
    return tuple(random.normal(0.0, NOISE_LEVELS, shape).astype(np.int16) for _ in range(7))
