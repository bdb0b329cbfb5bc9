"""What is said about places: which reference was chosen, and when the one in use may not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.events import CameraMoved
    from tui.monitor_session import PlaceFound

MISFIT_KEYS = "c recalibrate   u use anyway"


def chosen_words(found: PlaceFound) -> str:
    """Which of several references is used."""
    return f"Using your reference “{found.place}”: of {found.among} it goes best with what the camera sees."


def misfit_words(found: PlaceFound) -> str:
    """The first seconds did not look like the reference."""
    if found.among == 1:
        return "The camera seems to have moved since your reference was set."
    return f"This looks like none of your {found.among} places; “{found.place}” comes nearest and is used."


def moved_words(moved: CameraMoved) -> str:
    """Camera or chair moved while watching."""
    along = " Your reference moved along with it." if moved.compensated else ""
    return f"The camera seems to have moved.{along}"
