"""A tiny folder in the layout of the public sets, filled with simulated people."""

from __future__ import annotations

import csv
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from multiposture_check import CLASSES, COLUMNS
from posture.testing.body import somebody
from posture.testing.scenario import scenario
from posture.testing.view import Camera

if TYPE_CHECKING:
    from pathlib import Path

    from posture.landmarks import Pose

SESSIONS = ("first", "second")
DAYS = ("20240101", "20240102")
PERSON_CLASSES = ("TUP",) * 16 + ("TLF", "TLB", "TLL", "TLR") * 4


def write_sets(folder: Path) -> None:
    """All four sets: about 30 frames in each recording."""
    for name in ("via_posenet_webcam", "posturemax", "side_view", "multiposture"):
        (folder / name).mkdir(parents=True)
    _write_via_posenet(folder / "via_posenet_webcam" / "mediapipe_pose_c1.npz")
    _write_posturemax(folder / "posturemax" / "posturemax_posture_dataset.csv")
    _write_side_view(folder / "side_view" / "landmarks.npz")
    _write_multiposture(folder / "multiposture" / "multiposture_features.csv")


def poses(seed: int, script: str, camera: Camera | None = None) -> list[Pose]:
    """What somebody looks like, twice a second."""
    story = scenario(script, seed=seed, body=somebody(Random(seed)), camera=camera)
    return [seen.poses[0] for seen in story.stream()]


def _write_via_posenet(path: Path) -> None:
    pictures: list[tuple[str, Pose]] = []
    for seed, session in enumerate(SESSIONS):
        for kind, script in (("notSlouching", "upright 8s"), ("isSlouching", "slouch 7s")):
            seen = poses(seed, script)
            pictures += [
                (f"datasets/{session}/{kind}/sample-{k:02}.jpg", pose) for k, pose in enumerate(seen)
            ]
    _write_npz(path, pictures)


def _write_posturemax(path: Path) -> None:
    camera = replace(Camera(), frame_size=(1280, 720), focal_px=900.0)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"{point}_{axis}" for point in range(33) for axis in "xyz"] + ["label"])
        for label, script in (("0", "upright 8s"), ("1", "slouch 7s")):
            for pose in poses(1, script, camera):
                writer.writerow([number for point in pose for number in point[:3]] + [label])


def _write_side_view(path: Path) -> None:
    """Two versions of each picture; the second day has too few good ones; one has no date, one nobody."""
    pictures: list[tuple[str, Pose]] = []
    for day, good in zip(DAYS, (12, 2), strict=True):
        for kind, count in (("good", good), ("bad", 3)):
            script = "upright 12s" if kind == "good" else "slouch 3s"
            seen = poses(3, script)
            pictures += [
                (f"raw/{kind}_posture_{day}_{k:06}_png.rf.{version}.jpg", seen[2 * k + version])
                for k in range(count)
                for version in (0, 1)
            ]
    nobody = tuple(point._replace(x=float("nan")) for point in pictures[0][1])
    pictures.append((f"raw/good_posture_{DAYS[0]}_999999_png.rf.0.jpg", nobody))
    pictures.append(("raw/image_7_png.rf.0.jpg", pictures[0][1]))
    _write_npz(path, pictures)


def _write_npz(path: Path, pictures: list[tuple[str, Pose]]) -> None:
    np.savez(
        path,
        files=np.array([name for name, _ in pictures]),
        lm=np.array([[point[:4] for point in pose] for _, pose in pictures], dtype=np.float32),
        size=np.array([(640, 480) for _ in pictures]),
    )


def _write_multiposture(path: Path) -> None:
    """Four people whose positions lie alike around their upright one, which lies anywhere."""
    random = np.random.default_rng(1)
    moves = dict(zip(CLASSES, 5.0 * random.normal(size=(len(CLASSES), len(COLUMNS))), strict=True))
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "subject", "label", *COLUMNS, "ergoia_hunch_ratio"])
        for subject in range(4):
            own = 50.0 * random.normal(size=len(COLUMNS))
            for row, label in enumerate(PERSON_CLASSES):
                features = own + moves[label] + 0.1 * random.normal(size=len(COLUMNS))
                writer.writerow([row, subject, label, *features, ""])
