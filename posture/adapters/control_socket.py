"""The monitor's door for commands: one exchange of JSON lines for each who knocks, each in its own thread.

Whoever holds the door is the one monitor of this user; a second one is told who he is, before it opens a
camera.
"""

from __future__ import annotations

import json
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from posture.adapters.control_channel import Channel, connect, listen
from posture.adapters.control_client import GREETING_TIMEOUT_S, describe_holder
from posture.adapters.file_lock import FileLock, LockedError
from posture.errors import MonitorRunningError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REQUEST_TIMEOUT_S = 2.0
"""Who knocks and says nothing for so long is sent away."""
TRY_AGAIN_S = 0.5
"""After a refusal of the system, such as no descriptor left for one more who knocks. ENG."""


def control_lock(folder: Path) -> Path:
    """The file whose lock the running monitor holds."""
    return folder / "control.lock"


class ControlServer:
    """Held from construction to `close`, or until the process is gone."""

    def __init__(self, folder: Path) -> None:
        """Take the place of the running monitor.

        Raises:
            MonitorRunningError: another process has it.
            ControlError: others could get at the socket, or it cannot be opened.
            StorageError: the folder cannot be used.
        """
        try:
            self._lock = FileLock(control_lock(folder))
        except LockedError as error:
            raise MonitorRunningError(describe_holder(folder)) from error
        try:
            _refuse_where_somebody_listens(folder)
            self._listener = listen(folder, timeout_s=REQUEST_TIMEOUT_S)
        except BaseException:
            self._lock.release()
            raise
        self._closed = Event()

    def serve(self, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Answer from now on; `answer` is called in threads of their own and may wait."""
        Thread(target=self._serve, args=(answer,), name="control", daemon=True).start()

    def close(self) -> None:
        """Let the next monitor in; may be called twice."""
        if self._closed.is_set():
            return
        self._closed.set()
        self._listener.close()
        self._lock.release()

    def _serve(self, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        while not self._closed.is_set():
            try:
                channel = self._listener.accept()
            except OSError:
                self._closed.wait(TRY_AGAIN_S)
                continue
            Thread(target=_exchange, args=(channel, answer), name="control-request", daemon=True).start()


def _refuse_where_somebody_listens(folder: Path) -> None:
    """A lock whose file a cleaner of temporary files removed keeps nobody out: the monitor still runs."""
    with suppress(OSError):
        connect(folder, timeout_s=GREETING_TIMEOUT_S).close()
        raise MonitorRunningError(describe_holder(folder))


def _exchange(channel: Channel, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """One request, one answer; whoever breaks off has his reasons."""
    with suppress(OSError):
        try:
            line = channel.receive()
            # Who asked while the process was stopped was told that nobody answers: it is not done after all.
            if not channel.is_gone():
                channel.send(json.dumps(_answer(line, answer), ensure_ascii=False).encode())
        finally:
            channel.close()


def _answer(line: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        request = None
    if not isinstance(request, dict):
        return {"ok": False, "error": "a request is one JSON object on a line"}
    try:
        return answer(request)
    except Exception as error:  # noqa: BLE001 - a fault in an answer must not end the monitor
        return {"ok": False, "error": f"the monitor cannot answer ({type(error).__name__}: {error})"}
