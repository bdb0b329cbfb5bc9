"""When the app leaves without being asked by a key: signals, and a terminal that is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress

from textual.app import App

_ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
_EXIT_SIGNAL = 128
"""A program that a signal ended exits with this plus its number."""
_HANGUP = 1
"""The number of SIGHUP, also where there is no such signal."""
_TERMINAL_LOOK_S = 2.0
"""How often the terminal is looked for. ENG."""


class Leaving(App[int]):
    """Leaves in an orderly way, so that the log is closed; `PostureApp` says how."""

    def _leave(self, code: int) -> None:
        raise NotImplementedError

    def _leave_when_told(self) -> None:
        self._leave_on_signals()
        self.set_interval(_TERMINAL_LOOK_S, self._leave_without_terminal)

    def _leave_on_signals(self) -> None:
        """Leave in an orderly way when the terminal is closed or the program is told to end.

        Raising in a signal handler, as the command line does, would tear the event loop apart.
        """
        loop = asyncio.get_running_loop()
        for name in _ENDING_SIGNALS:
            number = getattr(signal, name, None)
            # Windows has neither, and only the main thread of a program gets signals.
            if number is None or threading.current_thread() is not threading.main_thread():
                continue
            with suppress(NotImplementedError):
                loop.add_signal_handler(number, self._leave, _EXIT_SIGNAL + number)

    def _leave_without_terminal(self) -> None:
        """A terminal that went away without a signal: nobody sees this any more, and reading it spins."""
        if not self.is_headless and not os.isatty(sys.__stdin__.fileno() if sys.__stdin__ else 0):
            self._leave(_EXIT_SIGNAL + _HANGUP)
