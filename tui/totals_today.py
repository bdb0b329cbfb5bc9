"""Today's figures from the user's log, the running session included."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.adapters.data_dirs import Places
    from posture.figures import Figures
    from posture.instant import Instant


def totals_today(where: Places, now: Instant) -> Figures | None:
    """The figures of the local day of `now`, or `None` where nobody knows the day.

    A running session lasts until `now`, which is later than its last sign of life in the log.
    """
    if now.wall is None:
        return None
    # Imported here: the log is not looked at before the first paint.
    from posture.adapters.sqlite_reader import SqliteEventReader  # noqa: PLC0415
    from tui.commands.log import summary_of_days  # noqa: PLC0415

    reader = SqliteEventReader(where.database)
    try:
        today = now.wall.date()
        return summary_of_days(reader, today, today, now=now).totals
    finally:
        reader.close()
