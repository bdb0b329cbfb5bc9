"""Everything a report is made of: what the patient did and said, under which plans, and what was watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture.events import Event
    from posture.summary import RangeSummary
    from posture.therapy.plan import Plan
    from posture.therapy.plan_use import PlanUse
    from posture.therapy.records import Record
    from posture.therapy.report import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What `report_making.make_report` reads.

    Attributes:
        first, last: the period, both included; not in the future.
        made: now, where the patient is.
        app_version: of this program.
        records: those in force, of all time, in the order of time.
        uses: versions of plans in the order of their start, of all time.
        summary: the figures of the days of the period, and at least of the 30 days up to `last`.
        sessions: the sessions that these figures come from.
        names: of exercises, by id.
        signs: of warning signs, as a patient would say them, by id.
        first_weekday: with which day a week begins, Monday 0.
        without: what the patient leaves out.
    """

    first: date
    last: date
    made: datetime
    app_version: str
    records: Sequence[Record]
    uses: Sequence[PlanUse]
    summary: RangeSummary
    sessions: Sequence[Sequence[Event]]
    names: Mapping[str, str]
    signs: Mapping[str, str]
    first_weekday: int
    without: frozenset[Section]

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the period."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def until_last(self) -> list[Record]:
        """Records up to the last day: a report about an earlier period says what was known then."""
        return [record for record in self.records if record.at.date() <= self.last]

    def in_period(self) -> list[Record]:
        """Records of the period."""
        return [record for record in self.records if self.first <= record.at.date() <= self.last]

    @property
    def plan(self) -> Plan | None:
        """The version in use on the last day, else the last one in use in the period."""
        used = [use for use in self.uses if use.started <= self.last and not _over(use, self.first)]
        return used[-1].plan if used else None


def _over(use: PlanUse, day: date) -> bool:
    return use.stopped is not None and use.stopped < day
