"""Who has the camera: read from a process list that looks like the system's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from posture.adapters.camera_holders import device_path, held_by_another


@pytest.fixture
def camera(tmp_path: Path) -> Path:
    device = tmp_path / "video0"
    device.touch()
    return device


def opens(processes: Path, pid: str, *files: Path) -> None:
    """A process with these files open."""
    descriptors = processes / pid / "fd"
    descriptors.mkdir(parents=True)
    for number, file in enumerate(files):
        (descriptors / str(number)).symlink_to(file)


def test_a_number_is_a_device_of_the_system() -> None:
    assert device_path("2") == Path("/dev/video2")
    assert device_path("/dev/v4l/by-id/desk") == Path("/dev/v4l/by-id/desk")


def test_another_program_with_the_camera_open_holds_it(tmp_path: Path, camera: Path) -> None:
    processes = tmp_path / "proc"
    opens(processes, "17", tmp_path / "notes.txt")
    assert not held_by_another(camera, processes)
    opens(processes, "18", tmp_path / "sound", camera)
    assert held_by_another(camera, processes)


def test_a_link_to_the_camera_is_the_camera(tmp_path: Path, camera: Path) -> None:
    processes = tmp_path / "proc"
    opens(processes, "18", camera)
    by_name = tmp_path / "desk-camera"
    by_name.symlink_to(camera)
    assert held_by_another(by_name, processes)


def test_our_own_hold_is_nobody_elses(tmp_path: Path, camera: Path) -> None:
    processes = tmp_path / "proc"
    opens(processes, str(os.getpid()), camera)
    assert not held_by_another(camera, processes)


def test_where_the_system_does_not_tell_nobody_holds_it(tmp_path: Path, camera: Path) -> None:
    assert not held_by_another(camera, tmp_path / "none")
