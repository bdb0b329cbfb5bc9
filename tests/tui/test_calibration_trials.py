"""What the command line says while it tries a reference; and when it does so by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from calibration.collector import Collector
from posture.baseline import Baseline
from posture.errors import SourceError
from posture.inputs import UserInput
from posture.instant import Instant
from posture.landmarks import PoseObservation
from posture.ports import ObservationSource, SourceInfo
from posture.settings import Settings
from posture.testing.list_source import ListSource
from posture.testing.scenario import scenario
from tui.calibration_trials import try_reference
from tui.commands import calibrate as command

HALF_MINUTE = "upright 10s; slouch 10s; upright 12s"


class Live(ListSource):
    """A recording that says it is the world."""

    @property
    def info(self) -> SourceInfo:
        return replace(super().info, live=True)


def reference() -> Baseline:
    collector = Collector(Settings(), Instant(mono_s=0.0))
    for item in scenario("upright 15s").observations():
        assert isinstance(item, PoseObservation)
        collector.observe(item)
    return collector.result().baseline


def breaking(error: BaseException) -> Iterator[PoseObservation | UserInput]:
    """Ten seconds, and then this happens."""
    yield from scenario("upright 10s").observations()
    raise error


def calibrate_live(
    monkeypatch: pytest.MonkeyPatch, home: Path, *, terminal: bool, validate: bool | None = None
) -> None:
    """`posture calibrate` on a camera that shows calibration and half a minute."""

    def opened(*_: object, **__: object) -> ObservationSource:
        return Live(scenario(f"upright 13.5s; {HALF_MINUTE}").observations())

    monkeypatch.setenv("POSTURE_HOME", str(home))
    monkeypatch.setattr(command, "open_configured", opened)
    monkeypatch.setattr(command, "redirect_native_stderr", lambda _log: None)
    monkeypatch.setattr("sys.stdin.isatty", lambda: terminal, raising=False)
    command.calibrate(validate=validate)


@pytest.mark.parametrize(
    ("terminal", "validate", "tried"),
    [(True, None, True), (True, False, False), (False, None, False), (False, True, True)],
)
def test_a_live_reference_is_tried_at_a_terminal_or_when_asked(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    *,
    terminal: bool,
    validate: bool | None,
    tried: bool,
) -> None:
    calibrate_live(monkeypatch, tmp_path, terminal=terminal, validate=validate)
    told = capsys.readouterr()
    assert "Reference saved" in told.out
    assert ("posture: This works" in told.err) == tried
    assert (tmp_path / "data" / "profiles" / "default.json").exists()


def test_ctrl_c_skips_the_trial_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    try_reference(breaking(KeyboardInterrupt()), Settings(), reference())
    assert capsys.readouterr().err.endswith("posture: skipped; the reference is saved and was not tried\n")


def test_a_camera_that_is_lost_meanwhile_is_told_and_the_reference_stays(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try_reference(breaking(SourceError("The camera is gone.")), Settings(), reference())
    assert "the reference is saved and was not tried: The camera is gone." in capsys.readouterr().err


def test_a_source_that_ends_with_the_calibration_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    try_reference([], Settings(), reference())
    assert "not tried: the source ended" in capsys.readouterr().err


def test_the_user_is_told_what_to_do_and_what_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    try_reference(scenario("turned 3s; " + HALF_MINUTE).observations(), Settings(), reference())
    told = capsys.readouterr().err.splitlines()
    assert told[1].startswith(
        "Sit as in your reference; look around the screen, at the keyboard: You are turned"
    )
    assert "Sit the way you slump: seen: lower than your reference" in told
    assert "Sit upright again: seen: near your reference" in told
