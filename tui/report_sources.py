"""Everything a report is made of, gathered from the user's own files."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from importlib import metadata
from typing import TYPE_CHECKING

from posture.adapters.exercise_files import load_exercises
from posture.adapters.plan_knowledge import load_knowledge
from posture.adapters.plan_shelf import PlanShelf, used_plans
from posture.adapters.record_store import read_history
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.warning_sign_file import load_warning_signs
from posture.summary import summarise
from posture.therapy.report_sitting import DAYS_LOOKED_AT
from posture.therapy.report_sources import Sources
from tui.core_setup import warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.adapters.data_dirs import Places
    from posture.adapters.plan_shelf import UsedPlan
    from posture.errors import PlanError
    from posture.events import Event
    from posture.summary import RangeSummary
    from posture.therapy.plan_use import PlanUse
    from posture.therapy.report import Section

_ANY_OFFSET = timedelta(days=1)
"""More than any zone's distance from UTC: the sessions asked for surely hold the local days wanted."""


def gather(
    where: Places,
    first: date,
    last: date,
    *,
    made: datetime,
    first_weekday: int,
    without: frozenset[Section] = frozenset(),
    tell: Callable[[str], None] = warn,
) -> Sources:
    """What is needed for a report about the days from `first` to `last`.

    `tell` is told what the report has to do without.

    Raises:
        StorageError: the log cannot be read.
        PlanError: the list of plans cannot be read.
        ExerciseError: one of the user's own exercises cannot be read.
    """
    uses = _uses(where, tell)
    names = {item.id: item.name for use in uses for item in use.plan.items if item.name}
    exercises = load_exercises(where.exercises)
    summary, sessions = _watched(where, min(first, last - timedelta(days=DAYS_LOOKED_AT - 1)), last)
    return Sources(
        first=first,
        last=last,
        made=made,
        app_version=metadata.version("posture"),
        records=read_history(where.database).records(),
        uses=uses,
        summary=summary,
        sessions=sessions,
        names={**names, **{one: exercise.name for one, exercise in exercises.items()}},
        signs={sign.id: sign.told for sign in load_warning_signs().signs},
        first_weekday=first_weekday,
        without=without,
    )


def plan_began(where: Places, day: date) -> date | None:
    """The first day of the plan in use on this day, in whichever version; `None` without one.

    Raises:
        PlanError: the list of plans cannot be read.
    """
    versions = [one for one in PlanShelf(where.plans).history() if one.started.date() <= day]
    used = [one for one in versions if one.stopped is None or one.stopped.date() >= day]
    return min(one.started.date() for one in versions if one.id == used[-1].id) if used else None


def _uses(where: Places, tell: Callable[[str], None]) -> tuple[PlanUse, ...]:
    """Every version that can still be read; about another one sentence is said."""

    def left_out(used: UsedPlan, error: PlanError) -> None:
        tell(f"the report does without version {used.revision} of {used.title}: {error}")

    return used_plans(PlanShelf(where.plans), load_knowledge(where.exercises), left_out)


def _watched(where: Places, first: date, last: date) -> tuple[RangeSummary, list[list[Event]]]:
    reader = SqliteEventReader(where.database)
    try:
        start = datetime.combine(first, time(), tzinfo=UTC) - _ANY_OFFSET
        end = datetime.combine(last, time(), tzinfo=UTC) + 2 * _ANY_OFFSET
        sessions = reader.between(start, end)
        return summarise(sessions, first, last, until=reader.running_until()), sessions
    finally:
        reader.close()
