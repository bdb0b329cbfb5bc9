"""What a reader has read and bookmarked, on disk: JSON, versioned, readable by the owner alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from posture.adapters.private_files import storage_error, write_private_file
from posture.education import ReaderState
from posture.errors import StorageError


class _ReaderModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["posture-reader"]
    version: Literal[1]
    seen: list[str]
    bookmarks: list[str]


def read_reader_state(path: Path) -> ReaderState:
    """The state in this file; nothing read and nothing bookmarked when there is none.

    Raises:
        StorageError: it cannot be read, or is not what was written.
    """
    try:
        model = _ReaderModel.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return ReaderState()
    except OSError as error:
        raise storage_error(path, error) from error
    except ValidationError as error:
        msg = f"the reading marks in {path} are not as this program writes them; move the file away"
        raise StorageError(msg) from error
    return ReaderState(seen=frozenset(model.seen), bookmarks=tuple(model.bookmarks))


def write_reader_state(path: Path, state: ReaderState) -> None:
    """Replace the file at once.

    Raises:
        StorageError: it cannot be written; an older file is untouched.
    """
    model = _ReaderModel(
        format="posture-reader", version=1, seen=sorted(state.seen), bookmarks=list(state.bookmarks)
    )
    write_private_file(path, (model.model_dump_json(indent=2) + "\n").encode())
