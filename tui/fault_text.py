"""What is told about a fault of this program: what kind, and where in the program, never what it worked on.

The message of an error may hold anything: a picture as an array, the landmarks of a pose, a whole
observation. So of a message only the first words are told, up to the first bracket; a traceback shows lines
of the program and no values. Errors made for users (`PostureError`) are told whole.
"""

from __future__ import annotations

import re
import threading
import traceback
from typing import TYPE_CHECKING, TextIO

from posture.errors import PostureError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHARACTERS = 120
_VALUES = re.compile(r"[\[({<\n]|\bb['\"]")
"""Where values begin: arrays, tuples, objects, bytes, and the second line."""


def fault_words(error: BaseException) -> str:
    """The kind of the fault and the first words of its message, such as `KeyError: 'label'`."""
    said = str(error)
    if isinstance(error, PostureError):
        return f"{type(error).__name__}: {said}"
    words = _VALUES.split(said, maxsplit=1)[0][:MOST_CHARACTERS].rstrip()
    cut = "" if words == said.rstrip() else "..."
    return f"{type(error).__name__}: {words}{cut}" if words else f"{type(error).__name__}{cut}"


def fault_places(error: BaseException) -> str:
    """A traceback without values, of the error and what led to it."""
    parts = [
        "".join(
            (
                "Traceback (most recent call last):\n",
                *traceback.format_tb(one.__traceback__),
                f"{fault_words(one)}\n",
            )
        )
        for one in _led_to(error)
    ]
    return "\nwhich led to\n\n".join(parts)


def tell_faults_of_threads(stream: TextIO) -> None:
    """A thread that ends by a fault is told in the same way."""

    def tell(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
            stream.write(fault_places(arguments.exc_value))

    threading.excepthook = tell


def _led_to(error: BaseException) -> Iterator[BaseException]:
    """The first fault first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _led_to(before)
    yield error
