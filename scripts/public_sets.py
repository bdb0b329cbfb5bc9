"""Public sets of labelled landmarks, read from a folder that the reader downloaded (see docs/accuracy.md).

Nothing of them is in this repository: they show people, and their licences are their own.

    via_posenet_webcam/  SlouchingOrNot/via-posenet at 291a0507 (MIT): 65 webcam pictures of one man, two sessions
    posturemax/          aravindpasupathi/PostureMax at 7244ad8a (MIT): 366 frames of one person
    side_view/           Roboflow "sitting posture" v4, ikornproject (CC BY 4.0): desk pictures from the side
    multiposture/        MultiPosture, Zenodo 10.5281/zenodo.14230872 (CC BY 4.0): features of 13 people
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from calibration.labelled import LabelledObservation
from posture.instant import Instant
from posture.labels import Label
from posture.landmarks import Landmark, Pose, PoseObservation

if TYPE_CHECKING:
    from collections.abc import Iterable

POSTUREMAX_SIZE = (1280, 720)
"""The set does not say: at 4:3 the eyes would be .74 ear distances above the mouth, at 16:9 they are .55, as in faces."""


def via_posenet(folder: Path) -> dict[str, list[LabelledObservation]]:
    """Its two sessions, pictures in the order of their time stamps."""
    arrays = np.load(folder / "via_posenet_webcam" / "mediapipe_pose_c1.npz")
    sessions: dict[str, list[tuple[str, Pose, tuple[int, int], Label]]] = {}
    for name, landmarks, size in zip(arrays["files"], arrays["lm"], arrays["size"], strict=True):
        _, session, kind, picture = str(name).split("/")
        label = Label.SLOUCHED if kind == "isSlouching" else Label.UPRIGHT
        sessions.setdefault(session, []).append((picture, _pose(landmarks), (int(size[0]), int(size[1])), label))
    return {
        session: _observations((pose, size, label) for _, pose, size, label in sorted(pictures, key=lambda one: one[0]))
        for session, pictures in sessions.items()
    }


def posturemax(folder: Path) -> dict[str, list[LabelledObservation]]:
    """One recording in the order of its frames."""
    with (folder / "posturemax" / "posturemax_posture_dataset.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    frames = []
    for row in rows:
        numbers = np.array([float(value) for name, value in row.items() if name != "label"]).reshape(33, 3)
        label = Label.UPRIGHT if row["label"] in {"0", "good"} else Label.SLOUCHED
        frames.append((_pose(np.hstack([numbers, np.ones((33, 1))])), POSTUREMAX_SIZE, label))
    return {"posturemax": _observations(frames)}


def side_view(folder: Path) -> dict[str, list[LabelledObservation]]:
    """One recording for each dated day; the three noisy versions of a picture stay side by side."""
    arrays = np.load(folder / "side_view" / "landmarks.npz")
    days: dict[str, list[tuple[str, Pose, tuple[int, int], Label]]] = {}
    for name, landmarks, size in zip(arrays["files"], arrays["lm"], arrays["size"], strict=True):
        picture = Path(str(name)).name
        good = picture.startswith("good")
        day = picture.split("_")[2]
        if len(day) != len("20241012") or np.isnan(landmarks).any():
            continue  # undated pictures belong to no reference, and in a few nobody was found
        label = Label.UPRIGHT if good else Label.SLOUCHED
        days.setdefault(day, []).append((picture, _pose(landmarks), (int(size[0]), int(size[1])), label))
    return {
        day: _observations((pose, size, label) for _, pose, size, label in sorted(pictures, key=lambda one: one[0]))
        for day, pictures in days.items()
    }


def _pose(numbers: np.ndarray) -> Pose:
    return tuple(Landmark(float(x), float(y), float(z), float(v), float(v)) for x, y, z, v in numbers)


def _observations(frames: Iterable[tuple[Pose, tuple[int, int], Label]]) -> list[LabelledObservation]:
    return [
        LabelledObservation(
            value=PoseObservation(at=Instant(mono_s=0.5 * index, wall=None), poses=(pose,), frame_size=size),
            label=label,
        )
        for index, (pose, size, label) in enumerate(frames)
    ]
