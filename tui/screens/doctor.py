"""Doctor: what works here, and what to do about the rest, while the monitor goes on."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from posture.errors import NotYetError, PostureError
from tui.navigation import DestinationScreen

if TYPE_CHECKING:
    from tui.app import PostureApp

Check = tuple[str, Callable[[], str]]
"""A name, and what tells what was found or raises what to do."""

_LOOK_S = 0.02
_IN_THE_DEMO = ("python", "libraries", "model")
"""Checks that touch nothing of the user's."""


class CheckDone(Message):
    """One check of a round is done."""

    def __init__(self, number: int, works: bool | None, told: str, turn: int) -> None:  # noqa: FBT001 - as it is
        super().__init__()
        self.number = number
        self.works = works
        self.told = told
        self.turn = turn


class ChecksListed(Message):
    """What is going to be checked in a round."""

    def __init__(self, names: Sequence[str], turn: int) -> None:
        super().__init__()
        self.names = names
        self.turn = turn


class DoctorScreen(DestinationScreen):
    """Runs checks one after the other in a thread and shows each as it is done.

    Args:
        checks: gives the checks; called in the thread, because some load libraries.
    """

    DESTINATION = "doctor"
    AUTO_FOCUS = "#doctor-room"
    DEFAULT_CSS = """
    DoctorScreen {
        #doctor-sum { height: 1; padding: 0 1; text-style: bold; }
        #doctor-room { height: 1fr; padding: 0 1; }
        .told { padding: 0 0 0 2; color: $foreground-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "again", "Again", tooltip="check everything again"),
    ]

    def __init__(self, checks: Callable[[], Sequence[Check]]) -> None:
        super().__init__()
        self._checks = checks
        self._turn = 0
        self._names: Sequence[str] = ()
        self._works: list[bool | None] = []

    def compose_body(self) -> ComposeResult:
        """A line that sums up, and the checks."""
        yield Static("Checking ...", id="doctor-sum")
        yield VerticalScroll(id="doctor-room")

    def on_mount(self) -> None:
        """Check."""
        self.action_again()

    def action_again(self) -> None:
        """Check everything again."""
        self._turn += 1
        self._works = []
        self.query_one("#doctor-sum", Static).update("Checking ...")
        self._run(self._turn)

    @work(thread=True, exclusive=True, group="doctor")
    def _run(self, turn: int) -> None:
        """In a thread that a program does not wait for: a camera's driver may hang, and quitting must not."""
        worker = get_current_worker()
        thread = Thread(target=self._check, args=(turn, worker), name="doctor", daemon=True)
        thread.start()
        while thread.is_alive() and not worker.is_cancelled:
            thread.join(_LOOK_S)

    def _check(self, turn: int, worker: Worker[None]) -> None:
        checks = self._checks()
        if not worker.is_cancelled:
            self.post_message(ChecksListed([name for name, _ in checks], turn))
        for number, (_, check) in enumerate(checks):
            works: bool | None = True
            try:
                told = check()
            except NotYetError as error:
                works, told = None, str(error)
            except PostureError as error:
                works, told = False, str(error)
            if worker.is_cancelled:
                return
            self.post_message(CheckDone(number, works, told, turn))

    @on(ChecksListed)
    async def _listed(self, message: ChecksListed) -> None:
        if message.turn != self._turn:
            return
        room = self.query_one("#doctor-room")
        await room.remove_children()
        self._names = message.names
        for number, name in enumerate(self._names):
            await room.mount(
                Static(_head("·", "waiting", name), id=f"check-{number}"),
                Static("", id=f"told-{number}", classes="told", markup=False),
            )

    @on(CheckDone)
    def _done(self, message: CheckDone) -> None:
        if message.turn != self._turn:
            return
        self._works.append(message.works)
        sign, state = _STATES[message.works]
        self.query_one(f"#check-{message.number}", Static).update(
            _head(sign, state, self._names[message.number])
        )
        self.query_one(f"#told-{message.number}", Static).update(Content(message.told))
        if len(self._works) == len(self._names):
            self.query_one("#doctor-sum", Static).update(_summed_up(self._works))


_STATES = {True: ("✓", "works"), False: ("!", "needs you"), None: ("-", "not yet")}
"""The sign and the words for whether something works."""


def _summed_up(works: Sequence[bool | None]) -> str:
    needs, waits = works.count(False), works.count(None)
    told = "Everything works."
    if needs:
        told = f"{needs} of {len(works)} {'needs' if needs == 1 else 'need'} you: marked with !"
    elif waits:
        told = f"{len(works) - waits} of {len(works)} work."
    return f"{told}   Not there yet: marked with -" if waits else told


def _head(sign: str, state: str, name: str) -> Content:
    return Content.styled(f"{sign} {name:<12}", "bold") + Content(state)


def app_checks(app: PostureApp) -> Sequence[Check]:
    """The checks of `posture doctor`, with the app's own view of its terminal and of what it watches."""
    from tui.commands.doctor import checks  # noqa: PLC0415 - not before it is needed
    from tui.core_setup import our_places  # noqa: PLC0415

    held = app.source_held
    own: dict[str, Callable[[], str]] = {"terminal": lambda: _terminal(app)}
    if held:
        own["source"] = lambda: held
    names = None if app.where is not None else {*_IN_THE_DEMO, *own}
    return [
        (name, own.get(name, check))
        for name, check in checks(app.where or our_places(), None, None, None)
        if names is None or name in names
    ]


def _terminal(app: PostureApp) -> str:
    kind = os.environ.get("COLORTERM") or os.environ.get("TERM", "unknown")
    colours = "no colours, as you want it" if app.no_color else kind
    return f"{app.size.width}x{app.size.height}, {colours}"


def doctor_screen(app: PostureApp) -> DoctorScreen:
    """The checks of this app."""
    return DoctorScreen(lambda: app_checks(app))
