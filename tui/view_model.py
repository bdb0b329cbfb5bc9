"""From statuses, events and totals to the strings on the screen. Pure: no widget, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, NamedTuple

from posture.events import StandingProlonged, StillnessProlonged, VerifiedBy
from posture.labels import Activity, Label, Reason
from posture.ports import SourceInfo
from posture.settings import SittingSettings
from posture.status import BreakState, Status
from tui.prompt_state import PanelPhase, PromptState
from tui.wording import (
    LABEL_WORDS,
    SYMBOL_AWAY,
    SYMBOL_NO_PICTURE,
    SYMBOL_OVER,
    SYMBOL_PAUSED,
    SYMBOL_STANDING,
    SYMBOL_STILL,
    SYMBOL_UNKNOWN,
    Tone,
    duration,
    reason_words,
    stopwatch,
    until_words,
)

if TYPE_CHECKING:
    from posture.figures import Figures

_MOST_REASONS = 2
_BAR_FULL, _BAR_END, _BAR_REST = "━", "╸", "╌"


class Line(NamedTuple):
    """One line of text and how it is coloured."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is seen now: a symbol, a heading in plain words, the reason, and for how long."""

    symbol: str
    heading: str
    held: str
    detail: str
    tone: Tone


def now(status: Status | None, *, takes_reference: bool = False, demo: bool = False) -> Now:
    """What is seen now. Why nothing is seen comes before what is seen.

    `takes_reference` says that the reference is being taken from the beginning of the source itself, `demo`
    that a recording is played, which waits while it is paused.
    """
    if status is None:
        return _quiet("…", "Starting", "opening the camera")
    if status.paused:
        meanwhile = "the recording waits" if demo else "nothing is watched"
        return _quiet(SYMBOL_PAUSED, "Paused", f"{meanwhile}: press p to go on")
    if status.camera_lost:
        taken = Reason.IN_USE in status.reasons
        heading = "Another program has the camera" if taken else "No picture from the camera"
        return _quiet(SYMBOL_NO_PICTURE, heading, "waiting for it; this time counts as unknown")
    if status.activity is Activity.AWAY:
        return _quiet(SYMBOL_AWAY, "Away", "nobody in view")
    if status.activity is Activity.STANDING and Reason.STANDING in status.reasons:
        return _quiet(SYMBOL_STANDING, "Standing", "nothing is compared while you stand; t if you sit")
    if not status.calibrated and status.pose is not None:
        if takes_reference:
            return _quiet(SYMBOL_UNKNOWN, "Taking your reference", "from the first seconds of the recording")
        return _quiet(
            SYMBOL_UNKNOWN, "No reference yet", "press c to set yours; it takes about half a minute"
        )
    words = LABEL_WORDS[status.posture]
    if status.posture is Label.UNKNOWN:
        return _quiet(words.symbol, words.heading, _because(status) or "no clear view")
    tone = Tone.NOTICE if status.posture.is_slouch else Tone.CALM
    return Now(
        symbol=words.symbol,
        heading=words.heading,
        held=duration(max(0.0, status.at.mono_s - status.since_t)),
        detail=_because(status),
        tone=tone,
    )


def _quiet(symbol: str, heading: str, detail: str) -> Now:
    return Now(symbol=symbol, heading=heading, held="", detail=detail, tone=Tone.QUIET)


def _because(status: Status) -> str:
    if status.posture is Label.UPRIGHT:
        return ""
    if status.posture is Label.TURNED:
        return "not compared meanwhile"
    reasons = [reason for reason in status.reasons if reason != Reason.NOT_CALIBRATED]
    return ", ".join(reason_words(reason) for reason in reasons[:_MOST_REASONS])


def absent_words(status: Status | None) -> str:
    """What stands where the figure would be, when there is nobody to draw."""
    if status is None:
        return "waiting for the first picture"
    if status.paused:
        return "paused"
    if status.camera_lost:
        return "no picture"
    return "nobody in view"


def bar(share: float, width: int) -> str:
    """A bar that is told apart by its shape alone."""
    filled = round(min(1.0, max(0.0, share)) * 2 * width)
    full, half = divmod(filled, 2)
    return (_BAR_FULL * full + (_BAR_END if half else "") + _BAR_REST * width)[:width]


def sitting(
    status: Status | None, prompt: PromptState, settings: SittingSettings, width: int
) -> tuple[Line, ...]:
    """The current bout with its bar, and when the next break is due."""
    if status is None:
        return (Line("-", Tone.QUIET),)
    bout = status.bout_s
    if status.activity is Activity.STANDING:
        heading = f"Standing for {duration(status.standing_s)}"
    elif bout > 0:
        heading = f"Sitting for {duration(bout)}"
    else:
        heading = "Not sitting"
    left = status.break_due_in_s
    goal = bout + left if left is not None and bout > 0 else settings.nudge_after_s
    share = min(1.0, bout / goal) if goal > 0 else 0.0
    label = f" {duration(goal)}"
    bar_line = bar(share, max(4, width - len(label))) + label
    tone = Tone.NOTICE if status.break_state is BreakState.DUE else Tone.CALM
    return Line(heading, Tone.CALM), Line(bar_line, tone), _next_break(status, prompt)


