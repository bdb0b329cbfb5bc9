"""What the world is told of a transition in the break cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture import events as ev
from posture.breaks import Outcome, Trigger

if TYPE_CHECKING:
    from posture.instant import Instant

_MISSED = {Trigger.SKIPPED: "skipped", Trigger.SAT_ON: "sat_on", Trigger.BOUT_LOST: "not_seen"}


def break_event(
    at: Instant,
    trigger: Trigger,
    outcome: Outcome,
    *,
    prompted: bool,
    sitting_s: float,
    since: float,
    duration_s: float,
    until: float | None,
    verified_by: ev.VerifiedBy = ev.VerifiedBy.ABSENCE,
) -> ev.Event | None:
    """The event of an outcome, or `None` where there is nothing to tell.

    Args:
        at: when it became sure.
        trigger: what led to the outcome.
        outcome: what the transition table says.
        prompted: whether a break was asked for before this transition.
        sitting_s: sitting in the bout.
        since: when the user left the chair, seconds.
        duration_s: how long he was out of the chair, or exercised.
        until: the end of a snooze, seconds.
        verified_by: what the camera saw of a break that was taken.
    """
    match outcome:
        case Outcome.DUE:
            return ev.BreakDue(at=at, sitting_s=sitting_s, after_snooze=prompted)
        case Outcome.STARTED:
            return ev.BreakStarted(at=at, since_t=since)
        case Outcome.TAKEN:
            return ev.BreakTaken(at=at, duration_s=duration_s, verified_by=verified_by, prompted=prompted)
        case Outcome.REPORTED:
            told = ev.VerifiedBy.SELF_REPORT
            return ev.BreakTaken(at=at, duration_s=0.0, verified_by=told, prompted=prompted)
        case Outcome.MISSED:
            return ev.BreakMissed(at=at, reason=_MISSED[trigger])
        case Outcome.SNOOZED if until is not None:
            return ev.BreakSnoozed(at=at, until_t=until)
    return None
