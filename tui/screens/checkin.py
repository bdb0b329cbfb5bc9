"""A check-in, one question at a time: a figure and enter, or only enter to leave it out."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from tui.checkin_form import Form
from tui.checkin_questions import (
    Answer,
    AnswerKind,
    Question,
    allowed,
    is_asked,
    read_answer,
    wording,
)
from tui.widgets.choices import AnswerLine
from tui.widgets.key_line import KeyLine

_SCALE_KEYS = r"[+-]?[0-9]{0,2}|t"
_HINT = "Enter goes on, or leaves the question out. Up goes back."


class CheckinScreen(Screen[dict[str, Answer]]):
    """Asks the questions of a form; returns what was answered, also when the user leaves early.

    Args:
        form: the questions.
        today: the local date.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "back", "Question before", show=False),  # the hint tells it
        Binding("escape", "leave", "Leave, keep the answers"),
    ]

    DEFAULT_CSS = """
    CheckinScreen #checkin-title { height: 1; padding: 0 1; background: $panel; }
    CheckinScreen #checkin-box { padding: 1 2; height: 1fr; }
    CheckinScreen #checkin-question { height: auto; margin-bottom: 1; text-style: bold; }
    CheckinScreen #checkin-scale { height: auto; margin-bottom: 1; }
    CheckinScreen #checkin-typed { width: 60; max-width: 100%; margin-bottom: 1; }
    CheckinScreen #checkin-hint { height: auto; color: $foreground-muted; }
    """

    def __init__(self, form: Form, today: date) -> None:
        super().__init__(id="checkin")
        self._questions = form.questions
        self._today = today
        self._answers: dict[str, Answer] = {}
        self._typed: dict[str, str] = {}
        self._at = 0

    def compose(self) -> ComposeResult:
        """The question, its scale, a line to type on."""
        yield Static("", id="checkin-title")
        with Vertical(id="checkin-box"):
            yield Static("", id="checkin-question")
            yield Static("", id="checkin-scale")
            yield AnswerLine(id="checkin-typed")
            yield Static(_HINT, id="checkin-hint")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the first question."""
        self._show_or_finish()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Mark the figure on the scale."""
        if self._at < len(self._questions):
            self.query_one("#checkin-scale", Static).update(_scale(self._question, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: an answer, or none."""
        question = self._question
        self._answers.pop(question.key, None)
        self._typed.pop(question.key, None)
        if event.value.strip():
            try:
                answer = read_answer(question, event.value, self._answers, self._today)
            except ValueError as error:
                self.query_one("#checkin-hint", Static).update(Content(str(error)))
                return
            self._answers[question.key] = answer
            self._typed[question.key] = event.value
        self._at += 1
        self._show_or_finish()

    def action_back(self) -> None:
        """The question before, with what was typed there."""
        for at in range(self._at - 1, -1, -1):
            if is_asked(self._questions[at], self._answers):
                self._at = at
                self._show_or_finish()
                return

    def action_leave(self) -> None:
        """Whatever was answered counts."""
        self.dismiss(self._result())

    @property
    def _question(self) -> Question:
        return self._questions[self._at]

    def _show_or_finish(self) -> None:
        while self._at < len(self._questions) and not is_asked(self._question, self._answers):
            self._at += 1
        if self._at >= len(self._questions):
            self.dismiss(self._result())
            return
        question = self._question
        title = f"Check-in · question {self._at + 1} of {len(self._questions)}"
        self.query_one("#checkin-title", Static).update(Content.styled(title, "bold"))
        self.query_one("#checkin-question", Static).update(Content(wording(question, self._answers)))
        self.query_one("#checkin-hint", Static).update(_HINT)
        typed = self.query_one("#checkin-typed", Input)
        typed.restrict = _SCALE_KEYS if question.kind is AnswerKind.SCALE else None
        typed.placeholder = allowed(question)
        typed.value = self._typed.get(question.key, "")
        typed.focus()
        self.query_one("#checkin-scale", Static).update(_scale(question, typed.value))

    def _result(self) -> dict[str, Answer]:
        """The answers whose questions still make sense: going back may have taken some of their ground."""
        return {
            question.key: self._answers[question.key]
            for question in self._questions
            if question.key in self._answers and is_asked(question, self._answers)
        }


def _scale(question: Question, typed: str) -> Content:
    """The figures of a scale, the one typed in reverse, and what its ends say."""
    if question.kind is not AnswerKind.SCALE:
        return Content("")
    try:
        chosen = read_answer(question, typed, {}, date.max)
    except ValueError:
        chosen = None
    figures = [
        Content.styled(f" {figure} ", "reverse") if figure == chosen else Content(f" {figure} ")
        for figure in range(question.low, question.high + 1)
    ]
    ends = f"\n {question.low} {question.low_means}, {question.high} {question.high_means}"
    return Content("").join(figures) + (Content(ends) if question.low_means else Content(""))
