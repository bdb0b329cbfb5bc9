"""Files that cannot be written or used; apart from who writes, because the command line needs this first."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_REFUSED_FILE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ELOOP, errno.ENAMETOOLONG)
"""What the system says of a file or folder that is the user's to mend, wherever it is met."""


class ReaderGoneError(Exception):
    """Whoever read standard output has what he wanted (`| head -1`): the work is done, not failed."""


def cannot_write(target: str, error: OSError) -> str:
    """One sentence about a place that takes no more, such as a full disk."""
    return f"cannot write {target} ({error.strerror}); free some space or name another file"


def cannot_use(error: OSError, words: Sequence[str]) -> str | None:
    """One sentence where the system refuses a file that these words name, or one below it; else `None`.

    Any command may look at what the user named before it opens it, and even looking can be refused: in a
    folder without rights, or for a name that is too long. Any other file would be a fault of ours.
    """
    if error.filename is None:
        return None
    refused = Path(error.filename)
    named = [name for word in words for name in (word, word.partition("=")[2]) if name]
    if any(refused.is_relative_to(Path(name).expanduser()) for name in named):
        return (
            f"cannot use {refused} ({error.strerror}); check the name and its permissions, or choose another"
        )
    return None


def refused_file(error: OSError) -> str | None:
    """The sentence about a file the system keeps from us, or `None` where the error is of another kind."""
    if error.errno not in _REFUSED_FILE or not isinstance(error.filename, str):
        return None
    from posture.adapters.private_files import storage_error  # noqa: PLC0415 - no fault, no need

    return str(storage_error(Path(error.filename), error))
