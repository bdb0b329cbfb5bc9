"""The main screen: the live figure at the left, what it means at the right, prompts below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from tui import view_model
from tui.difference import differences, marked
from tui.navigation import DESTINATIONS, HOME, SCREEN_NEEDS, Ways, is_destination
from tui.prompt_state import PanelPhase
from tui.scene import Scene
from tui.sitting_view import sitting
from tui.today_view import today_panel, today_title
from tui.view_model import Line, Now
from tui.widgets.big_word import BigWord
from tui.widgets.day_strip import DayStrip
from tui.widgets.figure import Figure
from tui.widgets.key_line import KeyLine
from tui.widgets.line_panel import LinePanel, RecentPanel, content_of
from tui.widgets.now_panel import NowPanel
from tui.widgets.place_panel import PlacePanel
from tui.widgets.prompt_panels import BreakPanel, SlouchNotice, TipPanel
from tui.widgets.top_bar import DemoBanner, SmallWindowNotice, TopBar
from tui.wording import Tone, clock_time

if TYPE_CHECKING:
    from tui.break_view import BreakPanelView
    from tui.told import Told

_ROOM_FOR_FIGURE = 60
"""In a window narrower than this many cells the words need all of it."""
NEEDED = Size(76, 24)
"""Cells from which on nothing is cut: the keys need the width, every panel and a prompt the height."""
_ROOMY = 32
"""Rows from which on the state is drawn in larger letters."""
COMPACT_BELOW = SCREEN_NEEDS
"""A smaller window is a pane: it gets the compact lines by itself."""
_READ, _CLOSE = "enter read on   x close   o tips off", "x close   o tips off"


class MainScreen(Screen[None]):
    """Shows a `Scene`. The keys are actions of the app, which owns all state."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_ROOM_FOR_FIGURE, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (NEEDED.height, "-high"), (_ROOMY, "-roomy")]  # noqa: RUF012 - as Textual has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c", "app.calibrate", "Calibrate", tooltip="set your reference: how you sit when comfortable"
        ),
        Binding("c", "app.why_no_reference", show=False),
        Binding("p", "app.pause", "Pause", tooltip="pause: nothing is watched or counted meanwhile"),
        Binding("p", "app.resume", "Resume", tooltip="go on where you paused"),
        Binding(
            "s",
            "app.snooze",
            "Snooze",
            tooltip="snooze a break that is due by 15 min; else choose for how long",
        ),
        Binding(
            "S",
            "app.snooze_menu",
            "Snooze longer",
            show=False,
            tooltip="snooze breaks for 5, 15, 30 or 60 min, or until tomorrow",
        ),
        Binding(
            "b", "app.took_break", "Break", tooltip="I took a break (kept apart from breaks the camera saw)"
        ),
        Binding(
            "e",
            "app.exercise_break",
            "Exercise",
            show=False,  # the break panel names it
            tooltip="choose a short exercise for the break that is due",
        ),
        Binding("u", "app.use_anyway", "Use", tooltip="go on with the reference there is"),
        Binding("k", "app.skip_break", "Skip", tooltip="skip the break that is due"),
        Binding("k", "app.nothing_to_skip", show=False),
        Binding("t", "app.stand", "Stand", tooltip="you stand, where the camera cannot tell"),
        Binding("t", "app.sit", "Sit", tooltip="you sit again, where the camera cannot tell"),
        Binding(
            "m",
            "app.begin_meeting",
            "Meeting",
            tooltip="a meeting: prompts wait, and a break that was due comes right after it",
        ),
        Binding("m", "app.end_meeting", "End meeting", tooltip="the meeting is over: prompts wait no more"),
        Binding("v", "app.toggle_compact", "Small", show=False, tooltip="a few lines only, and back"),
        Binding("enter", "app.read_tip", "Read on", show=False, tooltip="read more about the tip"),
        Binding("x", "app.close_tip", "Close tip", show=False, tooltip="close the tip"),
        Binding("o", "app.tips_off", "Tips off", show=False, tooltip="show no tips any more"),
        Binding("escape", "app.dismiss_panel", "Close", show=False),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="this list"),
        Binding("q", "app.quit", "Quit", tooltip="leave"),
    ]

    def __init__(self, *, compact: bool = False) -> None:
        super().__init__(id=HOME, classes="-compact" if compact else "")
        self._scene: Scene | None = None
        self._told: Sequence[Told] = ()

    def compose(self) -> ComposeResult:
        """The widgets, from top to bottom."""
        yield Static("", id="compact")
        with Vertical(id="full"):
            yield TopBar()
            yield Ways(HOME)
            yield SmallWindowNotice()
            yield DemoBanner()
            with Horizontal(id="body"):
                yield Figure(id="figure")
                with Vertical(id="side"):
                    yield BigWord()
                    yield NowPanel(id="now")
                    yield LinePanel("Sitting", id="sitting")
                    yield LinePanel("Today", id="today")
                    yield RecentPanel("Recent", id="recent")
            yield DayStrip()
            yield TipPanel()
            yield SlouchNotice()
            yield PlacePanel()
            yield BreakPanel()
            yield KeyLine()

    def on_mount(self) -> None:
        """A line of ways makes sense where there is somewhere to go."""
        self.query_one("#ways").display = len(DESTINATIONS) > 1

    def on_resize(self) -> None:
        """Bars, strip and list of events depend on the size: show the same again."""
        self.query_one(SmallWindowNotice).show(self.size, NEEDED)
        if self._scene is not None:
            self.call_after_refresh(self.show, self._scene)
        elif self.is_tiny:
            self.add_class("-compact")

    @property
    def is_tiny(self) -> bool:
        """Whether the window has room for the compact lines only."""
        return self.size.width < COMPACT_BELOW.width or self.size.height < COMPACT_BELOW.height

    def show(self, scene: Scene) -> None:
        """Bring every widget up to date; each one ignores what has not changed."""
        self._scene = scene
        status, prompt = scene.status, scene.prompt
        found = differences(status, scene.reference)
        now = view_model.now(status, takes_reference=scene.takes_reference, demo=scene.demo)
        if found:
            now = replace(now, detail="\n".join(difference.words for difference in found))
        compact = scene.compact or self.is_tiny
        if not compact and self.has_class("-compact"):
            self.call_after_refresh(self.show, scene)  # once more, when the widgets know their sizes again
        self.set_class(compact, "-compact")
        if compact:
            self._show_compact(scene, now)
            return
        clock = "" if status is None else clock_time(status.at)
        health = view_model.health(scene.info, status, demo=scene.demo, over=scene.over)
        self.query_one(TopBar).show(health, clock)
        self.query_one(DemoBanner).show(scene.banner)
        self.query_one(Figure).show(
            None if status is None else status.pose,
            scene.reference,
            None if status is None else status.frame_size,
            view_model.absent_words(status),
            *marked(found),
        )
        self.query_one(BigWord).show(now)
        self.query_one(NowPanel).show(now)
        bars = self.query_one("#sitting", LinePanel)
        bars.show(
            sitting(
                status,
                prompt,
                scene.settings,
                bars.content_size.width,
                by_plan=scene.breaks_by_plan,
            )
        )
        totals = self.query_one("#today", LinePanel)
        totals.border_title = today_title(scene.day)
        totals.show(today_panel(scene.totals, scene.day, scene.homework))
        self.query_one(DayStrip).show(scene.day)
        recent = self.query_one("#recent", LinePanel)
        now_s = 0.0 if status is None else status.at.mono_s
        # As many as the window could hold: what the panel has no room for it does not draw.
        recent.show(_recent(scene, self.size.height, now_s))
        self._show_prompts(scene)

    def tell(self, told: Sequence[Told]) -> None:
        """What the app tells of itself takes the room of what can wait, so that nothing else moves."""
        if tuple(told) != tuple(self._told):
            self._told = told
            if self._scene is not None and self.is_mounted:
                self.show(self._scene)

    def _show_prompts(self, scene: Scene) -> None:
        """One thing at a time: a tip waits for the break, and the strip makes room where there is little."""
        panel, told = (None, None) if scene.status is None else _asked(scene)
        resting = self._rests(scene)
        if resting:
            panel = None
        asked, low = panel is not None and panel.asks, self.size.height < NEEDED.height
        if panel is not None and (low or (self._told and self.size.height < _ROOMY)):
            panel = replace(panel, advice="")
        self.set_class(asked, "-asked")
        self.query_one(SlouchNotice).show(told)
        self.query_one(PlacePanel).show(scene.place_notice, scene.place_check)
        self.query_one(BreakPanel).show(panel)
        room = panel is None and told is None and not low and not resting
        keys = _READ if is_destination("learn") else _CLOSE
        self.query_one(TipPanel).show(scene.tip if room else None, keys)

    def _rests(self, scene: Scene) -> bool:
        """A break that runs has the room of figure, bars and strip, where there is enough of it."""
        if scene.prompt.phase is not PanelPhase.RUNNING and not self.has_class("-resting"):
            return False  # what draws it is loaded with the first break
        from tui.break_room import break_room  # noqa: PLC0415
        from tui.widgets.break_room import rest_on  # noqa: PLC0415

        view = None
        if self.size.width >= _ROOM_FOR_FIGURE and self.size.height >= NEEDED.height:
            view = break_room(scene.prompt, scene.status, scene.settings.sitting, scene.movement)
        rest_on(self, view)
        return view is not None

    def _show_compact(self, scene: Scene, now: Now) -> None:
        from tui.compact_view import Compact, compact_lines  # noqa: PLC0415 - only where it is wanted

        shown = Compact(
            clock="" if scene.status is None else clock_time(scene.status.at),
            now=now,
            status=scene.status,
            prompt=scene.prompt,
            settings=scene.settings,
            banner=scene.banner,
            tip=scene.tip or "",
            told=tuple(one.line for one in self._told),
            doubt=scene.place_notice or "",
            forced=self.is_tiny,
        )
        lines = compact_lines(shown, self.size.width, self.size.height)
        self.query_one("#compact", Static).update(content_of(lines))


def _recent(scene: Scene, most: int, now_s: float) -> list[Line]:
    if not scene.events:
        return []
    from tui.event_words import recent_lines  # noqa: PLC0415 - not before the first paint

    return [Line(text, Tone.CALM) for text in recent_lines(scene.events, most, now_s, scene.prompt.said)]


def _asked(scene: Scene) -> tuple[BreakPanelView | None, str | None]:
    from tui.break_view import break_panel, notice  # noqa: PLC0415 - not before the first paint

    exercises = is_destination("exercises")
    panel = break_panel(scene.prompt, scene.status, scene.settings.sitting, exercises=exercises)
    return panel, notice(scene.prompt, scene.status)
