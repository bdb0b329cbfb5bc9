"""The boundaries at run time: what the pure core and the first paint must not load."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLAT = {path.stem for path in (ROOT / "posture").glob("*.py") if path.stem != "__init__"}
PACKAGES = {"therapy"}
"""Packages of the core, named as wholes in the contracts."""
INSIDE = {
    f"{name}.{path.stem}"
    for name in PACKAGES
    for path in (ROOT / "posture" / name).glob("*.py")
    if path.stem != "__init__"
}
CORE = sorted(FLAT | INSIDE)
FORBIDDEN = {
    "asyncio", "cv2", "logging", "mediapipe", "numpy", "os", "pathlib", "pydantic", "random", "socket",
    "sqlite3", "subprocess", "textual", "threading", "time", "typer",
}  # fmt: skip


def path_of(module: str) -> Path:
    """Where a module of the core stands."""
    return ROOT / "posture" / f"{module.replace('.', '/')}.py"


def loaded_after(statement: str) -> set[str]:
    """Top-level modules in a fresh interpreter after one statement."""
    script = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def imported_by(path: Path) -> set[str]:
    """What a module imports at run time: blocks only for type checkers are left out."""
    names: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("module", CORE)
def test_no_module_of_the_core_imports_io_clocks_vendors_or_screens(module: str) -> None:
    assert not imported_by(path_of(module)) & FORBIDDEN


def test_the_whole_core_loads_no_vendor() -> None:
    statement = "import " + ", ".join(f"posture.{module}" for module in CORE)
    heavy = {"cv2", "mediapipe", "numpy", "textual", "sqlite3", "pydantic", "typer", "asyncio"}
    assert not loaded_after(statement) & heavy


def test_the_contracts_name_every_module_of_the_core() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    named = [
        contract["source_modules"] for contract in contracts["contracts"] if "source_modules" in contract
    ]
    assert named == [[f"posture.{module}" for module in sorted(FLAT | PACKAGES)]] * 2


def test_the_first_paint_waits_for_no_camera_library_and_no_option_parser() -> None:
    heavy = {"cv2", "mediapipe", "numpy", "typer", "pydantic"}
    assert not loaded_after("import tui.start, tui.app") & heavy


def test_the_first_paint_waits_for_no_event_no_monitor_and_no_profile() -> None:
    script = "import sys, tui.cli, tui.start, tui.app; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    later = {"posture.events", "posture.monitor", "posture.reminders", "tui.event_words", "tui.break_view"}
    assert not set(done.stdout.split()) & (later | {"calibration.profile_file", "posture.event_json"})


def test_the_command_line_loads_no_camera_library() -> None:
    statement = "import tui.command_line; tui.command_line.command_line([])"
    assert not loaded_after(statement) & {"cv2", "mediapipe", "numpy", "textual"}


def test_only_the_clock_reads_a_clock() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for package in ("posture", "calibration", "tui")
        for path in (ROOT / package).rglob("*.py")
        if "time" in imported_by(path)
    ]
    assert readers == ["posture/adapters/clock.py"]


@pytest.mark.parametrize("module", CORE)
def test_no_module_of_the_core_reads_a_clock_or_a_file(module: str) -> None:
    tree = ast.parse(path_of(module).read_text(encoding="utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {call.attr if isinstance(call, ast.Attribute) else ast.unparse(call) for call in calls}
    assert not called & {"now", "today", "utcnow", "open", "print", "input", "import_module", "exec", "eval"}
