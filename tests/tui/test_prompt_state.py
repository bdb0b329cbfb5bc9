"""The panel's life, event by event."""

from __future__ import annotations

from dataclasses import replace

from posture.events import (
    BreakDue,
    BreakSnoozed,
    BreakStarted,
    BreakTaken,
    Event,
    SessionEnded,
    SlouchProlonged,
    VerifiedBy,
)
from posture.labels import Label
from posture.status import BreakState
from tests.tui.scripted_feed import at, upright
from tui.prompt_state import PanelPhase, PromptState

TAKEN = BreakTaken(at=at(400), duration_s=300, verified_by=VerifiedBy.ABSENCE, prompted=True)


def phases(*moments: Event | BreakState | str) -> list[PanelPhase]:
    """The panel after each moment: an event, a status with this break state, or a prompt."""
    state = PromptState()
    seen = []
    for moment in moments:
        if moment == "prompt":
            state = state.after_break_prompt()
        elif moment == "dismiss":
            state = state.dismissed()
        elif isinstance(moment, BreakState):
            state = state.after_status(replace(upright(1), break_state=moment))
        elif not isinstance(moment, str):
            state = state.after_event(moment)
        seen.append(state.phase)
    return seen


def test_from_the_prompt_to_the_confirmation() -> None:
    assert phases(
        BreakDue(at=at(0), sitting_s=1800, after_snooze=False),
        "prompt",
        BreakState.DUE,
        BreakStarted(at=at(60), since_t=55),
        BreakState.RUNNING,
        TAKEN,
        BreakState.NOT_DUE,
        "dismiss",
    ) == [
        PanelPhase.HIDDEN,
        PanelPhase.DUE,
        PanelPhase.DUE,
        PanelPhase.RUNNING,
        PanelPhase.RUNNING,
        PanelPhase.CONFIRMED,
        PanelPhase.CONFIRMED,
        PanelPhase.HIDDEN,
    ]


def test_a_panel_never_outlives_the_break_it_asks_for() -> None:
    assert phases("prompt", BreakState.NOT_DUE)[-1] is PanelPhase.HIDDEN
    assert phases("prompt", SessionEnded(at=at(9), reason="stopped"))[-1] is PanelPhase.HIDDEN
    assert phases("prompt", BreakSnoozed(at=at(9), until_t=99))[-1] is PanelPhase.HIDDEN
    assert phases("prompt", "dismiss")[-1] is PanelPhase.DUE


def test_a_new_prompt_replaces_an_old_confirmation() -> None:
    assert phases(TAKEN, "prompt")[-1] is PanelPhase.DUE


def test_a_snooze_is_forgotten_when_it_is_over() -> None:
    snoozed = PromptState().after_event(BreakSnoozed(at=at(9), until_t=99))
    kept = snoozed.after_status(replace(upright(10), break_state=BreakState.SNOOZED))
    assert kept.snoozed_until_t == 99
    assert kept.after_status(replace(upright(99), break_state=BreakState.DUE)).snoozed_until_t is None


def test_a_slouch_prompt_without_its_event_says_nothing() -> None:
    assert PromptState().after_slouch_prompt().slouch is None
    prolonged = SlouchProlonged(at=at(1), label=Label.SLOUCHED, duration_s=300)
    assert PromptState().after_event(prolonged).after_slouch_prompt().slouch is prolonged
