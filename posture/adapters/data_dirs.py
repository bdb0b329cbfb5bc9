"""Where the user's own files live: the platform's folders, or everything below one named folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import PlatformDirs

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
        settings_file: the user's settings, TOML.
        exercises: the folder of the user's own exercises, TOML.
        log_file: what native libraries print, kept off the screen.
    """

    database: Path
    profiles: Path
    settings_file: Path
    exercises: Path
    log_file: Path


def places(environ: Mapping[str, str]) -> Places:
    """The places for this environment; nothing is created.

    `POSTURE_HOME`, when set and not empty, holds `data/`, `config/` and `state/`.
    """
    home = environ.get(HOME_VARIABLE, "")
    if home:
        root = Path(home).expanduser().absolute()
        data, config, state = root / "data", root / "config", root / "state"
    else:
        folders = PlatformDirs(appname="posture", appauthor=False)
        data, config, state = folders.user_data_path, folders.user_config_path, folders.user_state_path
    return Places(
        database=data / "posture.sqlite3",
        profiles=data / "profiles",
        settings_file=config / "settings.toml",
        exercises=config / "exercises",
        log_file=state / "native.log",
    )
