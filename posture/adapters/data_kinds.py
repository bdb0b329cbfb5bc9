"""Every kind of data the program keeps, in two tables: what lies on the disk, and what stands in the log.

Export and removal go through these tables and know no kind by name, so whoever adds a place to
`posture.adapters.data_dirs.Places` or a table to the log adds a line here; tests fail until he does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from posture.adapters.data_dirs import Places


class Keeping(Enum):
    """How a kind of file is exported and removed."""

    LOG = auto()
    """The database: exported table by table, removed by days (`LOG_TABLES`)."""
    WHOLE = auto()
    """Exported as it is; removed only together with everything."""
    DERIVED = auto()
    """Worked out from the log: not exported, and removed with whatever is removed from the log."""
    RUNTIME = auto()
    """Nothing of the user's: not exported; removed with everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """One place.

    Attributes:
        place: the field of `Places`, a file or a folder.
        told: what a user calls it.
        keeping: what is done with it.
    """

    place: str
    told: str
    keeping: Keeping = Keeping.WHOLE


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind(place="database", told="the log", keeping=Keeping.LOG),
    FileKind(place="profiles", told="profiles"),
    FileKind(place="plans", told="plans"),
    FileKind(place="reader_file", told="reading marks"),
    FileKind(place="tips_file", told="tips shown"),
    FileKind(place="settings_file", told="settings"),
    FileKind(place="exercises", told="your own exercises"),
    FileKind(place="log_file", told="the log file of notes"),
    FileKind(place="runtime", told="the control socket", keeping=Keeping.RUNTIME),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogTable:
    """One table of the log.

    Attributes:
        name: in the database.
        one, many: what a user calls its rows, as in "1 session" and "12 sessions".
        begin, end: SQL for the first and the last moment of a row, UTC milliseconds. Rows that lie wholly in
            the days asked for are removed.
        of: the table and the two columns (there, here) whose rows these belong to and go with.
        derived: worked out from other tables: not exported, emptied when anything is removed.
        ours: nothing of the user's in it: neither exported nor removed.
    """

    name: str
    one: str
    many: str
    begin: str | None = None
    end: str | None = None
    of: tuple[str, str, str] | None = None
    derived: bool = False
    ours: bool = False


LOG_TABLES: tuple[LogTable, ...] = (
    LogTable(name="session_day", one="kept figure of a day", many="kept figures of days", derived=True),
    LogTable(name="event", one="event", many="events", of=("session", "id", "session")),
    LogTable(name="session", one="session", many="sessions", begin="started_utc_ms", end="seen_utc_ms"),
    LogTable(name="record", one="record", many="records", begin="utc_ms", end="utc_ms"),
    LogTable(name="migration", one="step of the schema", many="steps of the schema", ours=True),
    LogTable(name="purge_permit", one="permit to remove", many="permits to remove", ours=True),
    LogTable(name="record_purge_permit", one="permit to remove", many="permits to remove", ours=True),
)
"""Rows that belong to others stand before them: they are removed first."""


def files_of(kind: FileKind, where: Places) -> Iterator[Path]:
    """Every file of this kind that exists, with what stands beside the database (damaged logs kept aside)."""
    path: Path = getattr(where, kind.place)
    if kind.keeping is Keeping.LOG:
        yield from sorted(file for file in path.parent.glob(f"{path.stem}.*") if file.is_file())
    elif path.is_dir():
        yield from sorted(file for file in path.rglob("*") if not file.is_dir())
    elif path.exists():
        yield path
