"""What is being asked of the user right now: the break panel and the slouch notice, as a pure reducer.

    HIDDEN  --(prompt)--> DUE --(seen leaving)--> RUNNING --(back)--> CONFIRMED --(dismissed)--> HIDDEN
                           ^                         |
                           +-----(back too soon)-----+

A break is confirmed by the camera, or taken at the user's word; both are said as what they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.labels import Presence
from posture.status import BreakState, Status

if TYPE_CHECKING:
    from posture import events as ev
    from posture.reminders import Waiting


_SAID = 50
"""So many prompts are remembered: more than any list on the screen has lines."""


class PanelPhase(StrEnum):
    """Where the break panel stands."""

    HIDDEN = "hidden"
    DUE = "due"
    RUNNING = "running"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptState:
    """What is asked.

    Attributes:
        phase: the break panel's.
        returned_after_s: how long the last attempt was, when the user came back too soon; else `None`.
        taken: the break that was just taken, with `CONFIRMED`.
        slouch: the prolonged posture that is pointed out, or `None`.
        slouch_s: how long it has been held so far, seconds.
        lasting: the long stillness or standing that is pointed out, or `None`.
        homework: whether it is said that exercises are left.
        suspended: whether an answer about warning signs needs emergency care: then nothing else is asked.
        last_slouch, last_lasting: the newest of each, whether or not it became a prompt.
        snoozed_until_t: end of the snooze in seconds of the session, or `None`.
        away_s: seconds away in the running break.
        waiting: why the break that is due is not asked for yet, or `None`.
        said: the newest events that became prompts, oldest first.
    """

    phase: PanelPhase = PanelPhase.HIDDEN
    returned_after_s: float | None = None
    taken: ev.BreakTaken | None = None
    slouch: ev.SlouchProlonged | None = None
    slouch_s: float = 0.0
    last_slouch: ev.SlouchProlonged | None = None
    lasting: ev.StillnessProlonged | ev.StandingProlonged | None = None
    last_lasting: ev.StillnessProlonged | ev.StandingProlonged | None = None
    snoozed_until_t: float | None = None
    away_s: float = 0.0
    homework: bool = False
    suspended: bool = False
    waiting: Waiting | None = None
    said: tuple[ev.Event, ...] = ()

    def after_event(self, event: ev.Event) -> PromptState:  # noqa: PLR0911 - one case for each kind of event
        """The state after one event."""
        from posture import events as ev  # noqa: PLC0415 - not before the first paint

        match event:
            case ev.SlouchProlonged():
                return replace(self, last_slouch=event)
            case ev.SlouchEnded():
                return replace(self, slouch=None)
            case ev.StillnessProlonged() | ev.StandingProlonged():
                return replace(self, last_lasting=event)
            case ev.PostureShift() | ev.StandingEnded():
                return replace(self, lasting=None)
            case (
                ev.Away()
                | ev.Paused()
                | ev.CameraLost()
                | ev.Suspended()
                | ev.StandingStarted()
                | ev.MeetingStarted()
            ):
                return replace(self, slouch=None, lasting=None, homework=False)
            case ev.BreakStarted():
                return replace(self, phase=PanelPhase.RUNNING, returned_after_s=None, away_s=0.0)
            case ev.BreakTaken():
                return replace(self, phase=PanelPhase.CONFIRMED, taken=event)
            case ev.BreakSnoozed():
                return replace(self, phase=PanelPhase.HIDDEN, snoozed_until_t=event.until_t)
            case ev.BreakMissed():
                return replace(self, phase=PanelPhase.HIDDEN)
            case ev.SessionEnded():
                return PromptState(suspended=self.suspended, said=self.said)
            case _:
                return self

    def after_break_prompt(self) -> PromptState:
        """The state after the reminders decided to ask for a break."""
        return replace(
            self,
            phase=PanelPhase.DUE,
            returned_after_s=None,
            snoozed_until_t=None,
            taken=None,
            waiting=None,
        )

    def after_waiting(self, waiting: Waiting | None) -> PromptState:
        """The state after the reminders held a break back, or let it go."""
        return replace(self, waiting=waiting)

    def after_slouch_prompt(self) -> PromptState:
        """The state after the reminders decided to point out a prolonged posture."""
        if self.last_slouch is None:
            return self
        return replace(
            self,
            slouch=self.last_slouch,
            slouch_s=self.last_slouch.whole_s,
            said=(*self.said, self.last_slouch)[-_SAID:],
        )

    def after_lasting_prompt(self) -> PromptState:
        """The state after the reminders decided to point out a long stillness or standing."""
        if self.last_lasting is None:
            return self
        return replace(self, lasting=self.last_lasting, said=(*self.said, self.last_lasting)[-_SAID:])

    def after_homework_prompt(self) -> PromptState:
        """The state after the reminders decided to say that exercises are left."""
        return replace(self, homework=True)

    def homework_seen(self) -> PromptState:
        """The state after the user has looked at the homework."""
        return replace(self, homework=False)

    def after_suspension(self, *, suspended: bool) -> PromptState:
        """The state after it became known whether anything may be prompted today."""
        if not suspended:
            return replace(self, suspended=False)
        phase = PanelPhase.HIDDEN if self.phase is PanelPhase.DUE else self.phase
        return replace(self, suspended=True, phase=phase, slouch=None, lasting=None, homework=False)

    def after_status(self, status: Status) -> PromptState:
        """The state after a status, which knows how far a break has got and when there is none."""
        state = self
        if status.break_state is not BreakState.SNOOZED:
            state = replace(state, snoozed_until_t=None)
        if state.slouch is not None and status.posture.is_slouch:
            # A later prompt tells what came since the one before; the line says how long it has been in all.
            told_s = state.slouch.whole_s + status.at.mono_s - state.slouch.at.mono_s
            seen_s = status.at.mono_s - status.since_t
            state = replace(state, slouch_s=max(state.slouch_s, told_s, seen_s))
        if state.phase is PanelPhase.CONFIRMED and status.presence is Presence.AWAY:
            return replace(state, phase=PanelPhase.HIDDEN, taken=None)  # gone again: nobody to welcome
        if state.phase is PanelPhase.RUNNING and status.break_state is BreakState.RUNNING:
            return replace(state, away_s=max(state.away_s, status.break_away_s))
        if state.phase is PanelPhase.RUNNING and status.break_state is BreakState.DUE:
            return replace(state, phase=PanelPhase.DUE, returned_after_s=state.away_s)
        asking = state.phase in (PanelPhase.DUE, PanelPhase.RUNNING)
        if asking and status.break_state in (BreakState.NOT_DUE, BreakState.HELD):
            return replace(state, phase=PanelPhase.HIDDEN)
        return state

    def dismissed(self) -> PromptState:
        """The state after the confirmation has been read."""
        if self.phase is not PanelPhase.CONFIRMED:
            return self
        return replace(self, phase=PanelPhase.HIDDEN, taken=None)


def is_due(prompt: PromptState, status: Status | None) -> bool:
    """Whether there is a break to answer, asked for or not."""
    announced = status is not None and status.break_state in (BreakState.ANNOUNCED, BreakState.DUE)
    return announced or prompt.phase is PanelPhase.DUE


def can_skip(prompt: PromptState, status: Status | None) -> bool:
    """Whether there is a break to skip."""
    if prompt.suspended:
        return False
    return is_due(prompt, status) or (status is not None and status.break_state is BreakState.SNOOZED)
