"""How long in this position, how long sitting, and when the next break comes, as bars. Pure."""

from __future__ import annotations

from posture.instant import Instant
from posture.labels import Activity
from posture.settings import Settings
from posture.status import BreakState, Status
from tui.prompt_state import PromptState
from tui.view_model import Line, bar
from tui.wording import FROM_YOUR_PLAN, Tone, clock_time, duration, stopwatch, until_words

_LABEL_WIDTH, _VALUE_WIDTH = 10, 11
_NARROWEST_BAR = 4
_SOURCE_WORDS = (FROM_YOUR_PLAN, "your plan")
"""The longer where there is room."""


def sitting(
    status: Status | None, prompt: PromptState, settings: Settings, width: int, *, by_plan: bool = False
) -> tuple[Line, Line, Line]:
    """Three lines of at most `width` cells: the position, the bout, the next break.

    `by_plan` says that the next break comes when the plan in use says so.
    """
    if status is None:
        return (
            Line("Position  -", Tone.QUIET),
            Line("Sitting   -", Tone.QUIET),
            Line("Break     -", Tone.QUIET),
        )
    return (
        _position(status, settings, width),
        _bout(status, settings, width),
        _next_break(status, prompt, settings, width, by_plan=by_plan),
    )


def bout_share(status: Status, settings: Settings) -> tuple[float, float]:
    """How much of the way to the next break is done, 0 to 1, and the whole way in seconds."""
    goal = settings.sitting.nudge_after_s
    # After a missed break the next one comes later than the setting says.
    if status.break_due_in_s is not None and status.bout_s > 0:
        goal = status.bout_s + status.break_due_in_s
    return min(1.0, status.bout_s / goal), goal


def _position(status: Status, settings: Settings, width: int) -> Line:
    if status.activity is not Activity.SITTING or status.bout_s <= 0:
        return Line(f"{'Position':<{_LABEL_WIDTH}}-", Tone.QUIET)
    goal = settings.stillness.nudge_after_s
    tone = Tone.NOTICE if status.still_s >= goal else Tone.CALM
    return _row("Position", status.still_s, min(1.0, status.still_s / goal), goal, width, tone)


def _bout(status: Status, settings: Settings, width: int) -> Line:
    if status.activity is Activity.STANDING:
        goal = settings.standing.nudge_after_s
        tone = Tone.NOTICE if status.standing_s >= goal else Tone.CALM
        share = min(1.0, status.standing_s / goal)
        return _row("Standing", status.standing_s, share, goal, width, tone)
    if status.bout_s <= 0:
        return Line(f"{'Sitting':<{_LABEL_WIDTH}}not now", Tone.QUIET)
    share, goal = bout_share(status, settings)
    tone = Tone.NOTICE if status.break_state is BreakState.DUE else Tone.CALM
    return _row("Sitting", status.bout_s, share, goal, width, tone)


def _next_break(
    status: Status, prompt: PromptState, settings: Settings, width: int, *, by_plan: bool
) -> Line:
    left = status.break_due_in_s
    counting = status.break_state is BreakState.NOT_DUE and not status.meeting
    if counting and left is not None and status.bout_s > 0 and not prompt.suspended:
        share, _ = bout_share(status, settings)
        row = _row("Break in", left, 1.0 - share, None, width, Tone.CALM)
        return _with_source(row, width) if by_plan else row
    return next_break(status, prompt)


def _with_source(row: Line, width: int) -> Line:
    """Where the time of the next break comes from, as far as there is room."""
    said = next((words for words in _SOURCE_WORDS if len(row.text) + 1 + len(words) <= width), None)
    return row if said is None else Line(f"{row.text} {said}", row.tone)


def next_break(status: Status, prompt: PromptState) -> Line:
    """When the next break comes, in a sentence."""
    if prompt.suspended:
        return Line("Prompts rest until midnight", Tone.NOTICE)
    match status.break_state:
        case BreakState.ANNOUNCED:
            return Line("A break comes at the next pause", Tone.NOTICE)
        case BreakState.DUE:
            return Line(_due(prompt), Tone.NOTICE)
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
            return Line(f"Break in {duration(left)}", Tone.QUIET)


def _due(prompt: PromptState) -> str:
    """A break is due; where it is held back, until when or why."""
    waiting = prompt.waiting
    if waiting is None:
        return "A break is due"
    match waiting.reason, waiting.until:
        case "often", Instant() as until:
            return f"A break is due; it will be asked for at {clock_time(until)}"
        case "quiet_hours", Instant() as until:
            return f"A break is due; quiet hours last until {clock_time(until)}"
        case _:
            return f"A break is due; {_WAITS[waiting.reason]}"


_WAITS = {
    "day_off": "no prompts on this day",
    "switched_off": "its prompts are off",
    "exercise": "the exercise comes first",
    "suspended": "prompts rest until midnight",
}


def _row(label: str, value_s: float, share: float, goal_s: float | None, width: int, tone: Tone) -> Line:
    """A label, a duration, a bar, and where the bar ends."""
    head = f"{label:<{_LABEL_WIDTH}}{duration(value_s):<{_VALUE_WIDTH}}"
    goal = "" if goal_s is None else f" {duration(goal_s)}"
    room = width - len(head) - _VALUE_WIDTH
    if room < _NARROWEST_BAR:
        return Line(f"{head}{'of' if goal else ''}{goal}".rstrip(), tone)
    return Line(f"{head}{bar(share, room)}{goal}", tone)
