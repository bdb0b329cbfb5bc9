"""Tells the reminders of the monitor that nothing may be prompted today; belongs to the monitor's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock
from posture.adapters.log_file import append_to_log
from posture.errors import PostureError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from posture.adapters.data_dirs import Places
    from posture.instant import Instant

_LOOK_AGAIN = timedelta(seconds=30)
"""An answer that was a slip and is corrected lets prompts go on no later than this. ENG."""


@dataclass(slots=True)
class PromptSuspension:
    """Whether an answer about warning signs needs emergency care (`warning_signs.prompts_suspended`).

    It is asked right before something is said, so it reads anew: an answer counts at once. While it holds
    prompts back it is asked at every step, and reads seldom.

    Attributes:
        database: where the answers are kept.
        fail: is told, once, why they cannot be read; prompts go on then.
    """

    database: Path
    fail: Callable[[str], None]
    _looked: datetime | None = None
    _suspended: bool = False
    _failed: bool = False

    def __call__(self, at: Instant) -> bool:
        """Whether nothing may be prompted at `at`."""
        now = at.wall
        if now is None:
            return False
        is_fresh = self._looked is not None and timedelta(0) <= now - self._looked < _LOOK_AGAIN
        if now != self._looked and not (self._suspended and is_fresh):
            self._looked = now
            self._suspended = self._read(now)
        return self._suspended

    def _read(self, now: datetime) -> bool:
        from posture.adapters.record_store import read_history  # noqa: PLC0415 - not before it is needed
        from posture.therapy.warning_signs import prompts_suspended  # noqa: PLC0415

        try:
            return prompts_suspended(read_history(self.database).records(), now) is not None
        except PostureError as error:
            if not self._failed:
                self._failed = True
                self.fail(str(error))
            return False


def prompt_suspension(where: Places) -> PromptSuspension:
    """Whether this user is prompted today; why that cannot be told goes to the log file."""
    clock = SystemClock()
    return PromptSuspension(where.database, lambda sentence: append_to_log(where.log_file, clock, sentence))
