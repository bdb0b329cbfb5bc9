"""Ways to reach a user who looks elsewhere: a notification of the desktop, the bell of a terminal.

None of them may stop or delay the monitor. What goes wrong is reported once, in a sentence, and the
prompt still stands on the screen and in the log.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from queue import Full, Queue
from threading import Thread
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop_notifier import DesktopNotifier

APP_NAME = "Posture"
SEND_TIMEOUT_S = 10.0
CLOSE_TIMEOUT_S = 1.0
"""How long leaving waits for a notification that is under way."""
_MOST_WAITING = 4
_LIBRARY = "desktop_notifier"


class DesktopNotifications:
    """Notifications of the desktop (`posture.ports.Notifier`), sent by a thread of their own.

    The library is loaded with the first notification: on Linux it then opens the session's D-Bus, a Unix
    socket. It never raises when a notification fails but logs it, so its log is listened to.

    Args:
        report: is told, once, why notifications do not arrive; called in the thread.
        environ: the environment, for the address of the D-Bus session.
    """

    def __init__(self, report: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> None:
        self._report = report
        self._environ = environ
        self._failed = False
        self._waiting: Queue[tuple[str, str] | None] = Queue(_MOST_WAITING)
        self._thread: Thread | None = None

    def notify(self, title: str, body: str) -> None:
        """Show it soon; returns at once. Dropped while several others wait."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name="notifications", daemon=True)
            self._thread.start()
        with suppress(Full):
            self._waiting.put_nowait((title, body))

    def close(self) -> None:
        """Let what waits go out, for a moment; may be called twice."""
        if self._thread is None:
            return
        with suppress(Full):
            self._waiting.put_nowait(None)
        self._thread.join(CLOSE_TIMEOUT_S)

    def _work(self) -> None:
        library_log = logging.getLogger(_LIBRARY)
        library_log.propagate = False
        listener = _Listener(self._tell_once)
        library_log.addHandler(listener)
        try:
            with asyncio.Runner() as runner:
                self._send_all(runner)
        except Exception as error:  # noqa: BLE001 - whatever a desktop does, the monitor goes on
            self._tell_once(f"{type(error).__name__}: {error}")
        finally:
            library_log.removeHandler(listener)

    def _send_all(self, runner: asyncio.Runner) -> None:
        if _over_the_network(self._environ):
            self._tell_once("the D-Bus session is reached over the network, which this program does not use")
            return
        notifier = _library_notifier()
        while (message := self._waiting.get()) is not None:
            title, body = message
            try:
                runner.run(asyncio.wait_for(notifier.send(title=title, message=body), SEND_TIMEOUT_S))
            except TimeoutError:
                self._tell_once("the desktop does not answer")

    def _tell_once(self, why: str) -> None:
        if not self._failed:
            self._failed = True
            self._report(
                f"desktop notifications do not work here ({why}); prompts still stand on the screen and in "
                "the log, and notify.method = bell or silent ends the attempts"
            )


def why_no_notifications(environ: Mapping[str, str] = os.environ) -> str | None:
    """Why the desktop takes no notification, or `None` when it does; nothing is shown to find out."""
    if _over_the_network(environ):
        return "the D-Bus session is reached over the network, which this program does not use"
    try:
        with asyncio.Runner() as runner:
            allowed = runner.run(asyncio.wait_for(_is_allowed(), SEND_TIMEOUT_S))
    except TimeoutError:
        return "the desktop does not answer"
    except Exception as error:  # noqa: BLE001 - whatever a desktop does is an answer
        return "there is no desktop session here" if _has_no_session(error) else f"it says: {error}"
    return None if allowed else "the desktop does not allow them"


def _has_no_session(error: Exception) -> bool:
    """Whether the bus of the session is named nowhere, as on a server or over SSH.

    Told by the name of the error: the library that raises it is there on Linux only. Without a `HOME` to look
    in it finds nothing either, and says so as a missing key.
    """
    return type(error).__name__ == "InvalidAddressError" or isinstance(error, KeyError)


async def _is_allowed() -> bool:
    notifier = _library_notifier()
    capabilities = await notifier.get_capabilities()
    return bool(capabilities) and await notifier.has_authorisation()


def _library_notifier() -> DesktopNotifier:
    from desktop_notifier import DesktopNotifier  # noqa: PLC0415 - not before there is something to say

    return DesktopNotifier(app_name=APP_NAME, app_icon=None)


def _over_the_network(environ: Mapping[str, str]) -> bool:
    """Whether the address of the D-Bus session names anything but this computer's own sockets."""
    addresses = environ.get("DBUS_SESSION_BUS_ADDRESS", "").split(";")
    return any(address.strip().startswith(("tcp:", "nonce-tcp:")) for address in addresses)


class _Listener(logging.Handler):
    """Hears from the library that a notification failed, and why."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """One sentence of a record."""
        error = record.exc_info[1] if record.exc_info else None
        self._tell(record.getMessage() if error is None else f"{type(error).__name__}: {error}")


class Bell:
    """The bell of a terminal (`posture.ports.Notifier`); elsewhere it stays silent."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def notify(self, title: str, body: str) -> None:
        """Ring once."""
        del title, body
        with suppress(OSError, ValueError):
            if self._terminal.isatty():
                self._terminal.write("\a")
                self._terminal.flush()

    def close(self) -> None:
        """Nothing to release."""
