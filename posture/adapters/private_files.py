"""Files and folders that only their owner can read, written so that a crash leaves the old or the new.

Every failure of the file system becomes a `StorageError` that says what is wrong and what to do.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from posture.adapters.data_dirs import HOME_VARIABLE
from posture.errors import FullDiskError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER_MODE = 0o700
FILE_MODE = 0o600

LEAST_FREE_BYTES = 100_000
"""A disk with less is full: the log needs as much to be opened. ENG."""

_ELSEWHERE = f"or set {HOME_VARIABLE} to another folder"


def make_private_folder(folder: Path) -> None:
    """Create `folder` and its missing parents, each readable by the owner alone.

    An existing folder keeps its permissions: it may be one the user shares on purpose.

    Raises:
        StorageError: it cannot be made.
    """
    with storage_errors(folder):
        for part in (*reversed(folder.parents), folder):
            if not part.exists():
                part.mkdir(mode=FOLDER_MODE, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(folder))


def make_private_file(path: Path) -> None:
    """Create `path` empty if it is missing, and make it readable by the owner alone.

    Raises:
        StorageError: it cannot be made.
    """
    make_private_folder(path.parent)
    with storage_errors(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
        path.chmod(FILE_MODE)


def write_private_file(path: Path, content: bytes) -> None:
    """Replace `path` by `content` at once: a reader or a crash sees the old file or the new, never half.

    Raises:
        StorageError: it cannot be written; an old file is untouched.
    """
    make_private_folder(path.parent)
    with storage_errors(path):
        # mkstemp creates with mode 0600; the same folder, because a rename is atomic only inside one.
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def create_private_file(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, readable by the owner alone; its folder must be there.

    Raises:
        StorageError: it is there already, or it cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileExistsError as error:
        msg = f"{path} is there already: choose another name"
        raise StorageError(msg) from error
    except OSError as error:
        msg = f"cannot write {path}: {error.strerror or error}; choose another folder"
        raise StorageError(msg) from error
    with storage_errors(path), os.fdopen(descriptor, "wb") as file:
        file.write(content)


def check_replaceable(path: Path) -> None:
    """Find out, before long work, whether `write_private_file` could write `path`; leaves it as it is.

    The folder is made if it is missing.

    Raises:
        StorageError: it could not be written.
    """
    make_private_folder(path.parent)
    with storage_errors(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        os.close(descriptor)
        Path(name).unlink()


def unfinished(path: Path) -> list[Path]:
    """What a process that was killed while it wrote `path` has left beside it."""
    return sorted(path.parent.glob(f".{escape(path.name)}.*.new"))


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn an `OSError` about `path` into a `StorageError`."""
    try:
        yield
    except OSError as error:
        raise storage_error(path, error) from error


def storage_error(path: Path, error: OSError) -> StorageError:
    """One sentence: what is wrong with `path`, and what to do."""
    match error.errno:
        case errno.EACCES | errno.EPERM:
            text = f"cannot use {path}: permission is denied; make it readable and writable {_ELSEWHERE}"
        case errno.EROFS:
            text = f"cannot write {path}: the disk is read-only; make it writable {_ELSEWHERE}"
        case errno.ENOSPC | errno.EDQUOT:
            return FullDiskError(f"cannot write {path}: the disk is full; free some space {_ELSEWHERE}")
        case errno.ENOTDIR | errno.EEXIST:
            text = f"cannot use {path}: a file stands where a folder is needed; move it away {_ELSEWHERE}"
        case errno.EISDIR:
            text = f"cannot use {path}: a folder stands where a file is needed; move it away {_ELSEWHERE}"
        case _:
            text = f"cannot use {path}: {error.strerror or error}; check the folder {_ELSEWHERE}"
    return StorageError(text)


def is_full(folder: Path) -> bool:
    """Whether the disk that holds `folder` has no room to speak of for this user."""
    try:
        return shutil.disk_usage(folder).free < LEAST_FREE_BYTES
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the platform lets a folder be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
