"""Where the default of a setting comes from, in a line. What is not named here is our own choice.

The same sources stand in brackets beside the values in `posture/settings.py` and, with what each study
found, in docs/evidence-of-defaults.md; a test holds them together.
"""

from __future__ import annotations

CITATIONS = {
    "S19": "Duran 2023, a small crossover trial of breaks",
    "S25": "Waongenngarm 2021, a trial with 193 office workers",
    "S26": "Akkarakittichoke 2017, seat-pressure recordings",
    "S33": "Coenen 2017, a review of studies on standing",
    "S36": "Health and Safety Executive (UK), on breaks at screens",
    "S57": "ISO 11226, holding times of static postures",
}

SOURCES: dict[str, tuple[str, ...]] = {
    "slouch.nudge_after_s": ("S57",),
    "slouch.cooldown_s": ("S36",),
    "sitting.nudge_after_s": ("S19",),
    "sitting.break_target_s": ("S19",),
    "sitting.break_counts_after_s": ("S19",),
    "stillness.nudge_after_s": ("S26", "S25"),
    "standing.nudge_after_s": ("S33",),
    "reminders.min_gap_s": ("S36",),
    "reminders.max_per_hour": ("S36",),
}

OWN_CHOICE = "our own choice, not a clinical norm"


def source_of(key: str) -> str:
    """The sources of a key's default in words."""
    return "; ".join(CITATIONS[source] for source in SOURCES.get(key, ())) or OWN_CHOICE
