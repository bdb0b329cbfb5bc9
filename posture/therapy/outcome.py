"""One session of an exercise or activity, as the rules of a plan see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from posture.events import CountedBy
from posture.therapy.items import PlanDose, Side
from posture.therapy.traffic_light import PainRatings


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOutcome:
    """One session of one item.

    Attributes:
        when: its end, with the offset of the patient's place from UTC.
        exercise: the item's id.
        prescribed: the dose it was asked for with.
        done_sets, done_repetitions: altogether; `None` where nobody knows.
        done_hold_s, done_duration_s: seconds held, and seconds exercised, altogether.
        counted_by: who says so.
        pain_before, pain_after, pain_next_day: 0 to 10, or `None`.
        next_day_after_h: hours from the session to `pain_next_day`, or `None`.
        pain_next_day_highest: of all ratings about that day, or `None`; `pain_next_day` is the latest.
        stopped_reason: why it ended early, in words, or `None`.
    """

    when: datetime
    exercise: str
    prescribed: PlanDose
    done_sets: int | None = None
    done_repetitions: int | None = None
    done_hold_s: float | None = None
    done_duration_s: float | None = None
    counted_by: CountedBy
    pain_before: int | None = None
    pain_after: int | None = None
    pain_next_day: int | None = None
    next_day_after_h: float | None = None
    pain_next_day_highest: int | None = None
    stopped_reason: str | None = None

    @property
    def ratings(self) -> PainRatings:
        """The pain around it."""
        return PainRatings(
            before=self.pain_before,
            after=self.pain_after,
            later=self.pain_next_day,
            later_after_h=self.next_day_after_h,
            later_highest=self.pain_next_day_highest,
        )


def done_percent(outcome: SessionOutcome, side: Side) -> float | None:
    """How much of the prescribed was done, in percent; the smallest share of what is known, or `None`."""
    asked = outcome.prescribed
    pairs: list[tuple[float | None, float | None]] = []
    if asked.repetitions is not None:
        repetitions = asked.sets * asked.repetitions * (2 if side is Side.EACH else 1)
        pairs += [
            (outcome.done_repetitions, repetitions),
            (outcome.done_hold_s, repetitions * asked.hold_s),
        ]
    elif asked.duration_s is not None:
        seconds = asked.sets * asked.duration_s * (2 if side is Side.EACH else 1)
        pairs.append((outcome.done_duration_s, seconds))
    shares = [100.0 * done / of for done, of in pairs if done is not None and of]
    if not shares and outcome.done_sets is not None:
        shares = [100.0 * outcome.done_sets / asked.sets]
    return min(shares, default=None)
