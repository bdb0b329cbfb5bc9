"""Asks the running monitor something, as one line of JSON."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from posture.adapters.control_channel import connect
from posture.errors import ControlError, NoMonitorError

if TYPE_CHECKING:
    from pathlib import Path

ANSWER_TIMEOUT_S = 8.0
"""Longer than the monitor takes to hand an input on, even when its camera hangs."""
GREETING_TIMEOUT_S = 1.0
"""For who only looks: a status bar must not stand still because the monitor is stopped."""
_SILENT = (
    "the running monitor does not answer: it is stopped or busy; "
    "where it was stopped with Ctrl-Z, `fg` in its terminal brings it back"
)


def ask(folder: Path, request: dict[str, Any], *, timeout_s: float = ANSWER_TIMEOUT_S) -> dict[str, Any]:
    """What the monitor answers to `request`.

    Raises:
        NoMonitorError: none is running.
        ControlError: it does not answer, or refuses; the message says why.
    """
    try:
        channel = connect(folder, timeout_s=timeout_s)
    except (TimeoutError, BlockingIOError) as error:
        raise ControlError(_SILENT) from error  # nobody takes what waits at its door
    except OSError as error:
        msg = "no monitor is running; start one with `posture` or `posture watch`"
        raise NoMonitorError(msg) from error
    try:
        channel.send(json.dumps(request).encode())
        answer = json.loads(channel.receive())
    except (OSError, ValueError) as error:
        raise ControlError(_SILENT) from error
    finally:
        channel.close()
    if not isinstance(answer, dict) or answer.get("ok") is not True:
        reason = answer.get("error") if isinstance(answer, dict) else None
        raise ControlError(str(reason or "the running monitor gave an answer that makes no sense"))
    return answer


def describe_holder(folder: Path) -> str:
    """One sentence on the monitor that runs already: which process, what it watches, what to do."""
    return (
        f"{name_holder(folder)}; `posture attach` shows what it sees, "
        "or stop it first, or set POSTURE_HOME to another folder"
    )


def name_holder(folder: Path) -> str:
    """The monitor that runs already: which process, and what it watches."""
    try:
        status = ask(folder, {"request": "status"}, timeout_s=GREETING_TIMEOUT_S)
    except ControlError:  # it starts or ends at this moment: the lock tells that it is there
        return "another posture monitor runs already"
    return holder_words(status)


def holder_words(status: dict[str, Any]) -> str:
    """The monitor that gave this answer to a question for its status: which process, and what it watches."""
    pid, source = status.get("pid"), status.get("source")
    who = "this one" if pid == os.getpid() else f"another posture monitor (process {pid})"
    return f"{who} {'is starting' if source is None else f'already watches {_named(str(source))}'}"


def _named(source: str) -> str:
    return f"camera {source}" if source.isdecimal() else source
