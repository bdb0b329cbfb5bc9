"""Whether the session is locked, told by a stand-in for the system's own command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from posture.adapters.session_lock import ASK_EVERY_S, SessionLock
from tests.adapters.scripted_camera import SteppedClock

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def stand_in(folder: Path, answer: str, code: int = 0) -> None:
    program = folder / "loginctl"
    program.write_text(f"#!/bin/sh\nprintf x >> {folder}/asked\necho {answer}\nexit {code}\n")
    program.chmod(0o700)


def asked(folder: Path) -> int:
    return len((folder / "asked").read_text())


def test_it_is_asked_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    stand_in(tmp_path, "no")
    clock = SteppedClock()
    lock = SessionLock(clock)
    assert not lock.is_locked()
    stand_in(tmp_path, "yes")
    assert not lock.is_locked()
    clock.sleep(ASK_EVERY_S)
    assert lock.is_locked()
    assert asked(tmp_path) == 2


def test_where_nobody_knows_the_session_counts_as_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    stand_in(tmp_path, "yes", code=1)
    clock = SteppedClock()
    lock = SessionLock(clock)
    for _ in range(3):
        assert not lock.is_locked()
        clock.sleep(ASK_EVERY_S)
    assert asked(tmp_path) == 1
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert not SessionLock(clock).is_locked()
