"""The whole app in three to five lines, for a pane of tmux. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from posture.labels import Activity
from posture.settings import Settings
from posture.status import BreakState, Status
from tui.break_view import USUAL_SNOOZE_MIN, break_panel, notice
from tui.place_words import MISFIT_KEYS
from tui.prompt_state import PanelPhase, PromptState
from tui.sitting_view import bout_share, next_break
from tui.view_model import Line, Now, bar
from tui.wording import Tone, duration

_KEYS_AT_REST = "? help  q quit"
_KEYS_ASKED = f"b took one  s {USUAL_SNOOZE_MIN} min  k skip"
_FULL_AT_REST, _FULL_ASKED = "v full view  ", "  v full"
_NARROWEST_BAR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Compact:
    """What the lines are made of.

    Attributes:
        clock: the time of day.
        now: what is seen now.
        banner: that this is a demo, or empty.
        tip: the tip of the moment, or empty.
        told: what the app tells of itself at the moment.
        doubt: why the reference may not fit, or empty.
        forced: whether the window has room for nothing else.
    """

    clock: str
    now: Now
    status: Status | None
    prompt: PromptState
    settings: Settings
    banner: str = ""
    tip: str = ""
    told: tuple[str, ...] = ()
    doubt: str = ""
    forced: bool = False


def compact_lines(shown: Compact, width: int, height: int) -> tuple[Line, ...]:
    """At most `height` lines of at most `width` cells: the state, the bout, what is asked, the keys."""
    asked = _asked(shown)
    lines = [_state(shown, width), _bout(shown, width)]
    panel = shown.prompt.phase is PanelPhase.DUE and asked is not None
    doubts = bool(shown.doubt) and not panel
    keys = Line(_keys(asked=panel, doubts=doubts, full=not shown.forced), Tone.QUIET)
    if doubts:
        lines.append(Line(shown.doubt, Tone.NOTICE))
    elif asked is not None:
        lines.append(asked)
    elif shown.now.detail:
        lines.append(Line(shown.now.detail.replace("\n", ", "), Tone.QUIET))
    if shown.banner:
        lines.append(Line(shown.banner, Tone.QUIET))
    elif shown.tip and asked is None and not doubts:
        lines.append(Line(f"Tip: {shown.tip}", Tone.QUIET))
    if len(lines) >= height and (panel or doubts):
        # In three lines the answers matter more than how long it has been.
        lines = [lines[0], *(line for line in lines[2:3])]
    room = max(1, height - 1)
    telling = [Line(row, Tone.NOTICE) for one in shown.told for row in wrap(one, width)][: room - 1]
    lines = [lines[0], *telling, *lines[1:]]
    lines = [*lines[:room], keys]
    return tuple(Line(_fit(line.text, width), line.tone) for line in lines[:height])


def _keys(*, asked: bool, doubts: bool, full: bool) -> str:
    """The keys; the one for everything only where everything has room."""
    if asked or doubts:
        return (_KEYS_ASKED if asked else MISFIT_KEYS) + (_FULL_ASKED if full else "")
    return (_FULL_AT_REST if full else "") + _KEYS_AT_REST


def _state(shown: Compact, width: int) -> Line:
    now = shown.now
    held = f" {now.held}" if now.held else ""
    left = f"{now.symbol} {now.heading}{held}"
    room = width - len(shown.clock) - 1
    return Line(f"{_fit(left, room):<{room}} {shown.clock}", now.tone)


def _bout(shown: Compact, width: int) -> Line:
    status = shown.status
    if status is None:
        return Line("", Tone.QUIET)
    if status.activity is Activity.STANDING:
        return Line(f"Standing {duration(status.standing_s)}", Tone.CALM)
    if status.bout_s <= 0 or status.break_state is BreakState.RUNNING:
        return next_break(status, shown.prompt)
    share, goal = bout_share(status, shown.settings)
    head, tail = f"Sitting {duration(status.bout_s)} ", f" {duration(goal)}"
    room = width - len(head) - len(tail)
    if room < _NARROWEST_BAR:
        return Line(f"{head}of{tail}", Tone.CALM)
    return Line(f"{head}{bar(share, room)}{tail}", Tone.CALM)


def _asked(shown: Compact) -> Line | None:
    """The one thing that is asked or told; without any, when the next break comes if that is not counted."""
    status = shown.status
    panel = break_panel(shown.prompt, status, shown.settings.sitting)
    if panel is not None:
        text = panel.progress or panel.sentence
        return Line("A break is due" if shown.prompt.phase is PanelPhase.DUE else text, Tone.NOTICE)
    if status is None or status.paused:
        return None
    told = notice(shown.prompt, status)
    if told is not None:
        return Line(told, Tone.NOTICE)
    waits = status.break_state not in (BreakState.NOT_DUE, BreakState.RUNNING) or status.meeting
    return next_break(status, shown.prompt) if waits else None


def _fit(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
