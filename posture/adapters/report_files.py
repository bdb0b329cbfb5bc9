"""Writes reports: readable by the owner alone, and never over a file that is there unless that is wanted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture.adapters.private_files import FILE_MODE, FOLDER_MODE, write_private_file
from posture.adapters.report_csv import TABLE_NAMES
from posture.errors import ReportError, StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def check_target(path: Path, *, force: bool, folder: bool = False) -> None:
    """Refuse, before any work, a place where nothing can be written.

    Raises:
        ReportError: what is wrong and what to do.
    """
    if not path.parent.is_dir():
        raise ReportError(f"cannot write {path}: the folder {path.parent} is not there; make it first")
    if folder and path.exists() and not path.is_dir():
        raise ReportError(f"{path} is a file: name a folder for the tables, or a file that ends in .zip")
    if not folder and path.is_dir():
        raise ReportError(f"{path} is a folder; name a file")
    if path.exists() and not force and not (folder and not any(path.iterdir())):
        raise ReportError(f"{path} is there already; name another place, or say --force to replace it")


def write_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write one file, for the owner alone.

    Raises:
        ReportError: it cannot be written, or is there already.
    """
    try:
        if force:
            write_private_file(path, content)
            return
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileExistsError as error:
        raise ReportError(f"{path} is there already; name another place, or say --force") from error
    except (OSError, StorageError) as error:
        raise _refusal(path, error) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _refusal(path, error) from error


def write_folder(folder: Path, tables: Mapping[str, str], *, force: bool) -> None:
    """Write the tables into a folder; a table of an earlier report that this one does not have goes.

    Raises:
        ReportError: they cannot be written.
    """
    try:
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        for name in TABLE_NAMES:
            if force and name not in tables:
                (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from error
    for name, text in tables.items():
        write_file(folder / name, text.encode(), force=force)


def _refusal(path: Path, error: Exception) -> ReportError:
    reason = error.strerror if isinstance(error, OSError) else "it cannot be replaced"
    return ReportError(f"cannot write {path}: {reason}; name another place")
