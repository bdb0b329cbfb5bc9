"""The recordings of a collection: a folder with all below it, or a list of them in a text file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from posture.adapters.source_kind import TRACE_SUFFIXES
from posture.errors import SourceError, UsageError

VIDEO_SUFFIXES = (".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".webm")
SUFFIXES = (*TRACE_SUFFIXES, *VIDEO_SUFFIXES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One recording; `name` is how the tables call it: as it is listed, or its path below the folder."""

    name: str
    path: Path


def find_recordings(collection: Path, out: Path) -> list[Recording]:
    """The recordings of a collection in the order of their names; results below `out` are none.

    Raises:
        SourceError: there is no such folder or list, or it cannot be read.
        UsageError: it names no recording.
    """
    if collection.is_dir():
        found = _below(collection, out.resolve())
        what = f"holds no recording; they end in {', '.join(SUFFIXES)}"
    elif collection.name.lower().endswith(SUFFIXES):
        found, what = [Recording(name=collection.name, path=collection)], ""
    else:
        found, what = _listed(collection), "names no recording; write one path a line"
    if not found:
        raise UsageError(f"{collection} {what}")
    return sorted(found, key=lambda recording: recording.name)


def _below(folder: Path, out: Path) -> list[Recording]:
    return [
        Recording(name=path.relative_to(folder).as_posix(), path=path)
        for path in folder.rglob("*")
        if path.name.lower().endswith(SUFFIXES)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and out not in path.resolve().parents
    ]


def _listed(file: Path) -> list[Recording]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise SourceError(f"there is no folder and no list {file}: check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"the list {file} cannot be read ({error}); it must be a text file with one path a line"
        ) from error
    names = dict.fromkeys(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return [Recording(name=name, path=file.parent / Path(name).expanduser()) for name in names]
