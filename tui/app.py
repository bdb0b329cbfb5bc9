"""The terminal app. Messages from the worker come in, handlers own all state, screens show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType

from posture.errors import PostureError
from tui import messages
from tui.exercise_desk import ExerciseDesk
from tui.exercise_flow import ExerciseFlow
from tui.first_run_flow import FirstRunFlow
from tui.homework_source import HomeworkSource, local_now
from tui.leaving import Leaving
from tui.monitor_keys import MonitorKeys, Offered, offered
from tui.monitor_worker import MonitorWorker
from tui.navigation import (
    ASKING,
    DESTINATIONS,
    HOME,
    DestinationScreen,
    actions_of,
    destination,
)
from tui.paced_source import speed_at
from tui.plan_targets import PlanTargets
from tui.prompt_state import PanelPhase, PromptState
from tui.scene import Scene
from tui.screens.main import COMPACT_BELOW, MainScreen
from tui.settings_flow import SettingsFlow
from tui.telling import TellingApp
from tui.terminal_app import TerminalApp
from tui.tipping import TIP_ACTIONS, TippingApp
from tui.tips import TipDesk
from tui.today_view import today
from tui.totals_flow import TotalsFlow
from tui.widgets.prompt_panels import PromptLine

if TYPE_CHECKING:
    from datetime import datetime

    from textual.screen import Screen

    from posture.adapters.data_dirs import Places
    from posture.events import Event
    from posture.exercise_goal import Goal
    from posture.exercises import Exercise
    from posture.instant import Instant
    from posture.ports import SourceInfo
    from posture.settings import Settings
    from posture.status import Status
    from tui.checkin_desk import CheckinDesk
    from tui.first_run import FirstRun
    from tui.homework_desk import HomeworkDesk
    from tui.monitor_session import Feed
    from tui.today_view import HomeworkLine

_NOTICE_S = 30.0
_CONFIRMATION_S = 5.0
"""How long "Break confirmed" stays, in seconds of the world, so that it can be read at any speed."""
_LOAD_AHEAD_AFTER_S = 2.0
"""By then the camera is open, as a rule, and nothing else wants the processor."""
_SHOW_EVERY_S = 0.1
"""A recording that plays fast brings hundreds of statuses a second; nobody reads more than these."""


class PostureApp(
    TerminalApp,
    TellingApp,
    Leaving,
    MonitorKeys,
    ExerciseFlow,
    TotalsFlow,
    SettingsFlow,
    TippingApp,
    FirstRunFlow,
):
    """Watches one feed.

    Args:
        feed: what to watch.
        settings: for the goals that are shown.
        demo: makes the feed of the embedded day, offered when `feed` fails; `None` for no such offer.
        where: the user's folders, for the screens that read or write there; `None` in the demo, which
            touches nothing of the user's.
        homework: the next piece of homework at an instant, or `None` where there is none; called in threads.
            By default that of the plan in use.
        compact: begin with the few lines.
        exercise: the one exercise the app is opened for, with how much of it; it ends with it. `None` for
            the whole app.
        first_run: leads the user through his first start; `None` where this is no first one.
        local_time: the time where the user is, for what he does and says.
        confirmation_s: how long a confirmation stays, in seconds.
        show_every_s: the screen shows a new status after at most this many seconds; 0 for at once.
        painted: called once, after the first paint.
        targets: what the plan in use lays over `settings`; by default the plan of `where`.
    """

    TITLE = "Posture"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True),
        *(
            Binding(place.key, f"go('{place.id}')", place.title, show=False, tooltip=place.what)
            for place in DESTINATIONS
        ),
    ]

    def __init__(
        self,
        feed: Feed,
        settings: Settings,
        *,
        demo: Callable[[], Feed] | None = None,
        where: Places | None = None,
        homework: Callable[[Instant], HomeworkLine | None] | None = None,
        compact: bool = False,
        exercise: tuple[Exercise, Goal] | None = None,
        first_run: FirstRun | None = None,
        local_time: Callable[[], datetime] = local_now,
        confirmation_s: float = _CONFIRMATION_S,
        show_every_s: float = _SHOW_EVERY_S,
        painted: Callable[[], None] = lambda: None,
        targets: PlanTargets | None = None,
    ) -> None:
        super().__init__()
        self._feed = feed
        self._targets = targets
        self._use_settings(settings)
        self._demo = demo
        self.where = where
        self.homework_source = None if where is None else HomeworkSource(where, local_time)
        self._find_homework = homework
        if homework is None and self.homework_source is not None:
            self._find_homework = self.homework_source.line
        if targets is None and self.homework_source is not None:
            self._targets = PlanTargets(self.homework_source)
        self._compact = compact
        self._only_exercise = exercise
        self._exercise_desk = ExerciseDesk(self)
        self._first_run = first_run
        self._confirmation_s = confirmation_s
        self.show_every_s = show_every_s
        self._painted = painted
        self._show_is_due = False
        self._offered = Offered()
        self._main = MainScreen(compact=compact)
        self._begin(feed)

    def _begin(self, feed: Feed) -> None:
        """Everything known about one run, empty."""
        self.defect = None
        self.sentence: str | None = None
        self._feed = feed
        asks_first = feed.offer_calibration and self._offers_calibration and self._first_run is None
        self._worker = MonitorWorker(feed.open_session, self.post_message, asks_first=asks_first)
        self._info: SourceInfo | None = None
        self._status: Status | None = None
        self._events: list[Event] = []
        self._prompt = PromptState()
        self._movement = None
        self._telling_is_due = False
        self._forget_reference()
        self._forget_totals()
        self._tips = TipDesk(self._settings.tips)
        self._library_asked = False
        self._over = False
        self._failed = False

    # --- life ------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """The main screen is the first one: nothing is drawn twice at the start."""
        return self._main

    def on_mount(self) -> None:
        """Start the worker only after the first paint: what it imports is heavy."""
        self._leave_when_told()
        self.call_after_refresh(self._start if self._first_run is None else self._start_first_run)
        self.call_after_refresh(self._painted)
        self.call_after_refresh(self._follow_plan)
        if self._only_exercise is None:
            self.set_timer(_LOAD_AHEAD_AFTER_S, self._load_ahead)

    @work(thread=True, group="ahead", exit_on_error=False)
    def _load_ahead(self) -> None:
        """What the history draws with takes longest to load of all: it should not wait for the key."""
        from tui.screens.history import load_chart  # noqa: PLC0415 - not before the first paint

        load_chart()

    def _leave(self, code: int) -> None:
        if "homework_desk" in vars(self):
            try:
                self.homework_desk.keep_unfinished()
            except PostureError as error:
                self.sentence = str(error)
        self._worker.stop()
        self.exit(code, return_code=code)

    def _start(self) -> None:
        self._show()
        # What the worker imports would hold up what was just shown.
        self.call_after_refresh(self._watch, self._worker)
        if self._only_exercise is not None:
            self.homework_desk.exercise(*self._only_exercise, alone=True)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _watch(self, worker: MonitorWorker) -> None:
        self.wait_until_free()
        worker.run()

    def on_unmount(self) -> None:
        """However the app ends, the worker ends too; neither waits for a source that hangs."""
        self._worker.stop()

    async def action_quit(self) -> None:
        """Leave."""
        self._leave(0)

    # --- messages from the worker -----------------------------------------------------------------

    @on(messages.SourceOpened)
    def _source_opened(self, message: messages.SourceOpened) -> None:
        self._info = message.info
        self._show()
        if self._feed.offer_calibration and self._offers_calibration and self._step is None:
            self.action_calibrate()

    @on(messages.StatusChanged)
    def _status_changed(self, message: messages.StatusChanged) -> None:
        self._status = message.status
        self._ghost = self._ghost.after(message.status)
        self._prompt = self._prompt.after_status(message.status)
        if self._telling_is_due:
            self._tell_elsewhere()
        self._consider_tip()
        self._show_soon()

    @on(messages.EventsHappened)
    def _events_happened(self, message: messages.EventsHappened) -> None:
        self._tips.happened(message.events)
        self._notice_moves(message.events)
        for event in message.events:
            self._events.append(event)
            before, self._prompt = self._prompt, self._prompt.after_event(event)
            if self._prompt.phase is PanelPhase.RUNNING and before.phase is not PanelPhase.RUNNING:
                self._break_began()
            confirmed = self._prompt.phase is PanelPhase.CONFIRMED
            if confirmed and self._prompt.taken is not before.taken:
                self._dismiss_later()
        self._figures_t = None

    @on(messages.Noticed)
    def _noticed(self, message: messages.Noticed) -> None:
        self.notify(message.sentence, severity="warning", timeout=_NOTICE_S)

    @on(messages.PromptRaised)
    def _prompt_raised(self, message: messages.PromptRaised) -> None:
        if message.kind == "break":
            self._prompt = self._prompt.after_break_prompt()
        elif message.kind == "slouch":
            self._prompt = self._prompt.after_slouch_prompt()
        elif message.kind == "homework":
            self._prompt = self._prompt.after_homework_prompt()
        else:
            self._prompt = self._prompt.after_lasting_prompt()
        from tui.notifying import is_told  # noqa: PLC0415 - not before the first paint

        if self._settings.notify.method == "bell" and is_told(self._settings.notify, message.kind):
            self.bell()
        self._telling_is_due = True

    @on(messages.BreakHeldBack)
    def _break_held_back(self, message: messages.BreakHeldBack) -> None:
        self._prompt = self._prompt.after_waiting(message.waiting)

    def _tell_elsewhere(self) -> None:
        """A screen without a line for prompts, such as the help, tells it in a message."""
        self._telling_is_due = False
        if self.screen is self._main or isinstance(self.screen, DestinationScreen):
            return
        from tui.break_view import prompt_line  # noqa: PLC0415 - not before the first paint

        text = prompt_line(self._prompt, self._status, self._settings.sitting)
        if text is not None:
            self.notify(text)

    @on(messages.RunEnded)
    def _run_ended(self) -> None:
        self._over = True
        self._tips.dismiss()
        if self._only_exercise is not None:
            return
        if self._calibration is not None and not self._calibration.has_kept:
            self.notify("The recording ended before there was a reference: nothing was changed.")
        self._leave_calibration()
        if self._status is None:
            self._show_day_end()
        else:
            self._work_out_totals(self._feed, tuple(self._events), self._status.at, last=True)

    def _show_day_end(self) -> None:
        from tui.screens.day_end import DayEndScreen  # noqa: PLC0415 - not before it is needed

        title = "The recorded day is over" if self._feed.demo else "The recording is over"
        self._show()
        totals = [line.text for line in today(self._figures)]
        self.push_screen(DayEndScreen(title, totals, self._feed.closing_lines(self._events)))

    @on(messages.RunFailed)
    def _run_failed(self, message: messages.RunFailed) -> None:
        from tui.screens.failure import FailureScreen  # noqa: PLC0415 - not before it is needed

        self.defect = message.defect
        self._failed = True
        if self._only_exercise is not None:
            self.sentence = message.sentence
            self._leave(1)
            return
        self._exercise_desk.leave()
        offer_demo = self._demo is not None and not self._feed.demo
        self._leave_first_run()
        self._leave_calibration()
        self.push_screen(FailureScreen(message.sentence, demo=offer_demo), self._after_failure)

    def _after_failure(self, answer: str | None) -> None:
        demo = answer == "demo" and self._demo is not None
        if demo:
            self._targets = None  # the demo's day is not the plan's
            self._use_settings(self._own_settings)
        self._begin(self._demo() if demo and self._demo is not None else self._feed)
        self._worker.use_settings(self._settings)
        self._start()

    # --- what is made when it is needed ------------------------------------------------------------

    @cached_property
    def homework_desk(self) -> HomeworkDesk:
        """Leads exercises; made when it is needed, as what it imports is not for the first paint."""
        from tui.homework_desk import HomeworkDesk  # noqa: PLC0415

        return HomeworkDesk(self, self._exercise_desk, self.homework_source)

    @cached_property
    def checkin_desk(self) -> CheckinDesk:
        """Leads check-ins; made when it is needed."""
        from tui.checkin_desk import CheckinDesk  # noqa: PLC0415

        return CheckinDesk(self)

    # --- what the user does ------------------------------------------------------------------------

    def action_toggle_compact(self) -> None:
        """A few lines only, or everything again; a window that has no room for more says so."""
        if self._main.is_tiny:
            self._compact = False
            self.notify(f"More needs a window of {COMPACT_BELOW.width}x{COMPACT_BELOW.height}.", timeout=3)
            return
        self._compact = not self._compact
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is something to do about, and no way out of an exercise but its own keys."""
        del parameters
        if (answer := self._offered.allows(action)) is not None:
            return answer
        if action in ("calibrate", "why_no_reference"):
            return self._feed.demo is (action == "why_no_reference")
        if action == "go":
            return self._may_leave(self.screen)
        return self._offers_tip_action(action) if action in TIP_ACTIONS else True

    def _may_leave(self, screen: Screen[object]) -> bool:
        """Whether the keys of the places work on this screen: not in the steps of the first start."""
        return self._step is None and not self._exercise_desk.busy and screen.id not in ASKING

    def action_go(self, place_id: str) -> None:
        """Go to another screen; the main one lies below them all."""
        if self.screen.id == place_id:
            return
        while isinstance(self.screen, DestinationScreen):
            self.pop_screen()
            if self.screen.id == place_id:  # the report lies above the homework
                return
        place = destination(place_id)
        if place_id == "homework":
            self._prompt = self._prompt.homework_seen()
        if place.make is not None:
            self.push_screen(place.make(self))
            self.call_after_refresh(self._show)

    def action_help(self) -> None:
        """Show the keys of this screen, and those that work everywhere."""
        from tui.screens.help import HelpScreen, keys_of  # noqa: PLC0415 - not before it is needed

        self.push_screen(HelpScreen(keys_of(self.screen)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every key as a command. Saving a picture of the screen is left out: no image is ever written."""
        for command in super().get_system_commands(screen):
            if command.title not in ("Screenshot", "Keys"):  # our help says more about the keys
                yield command
        for place in DESTINATIONS:
            if place.id != screen.id and self._may_leave(screen):
                yield SystemCommand(place.title, f"Go to: {place.what}", partial(self.action_go, place.id))
        yield SystemCommand("Help", "Keys, and what can be seen", self.action_help)
        yield from self._tip_commands(screen)
        for one in actions_of(screen):
            yield SystemCommand(one.title, one.what, partial(self._act, screen, one.action))

    async def _act(self, screen: Screen[object], action: str) -> None:
        """Do what a key of this screen does."""
        await self.run_action(action, screen)

    @property
    def source_held(self) -> str:
        """What is watched now, for the doctor, who must not disturb it; empty where nothing is."""
        if self._over or self._failed:
            return ""
        if self._info is None:
            return "being opened by this app"
        lost = self._status is not None and self._status.camera_lost
        gives = "no picture at present" if lost else f"{'x'.join(map(str, self._info.frame_size))} pictures"
        return f"{self._info.name} is in use by this app and gives {gives}"

    # --- showing ---------------------------------------------------------------------------------

    def _show_soon(self) -> None:
        if self.show_every_s == 0:
            self._show()
        elif not self._show_is_due:
            self._show_is_due = True
            self.set_timer(self.show_every_s, self._show)

    def _show(self) -> None:
        self._show_is_due = False
        if self._calibration is not None and self._calibration.is_mounted and self._status is not None:
            self._calibration.show_status(self._status)
        if not self._main.is_mounted:
            return
        self._ask_for_totals()
        for line in self.screen.query(PromptLine):
            from tui.break_view import prompt_line  # noqa: PLC0415 - not before the first paint

            home_key = destination(HOME).key
            line.show(prompt_line(self._prompt, self._status, self._settings.sitting, home_key))
        self._main.show(
            Scene(
                info=self._info,
                status=self._status,
                reference=self._ghost.pose,
                prompt=self._prompt,
                totals=self._figures_now,
                day=self._day,
                events=self._events,
                banner=self._banner(),
                takes_reference=self._feed.demo or self._feed.takes_reference,
                demo=self._feed.demo,
                over=self._over,
                settings=self._settings,
                breaks_by_plan=self._targets is not None and self._targets.sets_breaks,
                homework=self._homework,
                movement=self._movement,
                tip=None if self._tips.piece is None else self._tips.piece.tip,
                compact=self._compact,
                place_notice=self._place_notice,
                place_check=self._place_check,
            )
        )
        offers = offered(self._prompt, self._status, asks_for_place=self._place_notice is not None)
        if offers != self._offered:
            self._offered = offers
            self.refresh_bindings()

    def _banner(self) -> str:
        if not self._feed.demo:
            return ""
        if self._status is None:
            return "DEMO - a recorded day, nothing is stored"
        speed = speed_at(self._feed.pace, self._status.at.mono_s)
        return f"DEMO - a recorded day at {speed:g} x speed, nothing is stored"

    def _dismiss_later(self) -> None:
        taken = self._prompt.taken

        def dismiss() -> None:
            if self._prompt.taken is taken:
                self.action_dismiss_panel()

        self.set_timer(self._confirmation_s, dismiss)
