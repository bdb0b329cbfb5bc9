"""`posture watch` chooses the reference by the first seconds, as the app does, and says which it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from calibration.collector import Collector
from calibration.profile import Profile
from calibration.profile_file import write_profile
from posture.adapters.data_dirs import places
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.settings import Settings
from posture.testing.scenario import scenario
from posture.testing.view import Camera
from tests.cli.conftest import Command, write_story

if TYPE_CHECKING:
    from pathlib import Path

HOME = Camera(distance_cm=80.0, above_eyes_cm=-15.0, tilt_down_deg=-8.0)
BEGINS = "posture: beginning with your reference “default”; the first seconds choose among 2\n"


def stored(posture: Command, name: str, camera: Camera) -> None:
    collector = Collector(Settings(), Instant(mono_s=0.0))
    for item in scenario("upright 15s", camera=camera, seed=7).observations():
        assert isinstance(item, PoseObservation)
        collector.observe(item)
    result = collector.result()
    profile = Profile(
        name=name, created=None, source="0", grade=result.verdict.grade, baseline=result.baseline
    )
    write_profile(places({"POSTURE_HOME": str(posture.home)}).profiles / f"{name}.json", profile)


@pytest.fixture
def at_home(tmp_path: Path) -> str:
    return str(write_story(tmp_path / "home.jsonl", "upright 20s", camera=HOME))


def calibrated(out: str) -> list[tuple[str, float]]:
    events = map(json.loads, out.splitlines())
    return [(event["profile"], event["t"]) for event in events if event["type"] == "calibrated"]


@pytest.mark.parametrize("options", [(), ("--set", "camera.adaptive=always")], ids=["every", "paced"])
def test_the_place_that_is_seen_is_used_from_then_on(
    posture: Command, at_home: str, options: tuple[str, ...]
) -> None:
    stored(posture, "default", Camera())
    stored(posture, "sofa", HOME)
    ran = posture("watch", "--source", at_home, *options)
    assert (ran.code, calibrated(ran.out)) == (0, [("sofa", 8.0)])
    assert ran.err == BEGINS + (
        "posture: Using your reference “sofa”: of 2 it goes best with what the camera sees.\n"
    )


def test_one_reference_that_fits_is_named_and_one_that_does_not_is_doubted(
    posture: Command, at_home: str
) -> None:
    stored(posture, "default", HOME)
    ran = posture("watch", "--source", at_home)
    assert (ran.code, calibrated(ran.out)) == (0, [])
    assert ran.err == "posture: comparing with your reference “default”\n"
    stored(posture, "default", Camera())
    ran = posture("watch", "--source", at_home)
    assert ran.err == (
        "posture: comparing with your reference “default”\n"
        "posture: The camera seems to have moved since your reference was set. "
        "`posture calibrate` sets it again.\n"
    )


def test_a_reference_that_was_named_stays(posture: Command, at_home: str) -> None:
    stored(posture, "default", Camera())
    stored(posture, "sofa", HOME)
    ran = posture("watch", "--source", at_home, "--profile", "default")
    assert (ran.code, calibrated(ran.out)) == (0, [])
    assert ran.err.startswith("posture: comparing with your reference “default”\n")
