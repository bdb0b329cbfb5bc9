"""Everything the program knows about its user, in one folder or zip file that he named.

The tables of the log are written as they stand, each as JSON Lines and as CSV, from one moment of the log,
also while a monitor writes it; files are copied. Nothing is left out but what is worked out from the rest.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from posture.adapters.data_kinds import FILE_KINDS, LOG_TABLES, Keeping, files_of
from posture.adapters.private_files import FILE_MODE, make_private_folder, storage_errors
from posture.adapters.sqlite_connection import connect_to_read
from posture.adapters.sqlite_errors import sqlite_errors
from posture.adapters.sqlite_salvage import UNREADABLE
from posture.errors import StorageError

if TYPE_CHECKING:
    from posture.adapters.data_dirs import Places

ZIP = ".zip"

README = """What posture keeps about you, as files.

log/TABLE.jsonl and log/TABLE.csv   every row of every table of the log; times are UTC milliseconds
                                    (utc_ms), the zone's distance from UTC in seconds (offset_s)
log/event.jsonl                     `payload` is the event, as `posture watch` prints it
everything else                     copies of your files, in folders named as `posture data where` names them

There are no pictures in it: none are kept.
"""


def export_data(where: Places, target: Path) -> int:
    """Write the folder or the .zip file `target`, which must not exist; how many files are in it.

    Raises:
        StorageError: it exists, cannot be written, or the log cannot be read.
    """
    if target.exists() or target.is_symlink():
        msg = f"{target} exists already: name a new folder or .zip file"
        raise StorageError(msg)
    make_private_folder(target.absolute().parent)
    with storage_errors(target):
        folder = Path(tempfile.mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}."))
        try:
            _fill(folder, where)
            files = sorted(file for file in folder.rglob("*") if file.is_file())
            if target.suffix.lower() == ZIP:
                _pack(folder, files, target)
            else:
                folder.rename(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return len(files)


def _fill(folder: Path, where: Places) -> None:
    _new(folder / "README.txt").write_text(README, encoding="utf-8")
    for kind in FILE_KINDS:
        if kind.keeping is Keeping.LOG:
            _export_log(folder / "log", getattr(where, kind.place))
        elif kind.keeping is Keeping.WHOLE:
            place: Path = getattr(where, kind.place)
            for file in files_of(kind, where):
                name = file.relative_to(place if place.is_dir() else place.parent)
                target = folder / kind.place / name
                make_private_folder(target.parent)
                shutil.copyfile(file, _new(target))


def _export_log(folder: Path, database: Path) -> None:
    """Each table in two forms; a damaged log kept aside is copied, for nobody can read it."""
    make_private_folder(folder)
    for aside in database.parent.glob(f"{database.stem}.{UNREADABLE}-*"):
        shutil.copyfile(aside, _new(folder / aside.name))
    if not database.exists():
        return
    left_out = {table.name for table in LOG_TABLES if table.ours or table.derived}
    with sqlite_errors(database), closing(connect_to_read(database)) as connection:
        connection.execute("BEGIN")  # one moment for all tables
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        for (name,) in names:
            if name not in left_out:
                _as_lines(connection, name, _new(folder / f"{name}.jsonl"))
                _as_csv(connection, name, _new(folder / f"{name}.csv"))


def _rows(connection: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    return connection.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2')  # noqa: S608 - a name the database gave


def _as_lines(connection: sqlite3.Connection, table: str, path: Path) -> None:
    rows = _rows(connection, table)
    columns = [column[0] for column in rows.description]
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            line = {name: _unpacked(name, value) for name, value in zip(columns, row, strict=True)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _unpacked(column: str, value: object) -> object:
    """A payload is JSON itself; inside a JSON line it need not be quoted a second time."""
    if column != "payload" or not isinstance(value, str):
        return value
    try:
        found: object = json.loads(value)
    except ValueError:
        return value
    return found


def _as_csv(connection: sqlite3.Connection, table: str, path: Path) -> None:
    rows = _rows(connection, table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column[0] for column in rows.description])
        writer.writerows(rows)


def _new(path: Path) -> Path:
    """An empty file at this path, private before anything is in it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    return path


def _pack(folder: Path, files: list[Path], target: Path) -> None:
    descriptor, name = tempfile.mkstemp(dir=folder.parent, prefix=f".{target.name}.", suffix=".new")
    try:
        with (
            os.fdopen(descriptor, "wb") as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed,
        ):
            for file in files:
                packed.write(file, file.relative_to(folder).as_posix())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
