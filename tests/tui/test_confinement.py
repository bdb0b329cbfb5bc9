"""The network is kept where the user named an address, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture.adapters.sandbox import Confinement
from tui import confinement

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POSTURE_HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "settings.toml"


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    asked: list[bool] = []

    def confine(*, network: bool) -> Confinement:
        asked.append(network)
        return Confinement(privileges=True, core_dumps=True, network=not network)

    monkeypatch.setattr(confinement, "confine", confine)
    return asked


STREAM = 'camera.source = "rtsp://camera.lan/1"\n'


@pytest.mark.parametrize(
    ("words", "settings", "network"),
    [
        ([], "", False),
        (["watch", "--source", "0"], "", False),
        (["watch", "--source", "http://127.0.0.1:8080/"], "", True),
        (["run", "--source=rtsp://camera.lan/1"], "", True),
        (["watch", "--set", "camera.source=http://camera.lan"], "", True),
        (["replay", "clip.mp4"], STREAM, False),
        (["log"], STREAM, False),
        (["demo"], STREAM, False),
        ([], STREAM, True),
        (["watch"], STREAM, True),
        (["watch"], "[camera]\nsource = 'http://camera.lan'\n", True),
        (["watch"], "camera.source = '0'\n", False),
        (["watch"], "camera = [", False),
        (["watch"], "camera = 1", False),
    ],
)
def test_who_keeps_the_network(
    settings_file: Path, kept: list[bool], words: list[str], settings: str, *, network: bool
) -> None:
    settings_file.write_text(settings)
    confinement.confine_command(words)
    assert kept == [network]


def test_without_a_settings_file_nothing_is_kept(settings_file: Path, kept: list[bool]) -> None:
    assert not settings_file.exists()
    confinement.confine_command(["watch"])
    assert kept == [False]
