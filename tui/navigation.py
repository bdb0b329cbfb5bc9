"""Where the user can go in the app: one entry gives key, help line and command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, runtime_checkable

from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from tui.widgets.key_line import KeyLine
from tui.widgets.prompt_panels import PromptLine

if TYPE_CHECKING:
    from tui.app import PostureApp

HOME = "main"
"""The main screen, which lies below every other one."""
ASKING = frozenset(
    {
        "ask-before",
        "ask-after",
        "ask-amount",
        "ask-morning",
        "why-stopped",
        "warning-signs",
        "looked-at",
        "checkin",
    }
)
"""Screens that ask something: their figures are answers, and they are left by their own keys."""

SCREEN_NEEDS = Size(30, 9)
"""In fewer cells than these nothing of a screen besides the first one could be read. ENG."""
TOO_SMALL = f"This needs a window of {SCREEN_NEEDS.width}x{SCREEN_NEEDS.height}. escape goes back"


@runtime_checkable
class ReadsHomework(Protocol):
    """A screen that shows homework or check-ins."""

    def read_again(self) -> None:
        """Something was done or said."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A screen to go to.

    Attributes:
        key: goes there from every screen that does not use the key itself.
        id: the screen's.
        title: in the bar at the top and in the palette.
        what: what is to be found there, for the help.
        make: makes the screen; imports what it needs then, not before the first paint. `None` for the home.
    """

    key: str
    id: str
    title: str
    what: str
    make: Callable[[PostureApp], Screen[None]] | None


def _homework(app: PostureApp) -> Screen[None]:
    from tui.screens.homework import HomeworkScreen  # noqa: PLC0415 - not before it is needed

    return HomeworkScreen(app.homework_source, app.homework_desk)


def _checkins(app: PostureApp) -> Screen[None]:
    from tui.screens.checkins import CheckinsScreen  # noqa: PLC0415 - not before it is needed

    return CheckinsScreen(app.homework_source, app.checkin_desk, app.settings)


def _history(app: PostureApp) -> Screen[None]:
    from tui.screens.history import history_screen  # noqa: PLC0415 - not before it is needed

    return history_screen(app.where)


def _learn(app: PostureApp) -> Screen[None]:
    from tui.screens.learn import learn_screen  # noqa: PLC0415 - not before it is needed

    return learn_screen(app)


def _settings(app: PostureApp) -> Screen[None]:
    from tui.screens.settings import settings_screen  # noqa: PLC0415 - not before it is needed

    return settings_screen(app.where, app.targets)


def _doctor(app: PostureApp) -> Screen[None]:
    from tui.screens.doctor import doctor_screen  # noqa: PLC0415 - not before it is needed

    return doctor_screen(app)


DESTINATIONS: tuple[Destination, ...] = (
    Destination(key="1", id=HOME, title="Now", what="what is seen now", make=None),
    Destination(
        key="2", id="homework", title="Homework", what="what your plan asks for today", make=_homework
    ),
    Destination(
        key="3",
        id="exercises",
        title="Exercises",
        what="exercises to do now, counted by the camera",
        make=lambda app: app.exercises_screen(),
    ),
    Destination(
        key="4", id="checkins", title="Check-in", what="pain, what you can do, warning signs", make=_checkins
    ),
    Destination(key="5", id="history", title="History", what="days, weeks and months", make=_history),
    Destination(key="6", id="learn", title="Learn", what="short pieces to read", make=_learn),
    Destination(key="7", id="settings", title="Settings", what="see and change settings", make=_settings),
    Destination(key="8", id="doctor", title="Doctor", what="what works here, and what to do", make=_doctor),
)


def is_destination(id: str) -> bool:  # noqa: A002 - Textual's own name
    """Whether there is such a screen."""
    return any(place.id == id for place in DESTINATIONS)


def destination(id: str) -> Destination:  # noqa: A002 - Textual's own name
    """The destination with this id."""
    return next(place for place in DESTINATIONS if place.id == id)


class ScreenAction(NamedTuple):
    """An action of a screen as a command."""

    title: str
    what: str
    action: str


def bindings_of(screen: Screen[Any]) -> list[Binding]:
    """The keys of a screen, its own first; one that it uses for something else is no longer its base's."""
    found: list[Binding] = []
    for owner in type(screen).__mro__:
        taken = {binding.key for binding in found}
        found += [
            binding
            for binding in vars(owner).get("BINDINGS", ())
            if isinstance(binding, Binding) and binding.key not in taken
        ]
    return found


