"""How the preview of a report looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from posture.therapy.report import Section
from tests.tui.looks import SMALL, Looks
from tests.tui.test_report_screen import app_of, opened, patient, settle
from tui.report_view import SECTION_KEYS


async def test_report(looks: Looks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with app_of(patient(tmp_path)).run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press(SECTION_KEYS[Section.NOTES][0])
        await settle(pilot)
        await looks(pilot)
