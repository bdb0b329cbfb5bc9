"""The first screens: what this is, and at the end which rhythm of work and breaks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from posture.presets import PRESETS, Preset
from tui.first_run import BACK, LEAVE, SKIP, StepAnswer
from tui.navigation import ways_out_last
from tui.widgets.choices import Choices
from tui.widgets.key_line import KeyLine

WELCOME = """\
It watches how you sit, beside you, not over you.

●  Your camera is read on this computer. No picture is kept or sent
   anywhere: only the places of head and shoulders are measured.
●  Postures are compared with your own reference, never with an ideal.
●  It reminds you to change and to get up now and then, and sees by
   itself when you did. You set how often; snoozing is one key.
●  A webcam estimates. It is no medical tool and replaces no advice.

Two minutes now: say whether something hurts (then it asks about signs
that need a doctor), choose the camera, sit comfortably for 15 seconds,
choose a rhythm. Each step can be skipped, and all of it changed later."""

PAIN = """\
Do you have pain in your back, neck, arms or legs, or has something
there become numb, weak or otherwise new?

With a yes it asks about signs that should be looked at by a doctor or
a physical therapist first; most people have none of them. With a no
nothing is asked and nothing is kept. The same questions are at 4,
Check-in, at any time."""

NO_PAIN, ASK_SIGNS = "no-pain", "ask-signs"
_PAST_THE_SIGNS = StepAnswer(go=2)

_RHYTHMS = {
    Preset.THIRTY_FIVE: (
        "30/5   a break of 5 min after 30 min of sitting",
        "In a small study 5 min of walking each half hour did most. Speaks up to 3 times an hour.",
    ),
    Preset.FIFTY_FIVE_FIVE: (
        "55/5   a break of 5 min after 55 min of sitting",
        "For work that bears few interruptions. Speaks up to 2 times an hour.",
    ),
}


class FirstRunScreen(Screen[StepAnswer]):
    """What the steps have in common: a title, and the ways on and back."""

    DEFAULT_CSS = """
    FirstRunScreen {
        align: center middle;
        .step-box {
            width: 78; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; border: round $primary;
        }
        .step-box > OptionList { height: auto; border: none; background: transparent; margin: 1 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "skip", "Skip", tooltip="go on without this step"),
        Binding("escape", "back", "Back", tooltip="the step before"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="this list"),
        Binding("q", "app.quit", "Quit", tooltip="leave"),
    ]

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What this step offers first, then the ways out."""
        return ways_out_last(super().active_bindings, "s")

    def action_skip(self) -> None:
        """Go on without this."""
        self.dismiss(SKIP)

    def action_back(self) -> None:
        """To the step before."""
        self.dismiss(BACK)


class WelcomeScreen(FirstRunScreen):
    """What the program does, and that nothing leaves the computer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin", tooltip="the first step"),
        Binding("d", "demo", "Demo", tooltip="a recorded day, no camera needed"),
        Binding("s", "skip_all", "Skip all", tooltip="straight to the dashboard"),
        Binding("escape", "skip_all", "Skip all", show=False, tooltip="straight to the dashboard"),
    ]

    def __init__(self) -> None:
        super().__init__(id="welcome")

    def compose(self) -> ComposeResult:
        """The words and the keys."""
        with Vertical(classes="step-box") as box:
            box.border_title = "Welcome to Posture"
            box.border_subtitle = "enter begin   d demo   s skip all"
            yield Static(Content(WELCOME), id="welcome-words")
        yield KeyLine()

    def action_begin(self) -> None:
        """To the first choice."""
        self.dismiss(SKIP)

    def action_demo(self) -> None:
        """A recorded day instead."""
        self.dismiss(StepAnswer(go=0, demo=True))

    def action_skip_all(self) -> None:
        """Straight to the dashboard."""
        self.dismiss(LEAVE)


class PainScreen(FirstRunScreen):
    """Whether the warning signs are asked at all: the first answer is that nothing hurts."""

    def __init__(self) -> None:
        super().__init__(id="pain")

    def compose(self) -> ComposeResult:
        """The question and the two answers."""
        with Vertical(classes="step-box") as box:
            box.border_title = "One question first"
            box.border_subtitle = "enter choose   s skip   escape back"
            yield Static(Content(PAIN), id="pain-words")
            yield OptionList(
                Option("No, I have no pain and nothing new", id=NO_PAIN),
                Option("Yes: ask me about the signs", id=ASK_SIGNS),
            )
        yield KeyLine()

    def on_mount(self) -> None:
        """One key for whoever has no pain."""
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def action_skip(self) -> None:
        """Neither this nor the signs."""
        self.dismiss(_PAST_THE_SIGNS)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        event.stop()
        self.dismiss(SKIP if event.option_id == ASK_SIGNS else _PAST_THE_SIGNS)


class RhythmScreen(FirstRunScreen):
    """Two rhythms to begin with; every number of them is a setting."""

    def __init__(self) -> None:
        super().__init__(id="rhythm")

    def compose(self) -> ComposeResult:
        """The two rhythms, and what speaks for the one under the bar."""
        with Vertical(classes="step-box") as box:
            box.border_title = "How often shall it ask you to get up?"
            box.border_subtitle = "enter choose   s skip   escape back"
            yield Choices(*(Option(words, id=preset) for preset, (words, _) in _RHYTHMS.items()))
            yield Static(id="rhythm-why")
        yield KeyLine()

    def on_mount(self) -> None:
        """The first one is what happens without a choice."""
        options = self.query_one(OptionList)
        options.highlighted = 0
        options.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what speaks for it."""
        event.stop()
        self.query_one("#rhythm-why", Static).update(Content(_RHYTHMS[Preset(str(event.option_id))][1]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a line."""
        event.stop()
        self.dismiss(StepAnswer(settings=PRESETS[Preset(str(event.option_id))]))
