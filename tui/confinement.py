"""A command gives up what it does not need before it does anything, the network among it.

The network is kept only where the user named an address: on the command line, or as the source in his
settings for a command that reads it. Everything else that would reach out fails, whoever wrote it.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from posture.adapters.sandbox import confine
from posture.adapters.settings_text import read_settings_text
from posture.adapters.source_kind import scheme_of
from posture.errors import PostureError
from tui.core_setup import our_places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_READ_THE_SOURCE = frozenset({"run", "watch", "calibrate", "record", "doctor", "exercise"})
"""Commands that take `camera.source` from the settings; so does the bare `posture`."""


def confine_command(words: Sequence[str]) -> None:
    """Confine this process to what these words need."""
    confine(network=any(map(_names_an_address, words)) or _source_is_an_address(words))


def _names_an_address(word: str) -> bool:
    """`rtsp://...`, alone, after an option's equals sign, or after that of a setting."""
    return any(scheme_of(part) is not None for part in (word, *word.split("=")))


def _source_is_an_address(words: Sequence[str]) -> bool:
    command = next((word for word in words if not word.startswith("-")), None)
    if command is not None and command not in _READ_THE_SOURCE:
        return False
    try:
        source = _source_in(our_places().settings_file)
    except PostureError:  # the command itself says what is wrong with the places
        return False
    return source is not None and scheme_of(source) is not None


def _source_in(settings_file: Path) -> str | None:
    try:
        found = tomllib.loads(read_settings_text(settings_file)).get("camera")
    except (PostureError, ValueError, RecursionError):  # and with the settings
        return None
    source = found.get("source") if isinstance(found, dict) else None
    return source if isinstance(source, str) else None
