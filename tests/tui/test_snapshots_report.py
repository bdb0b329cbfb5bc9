"""How the preview of a report looks."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.pilot import Pilot

from posture.therapy.report import Section
from tests.tui.looks import NO_COLOUR
from tests.tui.test_report_screen import app_of, opened, patient, settle
from tui.report_view import SECTION_KEYS

Compare = Callable[..., bool]
LOOKS = [((80, 24), "textual-dark"), ((120, 40), "textual-light"), ((80, 24), NO_COLOUR)]


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_report(snap_compare: Compare, tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await opened(pilot)
        await pilot.press(SECTION_KEYS[Section.NOTES][0])
        await settle(pilot)

    colours = {"NO_COLOR": "1"} if theme == NO_COLOUR else {}
    with patch.dict(os.environ, {"LC_ALL": "C", **colours}):
        app = app_of(patient(tmp_path))
        if theme != NO_COLOUR:
            app.theme = theme
        assert snap_compare(app, terminal_size=size, run_before=story)
