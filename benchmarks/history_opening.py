"""From the key of the history until the whole screen is drawn: a year in the log, beside a live camera."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from benchmarks.key_latency import program, wait_for
from benchmarks.year_of_history import DAYS, made_year
from posture.adapters.data_dirs import places

if TYPE_CHECKING:
    from collections.abc import Sequence

EVENTS_A_DAY = 200
"""The screen reads the figures kept for each day, whose number of events matters little."""
STARTS = 3
TIMES = 8
AT_REST_S = 4.0
"""Nobody presses the key in the first seconds; what the app prepares for it is ready by then."""
READ, DRAWN = "(this week)", "█"
"""What shows that the figures are there, and that the chart is."""
AWAY = "Recent"


def opening_times(command: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of the first opening after each start, and of those after it.

    Args:
        command: the app on a live source.
    """
    first, later = [], []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        database = places({"POSTURE_HOME": str(home)}).database
        database.parent.mkdir(parents=True)
        made_year(database, datetime.now(UTC) - timedelta(days=DAYS - 1, hours=12), EVENTS_A_DAY)
        for _start in range(STARTS):
            with program(command, home) as terminal:
                wait_for(terminal, "Reference in use")
                sleep(AT_REST_S)
                for number in range(TIMES):
                    begin = perf_counter()
                    os.write(terminal, b"5")
                    wait_for(terminal, READ, DRAWN)
                    (first if number == 0 else later).append(perf_counter() - begin)
                    os.write(terminal, b"1")
                    wait_for(terminal, AWAY)
    return first, later