def _next_break(status: Status, prompt: PromptState) -> Line:
    match status.break_state:
        case BreakState.ANNOUNCED:
            return Line("A break comes at the next pause", Tone.NOTICE)
        case BreakState.DUE:
            return Line("A break is due", Tone.NOTICE)
        case BreakState.RUNNING:
            how = "standing" if status.activity is Activity.STANDING else "away"
            return Line(f"On a break: {how} {stopwatch(status.break_away_s)}", Tone.CALM)
        case BreakState.HELD:
            return Line("In a meeting: prompts wait", Tone.QUIET)
        case BreakState.SNOOZED:
            if prompt.snoozed_until_t is None:
                return Line("Break snoozed", Tone.QUIET)
            until = status.at.shifted_to(prompt.snoozed_until_t)
            return Line(f"Break snoozed until {until_words(status.at, until)}", Tone.QUIET)
        case BreakState.NOT_DUE:
            left = status.break_due_in_s
            if status.meeting:
                return Line("In a meeting: prompts wait", Tone.QUIET)
            if left is None or status.bout_s <= 0:
                return Line("The next bout starts from zero", Tone.QUIET)
            return Line(f"Next break in {duration(left)}", Tone.QUIET)


def today(figures: Figures | None) -> tuple[Line, ...]:
    """Today's totals in three short lines."""
    if figures is None:
        return (Line("nothing yet", Tone.QUIET),)
    longest = duration(figures.longest_bout_s or 0.0)
    breaks = figures.breaks
    return (
        Line(f"Sitting {duration(figures.sitting_s)} · longest {longest}", Tone.CALM),
        Line(
            f"Breaks {breaks.taken} taken, {breaks.due} asked for · away {duration(figures.away_s)}",
            Tone.CALM,
        ),
        Line(
            f"Off your reference {duration(figures.slouch_s)} in {_times(figures.slouch_episodes)}",
            Tone.CALM,
        ),
    )


def _times(count: int) -> str:
    return "1 spell" if count == 1 else f"{count} spells"


def health(info: SourceInfo | None, status: Status | None, *, demo: bool = False, over: bool = False) -> str:
    """The state of the source in a few words, with a symbol; `over` says that it has come to its end."""
    if info is None:
        return "… starting"
    name = "recorded day" if demo else _source_name(info.name)
    if over:
        return f"{SYMBOL_OVER} {name} is over"
    if status is None:
        return f"… {name}"
    if status.paused:
        return f"{SYMBOL_PAUSED} {name} paused"
    if status.camera_lost:
        told = f"{name} gives no picture" if info.live else f"{name} has no picture here"
        return f"{SYMBOL_NO_PICTURE} {told}"
    return f"● {name}"


def _source_name(name: str) -> str:
    """A camera by its number, a stream by its address, a file without its folders."""
    if name.isdecimal():
        return f"camera {name}"
    return name if "://" in name else PureWindowsPath(name).name


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakPanelView:
    """The break panel: a sentence, how far it has got, what can be answered."""

    sentence: str
    progress: str
    keys: str


def break_panel(
    prompt: PromptState, status: Status | None, settings: SittingSettings
) -> BreakPanelView | None:
    """The break panel, or `None` while there is nothing to ask or confirm."""
    if status is None or status.paused or prompt.phase is PanelPhase.HIDDEN:
        return None
    if prompt.phase is PanelPhase.CONFIRMED:
        return BreakPanelView(sentence=_confirmation(prompt), progress="", keys="escape close")
    if prompt.phase is PanelPhase.RUNNING:
        return BreakPanelView(
            sentence="Enjoy the break: there is no hurry.",
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
        progress=progress,
        keys="b I took a break   s snooze   k skip",
    )


def _away(away_s: float, settings: SittingSettings, status: Status) -> str:
    counts, whole = settings.break_counts_after_s, settings.break_target_s
    goal = counts if away_s < counts else whole
    how = "standing" if status.activity is Activity.STANDING else "away"
    words = f"{how} {stopwatch(away_s)} of {stopwatch(goal)}"
    if away_s >= counts:
        words = f"{how} {stopwatch(away_s)} - this counts"
        if away_s < whole:
            words += f"; a whole break is {stopwatch(whole)}"
    return f"◑ {words}  {bar(away_s / goal, 16)}"


def _confirmation(prompt: PromptState) -> str:
    if prompt.taken is None:
        return "Welcome back."
    if prompt.taken.verified_by is VerifiedBy.SELF_REPORT:
        return "Noted: a break at your word. Welcome back."
    what = "Break confirmed" if prompt.taken.prompted else "Break seen"
    how = _SEEN_AS[prompt.taken.verified_by]
    return f"● {what}: {duration(prompt.taken.duration_s)} {how}. Welcome back."


_SEEN_AS = {
    VerifiedBy.ABSENCE: "away",
    VerifiedBy.STANDING: "on your feet",
    VerifiedBy.EXERCISE: "with an exercise",
    VerifiedBy.SELF_REPORT: "at your word",
}


def notice(prompt: PromptState) -> str | None:
    """The one gentle line about a posture, a stillness or a standing that has lasted, or `None`."""
    if isinstance(prompt.lasting, StillnessProlonged):
        held = duration(prompt.lasting.duration_s)
        return f"{SYMBOL_STILL} You have been in one position for {held} - time for another one."
    if isinstance(prompt.lasting, StandingProlonged):
        held = duration(prompt.lasting.duration_s)
        return f"{SYMBOL_STANDING} You have been standing for {held} - time for a change."
    if prompt.slouch is None:
        return None
    words = LABEL_WORDS[prompt.slouch.label]
    held = duration(prompt.slouch.duration_s)
    return f"{words.symbol} You have been {words.been} for {held} - time for a change."
