"""What ratings say, as text for people and as JSON with stable keys for scripts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture.therapy.measures import CHANGE_WORDS, Measure, Rule, Verdict, change_size
from posture.therapy.records import GlobalChange

if TYPE_CHECKING:
    from posture.therapy.onset import Course

MEASURE_WORDS = {
    "pain_now": "Pain now",
    "pain_average": "Pain on average, 7 days",
    "pain_worst": "Pain at its worst, 7 days",
    "activity": "Able: {name}",
    "activities": "Able: mean of your activities",
    "score": "Score: {name}",
    "questionnaire": "Questionnaire: {name}",
}

_WIDEST_NAME = 36
_WIDEST = 80
_NARROWEST = 30


class Format(StrEnum):
    """How it is printed."""

    TEXT = "text"
    JSON = "json"


def measures_text(measures: Sequence[Measure], change: GlobalChange | None) -> str:
    """First, before and now of each line, what the change is, and below what counts as one."""
    if not measures and change is None:
        return "Nothing was rated yet.\n"
    names = [_name_of(measure) for measure in measures]
    width = max(map(len, names), default=0)
    lines = [f"{'':<{width}}  First  Before  Now"] if measures else []
    for name, measure in zip(names, measures, strict=True):
        before = "" if measure.previous is None else figure(measure.previous)
        figures = f"{figure(measure.baseline):>5}  {before:>6}  {figure(measure.now):>3}"
        lines.append(f"{name:<{width}}  {figures}  {verdict_words(measure)}".rstrip())
    if change is not None:
        since = "" if change.since is None else f" since {change.since}"
        lines.append(f"The change as you see it{since}: {change.score:+d}, {change_size(change.score)}")
    rules = dict.fromkeys(measure.rule.words for measure in measures if measure.rule is not None)
    told = [*rules, *(() if change is None else (f"the change as you see it: {CHANGE_WORDS}",))]
    if told:
        lines += ["", "What counts as a change:", *(f"- {words}" for words in told)]
    return "\n".join(lines) + "\n"


def verdict_words(measure: Measure) -> str:
    """What the change of one line amounts to."""
    change = measure.change
    if change is None:
        return ""
    by = figure(abs(change))
    match measure.verdict:
        case Verdict.BETTER:
            return f"better by {by}"
        case Verdict.WORSE:
            return f"worse by {by}"
        case Verdict.SMALLER if change:
            return f"by {by}, less than what counts"
        case Verdict.NO_RULE if change:
            return f"changed by {by}; no rule says what counts"
        case _:
            return "as at first"


def course_text(course: Course, columns: int) -> str:
    """How long it has lasted, and whether to book an assessment. The label is for the PT and not said."""
    weeks = f"{course.weeks} week{'' if course.weeks == 1 else 's'}"
    if not course.book_pt:
        return f"It began on {course.began}, {weeks} ago.\n"
    said = (
        f"It began on {course.began}, {weeks} ago, and nobody has looked at it as far as this program knows. "
        "Back pain usually settles, and it is common for it to come and go. As yours has lasted this long, "
        "an assessment by a physical therapist can help to find what to change. Keep moving gently "
        "meanwhile."
    )
    return textwrap.fill(said, max(_NARROWEST, min(columns, _WIDEST))) + "\n"


def measures_document(measures: Iterable[Measure]) -> list[dict[str, Any]]:
    """The lines of figures for scripts."""
    return [
        {
            "id": measure.id,
            "name": measure.name,
            "baseline": measure.baseline,
            "previous": measure.previous,
            "now": measure.now,
            "times": measure.times,
            "change": measure.change,
            "verdict": measure.verdict.value,
            "rule": None if measure.rule is None else _rule_document(measure.rule),
        }
        for measure in measures
    ]


def course_document(course: Course | None) -> dict[str, Any] | None:
    """How long it has lasted, for scripts; here the label of the stage stands too."""
    if course is None:
        return None
    return {
        "began": str(course.began),
        "days": course.days,
        "weeks": course.weeks,
        "stage": course.stage.value,
        "assessed": course.assessed,
        "book_pt": course.book_pt,
    }


def _rule_document(rule: Rule) -> dict[str, Any]:
    return {"points": rule.points, "share": rule.share, "words": rule.words, "source": rule.source}


def _name_of(measure: Measure) -> str:
    name = MEASURE_WORDS[measure.id].replace("{name}", measure.name)
    return name if len(name) <= _WIDEST_NAME else f"{name[: _WIDEST_NAME - 1]}…"


def figure(value: float) -> str:
    """At most one digit behind the point, and none where it says nothing."""
    return f"{round(value, 1):g}"
