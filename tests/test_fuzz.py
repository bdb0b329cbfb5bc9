"""A small, seeded share of `python scripts/fuzz.py`: hostile input is taken or refused, never a traceback."""

from __future__ import annotations

import pytest

import fuzz

INPUTS = {"traces": 400, "trace_files": 60, "settings": 300, "profiles": 150, "plans": 8, "control": 300}


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_hostile_input_is_taken_or_refused(name: str) -> None:
    assert fuzz.faults(name, INPUTS[name], seed=1) == []


def test_a_fault_is_found_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_content: bytes) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(fuzz.TARGETS, "broken", lambda _folder: ([b"1"], breaks))
    found = fuzz.faults("broken", 2, seed=5)
    assert len(found) == 2
    assert found[0].startswith("broken 5 0: ")
    assert "ZeroDivisionError" in found[0]
