"""Between the running monitor and the commands that ask it: inputs go in like keys, the status comes out.

The monitor's thread calls `inputs` and `accept`; threads of the control server call `answer`.
"""

from __future__ import annotations

import math
import os
from collections import deque
from threading import Condition
from typing import TYPE_CHECKING, Any

from posture.adapters.sandbox import Confinement
from posture.errors import StorageError
from posture.events import SessionStarted
from posture.inputs import InputKind, UserInput, minutes_until_tomorrow
from tui.own_cost import cost_of
from tui.prompt_state import PromptState
from tui.status_snapshot import Snapshot, Today, seen_of, today_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture.figures import Figures
    from posture.instant import Instant
    from posture.ports import Clock, Usage
    from posture.status import Status, Step
    from tui.plan_targets import PlanTargets

APPLIED_WITHIN_S = 5.0
"""How long a command waits for the monitor to take its input: a camera that hangs delays it by seconds."""
TOTALS_EVERY_S = 5.0
"""While nothing happens, totals are worked out at most this often, however many status bars ask."""
LONGEST_SNOOZE_MIN = 1440.0


class ControlDesk:
    """A sink (`posture.ports.Sink`) that remembers the newest status, and a queue of inputs.

    Args:
        totals: today's figures up to an instant; a `StorageError` means that there are none to tell.
        clock: tells how old the newest status is.
        suspended: tells whether nothing may be prompted for the rest of the day.
        given_up: what this process gave up at its start.

    Attributes:
        hurry: called when an input waits for the next look, or `None`.
        usage: tells what the source was used for, or `None`.
        targets: what the plan in use lays over the settings, or `None`.
    """

    def __init__(
        self,
        totals: Callable[[Instant], Figures | None],
        clock: Clock,
        suspended: Callable[[Instant], bool] = lambda _at: False,
        given_up: Confinement | None = None,
    ) -> None:
        self._totals = totals
        self._suspended = suspended
        self._given_up = given_up
        self._clock = clock
        self._changed = Condition()
        self._waiting: deque[tuple[InputKind, float | None]] = deque()
        self._asked = self._handed_on = self._applied = 0
        self._source: str | None = None
        self._status: Status | None = None
        self._status_came_t = clock.now().mono_s
        self._prompt = PromptState()
        self._today: Today | None = None
        self._today_t = -math.inf
        self._rest = False
        self.hurry: Callable[[], None] | None = None
        self.usage: Callable[[], Usage] | None = None
        self.targets: PlanTargets | None = None
        self._began_t = self._status_came_t

    # --- the monitor's side -------------------------------------------------------------------------

    def inputs(self, at: Instant) -> Iterator[UserInput]:
        """What was asked for since the last time; it gets the time of the observation it meets."""
        while True:
            with self._changed:
                if not self._waiting:
                    return
                kind, minutes = self._waiting.popleft()
                self._handed_on += 1
            yield UserInput(at=at, kind=kind, minutes=minutes)

    def accept(self, step: Step) -> None:
        """Take the newest status; inputs handed on before it are in it."""
        with self._changed:
            for event in step.events:
                if isinstance(event, SessionStarted):
                    self._source = event.source
                self._prompt = self._prompt.after_event(event)
            self._prompt = self._prompt.after_status(step.status)
            self._status = step.status
            self._status_came_t = self._clock.now().mono_s
            self._applied = self._handed_on
            if step.events:
                self._today_t = -math.inf
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing to release."""

    # --- the other side -----------------------------------------------------------------------------

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to one request: `{"request": "status"}`, or the name of an input with its minutes."""
        wanted = request.get("request")
        if wanted == "status":
            return {"ok": True, **self.snapshot().as_dict()}
        try:
            kind = InputKind(str(wanted))
            minutes = self._minutes(request.get("minutes")) if kind is InputKind.SNOOZE else None
        except ValueError as error:
            return {"ok": False, "error": f"the monitor does not take this: {error}"}
        taken = self._hand_in(kind, minutes)
        return {"ok": True, "taken": taken, **self.snapshot().as_dict()}

    def snapshot(self) -> Snapshot:
        """How things stand."""
        with self._changed:
            status, source, snoozed_until_t = self._status, self._source, self._prompt.snoozed_until_t
            age_s = self._clock.now().mono_s - self._status_came_t
        today, rest = (None, False) if status is None else self._today_at(status.at)
        return Snapshot(
            pid=os.getpid(),
            source=source,
            age_s=round(age_s, 3),
            seen=None if status is None else seen_of(status, snoozed_until_t),
            today=today,
            prompts_rest=rest,
            cost=None
            if self.usage is None
            else cost_of(self._clock.now().mono_s - self._began_t, self.usage()),
            breaks_by_plan=self.targets is not None and self.targets.sets_breaks,
            given_up=self._given_up,
        )

    def _hand_in(self, kind: InputKind, minutes: float | None) -> bool:
        """Put it where the monitor looks; whether he took it in time."""
        with self._changed:
            self._waiting.append((kind, minutes))
            self._asked += 1
            mine = self._asked
            if self.hurry is not None:
                self.hurry()
            return self._changed.wait_for(lambda: self._applied >= mine, APPLIED_WITHIN_S)

    def _minutes(self, asked: object) -> float | None:
        """Minutes of a snooze, by the monitor's clock; `None` for the usual ones.

        Raises:
            ValueError: they are not allowed.
        """
        if asked is None:
            return None
        if asked == "tomorrow":
            with self._changed:
                # The monitor's newest moment: counted from the next one, the snooze surely passes midnight.
                now = self._clock.now() if self._status is None else self._status.at
            if now.wall is None:
                msg = "nobody knows when tomorrow is"
                raise ValueError(msg)
            return minutes_until_tomorrow(now.wall)
        if isinstance(asked, int | float) and not isinstance(asked, bool) and 0 < asked <= LONGEST_SNOOZE_MIN:
            return float(asked)
        msg = f"snooze for {asked!r}; use minutes from 1 to {LONGEST_SNOOZE_MIN:g}, or tomorrow"
        raise ValueError(msg)

    def _today_at(self, now: Instant) -> tuple[Today | None, bool]:
        """Today's totals, and whether prompts rest."""
        with self._changed:
            if 0.0 <= now.mono_s - self._today_t < TOTALS_EVERY_S:
                return self._today, self._rest
        try:
            figures = self._totals(now)
        except StorageError:  # the monitor goes on without its log for a while, and so does what it tells
            figures = None
        rest = self._suspended(now)
        with self._changed:
            self._today = None if figures is None else today_of(figures)
            self._today_t, self._rest = now.mono_s, rest
            return self._today, rest
