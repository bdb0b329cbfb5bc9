"""A whole session as text for people: what happened when, and the totals.

Times are times of day where the source knows them. Where it does not they are "14 min 30 s" after its start,
which cannot be taken for a time of day.
"""

from __future__ import annotations

import re
import textwrap
from datetime import timedelta
from typing import TYPE_CHECKING

from posture import events as ev
from posture.summary import summarise_session
from tui.log_format import duration, summary_table
from tui.wording import LABEL_WORDS, reason_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.instant import Instant

_WIDTH = 78
_NO_BREAK = "\N{NO-BREAK SPACE}"
_NUMBER_AND_UNIT = re.compile(r"\d+ (?:h|min|s)\b(?: \d+ (?:min|s)\b)?")
_CLOCK_WIDTH = len("09:14:30")
_ELAPSED_WIDTH = len("14 min 30 s")


def session_text(events: Sequence[ev.Event]) -> str:
    """The timeline and the figures of one session, each line ended by a newline."""
    lines = ["What happened"]
    lines.extend(f"  {line}" for line in _timeline(events))
    if len(lines) == 1:
        lines.append("  nothing worth a line")
    totals = summary_table(summarise_session(events).figures, title="Totals")
    return "\n".join(lines) + "\n\n" + totals


def _timeline(events: Sequence[ev.Event]) -> list[str]:
    said = [(line[0], line[1], event.at) for event in events if (line := _say(event)) is not None]
    said.sort(key=lambda line: line[0])
    lines: list[str] = []
    for t, text, at in said:
        when = _when(t, at)
        head = f"{when:>{_ELAPSED_WIDTH if at.wall is None else _CLOCK_WIDTH}}  "
        lines += _wrapped(head + text, " " * len(head))
    return lines


def _wrapped(line: str, indent: str) -> list[str]:
    """The line in lines that fit 80 columns; a number stays with its unit."""
    kept = _NUMBER_AND_UNIT.sub(lambda found: found[0].replace(" ", _NO_BREAK), line)
    pieces = textwrap.wrap(
        kept, _WIDTH, subsequent_indent=indent, drop_whitespace=True, break_on_hyphens=False
    )
    return [piece.replace(_NO_BREAK, " ") for piece in pieces]


def _say(event: ev.Event) -> tuple[float, str] | None:  # noqa: C901, PLR0911, PLR0912 - one line per type
    t = event.at.mono_s
    match event:
        case ev.Calibrated(quality=quality):
            return t, f"reference set ({quality})"
        case ev.CalibrationFailed(reason=reason):
            return t, f"no reference: {reason}"
        case ev.Present(since_t=since):
            return since, "you are in view"
        case ev.Away(since_t=since):
            return since, "nobody in view"
        case ev.StandingEnded(since_t=since):
            return since, f"standing for {duration(event.duration_s)}"
        case ev.StandingProlonged():
            return t, f"prompt: standing for {duration(event.duration_s)}"
        case ev.StillnessProlonged():
            return t, f"prompt: in one position for {duration(event.duration_s)}"
        case ev.MeetingStarted(by=by):
            return t, "meeting: prompts wait" + (" (the camera is in use)" if by == "camera" else "")
        case ev.MeetingEnded():
            return t, "meeting over"
        case ev.SlouchEnded(label=label, since_t=since):
            return since, f"{LABEL_WORDS[label].been} ({label}) for {duration(event.duration_s)}"
        case ev.SlouchProlonged(label=label):
            return t, f"prompt: {LABEL_WORDS[label].been} for {duration(event.whole_s)}"
        case ev.BreakDue():
            return t, f"break due after {duration(event.sitting_s)} of sitting"
        case ev.BreakTaken(verified_by=by, duration_s=duration_s):
            if by is ev.VerifiedBy.SELF_REPORT:
                return t, "break taken, by your own word"
            return t, f"break taken: {duration(duration_s)}, confirmed by {by.value}"
        case ev.BreakMissed(reason=reason):
            return t, f"break missed ({reason.replace('_', ' ')})"
        case ev.BreakSnoozed(until_t=until):
            return t, f"break snoozed until {_when(until, event.at)}"
        case ev.ExerciseFinished(counted_by=by, repetitions=repetitions):
            name = event.exercise.replace("_", " ")
            if event.counted is not None:
                return t, f"{name}: {repetitions} repetitions by your own word, {event.counted} seen"
            if by is ev.CountedBy.SELF_REPORT:
                return t, f"{name}: timed, {duration(event.hold_s)}"
            return t, f"{name}: {repetitions} repetitions seen"
        case ev.CameraLost(since_t=since):
            return since, "camera lost"
        case ev.CameraRestored():
            return t, "camera restored"
        case ev.ViewUnusable(reason=reason, since_t=since):
            return since, f"posture not judged: {reason_words(reason)}"
        case ev.ViewRestored(since_t=since):
            return since, "posture judged again"
        case ev.Suspended(since_t=since, duration_s=duration_s):
            return since, f"nothing recorded for {duration(duration_s)}"
        case ev.Paused():
            return t, "paused"
        case ev.Resumed():
            return t, "resumed"
    return None


def _when(t: float, at: Instant) -> str:
    """The time of `t` seconds, told with what is known of the moment `at` of the same session."""
    if at.wall is not None:
        return f"{at.wall + timedelta(seconds=t - at.mono_s):%H:%M:%S}"
    hours, rest = divmod(int(t), 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours} h {minutes:02d} min {seconds:02d} s"
    return f"{minutes} min {seconds:02d} s" if minutes else f"{seconds} s"
