"""Pictures of a screen at both sizes, in dark, in light and without colours, from one run of the app.

Starting an app and leading it to a screen is most of what a picture costs, so all six are taken of one: the
window is resized and the theme changed under it, as a user may. That an app started with `NO_COLOR` looks the
same as one whose colours were taken away is held by `test_snapshots_no_colour.py`.
"""

from __future__ import annotations

import difflib
import inspect
import pickle
import re
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass
from html import unescape
from unittest.mock import patch

import pytest
from pytest_textual_snapshot import PseudoApp, PseudoConsole, SVGImageExtension, node_to_report_path
from rich.console import Console
from syrupy.assertion import SnapshotAssertion
from textual.app import App
from textual.filter import Monochrome
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

SMALL, LARGE = (80, 24), (120, 40)
DARK, LIGHT = "textual-dark", "textual-light"
Looks = Callable[..., Awaitable[None]]
"""Holds the screen that is shown against its six pictures; a name tells several of one test apart."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at the app."""

    size: tuple[int, int]
    theme: str
    colours: bool = True

    @property
    def name(self) -> str:
        """As its picture is called."""
        colours = self.theme.removeprefix("textual-") if self.colours else "no-colour"
        return f"{colours}-{self.size[0]}x{self.size[1]}"


LOOKS = (
    Look(SMALL, DARK),
    Look(SMALL, DARK, colours=False),
    Look(LARGE, DARK, colours=False),
    Look(LARGE, DARK),
    Look(LARGE, LIGHT),
    Look(SMALL, LIGHT),
)
"""In an order in which little changes from one to the next: another theme reads all styles anew."""


async def wear(pilot: Pilot[object], look: Look) -> None:
    """Give the app this size, theme and colours."""
    app = pilot.app
    if app.no_color is look.colours:
        _take_colours(app, away=not look.colours)
    if app.theme != look.theme:
        app.theme = look.theme
        await pilot.pause()
    if app.size != look.size:
        await pilot.resize_terminal(*look.size)
        await pilot.pause()  # what is drawn anew in its new size
    for field in app.screen.query(Input):
        field.cursor_blink = False
        field._cursor_visible = True
    await pilot.pause()


def _take_colours(app: App[object], *, away: bool) -> None:
    """What `NO_COLOR` does at the start of an app, or its contrary."""
    app.no_color = away
    if away:
        app._filters.append(Monochrome())
    else:
        app._filters[:] = [one for one in app._filters if not isinstance(one, Monochrome)]
    app.stylesheet.update(app)
    for screen in app.screen_stack:
        for widget in screen.walk_children(with_self=True):
            widget.refresh()


def _paint_nothing(screen: Screen[object]) -> None:
    """Nobody sees the terminal of a test: a picture draws everything itself."""
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()


class Album:
    """The pictures that are kept of one test's screens."""

    def __init__(self, snapshot: SnapshotAssertion, node: pytest.Item) -> None:
        self._kept = snapshot.use_extension(SVGImageExtension)
        self._node = node

    async def hold(
        self,
        pilot: Pilot[object],
        *names: str,
        looks: tuple[Look, ...] = LOOKS,
        painted: bool = False,
    ) -> None:
        """Take each look's picture and compare it with the one that is kept.

        Args:
            pilot: of the app.
            names: tell several screens of one test apart.
            looks: which pictures are taken.
            painted: the terminal is painted too: a chart draws itself only then.
        """
        await pilot.app.animator.wait_until_complete()
        told = []
        silent = patch.object(Screen, "_compositor_refresh", _paint_nothing)
        with nullcontext() if painted else silent:
            # From where the screen before ended.
            for look in looks if pilot.app.theme == looks[0].theme else reversed(looks):
                await wear(pilot, look)
                if painted:
                    await pilot.pause()
                svg = pilot.app.export_screenshot(title="Posture", simplify=True)
                told += self._compare(svg, "-".join((*names, look.name)))
        assert not told, "\n".join(told)

    def _compare(self, svg: str, name: str) -> list[str]:
        """What differs, in lines for a reader; for an eye it goes into the report of the plugin."""
        kept = self._kept(name=name)
        same = kept == svg
        result = kept.executions[kept.num_executions - 1]
        before = str(result.recalled_data or "")
        title = f"{self._node.name} {name}"
        path, line, _ = self._node.reportinfo()
        console = Console(legacy_windows=False, force_terminal=True)
        shown = PseudoApp(PseudoConsole(console.legacy_windows, console.size))
        docstring = inspect.getdoc(self._node.obj) or ""  # type: ignore[attr-defined] # a function
        report = node_to_report_path(self._node)
        # In the order in which the plugin reads it.
        record = (same, before, svg, shown, path, line or 0, title, docstring, "", bool(before))
        report.with_name(f"{report.name}_{name}").write_bytes(pickle.dumps(record))
        if same:
            return []
        if not before:
            return [f"{title}: no picture is kept of it yet"]
        changed = [
            one
            for one in difflib.unified_diff(words_of(before), words_of(svg), lineterm="", n=0)
            if not one.startswith(("---", "+++", "@@"))
        ]
        return [f"{title} differs:", *(changed or ["  the same words in other styles"])]


def words_of(svg: str) -> list[str]:
    """The lines of a picture as text."""
    lines: dict[float, dict[float, str]] = {}
    for x, y, text in re.findall(r'<text [^>]*?x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', svg):
        lines.setdefault(float(y), {})[float(x)] = unescape(text).replace("\xa0", " ")
    return [_line(parts) for _, parts in sorted(lines.items())]


_CELL = 12.2
"""Width of a cell in a picture."""


def _line(parts: dict[float, str]) -> str:
    line = ""
    for x, text in sorted(parts.items()):
        line = line.ljust(round(x / _CELL)) + text
    return line.rstrip()
