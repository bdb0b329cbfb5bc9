"""The running monitor can be asked: its door, its desk, and what happens when a second one is started."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from posture.adapters.clock import SystemClock
from posture.adapters.control_client import GREETING_TIMEOUT_S, ask, describe_holder
from posture.adapters.control_socket import ControlServer
from posture.adapters.sandbox import given_up
from posture.errors import ControlError, MonitorRunningError, NoMonitorError, StorageError
from posture.ports import PaceChanging, UsageTelling
from tui.attach import attach
from tui.control_desk import ControlDesk
from tui.prompt_suspension import prompt_suspension
from tui.terminal import on_a_terminal
from tui.totals_today import totals_today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from posture.adapters.data_dirs import Places
    from posture.inputs import UserInput
    from posture.instant import Instant
    from posture.ports import ObservationSource
    from posture.status import Step
    from tui.plan_targets import PlanTargets


class Control:
    """A sink (`posture.ports.Sink`) and a giver of inputs; take it before the camera is opened.

    Raises:
        MonitorRunningError: another monitor runs. Any other trouble with the door is only told to `warn`:
            a monitor that cannot be asked still watches.
    """

    def __init__(self, where: Places, warn: Callable[[str], None]) -> None:
        self._desk = ControlDesk(
            lambda now: totals_today(where, now), SystemClock(), prompt_suspension(where), given_up()
        )
        self._server: ControlServer | None = None
        try:
            self._server = ControlServer(where.runtime)
        except MonitorRunningError:
            raise
        except (ControlError, StorageError) as error:
            warn(f"`posture status` and the like will not reach this monitor: {error}")
        else:
            self._server.serve(self._desk.answer)

    def inputs(self, at: Instant) -> Iterator[UserInput]:
        """What was asked for since the last time."""
        return self._desk.inputs(at)

    def watches(self, source: ObservationSource) -> None:
        """The source is open: an input has it look at once, and it tells what it was used for."""
        if isinstance(source, PaceChanging):
            self._desk.hurry = source.hurry
        if isinstance(source, UsageTelling):
            self._desk.usage = source.usage

    def follows(self, targets: PlanTargets | None) -> None:
        """The status says where these targets make a break due."""
        self._desk.targets = targets

    def accept(self, step: Step) -> None:
        """Remember the newest status."""
        self._desk.accept(step)

    def close(self) -> None:
        """Let the next monitor in; may be called twice."""
        self._desk.close()
        if self._server is not None:
            self._server.close()


def attached_instead(where: Places) -> bool:
    """Whether a monitor runs already and the user, asked at a terminal, rather looked at that one.

    Raises:
        MonitorRunningError: one runs, and he did not.
    """
    try:
        ask(where.runtime, {"request": "status"}, timeout_s=GREETING_TIMEOUT_S)
    except NoMonitorError:
        return False
    except ControlError:
        pass  # it is there, and says nothing
    sentence = describe_holder(where.runtime)
    if not on_a_terminal():
        raise MonitorRunningError(sentence)
    sys.stderr.write(f"posture: {sentence}\nShow what it sees here, now? [Y/n] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer or answer.strip().lower() not in ("", "y", "yes"):
        raise MonitorRunningError("nothing was started: another monitor is running")
    attach(where.runtime)
    return True
