"""The break panel and the one-line notices: what is asked, how far the answer has got. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from posture.events import StandingProlonged, StillnessProlonged, VerifiedBy
from posture.labels import Activity
from posture.settings import SittingSettings
from posture.status import Status
from tui.event_words import break_taken_words
from tui.prompt_state import PanelPhase, PromptState
from tui.view_model import bar
from tui.wording import (
    LABEL_WORDS,
    SYMBOL_AWAY,
    SYMBOL_BREAK,
    SYMBOL_STANDING,
    SYMBOL_STILL,
    duration,
    stopwatch,
)

USUAL_SNOOZE_MIN = 15
"""What one key puts a break off by, in minutes."""
WHAT_TO_DO = "Any change will do: stand up, fetch some water, look out of a window."

ENJOY = ("Enjoy the break: there is no hurry.", "Coming back is seen by itself.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakPanelView:
    """The break panel: a sentence, what to do, how far it has got, what can be answered.

    One that does not ask is a line. `short_keys` are the answers where there is no room for `keys`.
    """

    sentence: str
    advice: str
    progress: str
    keys: str
    short_keys: str = ""
    asks: bool = True


def break_panel(
    prompt: PromptState, status: Status | None, settings: SittingSettings, *, exercises: bool = False
) -> BreakPanelView | None:
    """The break panel, or `None` while there is nothing to ask or confirm.

    `exercises` says that there is a place to do a short exercise in.
    """
    if status is None or status.paused or prompt.suspended or prompt.phase is PanelPhase.HIDDEN:
        return None
    if prompt.phase is PanelPhase.CONFIRMED:
        sentence = f"{_confirmation(prompt, status)}   escape closes"
        return BreakPanelView(sentence=sentence, advice="", progress="", keys="", asks=False)
    if prompt.phase is PanelPhase.RUNNING:
        return BreakPanelView(
            sentence=" ".join(ENJOY),
            advice="",
            progress=_away(prompt.away_s, settings, status),
            keys="",
        )
    progress = f"{SYMBOL_AWAY} waiting to see you get up"
    if prompt.returned_after_s is not None:
        progress = (
            f"{SYMBOL_AWAY} back after {stopwatch(prompt.returned_after_s)}"
            f" - a break counts from {stopwatch(settings.break_counts_after_s)}"
        )
    return BreakPanelView(
        sentence=f"You have been sitting for {duration(status.bout_s)} - time for a change of position.",
        advice=WHAT_TO_DO,
        progress=progress,
        keys=_keys(exercises=exercises),
        short_keys="b took one  s snooze  k skip",
    )


def _keys(*, exercises: bool) -> str:
    exercise = "e exercise   " if exercises else ""
    return f"{exercise}b took one   s snooze {USUAL_SNOOZE_MIN} min   S longer   k skip"


def _away(away_s: float, settings: SittingSettings, status: Status) -> str:
    words, share = away_words(away_s, settings, status)
    return f"{SYMBOL_BREAK} {words}  {bar(share, 16)}"


def away_words(away_s: float, settings: SittingSettings, status: Status) -> tuple[str, float]:
    """How far the break has got, and the same as a share of what counts, then of a whole break."""
    counts, whole = settings.break_counts_after_s, settings.break_target_s
    goal = counts if away_s < counts else whole
    how = "standing" if status.activity is Activity.STANDING else "away"
    words = f"{how} {stopwatch(away_s)} of {stopwatch(goal)}"
    if away_s >= counts:
        words = f"{how} {stopwatch(away_s)} - this counts"
        if away_s < whole:
            words += f"; a whole break is {stopwatch(whole)}"
    return words, min(1.0, away_s / goal)


def _confirmation(prompt: PromptState, status: Status) -> str:
    """What was confirmed; a whole break on one's feet is, while it goes on."""
    still_out = status.activity in (Activity.AWAY, Activity.STANDING)
    wish = "Enjoy it." if still_out else "Welcome back."
    if prompt.taken is None:
        return wish
    if prompt.taken.verified_by is VerifiedBy.SELF_REPORT:
        return f"Noted: a break at your word. {wish}"
    return f"● {break_taken_words(prompt.taken)}. {wish}"


SUSPENDED = (
    "Your answers need emergency medical assessment now: call your emergency number. "
    "Prompts and exercises rest until midnight."
)
"""In the place of every prompt for the rest of the day; the screen of the warning signs said more."""
HOMEWORK_IS_LEFT = "A good moment for your exercises? 2 shows what is left today."
"""The line of a homework reminder."""


def notice(prompt: PromptState, status: Status | None) -> str | None:
    """The one line: emergency care; a posture, stillness or standing that has lasted; homework; or `None`.

    What lasts counts on as long as the line stands.
    """
    if prompt.suspended:
        return SUSPENDED
    if isinstance(prompt.lasting, StillnessProlonged):
        held = duration(max(prompt.lasting.duration_s, 0.0 if status is None else status.still_s))
        return f"{SYMBOL_STILL} You have been in one position for {held} - time for another one."
    if isinstance(prompt.lasting, StandingProlonged):
        held = duration(max(prompt.lasting.duration_s, 0.0 if status is None else status.standing_s))
        return f"{SYMBOL_STANDING} You have been standing for {held} - time for a change."
    if prompt.slouch is None:
        return HOMEWORK_IS_LEFT if prompt.homework else None
    words = LABEL_WORDS[prompt.slouch.label]
    held = duration(prompt.slouch_s)
    return f"{words.symbol} You have been {words.been} for {held} - time for a change."


def prompt_line(
    prompt: PromptState, status: Status | None, settings: SittingSettings, home_key: str | None = None
) -> str | None:
    """What is asked in one line for a screen that shows something else.

    `home_key` leads to the answers; `None` where the keys are taken.
    """
    panel = break_panel(prompt, status, settings)
    if panel is None:
        told = notice(prompt, status)
        return None if told is None or status is None or status.paused else told
    if prompt.phase is PanelPhase.DUE and status is not None:
        how = "" if home_key is None else f" {home_key} answers it."
        return f"{SYMBOL_BREAK} Sitting for {duration(status.bout_s)}: a break is due.{how}"
    return panel.progress or panel.sentence
