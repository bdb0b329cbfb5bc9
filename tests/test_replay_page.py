"""docs/replay.md is run, block by block, as somebody who follows it would."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.in_process import run_here

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[1] / "docs" / "replay.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"# (\S+\.(?:py|toml))\n")


def blocks() -> list[tuple[str, str]]:
    return BLOCK.findall(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What the commands of the page printed, after all of its blocks were run."""
    folder = tmp_path_factory.mktemp("page")
    names: dict[str, Any] = {}
    printed: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for kind, text in blocks():
            named = FILE.match(text)
            if named is not None:
                (folder / named[1]).write_text(text)
            elif kind == "python":
                exec(compile(text, str(PAGE), "exec"), names)
            elif kind == "sh":
                for line in text.splitlines():
                    printed[line] = printed.get(line, "") + run(shlex.split(line), folder)
        yield printed


def run(words: list[str], folder: Path) -> str:
    if words[0] == "pytest":
        # As on the page, but for this very interpreter and without what only this project's own suite needs.
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", *words[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        assert done.returncode == 0, done.stdout
        return done.stdout
    assert words[0] == "posture"
    code, out, err = run_here(words[1:], {"POSTURE_HOME": str(folder / ".home")}, folder)
    assert code == 0, err
    return out + err


def test_every_block_is_of_a_kind_that_is_run_or_only_shown() -> None:
    kinds = [kind for kind, _ in blocks()]
    assert sorted(set(kinds)) == ["python", "sh", "text", "toml"]
    assert kinds.count("text") == 1


def test_the_page_runs_and_its_commands_say_what_it_says(outputs: dict[str, str]) -> None:
    assert "Length          3 min 59 s" in outputs["posture trace info recordings/clip.jsonl.gz"]
    assert '"type": "break_due"' in next(
        text for line, text in outputs.items() if line.endswith("--events -")
    )
    assert "SSSS" in outputs["posture trace plot recordings/clip.jsonl.gz --calibrate 0:10"]
    assert "3 passed" in outputs["pytest"]
    assert "golden file written: " in outputs["pytest --posture-update-golden"]
    batch = next(text for line, text in outputs.items() if line.startswith("posture batch"))
    assert batch.count("4 of 4 recordings replayed") == 2
    assert "4 of 4 recordings were replayed before and not again" in batch
