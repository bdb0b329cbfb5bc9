"""Textual's own driver of the terminal, made to survive being stopped, and a terminal that takes nothing.

What happens without it: a process stopped from outside (`kill -STOP`, a debugger, a laptop's session
manager) and continued begins to draw a second time without having ended the first. Two threads then read
the keys, one of them is never told to end, and the terminal is left without echo afterwards. And whoever
quits while the terminal reads nothing (a connection that hangs) waits for ever for the last line to be drawn.
So does whoever draws, and with it all that the event loop does: signals, keys, leaving; also where the
terminal went away while it was written to, which ends the thread that writes.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from queue import Full
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.drivers._writer_thread import WriterThread

LAST_WORDS_S = 2.0
"""How long leaving waits for a terminal that takes nothing; one that works needs a few milliseconds. ENG."""

WRITE_WAIT_S = 0.25
"""How long drawing waits for a terminal that is slow, once; a busy one over a network takes less. ENG."""


def _is_missed(thread: WriterThread, data: str, wait_s: float) -> bool:
    """Hand `data` to the thread that writes; whether that was not possible."""
    if not thread.is_alive():
        return True
    try:
        thread._queue.put(data, timeout=wait_s)  # noqa: SLF001 - its own method waits for ever
    except Full:
        return True
    return False


def steady(driver: type[Driver]) -> type[Driver]:
    """The driver for this platform in place of `driver`, which is left alone where it is another one."""
    if sys.platform == "win32":
        return driver
    from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415 - not on every platform

    if driver is not LinuxDriver:
        return driver

    class SteadyDriver(LinuxDriver):
        """Draws once at a time, and leaves whatever the terminal does."""

        _drawing = False
        _behind = False

        def write(self, data: str) -> None:
            """Draw, unless the terminal is gone or takes nothing; what it misses is drawn anew later."""
            assert self._writer_thread is not None
            behind = self._behind
            self._behind = _is_missed(self._writer_thread, data, 0.0 if behind else WRITE_WAIT_S)
            if behind and not self._behind:
                self._app.call_later(self._app.refresh, layout=True)

        def start_application_mode(self) -> None:
            """Begin to draw; also after the process was continued."""
            super().start_application_mode()  # type: ignore[no-untyped-call] # the library does not say
            self._drawing = True
            # By the event loop rather than between any two instructions: what ends the drawing takes locks.
            asyncio.get_running_loop().add_signal_handler(signal.SIGCONT, self.resume_application_mode)

        def stop_application_mode(self) -> None:
            """End drawing."""
            super().stop_application_mode()
            self._drawing = False

        def resume_application_mode(self) -> None:
            """Draw again; what was not ended before the process was stopped is ended first."""
            if self._drawing:
                self.suspend_application_mode()
            super().resume_application_mode()
            # The size is the same as before, which Textual takes for nothing to draw.
            self._app.call_later(self._app.refresh, layout=True)

        def close(self) -> None:
            """End the thread that writes. On leaving, everything else is closed by then, the log as well."""
            if self._app.is_running:
                super().close()
                return
            closing = threading.Thread(target=super().close, daemon=True)
            closing.start()
            closing.join(LAST_WORDS_S)
            if closing.is_alive():
                # A thread inside a write that never returns would hold up the end of the interpreter too.
                os._exit(self._app.return_code or 0)

    return SteadyDriver
