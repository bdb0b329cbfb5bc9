"""One line of a landmark trace to a value and back (CONTRACT.md, Landmark trace). No files here.

Reading checks everything, because a trace may come from another program or a text editor; numbers are
written so that reading gives the very same ones.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from posture.adapters.observation_line import is_of_usable_numbers, read_observation
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import LANDMARK_COUNT, Landmark, Pose, PoseObservation

if TYPE_CHECKING:
    from posture.ports import SourceInfo

FORMAT = "posture-trace"
VERSION = 1
LANDMARKS = "mediapipe-pose-33"

LATEST_S = 1e9
"""Thirty years: a later time is no time of a recording, and clocks and calendars end beyond it. ENG."""
LARGEST_PX = 100_000
"""Of a picture's side, far beyond any camera. ENG."""

_NUMBER_TYPES = {int, float}
_VALUES_PER_LANDMARK = len(Landmark._fields)


class BadLineError(ValueError):
    """The line is not what the format says; the message goes on after "line N: " and has no full stop."""


class NotJsonError(BadLineError):
    """The line is no JSON at all; at the very end of a file that is a writer stopped in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceHeader:
    """The first line: the size of the pictures, and the wall time of t = 0 if somebody knew it."""

    frame_size: tuple[int, int]
    started: datetime | None

    def instant(self, t_s: float) -> Instant:
        """The moment `t_s` seconds from the start."""
        wall = None if self.started is None else self.started + timedelta(seconds=t_s)
        return Instant(mono_s=t_s, wall=wall)


class TraceItem(NamedTuple):
    """One line after the first, with the label an evaluation compares with, if it has one."""

    value: PoseObservation | UserInput
    label: str | None


def header_line(info: SourceInfo) -> str:
    """The first line for a source, without the newline."""
    payload = {
        "format": FORMAT,
        "version": VERSION,
        "landmarks": LANDMARKS,
        "frame_size": list(info.frame_size),
        "started": None if info.started is None else info.started.isoformat(),
    }
    return json.dumps(payload)


def parse_header(line: bytes) -> TraceHeader:
    """The header, or `BadLineError`."""
    payload = _json_object(line)
    if payload.get("format") != FORMAT:
        _fail(f'this is not a landmark trace, which begins with {{"format": "{FORMAT}", ...}}')
    if payload.get("version") != VERSION:
        _fail(f"version {_shown(payload.get('version'))} cannot be read, only version {VERSION}")
    if payload.get("landmarks") != LANDMARKS:
        _fail(f'"landmarks" must be "{LANDMARKS}", not {_shown(payload.get("landmarks"))}')
    size = payload.get("frame_size")
    if not (
        isinstance(size, list)
        and len(size) == 2
        and all(type(n) is int and 0 < n <= LARGEST_PX for n in size)
    ):
        _fail('"frame_size" must be the width and height in pixels, such as [640, 480]')
    return TraceHeader(frame_size=(size[0], size[1]), started=_started(payload.get("started")))


def item_line(value: PoseObservation | UserInput, label: str | None = None) -> str:
    """The line for an observation or an input, with its label if it has one, without the newline.

    Raises:
        ValueError: a number is not finite.
    """
    payload: dict[str, Any] = {"t": value.at.mono_s}
    if isinstance(value, UserInput):
        payload["input"] = value.kind.value
        if value.minutes is not None:
            payload["minutes"] = value.minutes
    else:
        payload["poses"] = value.poses
        if value.brightness is not None:
            payload["brightness"] = value.brightness
        if value.contrast is not None:
            payload["contrast"] = value.contrast
        if value.face_brightness is not None:
            payload["face_brightness"] = value.face_brightness
        if value.camera_in_use:
            payload["camera_in_use"] = True
        if value.camera_frozen:
            payload["camera_frozen"] = True
        if not value.looked:
            payload["looked"] = False
        if not value.estimated:
            payload["estimated"] = False
    if label is not None:
        payload["label"] = label
    return json.dumps(payload, allow_nan=False)


def parse_item(line: bytes, header: TraceHeader) -> TraceItem:
    """The observation or input, or `BadLineError`."""
    fields = read_observation(line, LATEST_S)
    if fields is None:
        return parse_unusual(line, header)
    at = _instant(header, fields.t)
    poses = fields.poses
    observation = PoseObservation(
        at=at,
        poses=poses,
        frame_size=header.frame_size,
        brightness=fields.brightness,
        contrast=fields.contrast,
        face_brightness=fields.face_brightness,
        camera_in_use=fields.camera_in_use,
        camera_frozen=fields.camera_frozen,
        estimated=fields.estimated,
        looked=poses is not None or fields.looked,
    )
    return TraceItem(value=observation, label=fields.label)


def parse_unusual(line: bytes, header: TraceHeader) -> TraceItem:
    """What `parse_item` does, for any line, and with a word on everything that can be wrong."""
    payload = _json_object(line)
    t_s = _number(payload, "t")
    if t_s is None or t_s < 0:
        _fail('"t" must be the seconds from the start, 0 or more')
    if t_s > LATEST_S:
        _fail('"t" is more than thirty years; it must be the seconds from the start')
    label = payload.get("label")
    if label is not None and not isinstance(label, str):
        _fail(f'"label" must be a word in quotes, not {_shown(label)}')
    at = _instant(header, t_s)
    if ("input" in payload) == ("poses" in payload):
        _fail('there must be either "poses" or "input" beside "t"')
    if "input" in payload:
        return TraceItem(value=_user_input(payload, at), label=label)
    poses = None if payload["poses"] is None else _poses(payload["poses"])
    observation = PoseObservation(
        at=at,
        poses=poses,
        frame_size=header.frame_size,
        brightness=_number(payload, "brightness"),
        contrast=_number(payload, "contrast"),
        face_brightness=_face_brightness(payload, poses),
        camera_in_use=payload.get("camera_in_use") is True,
        camera_frozen=payload.get("camera_frozen") is True,
        estimated=payload.get("estimated") is not False,
        looked=poses is not None or payload.get("looked") is not False,
    )
    return TraceItem(value=observation, label=label)


def _instant(header: TraceHeader, t_s: float) -> Instant:
    try:
        return header.instant(t_s)
    except OverflowError:
        _fail('"t" lies beyond the last day of the calendar, counted from "started"')


def _user_input(payload: dict[str, Any], at: Instant) -> UserInput:
    try:
        kind = InputKind(payload["input"])
    except ValueError:
        allowed = ", ".join(kind.value for kind in InputKind)
        _fail(f'"input" is {_shown(payload["input"])}; it must be one of {allowed}')
    minutes = _number(payload, "minutes")
    if minutes is not None and minutes <= 0:
        _fail('"minutes" must be above 0')
    return UserInput(at=at, kind=kind, minutes=minutes)


def _face_brightness(payload: dict[str, Any], poses: tuple[Pose, ...] | None) -> tuple[float, ...] | None:
    values = payload.get("face_brightness")
    if values is None:
        return None
    if not isinstance(values, list) or len(values) != len(poses or ()):
        _fail('"face_brightness" must be a list with a number for each of "poses"')
    numbers = tuple(_finite(value) for value in values)
    if None in numbers:
        _fail('"face_brightness" must hold finite numbers only')
    return tuple(number for number in numbers if number is not None)


def _poses(poses: object) -> tuple[Pose, ...]:
    if not isinstance(poses, list):
        _fail('"poses" must be a list of people, or null when no picture came')
    return tuple(_pose(landmarks) for landmarks in poses)


def _pose(landmarks: object) -> Pose:
    """33 landmarks of 5 finite numbers."""
    try:
        if len(landmarks) == LANDMARK_COUNT:  # type: ignore[arg-type]
            pose = tuple(Landmark._make(map(_usable, landmark)) for landmark in landmarks)  # type: ignore[attr-defined]
            if is_of_usable_numbers(pose):
                return pose
    except (TypeError, ValueError, OverflowError):
        pass
    raise BadLineError(
        f"a person must have {LANDMARK_COUNT} landmarks of {_VALUES_PER_LANDMARK} finite numbers each"
    )


def _usable(value: object) -> float:
    if type(value) not in _NUMBER_TYPES:
        raise TypeError
    return float(value)  # type: ignore[arg-type]


def _json_object(line: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(line, parse_constant=_refuse_constant)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotJsonError("this is not a JSON object") from error
    if not isinstance(payload, dict):
        _fail("this is not a JSON object")
    return payload


def _refuse_constant(name: str) -> NoReturn:
    _fail(f"{name} is not a number that can be used")


def _number(payload: dict[str, Any], name: str) -> float | None:
    """A finite number, or `None` where it is absent or null."""
    value = payload.get(name)
    if value is None:
        return None
    if type(value) not in _NUMBER_TYPES:
        _fail(f'"{name}" must be a number, not {_shown(value)}')
    number = _finite(value)
    if number is None:
        _fail(f'"{name}" must be a finite number')
    return number


def _finite(value: object) -> float | None:
    """A number that can be used, or `None`: a whole number of JSON may have more digits than fit one."""
    if type(value) not in _NUMBER_TYPES:
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except OverflowError:
        return None
    return number if isfinite(number) else None


def _started(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        started = datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        started = None
    if started is None or started.tzinfo is None:
        _fail(f'"started" must be a date and time with an offset or Z, or null, not {_shown(value)}')
    return started


def _shown(value: object) -> str:
    """A foreign value in a message, kept short."""
    text = json.dumps(value)
    longest = 40
    return text if len(text) <= longest else text[:longest] + "..."


def _fail(message: str) -> NoReturn:
    raise BadLineError(message)
