"""Two days of the month in scripts/soak.py, and five of the kills in scripts/kill_test.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kill_test
from tests.soak_account import account
from tests.soak_story import Soak

if TYPE_CHECKING:
    from pathlib import Path


def test_two_days_under_faults_add_up_and_lose_nothing(tmp_path: Path) -> None:
    soak = Soak(tmp_path / "posture.sqlite3", seed=7)
    soak.run(days=2)
    found = account(soak)
    assert found.killed >= 1
    assert found.told["waited"] >= 1
    assert found.told["mended"] >= 1
    assert sum(found.faults.values()) >= 5


def test_kills_at_random_moments_leave_a_sound_log(tmp_path: Path) -> None:
    tally = kill_test.kill_many(tmp_path / "posture.sqlite3", kills=5, seed=7)
    assert tally.kills == 5
    assert tally.sessions >= 3
    assert tally.events > 0
