"""The tip of the moment: what happened waits until it can be told, and is not told when it is old.

`posture.education.choose_tip` chooses; this knows when to ask it, what was shown before, and what is shown
now. It reads no clock and no file: the library and the history are given, and what was shown is handed out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from posture.education import (
    TRIGGER_OF_EVENT,
    WARNINGS,
    Library,
    Moment,
    Piece,
    Shown,
    Trigger,
    choose_tip,
)
from posture.instant import Instant
from posture.labels import Label, Presence
from posture.settings import TipSettings
from posture.status import BreakState, Status
from tui.prompt_state import PanelPhase, PromptState

if TYPE_CHECKING:
    from posture.events import Event

_FRESH_S = 120.0
"""What happened longer ago is no occasion any more. ENG: two minutes are enough to read a prompt."""
_QUIET_AFTER_S = 300.0
"""So long near the reference, with nothing asked, is a quiet moment. ENG."""


class TipDesk:
    """Holds what happened, what was shown and what is shown.

    Args:
        settings: whether tips are shown, and how often.
    """

    def __init__(self, settings: TipSettings) -> None:
        self.settings = settings
        self.piece: Piece | None = None
        self._library: Library | None = None
        self._history: list[Shown] = []
        self._happened: dict[Trigger, float] = {}

    @property
    def has_library(self) -> bool:
        """Whether `fill` has been called."""
        return self._library is not None

    @property
    def history(self) -> Sequence[Shown]:
        """What was shown, the oldest first."""
        return tuple(self._history)

    def fill(self, library: Library, history: Sequence[Shown]) -> None:
        """Take the library and what was shown in earlier sessions."""
        self._library = library
        self._history = [*history, *self._history]

    def happened(self, events: Collection[Event]) -> None:
        """Events that may be an occasion."""
        for event in events:
            trigger = TRIGGER_OF_EVENT.get(event.type)
            if trigger is not None:
                self._happened[trigger] = event.at.mono_s

    def checked_in(self, triggers: Collection[Trigger], at: Instant) -> None:
        """What a check-in calls for."""
        self._happened |= dict.fromkeys(triggers, at.mono_s)

    def wants_library(self, status: Status, prompt: PromptState) -> bool:
        """Whether there is an occasion, and so a need for the texts."""
        return not self.has_library and self.piece is None and bool(self._occasions(status, prompt))

    def consider(self, status: Status, prompt: PromptState) -> Shown | None:
        """Show a tip if this is the moment for one, and tell what was shown so that it can be kept."""
        occasions = self._occasions(status, prompt)
        if self._library is None or self.piece is not None or not occasions:
            return None
        at_s = status.at.mono_s if status.at.wall is None else status.at.wall.timestamp()
        local = None if status.at.wall is None else status.at.wall.time()
        moment = Moment(at_s=at_s, happened=occasions, local=local)
        self.piece = choose_tip(self._library, moment, self._history, self.settings)
        self._happened.clear()
        if self.piece is None:
            return None
        shown = Shown(piece_id=self.piece.id, at_s=at_s)
        self._history.append(shown)
        return shown

    def dismiss(self) -> None:
        """Show none."""
        self.piece = None

    def _occasions(self, status: Status, prompt: PromptState) -> frozenset[Trigger]:
        """What a tip could answer now; nothing while something is asked or nobody reads."""
        now_s = status.at.mono_s
        recent = {trigger for trigger, at_s in self._happened.items() if now_s - at_s <= _FRESH_S}
        if recent & WARNINGS:
            return frozenset(recent)
        # A confirmation asks nothing: a tip may be chosen behind it, and is seen once it has gone.
        asking = prompt.phase in (PanelPhase.DUE, PanelPhase.RUNNING)
        asked = asking or prompt.slouch is not None or prompt.lasting is not None
        free = status.break_state in (BreakState.NOT_DUE, BreakState.SNOOZED) and not status.meeting
        if not self.settings.enabled or asked or not free:
            return frozenset()
        if status.paused or status.presence is not Presence.PRESENT:
            return frozenset()
        calm = status.posture is Label.UPRIGHT and now_s - status.since_t >= _QUIET_AFTER_S
        return frozenset(recent | ({Trigger.QUIET} if calm else set()))
