"""Standard input, output and error, where whoever started us closed them (`>&-`, some service managers).

A closed descriptor is taken by the next file that is opened, such as the log, and what a native library
prints would go into it. So each is led to the null device: nothing is read, nothing is shown.
"""

from __future__ import annotations

import os
import sys


def open_closed_streams() -> None:
    """Lead the standard streams that are closed to the null device; call it before anything is opened."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if _is_open(descriptor):
            continue
        # The lowest free number is taken, which is this one: those below are open by now.
        os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003 - its only meaning
        stream = os.fdopen(descriptor, "r" if name == "stdin" else "w", encoding="utf-8", closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
