"""Reads at once what nearly every line of a trace is: an observation as `trace_lines.item_line` writes it.

A day has 57,600 of them, and msgspec reads, checks and builds one eight times as fast as the standard library
and Python do. This is no second opinion on what a line means: whatever is unusual about one (a field that is
not listed here, a whole number of too many digits, anything wrong) makes this module say `None`, and then the
reader in `trace_lines`, which knows every rule and has the words for it, reads the line again.
`tests/adapters/test_observation_line.py` holds that both read the same.
"""

from __future__ import annotations

from itertools import chain
from math import isfinite
from typing import Annotated

import msgspec

from posture.landmarks import LANDMARK_COUNT, Pose

_OnePerson = Annotated[Pose, msgspec.Meta(min_length=LANDMARK_COUNT, max_length=LANDMARK_COUNT)]


class ObservationLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fields of one line, each of the type that it must have."""

    t: float
    poses: tuple[_OnePerson, ...] | None
    brightness: float | None = None
    contrast: float | None = None
    face_brightness: tuple[float, ...] | None = None
    camera_in_use: bool = False
    camera_frozen: bool = False
    estimated: bool = True
    looked: bool = True
    label: str | None = None


_decode = msgspec.json.Decoder(ObservationLine).decode


def read_observation(line: bytes, latest_s: float) -> ObservationLine | None:
    """The fields of a line, or `None` when it is unusual in any way; `t` is from 0 to `latest_s`."""
    try:
        fields = _decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if not 0.0 <= fields.t <= latest_s:
        return None
    poses, faces = fields.poses, fields.face_brightness
    if faces is not None and len(faces) != len(poses or ()):
        return None
    if poses and not all(map(is_of_usable_numbers, poses)):
        return None
    return fields


def is_of_usable_numbers(pose: Pose) -> bool:
    """Whether all numbers are finite, and so small that what is made of them is: a sum tells both."""
    return isfinite(sum(chain.from_iterable(pose)))
