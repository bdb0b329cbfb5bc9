"""The words of the calibration screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from posture.labels import Label
from tui.monitor_session import UNSAVED
from tui.view_model import Line
from tui.wording import LABEL_WORDS, Tone, reason_words

if TYPE_CHECKING:
    from tui.monitor_session import (
        CalibrationOutcome,
        CalibrationProgress,
        Kept,
        ValidationOutcome,
        ValidationProgress,
    )


_INTRODUCTION: tuple[Line, ...] = (
    Line(
        "Your reference is how you sit when you are comfortable and upright. There is no ideal: "
        "later postures are only compared with your own.",
        Tone.CALM,
    ),
    Line("", Tone.CALM),
    Line("1  Sit back, as you would to begin a day.", Tone.CALM),
    Line("2  Face the screen, head and shoulders in view.", Tone.CALM),
    Line("3  Stay so for 15 seconds.", Tone.CALM),
    Line("", Tone.CALM),
    Line("No picture is kept, only a few ratios.", Tone.QUIET),
    Line("", Tone.CALM),
)

_ADDS: tuple[Line, ...] = (
    Line("", Tone.CALM),
    Line("Or add to the reference you have:", Tone.QUIET),
    Line("l  how you sit when you let go", Tone.CALM),
    Line("s  how you stand to work", Tone.CALM),
    Line("p  another place: choose, add, rename", Tone.CALM),
)


CANCEL_WAYS = "escape cancel"


def introduction_lines(*, adds: bool, ways: str) -> tuple[Line, ...]:
    """What it is about and the `ways` out of it; with `adds` what can be added to the reference there is."""
    keys = Line(f"enter start   {ways}", Tone.NOTICE)
    return (*_INTRODUCTION, keys, *(_ADDS if adds else ()))


def title_words(place: str | None, new_place: str | None) -> str:
    """The title of the screen, with the place it is about."""
    if new_place is not None:
        return f"Set your reference for a new place: {new_place}"
    return "Set your reference" if place is None else f"Set your reference: {place}"


ANCHOR_WORDS = {
    "upright": ("Get comfortable", "Stay like this"),
    "relaxed": ("Let go, as you do late in the day", "Stay slumped like this"),
    "standing": ("Stand as you stand to work", "Stay standing like this"),
}
"""What to do before the samples count, and while they do."""

PART_WORDS = {
    "look_around": "Sit as in your reference; look around the screen, at the keyboard",
    "slump": "Sit the way you slump",
    "upright_again": "Sit upright again",
}
"""What to do in each part of the half minute that tries a reference."""


def progress_lines(progress: CalibrationProgress | None, anchor: str = "upright") -> tuple[Line, ...]:
    """The countdown and what to change, while it runs."""
    before, during = ANCHOR_WORDS[anchor]
    if progress is None:
        return (Line(before, Tone.NOTICE), Line("waiting for a picture", Tone.QUIET))
    seconds = math.ceil(progress.seconds_left)
    lines = [
        Line(before if progress.phase == "get_ready" else during, Tone.NOTICE),
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
    if progress.limits:
        lines += [Line("", Tone.CALM), Line(_LIMITS_ARE[anchor], Tone.QUIET)]
    return tuple(lines)


_LIMITS_ARE = {
    "upright": "Dashed: chin and shoulders down there, or the head out at a side, is what will count.",
    "relaxed": "Dashed: what counts so far.",
    "standing": "Dashed: what counts while you sit.",
}

_VERDICTS = {
    "good": "● Good: a steady, clear reference",
    "fair": "◐ Fair: usable; it could be steadier",
    "poor": "○ Poor: it will often be unsure",
}


def verdict_lines(outcome: CalibrationOutcome, limits_of: str | None = None) -> tuple[Line, ...]:
    """The verdict, what would make it better, and the question.

    `limits_of` is the anchor whose limit lines are still drawn, or `None`.
    """
    lines = [Line(_VERDICTS.get(outcome.quality, outcome.quality), Tone.NOTICE), Line("", Tone.CALM)]
    if outcome.advice:
        lines.append(Line("What would make it better:", Tone.QUIET))
        lines.extend(Line(f"- {sentence}", Tone.CALM) for sentence in outcome.advice)
        lines.append(Line("", Tone.CALM))
    lines.append(Line("enter use it   r try again", Tone.NOTICE))
    if limits_of is not None:
        lines += [Line("", Tone.CALM), Line(_LIMITS_ARE[limits_of], Tone.QUIET)]
    return tuple(lines)


def refusal_lines(sentence: str, anchor: str = "upright") -> tuple[Line, ...]:
    """Why there is no reference, or why the one there is stays as it was."""
    heading = "No reference this time" if anchor == "upright" else "Your reference stays as it was"
    return (
        Line(heading, Tone.NOTICE),
        Line("", Tone.CALM),
        Line(sentence, Tone.CALM),
        Line("", Tone.CALM),
        Line("r try again", Tone.NOTICE),
    )


_KEPT = {
    "upright": "● Your reference is set",
    "relaxed": "● It knows how you slump",
    "standing": "● It knows how you stand",
}


def kept_lines(kept: Kept, anchor: str) -> tuple[Line, ...]:
    """What is in use now, what had to be left out, and what makes it better."""
    lines = [Line(_KEPT[anchor], Tone.NOTICE), Line("", Tone.CALM)]
    if kept.dropped:
        both = " and ".join(kept.dropped)
        do, them = ("anchor does", "it") if len(kept.dropped) == 1 else ("anchors do", "them")
        lines += [
            Line(
                f"Your {both} {do} not go with it and had to be left out: you can take {them} again.",
                Tone.CALM,
            ),
            Line("", Tone.CALM),
        ]
    if kept.place == UNSAVED:
        lines += [
            Line(
                "For this recording only: nothing was saved. "
                "`posture calibrate --source FILE --profile NAME` saves one.",
                Tone.CALM,
            ),
            Line("", Tone.CALM),
        ]
    lines += [
        Line("Dashed: what counts from now on.", Tone.QUIET),
        Line("What makes it surer:", Tone.QUIET),
        Line("enter  check it: look around, slump, sit up", Tone.CALM),
        Line("l      teach it how you sit when you let go", Tone.CALM),
        Line("s      teach it how you stand to work", Tone.CALM),
        Line("", Tone.CALM),
        Line("enter check it now", Tone.NOTICE),
    ]
    return tuple(lines)


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
