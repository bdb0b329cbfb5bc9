"""What the app asks of the worker about references."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A screen asks about the reference: a recording waits for the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Begin to calibrate: `upright`, or a further anchor, `relaxed` or `standing`."""

    anchor: str = "upright"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Forget the calibration, or the trial, that runs; the screen is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Use what was calibrated; `place` is the profile to save it in, `None` for the one in use."""

    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validate:
    """Try the reference that was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePlace:
    """Compare with another profile."""

    place: str


CalibrationCommand = Ask | Start | Cancel | Keep | Validate | UsePlace
