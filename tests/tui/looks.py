"""Pictures of a screen at both sizes, in light, in dark and without colours."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from unittest.mock import patch

from textual.pilot import Pilot

from tests.tui.screens_app import screens_app

NO_COLOUR = "no-colour"
LOOKS = [
    (size, theme) for size in ((80, 24), (120, 40)) for theme in ("textual-dark", "textual-light", NO_COLOUR)
]
Compare = Callable[..., bool]


def look(
    compare: Compare,
    size: tuple[int, int],
    theme: str,
    story: Callable[[Pilot[int]], Awaitable[None]],
) -> None:
    """Hold what the story leads to against the picture that was kept."""
    with patch.dict(os.environ, {"NO_COLOR": "1"} if theme == NO_COLOUR else {}):
        app = screens_app()
    if theme != NO_COLOUR:
        app.theme = theme
    assert compare(app, terminal_size=size, run_before=story)
