"""Find the pose model and make sure it is whole before the library sees it.

The library answers a damaged bundle with a stack of internal names; here it is one sentence.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from posture.errors import ModelError

EMBEDDED_MODEL = Path(__file__).resolve().parent.parent / "data" / "model" / "pose_landmarker_full.task"
"""The bundle that ships with the package; its checksum stands in `SHA256SUMS` beside it."""

BUNDLE_MEMBERS = frozenset({"pose_detector.tflite", "pose_landmarks_detector.tflite"})


def model_path(override: Path | None) -> Path:
    """The bundle to load: the one the user named, or the embedded one.

    Raises:
        ModelError: it is missing, damaged, or not a pose model.
    """
    if override is None:
        return embedded_model(EMBEDDED_MODEL)
    path = override.expanduser()
    if not path.is_file():
        raise ModelError(
            f"There is no pose model at {path}: give --model the path of a MediaPipe pose landmarker "
            "bundle (.task), or leave it out to use the embedded one."
        )
    _check_bundle(path)
    return path


def embedded_model(path: Path) -> Path:
    """`path` once its content is known to be what `SHA256SUMS` in its folder says.

    Raises:
        ModelError: the bundle or its checksum is missing, or they do not belong together.
    """
    remedy = "install this program again, or name another bundle with --model"
    try:
        expected = _recorded_checksum(path)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(
            f"The embedded pose model {path} cannot be read ({error.strerror}): {remedy}."
        ) from error
    if found != expected:
        raise ModelError(f"The embedded pose model {path} is damaged (its checksum differs): {remedy}.")
    _check_bundle(path)
    return path


def _recorded_checksum(path: Path) -> str | None:
    for line in (path.parent / "SHA256SUMS").read_text(encoding="ascii", errors="replace").splitlines():
        checksum, _, name = line.partition("  ")
        if name == path.name:
            return checksum
    return None


def _check_bundle(path: Path) -> None:
    """Refuse what is not a whole zip with the two networks."""
    try:
        with zipfile.ZipFile(path) as archive:
            missing = BUNDLE_MEMBERS.difference(archive.namelist())
            damaged = archive.testzip()
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise ModelError(
            f"{path} is not a readable pose model ({error}): "
            "a MediaPipe pose landmarker bundle (.task) is needed."
        ) from error
    if missing:
        raise ModelError(
            f"{path} is not a pose model, it lacks {' and '.join(sorted(missing))}: "
            "a MediaPipe pose landmarker bundle (.task) is needed."
        )
    if damaged is not None:
        raise ModelError(f"The pose model {path} is damaged in {damaged}: fetch or copy it again.")
