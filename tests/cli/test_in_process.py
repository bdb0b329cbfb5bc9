"""A command run in the tests' own process is the command a user runs, and leaves that process as it was."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import write_story
from tests.cli.in_process import SIGNALS

if TYPE_CHECKING:
    from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("words", "code"),
    [(("replay", "--help"), 0), (("replay", "story.jsonl"), 0), (("replay", "none.mp4"), 1), (("dance",), 2)],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_it_ends_and_says_as_in_a_process_of_its_own(
    posture: Command, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    write_story(tmp_path / "story.jsonl", "upright 10s")
    here = posture(*words, cwd=tmp_path)
    assert here == posture.process(*words, cwd=tmp_path)
    assert here.code == code


def test_it_leaves_streams_descriptors_signals_folder_and_environment_as_they_were(
    posture: Command, tmp_path: Path
) -> None:
    def state() -> tuple[object, ...]:
        return (
            sys.stdin, sys.stdout, sys.stderr, sys.__stdin__, sys.__stdout__, sys.__stderr__,
            *((os.fstat(descriptor).st_dev, os.fstat(descriptor).st_ino) for descriptor in range(3)),
            *(signal.getsignal(number) for number in SIGNALS),
            Path.cwd(),
            dict(os.environ),
        )  # fmt: skip

    write_story(tmp_path / "story.jsonl", "upright 10s")
    before = state()
    # It points descriptor 2 and Python's standard error elsewhere by itself.
    assert posture("replay", "story.jsonl", cwd=tmp_path, LANG="C").code == 0
    assert state() == before
