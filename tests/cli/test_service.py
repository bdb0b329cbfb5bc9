"""`posture service` as a user meets it; nothing is installed by a test."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Command

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the words are systemd's")


def test_print_shows_the_unit_and_writes_nothing(posture: Command) -> None:
    ran = posture("service", "install", "--source", "1", "--print", XDG_RUNTIME_DIR="/run/user/1")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line for line in lines if "watch --source 1" in line]
    assert f"Environment=POSTURE_HOME={posture.home}" in lines
    assert [line for line in lines if line.startswith("ReadWritePaths=")] == [
        f"ReadWritePaths={posture.home / folder}" for folder in ("data", "config", "state", "run")
    ]
    assert "PrivateNetwork=yes" in lines
    assert not posture.home.exists()


def test_a_recording_is_no_service(posture: Command) -> None:
    ran = posture("service", "install", "--source", "clip.mp4", "--print")
    assert ran.code == 2
    assert ran.err == "posture: a service watches a camera or a stream, and clip.mp4 is neither\n"


def test_nothing_installed_is_told(posture: Command) -> None:
    elsewhere = {"HOME": str(posture.home), "XDG_CONFIG_HOME": str(posture.home)}
    assert posture("service", "status", **elsewhere).out == "not installed\n"
    assert posture("service", "remove", **elsewhere).err == "posture: there is no service to remove\n"
