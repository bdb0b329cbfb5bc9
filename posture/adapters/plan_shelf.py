"""The plans a patient uses and used: a private folder with every version as it came, and a list of them.

A version is written before the list that names it, and both at once or not at all; so a crash or a full disk
leaves the plan in use as it was. Nothing is ever removed. Two commands at once take turns: the list is read
and written under a lock, so neither loses the other's version.

A version may be kept before its day: it waits, and the one before it goes on until then. Days are the
patient's own dates, so a journey or a clock that is put right moves none of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from posture.adapters.file_lock import LockedError, one_at_a_time
from posture.adapters.plan_file import Knowledge, read_plan
from posture.adapters.private_files import storage_error, write_private_file
from posture.errors import PlanError
from posture.therapy.plan import Plan
from posture.therapy.plan_use import PlanUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIST_NAME = "plans.json"
LOCK_NAME = "plans.lock"
_PATIENCE_S = 5.0
"""Another command is done with the list long before this. ENG."""


class _EntryModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Annotated[str, Field(pattern=r"^[0-9]{4,}-[a-z][a-z0-9_-]*-r[0-9]+\.toml$")]
    id: str
    revision: int
    title: str
    hash: str
    started: AwareDatetime
    stopped: AwareDatetime | None


class _ListModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["posture-plans"]
    version: Literal[1]
    entries: list[_EntryModel]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedPlan:
    """One version that is or was in use.

    Attributes:
        file: where it is kept.
        id, revision, title, hash: what it was when it was started.
        started: since when; of one that waits, the beginning of its first day.
        stopped: until when; `None` for the one that nothing comes after.
    """

    file: Path
    id: str
    revision: int
    title: str
    hash: str
    started: datetime
    stopped: datetime | None

    @property
    def never_began(self) -> bool:
        """Whether another one took its place while it still waited."""
        return self.stopped is not None and self.stopped <= self.started

    @property
    def last_day(self) -> date | None:
        """Its last day; one that ended at midnight was not in use on the day that began then."""
        return None if self.stopped is None else (self.stopped - timedelta(microseconds=1)).date()


class PlanShelf:
    """The plans below one folder; nothing is made before the first one is used."""

    def __init__(self, folder: Path) -> None:
        """Look after this folder."""
        self._folder = folder

    def history(self) -> tuple[UsedPlan, ...]:
        """Every version in the order of its start.

        Raises:
            PlanError: the list of plans is not as this program writes it.
            StorageError: it cannot be read.
        """
        return tuple(
            UsedPlan(
                file=self._folder / entry.file,
                id=entry.id,
                revision=entry.revision,
                title=entry.title,
                hash=entry.hash,
                started=entry.started,
                stopped=entry.stopped,
            )
            for entry in self._read()
        )

    def in_use(self, at: datetime) -> UsedPlan | None:
        """The version in use at this local time, or `None`."""
        begun = [one for one in self.history() if one.started.date() <= at.date() and not one.never_began]
        last = next(reversed(begun), None)
        ended = last is not None and last.stopped is not None and last.stopped.date() <= at.date()
        return None if ended else last

    def waiting(self, at: datetime) -> UsedPlan | None:
        """The version whose day is still to come, the last of them, or `None`."""
        last = next(reversed(self.history()), None)
        waits = last is not None and last.stopped is None and last.started.date() > at.date()
        return last if waits else None

    def plan_in_use(self, known: Knowledge, at: datetime) -> Plan | None:
        """The plan in use at this local time, read anew, or `None`.

        Raises:
            PlanError: its file cannot be read any more, or the list cannot.
        """
        used = self.in_use(at)
        return None if used is None else read_plan(used.file, known)

    def use(self, plan: Plan, content: bytes, at: datetime) -> None:
        """Keep this version and make it the one in use from a local time on, now or the beginning of a day.

        The one before it ends then; what would have begun later never does.

        Raises:
            StorageError: it cannot be written; the plan in use is as it was.
        """
        with self._alone():
            entries = self._ended(self._read(), at)
            name = f"{len(entries) + 1:04}-{plan.id}-r{plan.revision}.toml"
            write_private_file(self._folder / name, content)
            entry = _EntryModel(
                file=name,
                id=plan.id,
                revision=plan.revision,
                title=plan.title,
                hash=plan.hash,
                started=at,
                stopped=None,
            )
            self._write([*entries, entry])

    def stop(self, at: datetime) -> None:
        """End the plan in use and what waits, if there is any; it stays in the history.

        Raises:
            StorageError: it cannot be written.
        """
        with self._alone():
            self._write(self._ended(self._read(), at))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with one_at_a_time(self._folder / LOCK_NAME, _PATIENCE_S):
                yield
        except LockedError as error:
            msg = "another command is changing the plan in use; wait until it has ended and try again"
            raise PlanError(msg) from error

    def _ended(self, entries: list[_EntryModel], at: datetime) -> list[_EntryModel]:
        return [
            entry
            if entry.stopped is not None and entry.stopped <= at
            else entry.model_copy(update={"stopped": at})
            for entry in entries
        ]

    def _read(self) -> list[_EntryModel]:
        path = self._folder / LIST_NAME
        try:
            return _ListModel.model_validate_json(path.read_bytes()).entries
        except FileNotFoundError:
            return []
        except OSError as error:
            raise storage_error(path, error) from error
        except ValidationError as error:
            msg = f"the list of plans {path} is not as this program writes it; move it away and start again"
            raise PlanError(msg) from error

    def _write(self, entries: list[_EntryModel]) -> None:
        model = _ListModel(format="posture-plans", version=1, entries=entries)
        write_private_file(self._folder / LIST_NAME, (model.model_dump_json(indent=2) + "\n").encode())


def used_plans(
    shelf: PlanShelf,
    known: Knowledge,
    tell: Callable[[UsedPlan, PlanError], None] = lambda _used, _error: None,
) -> tuple[PlanUse, ...]:
    """Every version that was in use and can still be read, with its days; of another one `tell` is told.

    Raises:
        PlanError: the list of plans is not as this program writes it.
        StorageError: it cannot be read.
    """
    uses = []
    for used in shelf.history():
        if used.never_began:
            continue
        try:
            plan = read_plan(used.file, known)
        except PlanError as error:
            tell(used, error)
            continue
        uses.append(PlanUse(plan=plan, started=used.started.date(), stopped=used.last_day))
    return tuple(uses)
