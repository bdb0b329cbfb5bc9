"""The report as it will be written: read first, leave out what you like, write it where you say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from posture.adapters.reader_place import reader_place
from posture.errors import PostureError
from posture.therapy.report import Section
from tui.navigation import DestinationScreen
from tui.report_draft import ReportDesk
from tui.report_view import (
    FORMAT_WORDS,
    SECTION_KEYS,
    default_name,
    gone_words,
    longer_or_shorter,
    period_of,
    period_words,
    section_lines,
)

if TYPE_CHECKING:
    from tui.app import PostureApp
    from tui.report_draft import Draft

_PERIOD = "period"
"""What is asked for besides the name of a file."""
_OF_THE_REPORT = frozenset({"save", "period", "days", "toggle_section"})


class ReportMade(Message):
    """A draft; or a sentence that says why there is none."""

    def __init__(self, draft: Draft | None, sentence: str = "") -> None:
        super().__init__()
        self.draft = draft
        self.sentence = sentence


class AskLine(Input):
    """Asks for a name or for days; escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Save"),
        Binding("escape", "leave", "As it was"),
    ]

    def action_leave(self) -> None:
        """Ask no more."""
        self.display = False
        self.screen.query_one("#report-reading").focus()


class ReportScreen(DestinationScreen):
    """Opened from the homework; lies above it.

    Args:
        desk: makes the report.
        folder: where a file is written when its name says nothing else.
    """

    DESTINATION: ClassVar[str] = "report"
    AUTO_FOCUS = "#report-reading"
    DEFAULT_CSS = """
    ReportScreen {
        #report-body { height: 1fr; }
        #report-side {
            width: 26; height: 1fr; padding: 0 1;
            border-top: solid $primary 50%; border-title-color: $text-muted;
        }
        #report-sections, #report-gone { height: auto; }
        #report-gone { color: $text-muted; padding-top: 1; }
        #report-reading {
            width: 1fr; height: 1fr; scrollbar-size-vertical: 1;
            border-top: solid $primary 50%; border-title-color: $text-muted;
        }
        #report-words { height: auto; padding: 0 1; }
        #report-ask { height: 3; border: round $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.go('homework')", "Back", tooltip="back to the homework"),
        Binding("h", "save('html')", "Page", tooltip="write a page to print (HTML)"),
        Binding("m", "save('md')", "Markdown", tooltip="write it as Markdown"),
        Binding("j", "save('json')", "JSON", tooltip="write it as JSON, for the therapist's program"),
        Binding("minus", "period(-1)", "Period", key_display="-+", tooltip="a shorter or longer period"),
        Binding("plus", "period(1)", "Longer", show=False, key_display="+", tooltip="a longer period"),
        Binding("d", "days", "Days", tooltip="type a period: 4w, 28d, or 2026-11-02..2026-11-29"),
        *(
            Binding(
                key,
                f"toggle_section('{section.value}')",
                f"Leave out {name}",
                show=False,
                tooltip=f"leave out or put back: {name}",
            )
            for section, (key, name) in SECTION_KEYS.items()
        ),
    ]

    def __init__(self, desk: ReportDesk, folder: Path) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._without: frozenset[Section] = frozenset()
        self._asking = ""
        self._draft: Draft | None = None
        self._told: set[str] = set()
        self._first, self._last = desk.usual_period()

    def compose_body(self) -> ComposeResult:
        """Sections at the left, the report at the right."""
        with Horizontal(id="report-body"):
            with Vertical(id="report-side") as side:
                side.border_title = "Hand on"
                yield Static(id="report-sections")
                yield Static(id="report-gone")
            with VerticalScroll(id="report-reading") as reading:
                reading.border_title = "Report"
                yield Static(id="report-words")
        ask = AskLine(id="report-ask")
        ask.display = False
        yield ask

    def on_mount(self) -> None:
        """Make the report of the usual period."""
        self._make()

    def _make(self) -> None:
        self.query_one("#report-sections", Static).update(Content(section_lines(self._without)))
        hands = "You hand it on yourself: nothing is sent."
        self.query_one("#report-gone", Static).update(Content(f"{gone_words(self._without)}\n\n{hands}"))
        period = period_words(self._first, self._last, self._desk.place.day)
        self.query_one("#report-reading").border_title = period
        self._draft = None
        self._read()

    @work(thread=True, group="report", exclusive=True)
    def _read(self) -> None:
        try:
            draft = self._desk.draft(self._first, self._last, self._without)
        except PostureError as error:
            self.post_message(ReportMade(None, str(error)))
        else:
            self.post_message(ReportMade(draft))

    @on(ReportMade)
    def _made(self, message: ReportMade) -> None:
        self._draft = message.draft
        if message.draft is None:
            self.query_one("#report-words", Static).update(Content(message.sentence))
        else:
            for sentence in set(message.draft.told) - self._told:
                self.notify(sentence, severity="warning", markup=False)
            self._told |= set(message.draft.told)
            self._show()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Tables have another width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self._draft is not None:
            columns = self.query_one("#report-reading").scrollable_content_region.width - 2
            self.query_one("#report-words", Static).update(titles_bold(self._draft.preview(columns)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be read is not written; while a line is typed, the keys of the report are letters."""
        del parameters
        if action in _OF_THE_REPORT and isinstance(self.focused, AskLine):
            return False
        return action != "save" or self._draft is not None

    def action_toggle_section(self, name: str) -> None:
        """Leave a section out, or put it back."""
        self._without ^= {Section(name)}
        self._make()

    def action_period(self, steps: int) -> None:
        """A shorter or a longer one."""
        self._first, self._last = longer_or_shorter(self._first, self._last, steps)
        self._make()

    def action_days(self) -> None:
        """Ask for a period."""
        self._ask(_PERIOD, f"{self._first}..{self._last}", "Which days: 4w, 28d, or first..last")

    def action_save(self, kind: str) -> None:
        """Ask where to write it."""
        title = f"Write {FORMAT_WORDS[kind]}; only you can read the file"
        self._ask(kind, str(self._folder / default_name(self._last, kind)), title)

    def _ask(self, what: str, value: str, title: str) -> None:
        self._asking = what
        line = self.query_one(AskLine)
        line.value = value
        line.border_title = title
        line.border_subtitle = "enter does it, escape does not"
        line.display = True
        line.focus()

    @on(Input.Submitted, "#report-ask")
    def _answered(self, message: Input.Submitted) -> None:
        try:
            if self._asking == _PERIOD:
                self._first, self._last = period_of(message.value, self._desk.now().date())
                self._make()
            elif self._draft is not None:
                path = self._draft.write(self._asking, message.value, self._folder)
                self.notify(f"Written to {path}. Nothing was sent.", markup=False)
        except PostureError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.query_one(AskLine).action_leave()


def titles_bold(text: str) -> Content:
    """The report with the first line of each part in bold."""
    parts = [part.partition("\n") for part in text.split("\n\n")]
    return Content("\n\n").join(
        Content.assemble((first, "bold"), more, rest) if rest else Content(first)
        for first, more, rest in parts
    )


def report_screen(app: PostureApp) -> ReportScreen:
    """The report of this user; the homework of the demo offers none."""
    source = app.homework_source
    assert source is not None
    assert app.where is not None
    return ReportScreen(ReportDesk(app.where, source.now, reader_place(os.environ)), Path.cwd())
