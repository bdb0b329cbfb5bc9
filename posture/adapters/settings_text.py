"""What stands in the settings file, read so that nothing that may lie in its place holds a command up."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from posture.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE_BYTES = 1_000_000
"""Every key with a page of comments is a tenth of it; more takes seconds to read at every command. ENG."""


def read_settings_text(path: Path) -> str:
    """What the settings file holds; nothing where there is none.

    Raises:
        SettingsError: it cannot be read, is not text, or is what no settings file can be.
    """
    try:
        if stat.S_ISFIFO(path.stat().st_mode):
            msg = f"the settings file {path} is a pipe, which may never end; remove it"
            raise SettingsError(msg)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
        if len(content) > LARGEST_FILE_BYTES:
            msg = (
                f"the settings file {path} is larger than {LARGEST_FILE_BYTES // 1_000_000} MB, "
                "which no settings are; mend or remove it"
            )
            raise SettingsError(msg)
        return content.decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the settings file {path} ({error}); mend or remove it"
        raise SettingsError(msg) from error
