"""Today's figures up to this moment: they are worked out every few seconds, the screen counts on. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture.labels import Activity

if TYPE_CHECKING:
    from posture.figures import Figures
    from posture.status import Status


def up_to_now(figures: Figures, known_until_s: float, status: Status) -> Figures:
    """`figures`, which reach to `known_until_s` (seconds of the session), with what `status` adds to them.

    What changes anything is an event, and an event has them worked out anew: since then it is as it is now.
    """
    since_s = max(0.0, status.at.mono_s - known_until_s)
    if status.paused or status.camera_lost:
        return figures
    if status.activity is Activity.AWAY:
        return replace(figures, away_s=figures.away_s + since_s)
    if status.activity is Activity.STANDING:
        return replace(figures, standing_s=figures.standing_s + min(since_s, status.standing_s))
    if status.activity is not Activity.SITTING:
        return figures
    slouched = dict(figures.slouch_s_by_label)
    if status.posture.is_slouch:
        held_s = max(0.0, status.at.mono_s - status.since_t)
        slouched[status.posture] = slouched.get(status.posture, 0.0) + min(since_s, held_s)
    sitting_s = figures.sitting_s + min(since_s, status.bout_s)
    bouts_s = figures.bouts_s
    today_s = min(status.bout_s, sitting_s)  # a bout may have begun before midnight
    if today_s > (figures.longest_bout_s or 0.0):
        bouts_s = (*bouts_s, today_s)
    return replace(
        figures,
        sitting_s=sitting_s,
        bouts_s=bouts_s,
        slouch_s_by_label=slouched,
    )
