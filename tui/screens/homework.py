"""Today's homework: what is due at the left, the chosen item at the right; enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from posture.therapy.items import Kind
from tui.homework_view import IN_THE_DEMO, NO_PLAN, about, message, row
from tui.plan_words import day_words, item_name
from tui.screens.homework_reading import HomeworkReading
from tui.widgets.line_panel import content_of

if TYPE_CHECKING:
    from posture.therapy.today import Homework
    from tui.app import PostureApp
    from tui.homework_desk import HomeworkDesk
    from tui.homework_source import HomeworkNow, HomeworkSource

_WHOLE_PLAN = "`posture plan show` prints the whole plan."


class Items(OptionList):
    """The list; its key for choosing stands with the others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Do it", tooltip="do what is chosen: guided, or with a figure of yours"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done from an empty list."""
        del parameters
        return action != "select" or self.option_count > 0


class HomeworkScreen(HomeworkReading):
    """Destination 2.

    Args:
        source: reads the homework; `None` in the demo.
        desk: does it.
    """

    DESTINATION: ClassVar[str] = "homework"
    DEFAULT_CSS = """
    HomeworkScreen #homework-body { height: 1fr; }
    HomeworkScreen #homework-left {
        width: 41; height: 1fr; border-top: solid $primary 50%; border-title-color: $text-muted;
    }
    HomeworkScreen OptionList { height: 1fr; border: none; }
    HomeworkScreen #homework-about {
        width: 1fr; height: 1fr; padding: 0 1;
        border-top: solid $primary 50%; border-title-color: $text-muted;
    }
    HomeworkScreen #homework-message { height: auto; padding: 0 1; max-height: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "note", "Note it", tooltip="note what is chosen as done without the camera"),
        Binding("y", "morning", "Answer", tooltip="answer what is asked below"),
        Binding("r", "report", "Report", tooltip="read and write the report for your physical therapist"),
    ]

    def __init__(self, source: HomeworkSource | None, desk: HomeworkDesk) -> None:
        super().__init__(source)
        self._desk = desk
        self._now: HomeworkNow | None = None

    def compose_body(self) -> ComposeResult:
        """The list at the left, the chosen one at the right, a line about the day below."""
        with Horizontal(id="homework-body"):
            with Vertical(id="homework-left") as left:
                left.border_title = "Today"
                yield Items(id="homework-list", compact=True, markup=False)
            with VerticalScroll(id="homework-about", can_focus=False):
                yield Static(id="homework-words")
        yield Static(id="homework-message")

    def on_mount(self) -> None:
        """The keys are at hand at once."""
        self.query_one(Items).focus()

    def show_demo(self) -> None:
        """There is no plan."""
        self._explain(IN_THE_DEMO)

    def show_failure(self, sentence: str) -> None:
        """Why there is nothing to show."""
        self._now = None
        self._explain((sentence,))

    def show_now(self, now: HomeworkNow) -> None:
        """The items of today."""
        self._now = now
        plan, today = now.plan, now.today
        if plan is None or today is None:
            self._explain(NO_PLAN)
            return
        if not today.homework:
            self._explain((message(now, plan, today), _WHOLE_PLAN), title=plan.title, now=now)
            return
        self.query_one("#homework-left").border_title = day_words(today.day)
        items = self.query_one(Items)
        if not self.query_one("#homework-left").display:
            self.query_one("#homework-left").display = True
            items.focus()
        chosen = self._chosen_id()
        items.clear_options()
        items.add_options(
            Option(Content(row(one, self._now.exercises)), id=one.item.id) for one in today.homework
        )
        ids = [one.item.id for one in today.homework]
        following = None if today.next is None else today.next.item.id
        wanted = chosen if chosen in ids and following != chosen else following
        items.highlighted = ids.index(wanted) if wanted in ids else (0 if ids else None)
        self.query_one("#homework-message", Static).update(Content(message(now, plan, today)))
        self._show_chosen()
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted)
    def _show_chosen(self) -> None:
        chosen, now = self._chosen(), self._now
        words = self.query_one("#homework-words", Static)
        box = self.query_one("#homework-about")
        if chosen is None or now is None or now.plan is None:
            box.border_title = ""
            words.update("")
            return
        box.border_title = f"{item_name(chosen.item, now.exercises)} · {now.plan.title}"
        before = None if now.today is None else now.today.doses_before.get(chosen.item.id)
        words.update(content_of(about(chosen, now.plan, now.exercises, before)))
        box.scroll_home(animate=False)
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _do(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._desk.homework(chosen.item.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is something to do about."""
        del parameters
        if action == "report":
            return self._source is not None
        if action == "note":
            chosen = self._chosen()
            return chosen is not None and chosen.item.kind is Kind.EXERCISE
        if action == "morning":
            now = self._now
            if now is not None and now.rest is not None:
                return now.rest.asks
            return now is not None and now.today is not None and now.today.ask_about is not None
        return True

    def action_note(self) -> None:
        """Note it as done without the camera."""
        chosen = self._chosen()
        if chosen is not None:
            self._desk.note(chosen.item.id)

    def action_report(self) -> None:
        """Read what the therapist would read."""
        from tui.screens.report import report_screen  # noqa: PLC0415 - not before it is needed

        app: PostureApp = self.app  # type: ignore[assignment]
        app.push_screen(report_screen(app))

    def action_morning(self) -> None:
        """Answer what the line below asks."""
        self._desk.answer()

    def _chosen_id(self) -> str | None:
        option = self.query_one(Items).highlighted_option
        return None if option is None else option.id

    def _chosen(self) -> Homework | None:
        if not self.is_mounted or self._now is None or self._now.today is None:
            return None
        chosen = self._chosen_id()
        return next((one for one in self._now.today.homework if one.item.id == chosen), None)

    def _explain(
        self, sentences: tuple[str, ...], *, title: str = "Homework", now: HomeworkNow | None = None
    ) -> None:
        """Words in the place of the list."""
        self._now = now
        self.query_one(Items).clear_options()
        self.query_one("#homework-left").display = False
        self.set_focus(None)
        self.query_one("#homework-about").border_title = title
        self.query_one("#homework-words", Static).update(Content("\n\n".join(filter(None, sentences))))
        self.query_one("#homework-message", Static).update("")
        self.refresh_bindings()
