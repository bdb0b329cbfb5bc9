"""Two rhythms of work and breaks to start from, as values of settings.

Each names every key that the other changes, so that changing over leaves nothing behind.
"""

from __future__ import annotations

from enum import StrEnum


class Preset(StrEnum):
    """Minutes of sitting, and of a whole break."""

    THIRTY_FIVE = "30/5"
    FIFTY_FIVE_FIVE = "55/5"


PRESETS: dict[Preset, dict[str, float | int | bool]] = {
    Preset.THIRTY_FIVE: {
        "sitting.nudge_after_s": 1800.0,
        "sitting.break_target_s": 300.0,
        "reminders.max_per_hour": 3,
        "reminders.stillness": True,
    },
    Preset.FIFTY_FIVE_FIVE: {
        "sitting.nudge_after_s": 3300.0,
        "sitting.break_target_s": 300.0,
        "reminders.max_per_hour": 2,
        "reminders.stillness": False,
    },
}
"""30/5 is the defaults: 5 min every 30 min helped in a small lab study [S19]. 55/5 interrupts seldom: 5 to 10

min every 50 to 60 min are better than longer breaks less often [S36]; its other two values are ENG.
"""
