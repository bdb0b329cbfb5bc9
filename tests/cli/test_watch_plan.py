"""`posture watch` goes by the plan in use: its break comes when the plan says so."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.cli.conftest import Command, write_story
from tests.tui.homework_home import PLAN
from tests.tui.test_plan_targets import SITTING


def test_watch_goes_by_the_plan_unless_set_says_otherwise(posture: Command, tmp_path: Path) -> None:
    story = str(write_story(tmp_path / "story.jsonl.gz", "upright 7m", fps=1))
    words = ("watch", "--source", story, "--calibrate", "0:10")
    file = tmp_path / "plan.toml"
    today = datetime.now(UTC).astimezone().date()
    file.write_text((PLAN + SITTING).replace("2026-11-16\nreview = 2026-12-14", str(today)), "utf-8")

    assert due_at(posture(*words).out) == []
    assert posture("plan", "use", str(file)).code == 0
    assert [300.0 <= t < 335.0 for t in due_at(posture(*words).out)] == [True]
    assert due_at(posture(*words, "--set", "sitting.nudge_after_s=1800").out) == []


def due_at(lines: str) -> list[float]:
    events = [json.loads(line) for line in lines.splitlines()]
    return [event["t"] for event in events if event["type"] == "break_due"]
