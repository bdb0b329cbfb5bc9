"""The exercises: a list by position, what is chosen moving beside it; enter begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from posture.errors import PostureError
from posture.exercise_goal import goal_of
from tui.exercise_choice import groups, line
from tui.exercise_words import before_lines
from tui.navigation import DestinationScreen
from tui.widgets.line_panel import content_of
from tui.widgets.movement import Movement
from tui.widgets.search_input import SearchInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from posture.exercises import Exercise


class ExerciseChosen(Message):
    """The user wants to do this exercise."""

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self.exercise = exercise


class ExercisesRead(Message):
    """The definitions are read; `sentence` says what is wrong with them, if something is."""

    def __init__(self, exercises: Mapping[str, Exercise], sentence: str = "") -> None:
        super().__init__()
        self.exercises = exercises
        self.sentence = sentence


class Choices(OptionList):
    """The list; its key for choosing stands with the others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Do it", tooltip="do this exercise now"),
    ]


class ExercisesScreen(DestinationScreen):
    """Destination 3.

    Args:
        read: reads the definitions, ours and the user's own; called in a thread.
        offer: which of them fit the break that is due; empty without one.
        moving: whether the drawn figure moves by itself; tests show one moment.
    """

    DESTINATION: ClassVar[str] = "exercises"
    DEFAULT_CSS = """
    ExercisesScreen #exercises-body { height: 1fr; }
    ExercisesScreen #exercises-left { width: 39; }
    ExercisesScreen #exercises-search { display: none; }
    ExercisesScreen #exercises-search.-open { display: block; }
    ExercisesScreen OptionList {
        height: 1fr; border: none; border-top: solid $primary 50%; border-title-color: $text-muted;
    }
    ExercisesScreen #exercises-right { width: 1fr; }
    ExercisesScreen.-narrow #exercises-left { width: 1fr; }
    ExercisesScreen.-narrow #exercises-right { display: none; }
    ExercisesScreen Movement {
        height: 2fr; border-top: solid $primary 50%; border-title-color: $text-muted;
    }
    ExercisesScreen #exercises-about { height: 3fr; padding: 0 1; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012 - as Textual has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", tooltip="find one by a word"),
        Binding("escape", "back", "Back", tooltip="close the search, then back to what is seen now"),
    ]

    def __init__(
        self,
        read: Callable[[], Mapping[str, Exercise]],
        offer: Callable[[Sequence[Exercise]], Sequence[Exercise]],
        *,
        moving: bool = True,
    ) -> None:
        super().__init__()
        self._read = read
        self._offer = offer
        self._moving = moving
        self._exercises: Mapping[str, Exercise] = {}
        self._offered: Sequence[Exercise] = ()
        self._shown: list[Exercise | None] = []

    def compose_body(self) -> ComposeResult:
        """The list at the left, the chosen one at the right."""
        with Horizontal(id="exercises-body"):
            with Vertical(id="exercises-left"):
                yield SearchInput(placeholder="a word, then enter", id="exercises-search", compact=True)
                choices = Choices(id="exercises-list", compact=True, markup=False)
                choices.border_title = "Exercises"
                yield choices
            with Vertical(id="exercises-right"):
                yield Movement(moving=self._moving, id="exercises-movement")
                with VerticalScroll(id="exercises-about", can_focus=False):
                    yield Static(id="exercises-words")

    def on_mount(self) -> None:
        """Read the definitions in a thread: the keys must not wait for them."""
        self.query_one(OptionList).focus()
        self._load()

    @work(thread=True, group="exercises")
    def _load(self) -> None:
        try:
            exercises = self._read()
        except PostureError as error:
            self.post_message(ExercisesRead({}, str(error)))
        else:
            self.post_message(ExercisesRead(exercises))

    @on(ExercisesRead)
    def _loaded(self, message: ExercisesRead) -> None:
        self._exercises = message.exercises
        self._offered = self._offer(tuple(message.exercises.values()))
        if message.sentence:
            self.query_one("#exercises-words", Static).update(Content(message.sentence))
            return
        self._list("")

    def _list(self, search: str) -> None:
        choices = self.query_one(OptionList)
        choices.clear_options()
        self._shown = []
        for group in groups(self._exercises.values(), search=search, offered=self._offered):
            choices.add_option(Option(Content.styled(group.title, "bold"), disabled=True))
            self._shown.append(None)
            for exercise in group.exercises:
                choices.add_option(Option(Content(f"  {line(exercise)}")))
                self._shown.append(exercise)
        first = next((index for index, one in enumerate(self._shown) if one is not None), None)
        choices.highlighted = first
        if first is None:
            self.query_one(Movement).show(None)
            sentence = f"No exercise has “{search}” in it. Escape shows all of them."
            self.query_one("#exercises-words", Static).update(Content(sentence))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, message: OptionList.OptionHighlighted) -> None:
        exercise = self._shown[message.option_index] if message.option_index < len(self._shown) else None
        if exercise is None:
            return
        movement = self.query_one(Movement)
        movement.border_title = exercise.name
        movement.show(exercise)
        self.query_one("#exercises-words", Static).update(
            content_of(before_lines(exercise, goal_of(exercise)))
        )
        self.query_one("#exercises-about", VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        exercise = self._shown[message.option_index]
        if exercise is not None:
            self.post_message(ExerciseChosen(exercise))

    @on(Input.Changed)
    def _searched(self, message: Input.Changed) -> None:
        self._list(message.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are typed, the key for it is one of them."""
        del parameters
        return action != "search" or not isinstance(self.focused, SearchInput)

    def action_to_list(self) -> None:
        """The list has the keys."""
        self.query_one(OptionList).focus()

    def action_search(self) -> None:
        """Look for one."""
        search = self.query_one(Input)
        search.add_class("-open")
        search.focus()

    def action_back(self) -> None:
        """Close the search, or go home."""
        search = self.query_one(Input)
        if search.has_class("-open"):
            search.remove_class("-open")
            search.value = ""
            self.query_one(OptionList).focus()
        else:
            self.app.run_worker(self.app.run_action("app.go('main')"))
