"""The list of places as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.place_shelf import StoredPlace

_NAME_WIDTH = 20
_SYMBOLS = {"good": "●", "fair": "◐", "poor": "○"}


def place_line(place: StoredPlace, *, in_use: bool) -> str:
    """One place: its name, how good its reference is, when and with what it was taken, further anchors."""
    name = place.name if len(place.name) <= _NAME_WIDTH else place.name[: _NAME_WIDTH - 1] + "…"
    parts = [
        f"{'>' if in_use else ' '} {name:<{_NAME_WIDTH}}",
        f"{_SYMBOLS.get(place.quality, '?')} {place.quality:<4}",
        "from a recording" if place.created is None else f"{place.created:%Y-%m-%d}",
        f"camera {place.source}",
    ]
    if place.anchors:
        parts.append("+ " + ", ".join(place.anchors))
    return "  ".join(parts)


def explanation(places: Sequence[StoredPlace]) -> str:
    """What the list is for."""
    if not places:
        return "No reference yet. Press n to name a place and set one."
    return (
        "One reference for each desk, camera or height. At the start the one that goes with what the camera "
        "sees is chosen by itself; > marks the one in use."
    )
