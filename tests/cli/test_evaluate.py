"""`posture evaluate` on labelled stories whose truth is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from posture.inputs import UserInput
from posture.testing.scenario import scenario
from tests.cli.conftest import Command, write_story

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "upright 60s; slouch 30s; upright 30s; lean_left 30s; upright 30s; look_down 8s; upright 12s"
LABELS = {"slouch": "slouched", "lean_left": "leaning_left"}


def labelled(path: Path, seed: int, rename: dict[str, str] | None = None) -> Path:
    """A story with its truth beside each observation."""
    write_story(path, SCRIPT, seed=seed)
    spans = scenario(SCRIPT, seed=seed).truth()
    lines = path.read_text().splitlines()
    items = [item for item in scenario(SCRIPT, seed=seed).observations() if not isinstance(item, UserInput)]
    for index, item in enumerate(items, start=1):
        verb = next(verb for begin, end, verb in spans if begin <= item.at.mono_s < end)
        label = LABELS.get(verb, "upright")
        line = json.loads(lines[index])
        lines[index] = json.dumps({**line, "label": (rename or {}).get(label, label)})
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people."""
    folder = tmp_path_factory.mktemp("labelled")
    labelled(folder / "ann__monday.jsonl", seed=1)
    labelled(folder / "bob__monday.jsonl", seed=2)
    return folder


def test_known_stories_are_scored_per_person_and_together(posture: Command, folder: Path) -> None:
    ran = posture("evaluate", str(folder), "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    figures = json.loads(ran.out)
    assert set(figures["people"]) == {"ann", "bob"}
    total = figures["total"]
    assert total["binary"]["frames"] == 2 * (400 - 10)
    assert total["binary"]["balanced_accuracy"] >= 0.97
    assert total["macro_f1"] >= 0.97
    assert total["episodes"]["true"] == total["episodes"]["found"] == 4
    assert (total["episodes"]["missed"], total["episodes"]["false_alarms"]) == (0, 0)
    assert total["episodes"]["median_delay_s"] == pytest.approx(3.5, abs=0.6)


def test_the_table_says_the_same(posture: Command, folder: Path) -> None:
    ran = posture("evaluate", str(folder / "ann__monday.jsonl"))
    assert ran.code == 0
    assert "Episodes: 2 of 2 found, 0 missed; delay median 3.50 s, 90th percentile 3.50 s\n" in ran.out
    assert "False alarms: 0 in 0.04 h judged upright (0.00 an hour)\n" in ran.out
    assert "Prompts: 0, of them 0 false (0.00 an hour)\n" in ran.out
    assert "person" not in ran.out
    stills = posture("evaluate", str(folder), "--stills")
    assert stills.code == 0
    assert "Episodes" not in stills.out


def test_what_is_no_labelled_recording_is_refused(posture: Command, folder: Path, tmp_path: Path) -> None:
    plain = write_story(tmp_path / "plain.jsonl", "upright 10s")
    odd = labelled(tmp_path / "odd.jsonl", seed=1, rename={"slouched": "sleepy"})
    bare = labelled(tmp_path / "bare.jsonl", seed=1, rename={"upright": "slouched"})
    (tmp_path / "empty").mkdir()
    for path, code, says in (
        (plain, 1, "has no labels"),
        (odd, 1, "line 122: 'sleepy' is no label"),
        (bare, 1, "only 0 frames labelled upright"),
        (tmp_path / "empty", 2, "holds no landmark trace"),
    ):
        ran = posture("evaluate", str(path))
        assert (ran.code, says in ran.err) == (code, True), ran.err
        assert ran.err.count("\n") == 1
    assert folder.exists()
