"""The live line leaves the terminal tidy, however it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from posture.errors import ControlError
from tests.tui.test_status_line import snapshot
from tui import attach as module
from tui.status_snapshot import Snapshot


@pytest.mark.parametrize("end", [KeyboardInterrupt(), ControlError("the running monitor does not answer")])
def test_what_comes_after_the_line_has_a_line_of_its_own(
    end: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers: list[Snapshot | BaseException] = [snapshot(), end]

    def answer(_runtime: Path, *, timeout_s: float) -> Snapshot:
        assert timeout_s > 1
        told = answers.pop(0)
        if isinstance(told, BaseException):
            raise told
        return told

    monkeypatch.setattr(module, "status_of", answer)
    monkeypatch.setattr(module, "REFRESH_S", 0.0)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(type(end)):
        module.attach(Path())
    assert capsys.readouterr().out == "\r\x1b[KNear your reference · sitting 20 min · next break in 10 min\n"
