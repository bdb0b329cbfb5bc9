"""Whether there is a terminal, and one key from it without waiting for enter."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOOK_S = 0.1
"""Windows offers no waiting for a key with an end: it is looked for so often."""


def on_a_terminal() -> bool:
    """Whether there is a screen to draw on and a keyboard to listen to."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def keys() -> Iterator[Callable[[float], str]]:
    """A function that waits at most so many seconds for a key and gives it, or an empty text.

    Where standard input is no terminal it only waits.
    """
    if not sys.stdin.isatty():
        yield _only_wait
    elif sys.platform == "win32":
        yield _windows_key
    else:
        with _posix_keys() as key:
            yield key


def _only_wait(seconds: float) -> str:
    SystemClock().sleep(seconds)
    return ""


if sys.platform == "win32":
    import msvcrt

    def _windows_key(seconds: float) -> str:
        clock = SystemClock()
        while clock.now().mono_s < seconds:
            if msvcrt.kbhit():
                return msvcrt.getwch()
            clock.sleep(_LOOK_S)
        return ""

else:
    import os
    import select
    import termios
    import tty

    @contextmanager
    def _posix_keys() -> Iterator[Callable[[float], str]]:
        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)

        def key(seconds: float) -> str:
            ready, _, _ = select.select([descriptor], [], [], seconds)
            return os.read(descriptor, 1).decode(errors="ignore") if ready else ""

        try:
            yield key
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
