"""Changes values in the settings file and leaves the rest as the user wrote it, comments included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from posture.adapters.private_files import write_private_file
from posture.adapters.settings_file import load_settings
from posture.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from posture.settings import Settings


def change_settings(path: Path, values: Mapping[str, Any]) -> Settings:
    """Set `values` (`section.name` to value) in the file at `path`, and return what it holds then.

    Raises:
        SettingsError: the file is not valid, before or after the change; it is untouched.
        StorageError: it cannot be written; it is untouched.
    """
    load_settings(path)
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        for key, value in values.items():
            section, _, name = key.partition(".")
            if section not in document:
                document[section] = tomlkit.table()
            # A section may be written as a table, as dotted keys or in one line; all of them are mappings.
            document[section][name] = value
        text = tomlkit.dumps(document)
    except TOMLKitError as error:
        msg = f"cannot change the settings file {path} ({error}); mend it, or change it by hand"
        raise SettingsError(msg) from error
    write_private_file(path, text.encode())
    return load_settings(path)
