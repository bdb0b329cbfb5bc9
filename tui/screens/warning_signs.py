"""The warning signs page by page, and what follows from the answers.

What follows is shown before anything else can fail, and stays until the user closes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from posture.therapy.warning_signs import EMERGENCY, SignList, advice
from tui.widgets.key_line import KeyLine

Keep = Callable[[Mapping[str, bool]], str | None]
"""Keeps the answers; a sentence where that failed."""

_HINT = "Space marks what fits you. Enter goes on: what is not marked is a no."


class WarningSignsScreen(Screen[dict[str, bool]]):
    """Asks the signs and says what follows; returns the answers by the id of the sign.

    Args:
        signs: the list.
        keep: called once with the answers, when there are any.

    Attributes:
        was_left: whether the user left before the last question.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the list, which would mark a line with it.
        Binding("enter", "go_on", "Go on", priority=True),
        Binding("space", "mark", "Mark"),
        Binding("escape", "leave", "Leave, keep the answers"),
        Binding("s", "skip", "Skip", show=False, tooltip="skip the rest; what was answered is kept"),
        Binding("question_mark", "app.help", "Help", key_display="?", show=False, tooltip="this list"),
    ]

    DEFAULT_CSS = """
    WarningSignsScreen #signs-title { height: auto; padding: 0 1; background: $panel; text-style: bold; }
    WarningSignsScreen #signs-hint { height: auto; padding: 1 1 0 1; color: $foreground-muted; }
    WarningSignsScreen #signs-list { height: 1fr; border: none; padding: 1 1 0 1; background: $background; }
    WarningSignsScreen #signs-advice { height: 1fr; padding: 1 2; }
    WarningSignsScreen #signs-footer { height: auto; padding: 0 1; color: $foreground-muted; }
    """

    def __init__(self, signs: SignList, keep: Keep) -> None:
        super().__init__(id="warning-signs")
        self._signs = signs
        self._keep = keep
        self._answers: dict[str, bool] = {}
        self._marked: set[int] = set()
        self._at = 0
        self._is_over = False
        self.was_left = False

    def compose(self) -> ComposeResult:
        """The page, and the place for what follows."""
        yield Static("", id="signs-title")
        yield Static(self._signs.introduction, id="signs-hint")
        yield OptionList(id="signs-list")
        with VerticalScroll(id="signs-advice"):
            yield Static("", id="signs-said")
        yield Static(Content(self._signs.footer), id="signs-footer")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the first page."""
        self.query_one("#signs-advice").display = False
        self._show_page()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is marked any more where what follows is shown."""
        del parameters
        return not (self._is_over and action == "mark")

    def action_go_on(self) -> None:
        """Take the page as answered; after the last one, or a yes in the first tier, say what follows."""
        if self._is_over:
            self.dismiss(self._answers)
            return
        page = self._signs.pages[self._at]
        self._answers |= {sign.id: number in self._marked for number, sign in enumerate(page.signs)}
        self._at += 1
        if self._at == len(self._signs.pages) or (self._marked and page.tier == EMERGENCY):
            self._conclude()
        else:
            self._show_page()

    def action_mark(self) -> None:
        """Say that the sign fits, or does not after all."""
        choices = self.query_one("#signs-list", OptionList)
        number = choices.highlighted
        if number is None:
            return
        self._marked ^= {number}
        choices.replace_option_prompt_at_index(number, self._line(number))

    def action_leave(self) -> None:
        """Leave; what was answered so far is kept, and what follows from it is said."""
        self.was_left = not self._is_over
        self.action_skip()

    def action_skip(self) -> None:
        """The same, and whatever else is asked goes on.

        What is marked on this page is a yes; what is not has no answer, as nobody went on from it.
        """
        if not self._is_over:
            signs = self._signs.pages[self._at].signs
            self._answers |= {signs[number].id: True for number in self._marked}
        if self._is_over or not self._answers:
            self.dismiss(self._answers)
        else:
            self._conclude()

    def _show_page(self) -> None:
        page = self._signs.pages[self._at]
        self.query_one("#signs-title", Static).update(Content(page.title))
        if self._at:
            self.query_one("#signs-hint", Static).update(_HINT)
        else:
            self.query_one("#signs-hint", Static).update(Content(f"{self._signs.introduction}\n\n{_HINT}"))
        self._marked = set()
        choices = self.query_one("#signs-list", OptionList)
        choices.clear_options()
        choices.add_options([self._line(number) for number in range(len(page.signs))])
        choices.highlighted = 0
        choices.focus()

    def _line(self, number: int) -> Content:
        """One question with its mark, which does not depend on colour."""
        mark = "[x]" if number in self._marked else "[ ]"
        return Content(f"{mark} {self._signs.pages[self._at].signs[number].question}")

    def _conclude(self) -> None:
        self._is_over = True
        self.refresh_bindings()
        called_for = advice(self._signs, self._answers)
        paragraphs = list(called_for.paragraphs[:-1])
        if called_for.reading:
            paragraphs.append("To read: " + ", ".join(f"posture learn {one}" for one in called_for.reading))
        said = self.query_one("#signs-said", Static)
        said.update(_emphasised(paragraphs))
        self.query_one("#signs-title", Static).update("Warning signs")
        self.query_one("#signs-hint").display = False
        self.query_one("#signs-list").display = False
        box = self.query_one("#signs-advice")
        box.display = True
        box.focus()
        failed = self._keep(self._answers)
        if failed is not None:
            said.update(_emphasised([*paragraphs, f"Your answers could not be kept: {failed}."]))


def _emphasised(paragraphs: Sequence[str]) -> Content:
    """The paragraphs, the first in bold."""
    return Content("\n\n").join([Content.styled(paragraphs[0], "bold"), *map(Content, paragraphs[1:])])