def actions_of(screen: Screen[Any]) -> list[ScreenAction]:
    """What the keys of a screen do that can be done now: each once, without leaving, help and quitting.

    These three are the app's own commands.
    """
    own = {"app.help", "app.quit", f"app.go('{HOME}')"}
    found = {
        binding.action: ScreenAction(binding.description, binding.tooltip, binding.action)
        for binding in bindings_of(screen)
        if binding.tooltip and binding.action not in own
    }
    return [action for action in found.values() if is_offered(screen, action.action)]


def is_offered(screen: Screen[Any], action: str) -> bool:
    """Whether it can be done now; not whether a widget has the key for itself at the moment."""
    owner, name, parameters = parse(action)
    target = screen.app if owner == "app" else screen
    return target.check_action(name, parameters) is True


class DestinationScreen(Screen[None]):
    """A screen other than the home: its title and the ways to the others above, the keys below.

    A screen of this kind names itself with `DESTINATION`, the id of its entry, and gives its widgets in
    `compose_body`.
    """

    DESTINATION: ClassVar[str] = HOME
    DEFAULT_CSS = """
    DestinationScreen {
        #too-small { display: none; }
        &.-tiny { layers: default above; overflow: hidden; }
        &.-tiny > #too-small {
            display: block; layer: above; width: 100%; height: 100%; background: $background;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", f"app.go('{HOME}')", "Back", tooltip="back to what is seen now"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="this list"),
        Binding("q", "app.quit", "Quit", tooltip="leave"),
    ]

    def __init__(self) -> None:
        super().__init__(id=self.DESTINATION)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What can be done here first, then the ways out, in one order on every screen."""
        return ways_out_last(super().active_bindings)

    def compose(self) -> ComposeResult:
        """The bar, the body, the keys."""
        yield Static(TOO_SMALL, id="too-small")
        yield Ways(self.DESTINATION)
        yield from self.compose_body()
        yield PromptLine()
        yield KeyLine()

    def on_resize(self) -> None:
        """In a pane of a few lines nothing of a screen could be read: it says so instead."""
        self.set_class(
            self.size.height < SCREEN_NEEDS.height or self.size.width < SCREEN_NEEDS.width, "-tiny"
        )

    def compose_body(self) -> ComposeResult:
        """The widgets of this screen."""
        yield from ()


_WAYS_OUT = ("escape", "question_mark", "q")


def ways_out_last(bindings: dict[str, ActiveBinding], *before: str) -> dict[str, ActiveBinding]:
    """The same, in the order in which the line of keys shows them; a screen inherits its ways out first.

    Args:
        bindings: those of a screen.
        before: further keys that stand before the ways out.
    """
    last = (*before, *_WAYS_OUT)
    keys = sorted(bindings, key=lambda key: last.index(key) if key in last else -1)
    return {key: bindings[key] for key in keys}


def ways(here: str, width: int) -> Content:
    """The line of destinations, the present one marked by more than a colour; keys alone for want of room."""
    whole, short = (_ways(here, titles=titles) for titles in (True, False))
    return whole if whole.cell_length <= width else short


def _ways(here: str, *, titles: bool) -> Content:
    parts = [
        Content.styled(f"[{place.key} {place.title}]", "bold")
        if place.id == here
        else Content(f"{place.key} {place.title}" if titles else place.key)
        for place in DESTINATIONS
    ]
    return Content(" ").join(parts)


class Ways(Static):
    """The line of destinations."""

    def __init__(self, here: str) -> None:
        super().__init__(id="ways")
        self._here = here

    def render(self) -> Content:
        """As much as there is room for."""
        return ways(self._here, self.content_size.width)
