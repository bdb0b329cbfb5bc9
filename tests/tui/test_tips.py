"""When a tip is shown: after what happened or in a quiet moment, never while something is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posture.education import Library, Piece, Shown, Topic, Trigger
from posture.events import BreakTaken, Event, StillnessProlonged, VerifiedBy
from posture.labels import Label, Presence
from posture.settings import TipSettings
from posture.status import BreakState, Status
from tests.tui.scripted_feed import at, upright
from tui.prompt_state import PanelPhase, PromptState
from tui.tips import TipDesk

CALM = PromptState()
TAKEN = BreakTaken(at=at(60), duration_s=120, verified_by=VerifiedBy.ABSENCE, prompted=True)
STILL = StillnessProlonged(at=at(60), duration_s=1200.0)


def piece(name: str, *triggers: Trigger) -> Piece:
    return Piece(
        id=name, title=name, topic="all", tip=f"About {name}.", body="", claims=(), sources=(),
        triggers=frozenset(triggers),
    )  # fmt: skip


LIBRARY = Library(
    topics=(Topic(id="all", title="All"),),
    pieces=(
        piece("after", Trigger.BREAK_TAKEN),
        piece("still", Trigger.STILL),
        piece("calm", Trigger.QUIET),
        piece("call", Trigger.WARNING_NOW),
    ),
)


def desk(settings: TipSettings | None = None, history: Sequence[Shown] = ()) -> TipDesk:
    made = TipDesk(settings or TipSettings())
    made.fill(LIBRARY, history)
    return made


def lower(t: float) -> Status:
    """Not a quiet moment."""
    return replace(upright(t), posture=Label.SLOUCHED)


def shown(tips: TipDesk) -> str | None:
    return None if tips.piece is None else tips.piece.id


@pytest.mark.parametrize(("event", "name"), [(TAKEN, "after"), (STILL, "still")])
def test_what_happened_is_answered_within_two_minutes(event: Event, name: str) -> None:
    tips = desk()
    tips.happened([event])
    assert tips.consider(lower(179), CALM) is not None
    assert shown(tips) == name
    late = desk()
    late.happened([event])
    assert late.consider(lower(181), CALM) is None


def test_five_minutes_near_the_reference_are_a_quiet_moment() -> None:
    tips = desk()
    assert tips.consider(upright(299), CALM) is None
    assert tips.consider(upright(300), CALM) == Shown(piece_id="calm", at_s=at(300).wall.timestamp())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("status", "prompt"),
    [
        (replace(upright(400), break_state=BreakState.DUE), replace(CALM, phase=PanelPhase.DUE)),
        (replace(upright(400), break_state=BreakState.DUE), CALM),
        (upright(400), replace(CALM, phase=PanelPhase.RUNNING)),
        (upright(400), replace(CALM, lasting=STILL)),
        (replace(upright(400), meeting=True), CALM),
        (replace(upright(400), paused=True), CALM),
        (replace(upright(400), presence=Presence.AWAY), CALM),
    ],
    ids=["asked", "due", "running", "noticed", "meeting", "paused", "away"],
)
def test_nothing_is_shown_while_something_is_asked_or_nobody_reads(
    status: Status, prompt: PromptState
) -> None:
    tips = desk()
    assert tips.consider(status, prompt) is None
    assert not TipDesk(TipSettings()).wants_library(status, prompt)


def test_one_at_a_time_with_the_gap_of_the_settings_and_never_the_same_twice() -> None:
    tips = desk(TipSettings(min_gap_s=600.0))
    assert tips.consider(upright(400), CALM) is not None
    assert tips.consider(upright(2000), CALM) is None
    tips.dismiss()
    assert tips.consider(upright(999), CALM) is None
    assert tips.consider(upright(1001), CALM) is None  # the only quiet one was shown last
    tips.happened([replace(TAKEN, at=at(1002))])
    assert tips.consider(upright(1003), CALM) is not None
    assert shown(tips) == "after"
    assert [one.piece_id for one in tips.history] == ["calm", "after"]


def test_earlier_sessions_count() -> None:
    wall = at(300).wall
    assert wall is not None
    tips = desk(history=[Shown(piece_id="after", at_s=wall.timestamp() - 3000)])
    assert tips.consider(upright(300), CALM) is None
    assert tips.consider(upright(901), CALM) is not None


def test_off_is_off_but_for_the_warning_signs_a_check_in_calls_for() -> None:
    tips = desk(TipSettings(enabled=False))
    assert tips.consider(upright(400), CALM) is None
    tips.checked_in([Trigger.WARNING_NOW], at(400))
    assert tips.consider(replace(upright(401), break_state=BreakState.DUE), CALM) is not None
    assert shown(tips) == "call"


def test_the_library_is_wanted_only_at_the_first_occasion() -> None:
    tips = TipDesk(TipSettings())
    assert not tips.wants_library(upright(10), CALM)
    assert tips.wants_library(upright(300), CALM)
    tips.fill(LIBRARY, ())
    assert not tips.wants_library(upright(300), CALM)
