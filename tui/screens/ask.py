"""One question with a number for an answer: what it would mean is said while it is typed, enter gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.checkin_questions import TEN
from tui.widgets.choices import AnswerLine
from tui.widgets.key_line import KeyLine

_HIGHEST_PAIN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer; `number` is `None` where it was left out on purpose."""

    number: int | None


class AskScreen(Screen[Given | None]):
    """Returns the answer, or `None` where the user leaves without one.

    Args:
        what: `before`, `after`, `amount` or `morning`.
        title: what it belongs to.
        question: what is asked.
        highest: the largest number allowed.
        means: says what a number would mean.
        needed: whether enter without a number asks again instead of leaving it out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
    ]
    DEFAULT_CSS = """
    AskScreen #ask-title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    AskScreen #ask-box { padding: 1 2; height: 1fr; }
    AskScreen #ask-question { height: auto; margin-bottom: 1; text-style: bold; }
    AskScreen #ask-scale { height: auto; margin-bottom: 1; }
    AskScreen #ask-typed { width: 30; max-width: 100%; margin-bottom: 1; }
    AskScreen #ask-means { height: auto; margin-bottom: 1; }
    AskScreen #ask-hint { height: auto; color: $foreground-muted; }
    """

    def __init__(
        self,
        what: str,
        title: str,
        question: str,
        *,
        highest: int = _HIGHEST_PAIN,
        means: Callable[[int], str] = lambda _number: "",
        needed: bool = False,
    ) -> None:
        super().__init__(id=f"ask-{what}")  # two that follow each other must not share it
        self._title = title
        self._question = question
        self._highest = highest
        self._means = means
        self._needed = needed

    @property
    def _is_scale(self) -> bool:
        return self._highest == _HIGHEST_PAIN

    def compose(self) -> ComposeResult:
        """The question, its scale, a line to type on, what it would mean."""
        yield Static(Content(self._title), id="ask-title")
        with Vertical(id="ask-box"):
            yield Static(Content(self._question), id="ask-question")
            if self._is_scale:
                yield Static(id="ask-scale")
            restrict = rf"[0-9]{{0,2}}|{TEN}" if self._is_scale else r"[0-9]{0,4}"
            yield AnswerLine(id="ask-typed", restrict=restrict)
            yield Static(id="ask-means")
            yield Static(Content(self._hint()), id="ask-hint")
        yield KeyLine()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        self._say("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Mark the figure, and say what it would mean."""
        self._say(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: an answer, or none."""
        number = self._number(event.value)
        if number is None and (event.value.strip() or self._needed):
            self.query_one("#ask-means", Static).update(Content(f"A whole number from 0 to {self._highest}."))
            return
        self.dismiss(Given(number=number))

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    def _hint(self) -> str:
        ten = f" {TEN} is 10." if self._is_scale else ""
        without = "" if self._needed else " Enter alone leaves it out."
        return f"A number, then enter.{ten}{without}"

    def _say(self, typed: str) -> None:
        number = self._number(typed)
        if self._is_scale:
            self.query_one("#ask-scale", Static).update(_scale(number))
        self.query_one("#ask-means", Static).update(Content("" if number is None else self._means(number)))

    def _number(self, typed: str) -> int | None:
        text = typed.strip()
        if text == TEN and self._is_scale:
            return _HIGHEST_PAIN
        if not text.isdecimal():
            return None
        return int(text) if int(text) <= self._highest else None


def _scale(chosen: int | None) -> Content:
    """The figures from 0 to 10, the one typed in reverse, and what the ends say."""
    figures = [
        Content.styled(f" {figure} ", "reverse") if figure == chosen else Content(f" {figure} ")
        for figure in range(_HIGHEST_PAIN + 1)
    ]
    return Content("").join(figures) + Content("\n 0 no pain, 10 the worst you can imagine")
