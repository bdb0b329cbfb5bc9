"""The words of the calibration screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from posture.labels import Label
from tui.view_model import Line
from tui.wording import LABEL_WORDS, Tone, reason_words

if TYPE_CHECKING:
    from tui.monitor_session import (
        CalibrationOutcome,
        CalibrationProgress,
        ValidationOutcome,
        ValidationProgress,
    )


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


TRIAL_OFFER: tuple[Line, ...] = (
    Line("● Your reference is set", Tone.NOTICE),
    Line("", Tone.CALM),
    Line("Half a minute tells whether it will work:", Tone.CALM),
    Line("1  Look around: the screen, the keyboard.", Tone.CALM),
    Line("2  Sit the way you slump.", Tone.CALM),
    Line("3  Sit upright again.", Tone.CALM),
    Line("", Tone.CALM),
    Line("enter check it now   escape later", Tone.NOTICE),
)


def trial_lines(progress: ValidationProgress | None) -> tuple[Line, ...]:
    """What to do now in the half minute, how long, and what is seen."""
    if progress is None:
        return (Line(PART_WORDS["look_around"], Tone.NOTICE), Line("waiting for a picture", Tone.QUIET))
    part = list(PART_WORDS).index(progress.part) + 1
    lines = [
        Line(PART_WORDS[progress.part], Tone.NOTICE),
        Line(f"{math.ceil(progress.seconds_left)} s left, part {part} of {len(PART_WORDS)}", Tone.CALM),
        Line("", Tone.CALM),
    ]
    if progress.view is None:
        words = LABEL_WORDS[Label(progress.label)]
        lines.append(Line(f"{words.symbol} {words.heading}", Tone.CALM))
    else:
        lines.append(Line(f"? {reason_words(progress.view)}", Tone.NOTICE))
    lines.extend(Line(sentence, Tone.CALM) for sentence in progress.advice)
    lines += [Line("", Tone.CALM), Line("escape later", Tone.NOTICE)]
    return tuple(lines)


_TRIAL_SYMBOLS = {"works": "●", "works_for_clear_slumps": "◐", "does_not": "○", "not_tried": "?"}


def trial_verdict_lines(outcome: ValidationOutcome) -> tuple[Line, ...]:
    """Whether the reference works, and what would help."""
    verdict, *advice = outcome.sentences
    lines = [Line(f"{_TRIAL_SYMBOLS[outcome.verdict]} {verdict}", Tone.NOTICE), Line("", Tone.CALM)]
    if advice:
        lines.extend(Line(f"- {sentence}", Tone.CALM) for sentence in advice)
        lines.append(Line("", Tone.CALM))
    lines.append(Line("enter done   r calibrate again", Tone.NOTICE))
    return tuple(lines)
