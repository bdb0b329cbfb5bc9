"""The plan in use with what was done under it, read from the user's folders; called in threads.

A plan that is read anew is checked anew, which takes a while; so it is kept as long as the version in use and
the file of it stay the same. Where no plan was ever used, nothing that loads slowly is imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock
from posture.errors import PlanError, PostureError
from tui.today_view import HomeworkLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from posture.adapters.data_dirs import Places
    from posture.exercises import Exercise
    from posture.instant import Instant
    from posture.therapy.plan import Plan
    from posture.therapy.plan_use import PlanUse
    from posture.therapy.records import Record
    from posture.therapy.resting import SignRest
    from posture.therapy.today import Today

_PLAN_LIST = "plans.json"


def local_now() -> datetime:
    """The time where the user is, with its offset."""
    wall = SystemClock().now().wall
    assert wall is not None
    return wall


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeworkNow:
    """Everything about the homework at one moment.

    Attributes:
        at: the local time.
        plan: the one in use, or `None`.
        today: what is due, or `None` without a plan.
        exercises: the library, the user's own among them; empty without a plan.
        records: what the patient did and said, in force.
        rest: what answers about warning signs let exercises rest, or `None`.
        signs: of warning signs, as a patient would say them, by id; empty where nothing rests.
        uses: every version of a plan that was in use so far, in order; `plan` is the last, if it is one.
    """

    at: datetime
    plan: Plan | None
    today: Today | None
    exercises: Mapping[str, Exercise]
    records: Sequence[Record]
    uses: Sequence[PlanUse] = ()
    rest: SignRest | None = None
    signs: Mapping[str, str] = field(default_factory=dict)


class HomeworkSource:
    """Reads and keeps; one user's.

    Args:
        where: the user's folders.
        now: tells the local time.
    """

    def __init__(self, where: Places, now: Callable[[], datetime] = local_now) -> None:
        self._where = where
        self.now = now
        self._version: tuple[object, ...] | None = None
        self._plan: Plan | None = None
        self._exercises: Mapping[str, Exercise] = {}
        self._uses: Sequence[PlanUse] = ()

    def read(self) -> HomeworkNow:
        """How it stands now.

        Raises:
            PostureError: the plan, an exercise of the user's own or the records cannot be read.
        """
        from posture.adapters.record_store import read_history  # noqa: PLC0415 - not before it is needed
        from posture.therapy.resting import sign_rest  # noqa: PLC0415
        from posture.therapy.today import today_of  # noqa: PLC0415

        at = self.now()
        plan = self.plan_in_use()
        records = read_history(self._where.database).records()
        rest = sign_rest(records, at)
        begun = [use for use in self._uses if use.started <= at.date()]  # another may wait for its day
        return HomeworkNow(
            at=at,
            rest=rest,
            signs={} if rest is None else _told(),
            plan=plan,
            today=None if plan is None else today_of(plan, records, at, begun),
            exercises={} if plan is None else self._exercises,
            records=records,
            uses=() if plan is None else begun,
        )

    def names(self) -> dict[str, str]:
        """What people call exercises and activities, by their ids; nothing where that cannot be read."""
        from posture.adapters.exercise_files import load_exercises  # noqa: PLC0415 - not before it is needed

        try:
            self.plan_in_use()
            known = {one: exercise.name for one, exercise in load_exercises(self._where.exercises).items()}
        except PostureError:
            return {}
        return {**{item.id: item.name for use in self._uses for item in use.plan.items if item.name}, **known}

    def keep(self, records: Sequence[Record]) -> tuple[int, ...]:
        """Keep these records; their numbers.

        Raises:
            StorageError: they could not be kept.
        """
        from posture.adapters.record_store import keep  # noqa: PLC0415 - not before it is needed

        return keep(self._where.database, records)

    def line(self, _at: Instant) -> HomeworkLine | None:
        """The next piece of homework for the dashboard, or that it rests; `None` where there is none."""
        from posture.adapters.record_store import read_history  # noqa: PLC0415 - not before it is needed
        from posture.therapy.warning_signs import prompts_suspended  # noqa: PLC0415

        if prompts_suspended(read_history(self._where.database).records(), self.now()) is not None:
            return HomeworkLine(text="rests for today", suspended=True)
        if not (self._where.plans / _PLAN_LIST).exists():
            return None
        from tui.homework_view import next_line  # noqa: PLC0415

        try:
            return next_line(self.read())
        except PlanError:
            # Today's figures stand beside it and need no plan; the homework screen says what is wrong.
            return HomeworkLine(text="the plan cannot be read (key 2 says why)")

    def reminder_times(self, own: Sequence[str]) -> tuple[int, ...]:
        """When to remind, in minutes after midnight: the patient's times, else the plan's.

        Where the therapist keeps the times, the plan's hold.
        """
        plan = self.plan_in_use()
        if plan is None:
            return ()
        if own and (plan.reminders_may_change or not plan.reminders):
            return tuple(sorted(_minutes(text) for text in own))
        return plan.reminders

    def plan_list_changed(self) -> int | None:
        """When the list of plans was written last, as the disk tells it; `None` where there is none."""
        try:
            return (self._where.plans / _PLAN_LIST).stat().st_mtime_ns
        except OSError:
            return None

    def mark(self) -> object:
        """Another value once somebody changed what `read` reads; quick, for who looks again and again."""
        from posture.adapters.record_store import records_mark  # noqa: PLC0415 - not before it is needed

        try:
            records = records_mark(self._where.database)
        except PostureError as error:
            return str(error)  # `read` has the same to say
        return records, self.plan_list_changed(), _changed(self._where.exercises)

    def plan_in_use(self) -> Plan | None:
        """The plan in use, or `None`.

        Raises:
            PlanError: it cannot be read any more.
        """
        if not (self._where.plans / _PLAN_LIST).exists():
            return None
        # Imported here: what checks a plan takes a while to load.
        from posture.adapters.plan_knowledge import load_knowledge  # noqa: PLC0415
        from posture.adapters.plan_shelf import PlanShelf, used_plans  # noqa: PLC0415

        shelf = PlanShelf(self._where.plans)
        now = self.now()
        used = shelf.in_use(now)
        version = None if used is None else (used.file, used.started, _changed(self._where.exercises))
        if version != self._version:
            known = load_knowledge(self._where.exercises)
            self._plan = shelf.plan_in_use(known, now)
            self._exercises = known.exercises
            self._uses = used_plans(shelf, known)
            self._version = version
        return self._plan


def _told() -> Mapping[str, str]:
    """Each warning sign as a patient would say it to a doctor."""
    from posture.adapters.warning_sign_file import load_warning_signs  # noqa: PLC0415 - its library loads slowly

    return {sign.id: sign.told for sign in load_warning_signs().signs}


def points_of_pain(where: Places) -> Callable[[date, date], Sequence[tuple[date, float]]]:
    """Reads the pain check-ins from one day to another, for the history."""

    def read(first: date, last: date) -> Sequence[tuple[date, float]]:
        from posture.adapters.record_store import read_history  # noqa: PLC0415 - not before it is needed
        from posture.therapy.history import of_kind  # noqa: PLC0415
        from posture.therapy.records import PainRating  # noqa: PLC0415

        ratings = of_kind(read_history(where.database).records(), PainRating)
        return [
            (one.at.date(), float(one.now))
            for one in ratings
            if one.now is not None and first <= one.at.date() <= last
        ]

    return read


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return 60 * int(hours) + int(minutes)


def _changed(folder: Path) -> float | None:
    """When files of a folder came or went; `None` where there is none."""
    try:
        return folder.stat().st_mtime
    except OSError:
        return None
