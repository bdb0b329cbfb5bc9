"""One line of live feedback while the user sits in front of the camera."""

from __future__ import annotations

import sys

_BAR = 20


class LiveLine:
    """On a terminal the line is written over; elsewhere there is a line only when something changes."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = ""

    def show(self, what: str, seconds_left: float, done: float, hint: str) -> None:
        """Say what to do now, how long it takes, how far it is (0..1), and what is in the way."""
        if self._live:
            self._write(f"\r\x1b[K{what}  {seconds_left:4.1f} s  {_bar(done)}  {hint}")
        elif f"{what}: {hint}" != self._last:
            self._last = f"{what}: {hint}"
            self._write(self._last + "\n")

    def clear(self) -> None:
        """Leave the line free for what comes next."""
        if self._live:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _bar(done: float) -> str:
    full = min(_BAR, max(0, round(_BAR * done)))
    return "#" * full + "." * (_BAR - full)
