"""Which tips were shown when, on disk: JSON, versioned, readable by the owner alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from posture.adapters.private_files import storage_error, write_private_file
from posture.education import Shown
from posture.errors import StorageError

_MOST = 500
"""Older ones are forgotten: far more than there are tips, so none comes again before all others."""


class _ShownModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    piece: str
    at_s: float


class _HistoryModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["posture-tips"]
    version: Literal[1]
    shown: list[_ShownModel]


def read_tip_history(path: Path) -> tuple[Shown, ...]:
    """What this file says was shown, the oldest first; nothing when there is none.

    Times are seconds since 1970.

    Raises:
        StorageError: it cannot be read, or is not what was written.
    """
    try:
        model = _HistoryModel.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise storage_error(path, error) from error
    except ValidationError as error:
        msg = f"the history of tips in {path} is not as this program writes it; move the file away"
        raise StorageError(msg) from error
    return tuple(Shown(piece_id=one.piece, at_s=one.at_s) for one in model.shown)


def write_tip_history(path: Path, shown: Sequence[Shown]) -> None:
    """Replace the file at once.

    Raises:
        StorageError: it cannot be written; an older file is untouched.
    """
    kept = [_ShownModel(piece=one.piece_id, at_s=one.at_s) for one in shown[-_MOST:]]
    model = _HistoryModel(format="posture-tips", version=1, shown=kept)
    write_private_file(path, (model.model_dump_json(indent=2) + "\n").encode())
