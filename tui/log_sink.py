"""The user's log as a sink of a live monitor, in the app, without a screen, and for one exercise alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock
from posture.adapters.open_log import open_log
from posture.adapters.store_sink import StoreSink

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture.adapters.data_dirs import Places
    from posture.settings import Settings


def log_sink(where: Places, settings: Settings, tell: Callable[[str], None]) -> StoreSink:
    """Open the log to write to; `tell` gets what the user should know about it, in sentences.

    Raises:
        StorageError: somebody else writes it, or it cannot be opened.
    """
    store = open_log(where.database, keep_days=settings.data.keep_days, now=SystemClock().now(), tell=tell)
    return StoreSink(store)
