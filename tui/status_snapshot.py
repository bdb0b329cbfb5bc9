"""What `posture status` is told by the running monitor, as it goes over the line and into JSON.

The keys are those of docs/status.md. Times are seconds, moments ISO 8601 with their offset.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from posture.adapters.sandbox import Confinement
from tui.own_cost import Cost

if TYPE_CHECKING:
    from posture.figures import Figures
    from posture.instant import Instant
    from posture.status import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The monitor's newest status.

    Attributes:
        wall: when it was true, or `None` where nobody knows.
        presence, activity, posture, deviation, reasons, confidence: as in frame lines.
        posture_held_s: how long the posture has been this one.
        calibrated, camera_lost, paused: what the monitor can do.
        bout_s: sitting in this bout.
        break_state: `not_due`, `due`, `running` or `snoozed`.
        break_due_in_s: sitting left before a break is due, or `None` when that is not counted.
        break_away_s: out of the chair so far in a running break.
        snoozed_until: end of the snooze, or `None`.
    """

    wall: str | None
    presence: str
    activity: str
    posture: str
    deviation: float
    reasons: list[str]
    confidence: float
    posture_held_s: float
    calibrated: bool
    camera_lost: bool
    paused: bool
    bout_s: float
    break_state: str
    break_due_in_s: float | None
    break_away_s: float
    snoozed_until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Today's totals, this session included."""

    sitting_s: float
    standing_s: float
    away_s: float
    unknown_s: float
    longest_bout_s: float
    breaks_taken: int
    breaks_due: int
    slouch_s: float
    slouch_episodes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything at once.

    Attributes:
        pid: the monitor's process.
        source: what it watches; `None` until it is open.
        age_s: how long ago the monitor last had news; more than a few seconds means that it hangs.
        seen: its newest status; `None` until there is one.
        today: today's totals; `None` until there are some.
        cost: what the monitor has cost; `None` until the source is open.
        prompts_rest: whether nothing is prompted until midnight, after an answer about warning signs.
        breaks_by_plan: whether the plan in use says when a break is due.
        given_up: what the process gave up at its start; `None` where it was not asked to.
    """

    pid: int
    source: str | None
    age_s: float
    seen: Seen | None
    today: Today | None
    cost: Cost | None = None
    prompts_rest: bool = False
    breaks_by_plan: bool = False
    given_up: Confinement | None = None

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


def snapshot_from(answer: dict[str, Any]) -> Snapshot:
    """The snapshot in a monitor's answer; fields that a newer monitor adds are left out.

    Raises:
        ValueError: it is none.
    """
    try:
        seen, today, cost = answer["seen"], answer["today"], answer.get("cost")
        given_up = answer.get("given_up")
        return Snapshot(
            pid=answer["pid"],
            source=answer["source"],
            age_s=answer["age_s"],
            seen=None if seen is None else Seen(**{key.name: seen[key.name] for key in fields(Seen)}),
            today=None if today is None else Today(**{key.name: today[key.name] for key in fields(Today)}),
            cost=None if cost is None else Cost(**{key.name: cost[key.name] for key in fields(Cost)}),
            prompts_rest=bool(answer.get("prompts_rest", False)),
            breaks_by_plan=bool(answer.get("breaks_by_plan", False)),
            given_up=None
            if given_up is None
            else Confinement(**{key.name: given_up[key.name] for key in fields(Confinement)}),
        )
    except (KeyError, TypeError) as error:
        msg = f"not a status: {error}"
        raise ValueError(msg) from error


def seen_of(status: Status, snoozed_until_t: float | None) -> Seen:
    """A status as it is told; `snoozed_until_t` is the end of the snooze, seconds of the session."""
    until = None if snoozed_until_t is None else status.at.shifted_to(snoozed_until_t)
    return Seen(
        wall=_iso(status.at),
        presence=status.presence.value,
        activity=status.activity.value,
        posture=status.posture.value,
        deviation=round(status.deviation, 3),
        reasons=[str(reason) for reason in status.reasons],
        confidence=round(status.confidence, 3),
        posture_held_s=round(max(0.0, status.at.mono_s - status.since_t), 3),
        calibrated=status.calibrated,
        camera_lost=status.camera_lost,
        paused=status.paused,
        bout_s=round(status.bout_s, 3),
        break_state=status.break_state.value,
        break_due_in_s=None if status.break_due_in_s is None else round(status.break_due_in_s, 3),
        break_away_s=round(status.break_away_s, 3),
        snoozed_until=None if until is None else _iso(until),
    )


def today_of(figures: Figures) -> Today:
    """The day's figures as they are told."""
    return Today(
        sitting_s=figures.sitting_s,
        standing_s=figures.standing_s,
        away_s=figures.away_s,
        unknown_s=figures.unknown_s,
        longest_bout_s=figures.longest_bout_s or 0.0,
        breaks_taken=figures.breaks.taken,
        breaks_due=figures.breaks.due,
        slouch_s=figures.slouch_s,
        slouch_episodes=figures.slouch_episodes,
    )


def _iso(at: Instant) -> str | None:
    return None if at.wall is None else at.wall.isoformat(timespec="seconds")
