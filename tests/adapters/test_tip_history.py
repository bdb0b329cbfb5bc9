"""What was shown as a tip, on disk."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from posture.adapters.tip_history import read_tip_history, write_tip_history
from posture.education import Shown
from posture.errors import StorageError


def test_what_was_shown_comes_back_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "tips.json"
    assert read_tip_history(path) == ()
    shown = (Shown(piece_id="scans", at_s=1763542800.5), Shown(piece_id="sleep", at_s=1763546400.0))
    write_tip_history(path, shown)
    assert read_tip_history(path) == shown
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_old_ones_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "tips.json"
    write_tip_history(path, [Shown(piece_id="scans", at_s=float(number)) for number in range(600)])
    kept = read_tip_history(path)
    assert (len(kept), kept[-1].at_s) == (500, 599.0)


@pytest.mark.parametrize("text", ["", "[]", '{"format": "posture-tips", "version": 2, "shown": []}'])
def test_a_file_of_another_kind_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tips.json"
    path.write_text(text)
    with pytest.raises(StorageError, match=r"history of tips in .*tips\.json is not as this program"):
        read_tip_history(path)
    assert path.read_text() == text
