"""What this process has cost so far, as the operating system counts it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

BYTES_PER_MB = 1_000_000


def processor_s() -> float:
    """Seconds of processor, of all threads of this process, user and system."""
    spent = os.times()
    return spent.user + spent.system


def memory_mb() -> float | None:
    """Resident memory in megabytes: now on Linux, the most so far on macOS, `None` elsewhere."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / BYTES_PER_MB
    if sys.platform == "darwin":
        import resource  # noqa: PLC0415 - not on every system

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / BYTES_PER_MB
    return None
