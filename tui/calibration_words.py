"""The words of the calibration screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tui.view_model import Line
from tui.wording import Tone, reason_words

if TYPE_CHECKING:
    from tui.monitor_session import CalibrationOutcome, CalibrationProgress


INTRODUCTION: tuple[Line, ...] = (
    Line(
        "Your reference is how you sit when you are comfortable and upright. There is no ideal: "
        "later postures are only compared with your own.",
        Tone.CALM,
    ),
    Line("", Tone.CALM),
    Line("1  Sit back, as you would to begin a day.", Tone.CALM),
    Line("2  Face the screen, head and shoulders in view.", Tone.CALM),
    Line("3  Stay so for half a minute. Breathe, blink.", Tone.CALM),
    Line("", Tone.CALM),
    Line("No picture is kept, only a few ratios.", Tone.QUIET),
    Line("", Tone.CALM),
    Line("enter start   escape later", Tone.NOTICE),
)

PART_WORDS = {
    "look_around": "Sit as in your reference; look around the screen, at the keyboard",
    "slump": "Sit the way you slump",
    "upright_again": "Sit upright again",
}
"""What to do in each part of the half minute that tries a reference."""

_HEADINGS = {"get_ready": "Get comfortable", "collecting": "Stay like this", "done": "Done"}


def progress_lines(progress: CalibrationProgress | None) -> tuple[Line, ...]:
    """The countdown and what to change, while it runs."""
    if progress is None:
        return (Line("Get comfortable", Tone.NOTICE), Line("waiting for a picture", Tone.QUIET))
    seconds = math.ceil(progress.seconds_left)
    lines = [
        Line(_HEADINGS.get(progress.phase, progress.phase), Tone.NOTICE),
        Line(f"{seconds} s left", Tone.CALM),
    ]
    if progress.phase == "collecting":
        lines.append(Line(f"{progress.usable} good samples so far", Tone.QUIET))
    lines.append(Line("", Tone.CALM))
    if progress.view is None:
        lines.append(Line("● You are well in view", Tone.CALM))
    else:
        lines.append(Line(f"? {reason_words(progress.view)}", Tone.NOTICE))
    lines.extend(Line(sentence, Tone.CALM) for sentence in progress.advice)
    return tuple(lines)


_VERDICTS = {
    "good": "● Good: a steady, clear reference",
    "fair": "◐ Fair: usable; it could be steadier",
    "poor": "○ Weak: it will often be unsure",
}


def verdict_lines(outcome: CalibrationOutcome) -> tuple[Line, ...]:
    """The verdict, what would make it better, and the question."""
    lines = [Line(_VERDICTS.get(outcome.quality, outcome.quality), Tone.NOTICE), Line("", Tone.CALM)]
    if outcome.advice:
        lines.append(Line("What would make it better:", Tone.QUIET))
        lines.extend(Line(f"- {sentence}", Tone.CALM) for sentence in outcome.advice)
        lines.append(Line("", Tone.CALM))
    lines.append(Line("enter use it   r try again   escape cancel", Tone.NOTICE))
    return tuple(lines)


def refusal_lines(sentence: str) -> tuple[Line, ...]:
    """Why there is no reference."""
    return (
        Line("No reference this time", Tone.NOTICE),
        Line("", Tone.CALM),
        Line(sentence, Tone.CALM),
        Line("", Tone.CALM),
        Line("r try again   escape cancel", Tone.NOTICE),
    )
