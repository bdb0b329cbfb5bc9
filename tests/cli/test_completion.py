"""Shell completion: the scripts are printed and installed, and what they ask is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.command_line import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

NAMED = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
"""The shell is named by the test, rather than told from the process that started it."""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(posture: Command, shell: str) -> None:
    ran = posture("--show-completion", shell, **NAMED)
    assert (ran.code, ran.err) == (0, "")
    assert f"_POSTURE_COMPLETE=complete_{shell}" in ran.out


def test_a_shell_without_a_script_is_told(posture: Command) -> None:
    ran = posture("--show-completion", "tcsh", **NAMED)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in ran.err


def test_it_is_installed_for_bash(posture: Command, tmp_path: Path) -> None:
    ran = posture("--install-completion", "bash", HOME=str(tmp_path), **NAMED)
    assert ran.code == 0
    assert "installed in" in ran.out
    installed = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(installed) == [".bashrc", "posture.sh"]


def asked(posture: Command, shell: str, *typed: str) -> list[str]:
    """What the program says could come next after these words, the last of them begun."""
    line = " ".join(["posture", *typed])
    bash = {"COMP_WORDS": line, "COMP_CWORD": str(len(typed))}
    others = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    ran = posture(_POSTURE_COMPLETE=f"complete_{shell}", **(bash if shell == "bash" else others))
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


def test_commands_are_completed(posture: Command) -> None:
    assert set(asked(posture, "bash", "")) == set(COMMANDS)
    assert asked(posture, "bash", "sn") == ["snooze"]
    assert asked(posture, "bash", "trace", "an") == ["anonymise"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_options_are_completed(posture: Command, shell: str) -> None:
    told = "\n".join(asked(posture, shell, "replay", "--cal"))
    assert all(f"--calibrate{more}" in told for more in ("", "-relaxed", "-standing"))
    assert "--events" not in told


def test_what_is_said_about_a_word_stays_on_its_line(posture: Command) -> None:
    told = asked(posture, "fish", "replay", "--calibrate")
    assert [line.partition("\t")[0] for line in told] == [
        "--calibrate",
        "--calibrate-relaxed",
        "--calibrate-standing",
    ]


def test_names_are_completed(posture: Command) -> None:
    assert asked(posture, "bash", "exercise", "neck") == ["neck_rotation", "neck_side_bend"]
    assert asked(posture, "bash", "replay", "a.jsonl", "--exercise", "chin") == ["chin_tuck"]
    assert asked(posture, "bash", "plan", "new", "--template", "b") == ["band_raise"]
    assert asked(posture, "bash", "run", "--set", "sitting.break_c") == ["sitting.break_counts_after_s="]
    assert asked(posture, "bash", "learn", "sle") == ["sleep"]
    assert asked(posture, "fish", "exercise", "chin") == ["chin_tuck\tChin tuck"]


def test_the_users_own_names_are_completed(posture: Command) -> None:
    assert asked(posture, "bash", "run", "--profile", "") == [""]  # nothing: the shell offers files
    own = posture.home / "config" / "exercises"
    references = posture.home / "data" / "profiles"
    own.mkdir(parents=True)
    references.mkdir(parents=True)
    (references / "desk.json").write_text("{}")
    assert asked(posture, "bash", "run", "--profile", "d") == ["desk"]
    (own / "mine.toml").write_text("no exercise")
    assert asked(posture, "bash", "exercise", "neck_r") == ["neck_rotation"]


def test_choices_are_completed(posture: Command) -> None:
    assert asked(posture, "bash", "log", "--format", "") == ["table", "json", "csv"]
