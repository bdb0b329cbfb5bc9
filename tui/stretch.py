"""A stretch of time on the command line, `A:B` in seconds."""

from __future__ import annotations

import re

from posture.errors import UsageError

_SECONDS = r"\d+(?:\.\d+)?"
_STRETCH = re.compile(rf"({_SECONDS}):({_SECONDS})")


def parse_stretch(text: str, option: str) -> tuple[float, float]:
    """The two times of `A:B`, seconds.

    Raises:
        UsageError: it is not two numbers with A before B.
    """
    match = _STRETCH.fullmatch(text.strip())
    if match is not None:
        begin, end = float(match[1]), float(match[2])
        if begin < end:
            return begin, end
    msg = f"{option} {text} is not a stretch of time; write A:B in seconds with A before B, for example 0:10"
    raise UsageError(msg)
