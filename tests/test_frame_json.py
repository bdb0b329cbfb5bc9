"""Frame lines are what CONTRACT.md says: these keys, in this order, nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

from posture import frame_json
from posture.instant import Instant
from posture.labels import Activity, Label, Presence
from posture.monitor import Monitor
from posture.settings import Settings
from tests.stories import steps_of

START = Monitor(Settings()).start(Instant(mono_s=0.0), "story").status


def test_a_frame_line_holds_exactly_what_the_contract_names() -> None:
    status = replace(
        START,
        at=Instant(mono_s=12.50049),
        presence=Presence.PRESENT,
        activity=Activity.SITTING,
        posture=Label.UPRIGHT,
        seen=Label.SLOUCHED,
        deviation=1.23456,
        reasons=("neck_height", "shoulder_height"),
        confidence=0.87654,
    )
    assert frame_json.to_line(status) == (
        '{"t": 12.5, "presence": "present", "activity": "sitting", "posture": "slouched", '
        '"deviation": 1.235, "reasons": ["neck_height", "shoulder_height"], "confidence": 0.877}'
    )


def test_before_the_first_frame_nothing_is_known() -> None:
    assert frame_json.to_dict(START) == {
        "t": 0.0,
        "presence": "unknown",
        "activity": "unknown",
        "posture": "unknown",
        "deviation": 0.0,
        "reasons": ["settling"],
        "confidence": 0.0,
    }


def test_every_frame_of_a_story_is_one_line_of_plain_json() -> None:
    steps = steps_of("upright 15s; slouch 10s; turned 5s; away 10s; no_frame 5s; dark 5s")
    frames = [step.status for step in steps if step.observed]
    assert len(frames) == 100
    for status in frames:
        line = frame_json.to_line(status)
        assert "\n" not in line
        assert json.loads(line) == frame_json.to_dict(status)
    seen = {json.loads(frame_json.to_line(status))["posture"] for status in frames}
    assert seen == {"unknown", "upright", "slouched", "turned"}
