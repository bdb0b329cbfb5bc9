"""A calibration profile: a named reference with what is needed to trust it later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from calibration.quality import Grade
    from posture.baseline import Baseline

DEFAULT_NAME = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one calibration learned.

    Attributes:
        name: chosen by the user, one per place or camera.
        created: when it was taken, or `None` when it came from a recording.
        source: the camera or file it was taken from.
        grade: how far it can be relied on.
        baseline: the reference itself.
    """

    name: str
    created: datetime | None
    source: str
    grade: Grade
    baseline: Baseline
