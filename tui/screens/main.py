"""The main screen: the live figure at the left, what it means at the right, prompts below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Footer

from posture.events import Event
from posture.landmarks import Pose
from posture.ports import SourceInfo
from posture.settings import SittingSettings
from posture.status import BreakState, Status
from tui import view_model
from tui.event_words import recent_lines
from tui.prompt_state import PanelPhase, PromptState
from tui.view_model import Line
from tui.widgets.figure import Figure
from tui.widgets.line_panel import LinePanel
from tui.widgets.now_panel import NowPanel
from tui.widgets.place_panel import PlacePanel
from tui.widgets.prompt_panels import BreakPanel, SlouchNotice
from tui.widgets.top_bar import DemoBanner, SmallWindowNotice, TopBar
from tui.wording import Tone, clock_time

if TYPE_CHECKING:
    from posture.figures import Figures

_NARROWEST_BAR = 12
_ROOM_FOR_FIGURE = 60
"""In a window narrower than this many cells the words need all of it."""
NEEDED = Size(76, 20)
"""Cells from which on nothing is cut: the keys need the width, every panel and a prompt the height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything the main screen shows.

    `events` are all of the session, oldest first; `over` says that the recording has come to its end;
    `place_notice` says why the reference may not fit, if it may not.
    """

    info: SourceInfo | None
    status: Status | None
    reference: Pose | None
    prompt: PromptState
    totals: Figures | None
    events: Sequence[Event]
    banner: str
    takes_reference: bool
    demo: bool
    over: bool
    place_notice: str | None = None


class MainScreen(Screen[None]):
    """Shows a `Scene`. The keys are actions of the app, which owns all state."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_ROOM_FOR_FIGURE, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (NEEDED.height, "-high")]  # noqa: RUF012 - as Textual has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c", "app.calibrate", "Calibrate", tooltip="set your reference: how you sit when comfortable"
        ),
        Binding("p", "app.toggle_pause", "Pause", tooltip="pause, and go on"),
        Binding(
            "s",
            "app.snooze_menu",
            "Snooze",
            tooltip="snooze breaks for 5, 15, 30 or 60 min, or until tomorrow",
        ),
        Binding(
            "b", "app.took_break", "Break", tooltip="I took a break (kept apart from breaks the camera saw)"
        ),
        Binding("u", "app.use_anyway", "Use", tooltip="go on with the reference there is"),
        Binding("k", "app.skip_break", "Skip", tooltip="skip the break that is due"),
        Binding(
            "t",
            "app.toggle_standing",
            "Stand",
            tooltip="you stand, or sit again, where the camera cannot tell",
        ),
        Binding(
            "m",
            "app.toggle_meeting",
            "Meeting",
            tooltip="a meeting: prompts wait, and a break that was due comes right after it",
        ),
        Binding("escape", "app.dismiss_panel", "Close", show=False),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="this list"),
        Binding("q", "app.quit", "Quit", tooltip="leave"),
    ]

    def __init__(self, settings: SittingSettings) -> None:
        super().__init__(id="main")
        self._settings = settings
        self._scene: Scene | None = None

    def use_settings(self, settings: SittingSettings) -> None:
        """Other goals are shown from now on."""
        self._settings = settings

    def compose(self) -> ComposeResult:
        """The widgets, from top to bottom."""
        yield TopBar()
        yield SmallWindowNotice()
        yield DemoBanner()
        with Horizontal(id="body"):
            yield Figure(id="figure")
            with Vertical(id="side"):
                yield NowPanel(id="now")
                yield LinePanel("Sitting", id="sitting")
                yield LinePanel("Today", id="today")
                yield LinePanel("Recent", id="recent")
        yield SlouchNotice()
        yield PlacePanel()
        yield BreakPanel()
        yield Footer(show_command_palette=False, compact=True)

    def on_resize(self) -> None:
        """The bar and the list of events depend on the size: show the same again."""
        self.query_one(SmallWindowNotice).show(self.size, NEEDED)
        if self._scene is not None:
            self.call_after_refresh(self.show, self._scene)

    def show(self, scene: Scene) -> None:
        """Bring every widget up to date; each one ignores what has not changed."""
        self._scene = scene
        status = scene.status
        clock = "" if status is None else clock_time(status.at)
        health = view_model.health(scene.info, status, demo=scene.demo, over=scene.over)
        self.query_one(TopBar).show(health, clock)
        self.query_one(DemoBanner).show(scene.banner)
        self.query_one(Figure).show(
            None if status is None else status.pose,
            scene.reference,
            None if status is None else status.frame_size,
            view_model.absent_words(status),
        )
        now = view_model.now(status, takes_reference=scene.takes_reference, demo=scene.demo)
        self.query_one(NowPanel).show(now)
        sitting = self.query_one("#sitting", LinePanel)
        width = max(_NARROWEST_BAR, sitting.content_size.width)
        sitting.show(view_model.sitting(status, scene.prompt, self._settings, width))
        self.query_one("#today", LinePanel).show(view_model.today(scene.totals))
        recent = self.query_one("#recent", LinePanel)
        now_s = 0.0 if status is None else status.at.mono_s
        lines = recent_lines(scene.events, max(1, recent.content_size.height), now_s)
        recent.show([Line(text, Tone.CALM) for text in lines])
        self.query_one(PlacePanel).show(scene.place_notice)
        self.query_one(SlouchNotice).show(view_model.notice(scene.prompt))
        self.query_one(BreakPanel).show(view_model.break_panel(scene.prompt, status, self._settings))


def can_skip(prompt: PromptState, status: Status | None) -> bool:
    """Whether there is a break to skip."""
    due = status is not None and status.break_state in (
        BreakState.ANNOUNCED,
        BreakState.DUE,
        BreakState.SNOOZED,
    )
    return due or prompt.phase is PanelPhase.DUE
