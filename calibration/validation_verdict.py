"""Whether a new reference will work, judged from what was seen in the half minute after it (`validation`).

A reference works when the slump is called a slouch and sitting upright is not. The first sentence is the
verdict, the others say what to change. All limits are our own choice (ENG).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from calibration.quality import ADVICE, judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture.baseline import Baseline
    from posture.labels import Reason

MIN_PICTURES = 5
"""A part with fewer pictures was not tried; as many as a reference needs."""

JUDGEABLE = 0.5
"""Share of the pictures that must be judged, of all and of the slump."""

QUIET = 0.2
"""Share of an upright part that may look like a slouch: a glance down, not more."""

MOSTLY = 0.7
"""Share of the slump that must be called a slouch to say that it works."""

SOMETIMES = 0.2
"""Under this share the slump is not seen."""


class Part(StrEnum):
    """What the user is asked to do."""

    LOOK_AROUND = "look_around"
    SLUMP = "slump"
    UPRIGHT_AGAIN = "upright_again"
    DONE = "done"


PARTS = (Part.LOOK_AROUND, Part.SLUMP, Part.UPRIGHT_AGAIN)


class Outcome(StrEnum):
    """Whether the reference will work."""

    WORKS = "works"
    WORKS_FOR_CLEAR_SLUMPS = "works_for_clear_slumps"
    DOES_NOT = "does_not"
    NOT_TRIED = "not_tried"
    """There were too few pictures to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartResult:
    """One part, without its beginning.

    Attributes:
        pictures: how many came.
        judged: how many of them could be judged.
        slouches: how many of the judged were called a slouch.
        median_score: of the judged: 0 at the reference, 1 where a slouch counts; `None` when none was.
            Leaning back is no slouch and counts as 0.
    """

    pictures: int
    judged: int
    slouches: int
    median_score: float | None

    @property
    def judged_share(self) -> float:
        """Of the pictures; 0 without any."""
        return self.judged / self.pictures if self.pictures else 0.0

    @property
    def slouch_share(self) -> float:
        """Of the judged; 0 when none was."""
        return self.slouches / self.judged if self.judged else 0.0


def judge_parts(
    parts: Mapping[Part, PartResult],
    baseline: Baseline,
    problems: Mapping[Reason, int],
    brightness: float | None,
) -> tuple[Outcome, tuple[str, ...]]:
    """The verdict and its sentences.

    Args:
        parts: what was seen in each of `PARTS`.
        baseline: the reference that was tried.
        problems: how often each reason made a picture impossible to judge.
        brightness: median grey level, 0..1, or `None` where unknown.
    """
    around, slump, again = (parts[part] for part in PARTS)
    if min(around.pictures, slump.pictures, again.pictures) < MIN_PICTURES:
        sentence = (
            f"It is not known whether this reference works: a part had fewer than {MIN_PICTURES} pictures. "
            "Try again with a longer recording, or more pictures a second (--fps)."
        )
        return Outcome.NOT_TRIED, (sentence,)
    judged = around.judged + slump.judged + again.judged
    pictures = around.pictures + slump.pictures + again.pictures
    for count, of, what in (
        (judged, pictures, "pictures"),
        (slump.judged, slump.pictures, "pictures of your slump"),
    ):
        if count < JUDGEABLE * of:
            sentence = f"This will not work yet: only {count} of {of} {what} could be judged."
            return Outcome.DOES_NOT, (sentence, ADVICE[max(problems, key=lambda reason: problems[reason])])
    view = judge(
        baseline,
        usable=judged,
        seen=judged + sum(problems.values()),
        problems=problems,
        brightness=brightness,
    ).advice
    outcome, sentences = _on_judged(around, slump, again, taught=baseline.relaxed is not None)
    return outcome, sentences if outcome is Outcome.WORKS else sentences + view


def _on_judged(
    around: PartResult, slump: PartResult, again: PartResult, *, taught: bool
) -> tuple[Outcome, tuple[str, ...]]:
    """The verdict where enough could be judged; `taught` says whether there is a relaxed anchor."""
    seen = f"your slump was called a slouch in {_percent(slump.slouch_share)} of its pictures"
    false = max(around.slouch_share, again.slouch_share)
    if false > QUIET:
        sentence = (
            "This will not work yet: sitting upright was called a slouch in up to "
            f"{_percent(false)} of its pictures."
        )
        return Outcome.DOES_NOT, (sentence, _on_false_alarms(around, again))
    rest = f"taken for one in up to {_percent(false)} of its pictures" if false else "never called one"
    if slump.slouch_share >= MOSTLY:
        return Outcome.WORKS, (f"This works: {seen}, and sitting upright was {rest}.",)
    if slump.slouch_share >= SOMETIMES:
        sentence = f"This works for clear slumps: {seen}, and sitting upright was {rest}."
        return Outcome.WORKS_FOR_CLEAR_SLUMPS, (sentence, _on_unseen(taught=taught))
    reached = _percent(slump.median_score or 0.0)
    sentence = f"This will not work yet: {seen}; it reached {reached} of what counts."
    return Outcome.DOES_NOT, (sentence, _on_unseen(taught=taught))


def _on_false_alarms(around: PartResult, again: PartResult) -> str:
    if again.slouch_share >= around.slouch_share:
        what = "After the slump you sat differently from the reference"
    else:
        what = "While you looked around you were away from the reference"
    return (
        f"{what}: calibrate again, sitting the way you can keep up for a while, or count only larger changes "
        "with a lower slouch.sensitivity."
    )


def _on_unseen(*, taught: bool) -> str:
    camera = "put the camera at the height of your eyes or a little above and calibrate again."
    if taught:
        return camera[0].upper() + camera[1:]
    return f"Teach it how you slump (`l` in the app, `posture calibrate --relaxed` outside it), or {camera}"


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
