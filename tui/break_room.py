"""What stands on the dashboard while a break runs: how long, how far that is, a movement. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.break_view import ENJOY, away_words, break_panel
from tui.prompt_state import PanelPhase
from tui.wording import stopwatch

if TYPE_CHECKING:
    from posture.exercises import Exercise
    from posture.settings import SittingSettings
    from posture.status import Status
    from tui.break_movement import BreakMovement
    from tui.prompt_state import PromptState


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakRoomView:
    """The break that runs.

    Attributes:
        timer: how long it has lasted, to be read from across the room.
        share: how much of the way to what counts, then to a whole break, is done: 0 to 1.
        progress: the same in words.
        words: what there is to do, which is nothing.
        exercise: the movement that is shown, or `None`.
        title: above it.
        how: what it is, and how much of it.
    """

    timer: str
    share: float
    progress: str
    words: str
    exercise: Exercise | None = None
    title: str = ""
    how: str = ""


def break_room(
    prompt: PromptState, status: Status | None, settings: SittingSettings, movement: BreakMovement | None
) -> BreakRoomView | None:
    """The break that runs, or `None` where none does, or where something else comes first."""
    if prompt.phase is not PanelPhase.RUNNING or status is None or status.camera_lost:
        return None
    if break_panel(prompt, status, settings) is None:
        return None
    progress, share = away_words(prompt.away_s, settings, status)
    title, how = ("", "") if movement is None else _movement_words(movement)
    return BreakRoomView(
        timer=stopwatch(prompt.away_s),
        share=share,
        progress=progress.replace("; ", "\n"),
        words="\n".join(ENJOY),
        exercise=None if movement is None else movement.exercise,
        title=title,
        how=how,
    )


def _movement_words(movement: BreakMovement) -> tuple[str, str]:
    """Its name; what it is, how much of it, and where what to mind is told."""
    name, summary = movement.exercise.name, movement.exercise.summary
    if movement.dose:
        return f"From your plan: {name}", f"{summary}\n{movement.dose}; key 2 tells how"
    return f"If you like: {name}", f"{summary}\nKey 3 tells how, and when to leave it out."
