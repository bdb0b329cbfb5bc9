"""What is said about places: which reference was chosen, and when the one in use may not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.events import CameraMoved
    from tui.first_reference import FirstReference
    from tui.monitor_session import PlaceFound

MISFIT_KEYS = "c recalibrate   u use anyway"


CHECKING = "Checking that your reference still fits: some ten seconds of you in view."


def fits_words(place: str) -> str:
    """The reference in use goes with what the first seconds saw."""
    return f"Your reference “{place}” fits what the camera sees."


def begin_words(references: FirstReference) -> str:
    """What a monitor without a screen begins with."""
    current, among = references.current, len(references.choice)
    if current is None:
        return "there is no reference yet, so posture is not judged; make one with `posture calibrate`"
    if among > 1:
        return f"beginning with your reference “{current.name}”; the first seconds choose among {among}"
    return f"comparing with your reference “{current.name}”"


def told_words(found: PlaceFound) -> str | None:
    """What the first seconds said, for a monitor without a screen; `None` where nothing is new."""
    if not found.fits:
        return f"{misfit_words(found)} `posture calibrate` sets it again."
    return chosen_words(found) if found.among > 1 else None


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
