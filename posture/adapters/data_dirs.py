"""Where the user's own files live: the platform's folders, or everything below one named folder."""

from __future__ import annotations

import stat
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import PlatformDirs

from posture.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE = "POSTURE_HOME"
"""Environment variable that gathers everything below one folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Every place the program reads from or writes to by itself.

    Attributes:
        database: the log of events, SQLite.
        profiles: the folder of calibration profiles.
        plans: the folder of the physical therapist's plans in use and used before, TOML.
        reader_file: which pieces of the education library were read or bookmarked, JSON.
        tips_file: which tips were shown when, JSON.
        settings_file: the user's settings, TOML.
        exercises: the folder of the user's own exercises, TOML.
        log_file: what native libraries print and what went wrong beside the work, kept off the screen.
        runtime: the folder of the running monitor's control socket; gone or empty when none runs.
    """

    database: Path
    profiles: Path
    plans: Path
    reader_file: Path
    tips_file: Path
    settings_file: Path
    exercises: Path
    log_file: Path
    runtime: Path

    @property
    def is_new(self) -> bool:
        """Whether nothing was set and no reference was taken yet: the app leads through its first start."""
        return not self.settings_file.exists() and not any(self.profiles.glob("*.json"))


def places(environ: Mapping[str, str]) -> Places:
    """The places for this environment; nothing is created.

    `POSTURE_HOME`, when set and not empty, holds `data/`, `config/`, `state/` and `run/`.

    Raises:
        StorageError: `POSTURE_HOME` is a file, or lies below one; or the user has no home folder.
    """
    home = environ.get(HOME_VARIABLE, "")
    if home:
        root = Path(home).expanduser().absolute()
        _refuse_file(root)
        data, config, state, runtime = root / "data", root / "config", root / "state", root / "run"
    else:
        folders = PlatformDirs(appname="posture", appauthor=False)
        try:
            data, config, state = folders.user_data_path, folders.user_config_path, folders.user_state_path
        except RuntimeError as error:  # an account of the system's, or one that was removed
            msg = f"this user has no home folder; set HOME, or set {HOME_VARIABLE} to a folder to keep all in"
            raise StorageError(msg) from error
        runtime = _runtime_folder(folders, otherwise=state / "run")
    return Places(
        database=data / "posture.sqlite3",
        profiles=data / "profiles",
        plans=data / "plans",
        reader_file=data / "reader.json",
        tips_file=data / "tips.json",
        settings_file=config / "settings.toml",
        exercises=config / "exercises",
        log_file=state / "native.log",
        runtime=runtime,
    )


def _refuse_file(root: Path) -> None:
    """Refuse a home that can never be a folder; one that only does not exist yet is fine."""
    for part in (root, *root.parents):
        try:
            mode = part.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:  # whoever needs the folder tells what is wrong with it
            return
        if not stat.S_ISDIR(mode):
            told = "is a file" if part == root else f"lies below {part}, which is a file"
            msg = f"{HOME_VARIABLE} must be a folder, and {root} {told}; set it to a folder, or unset it"
            raise StorageError(msg)
        return


def _runtime_folder(folders: PlatformDirs, *, otherwise: Path) -> Path:
    """The platform's folder for sockets; its fallback is good enough, and no reason for a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return folders.user_runtime_path
        except OSError:
            return otherwise
