"""A plan as the patient reads it, in a terminal of any width."""

from __future__ import annotations

import textwrap
from datetime import timedelta
from typing import TYPE_CHECKING

from posture.exercises import Sides
from posture.therapy.items import Kind, Side
from posture.therapy.schedule import Phase, phase_on, week_of_plan
from tui.plan_words import (
    GENERAL_STOP,
    TIER_WORDS,
    counted,
    day_words,
    dose_words,
    item_name,
    pain_lines,
    progression_words,
    regression_words,
    relative_words,
    seconds_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from posture.exercises import Exercise
    from posture.therapy.items import PlanItem
    from posture.therapy.plan import CheckIns, Goal, Plan

SHORT_HASH = 12
"""So many characters of the hash tell two versions apart in a line."""
NO_GUILT = "A day that was missed is simply a day: there is nothing to catch up."

_BY_SIDES = (Sides.OPPOSITE, Sides.ALTERNATE)
_WIDEST = 80
_NARROWEST = 40


def plan_text(
    plan: Plan,
    exercises: Mapping[str, Exercise],
    titles: Mapping[str, str],
    today: date,
    columns: int,
    *,
    first_weekday: int = 0,
) -> str:
    """The whole plan.

    Args:
        plan: the plan.
        exercises: the exercise library.
        titles: those of the pieces to read, by id.
        today: the patient's date.
        columns: cells there are for a line.
        first_weekday: the day a week begins with where the reader lives, Monday 0 to Sunday 6.
    """
    width = max(_NARROWEST, min(columns, _WIDEST))
    blocks = [
        [plan.title, *_header(plan, today)],
        _block("What it is for", map(_goal, plan.goals)),
        _block("Sitting and breaks", _sitting(plan)),
        *_items(plan, exercises, first_weekday),
        _block("If it hurts (0 is no pain, 10 the worst there is)", pain_lines(plan.pain)),
        _block("When to stop", [*plan.stop_rules, GENERAL_STOP]),
        _block("Take care", plan.precautions),
        _block("What you will be asked", _check_ins(plan)),
        _block("When you are reminded", _reminders(plan)),
        _block("To read", (f"posture learn {one}: {titles.get(one, one)}" for one in plan.education)),
        ["Notes", *plan.notes.strip().splitlines()] if plan.notes.strip() else [],
    ]
    lines = []
    for block in blocks:
        if block:
            lines += [*(part for line in block for part in _wrapped(line, width)), ""]
    lines += textwrap.wrap(NO_GUILT, width)
    return "\n".join(lines) + "\n"


def version_words(plan: Plan) -> str:
    """Which plan and version: its id, revision and the beginning of its hash."""
    return f"{plan.id}, version {plan.revision}, {plan.hash[:SHORT_HASH]}"


def phase_words(plan: Plan, today: date) -> str:
    """Where in the plan today lies."""
    phase = phase_on(plan, today)
    if phase is Phase.BEFORE:
        return f"It starts {relative_words(plan.start, today)}, on {day_words(plan.start)}."
    if phase is Phase.OVER and plan.end is not None:
        return f"Its last day was {day_words(plan.end)}: ask your therapist how to go on."
    return f"Today is in week {week_of_plan(plan, today)}; it started on {day_words(plan.start)}."


def _header(plan: Plan, today: date) -> list[str]:
    lines = [f"For {plan.patient}, from {plan.therapist} ({version_words(plan)})", phase_words(plan, today)]
    if plan.review is not None and phase_on(plan, today) is not Phase.OVER:
        lines.append(
            f"You look at it together {relative_words(plan.review, today)}, on {day_words(plan.review)}."
        )
    if plan.end is not None and phase_on(plan, today) is not Phase.OVER:
        lines.append(f"The last day is {day_words(plan.end)}.")
    return lines


def _block(heading: str, lines: Iterable[str]) -> list[str]:
    listed = [f"- {line}" for line in lines]
    return [heading, *listed] if listed else []


def _goal(goal: Goal) -> str:
    came_from = "" if goal.baseline is None else f"from {goal.baseline:g} "
    return f"{goal.text} ({goal.measure}: {came_from}to {goal.target:g}, {goal.unit})"


def _sitting(plan: Plan) -> list[str]:
    lines = []
    for step in plan.sitting:
        after, length = seconds_words(step.break_after_s), seconds_words(step.break_s)
        begins = plan.start + timedelta(weeks=step.from_week - 1)
        since = "" if step.from_week == 1 else f"From week {step.from_week} on ({day_words(begins)}): "
        lines.append(f"{since}{'a' if since else 'A'} break of {length} after {after} of sitting.")
    if plan.breaks_a_day is not None:
        lines.append(f"{counted(plan.breaks_a_day, 'break')} a day.")
    return lines


def _items(plan: Plan, exercises: Mapping[str, Exercise], first_weekday: int) -> list[list[str]]:
    """One block for each exercise and activity, under one heading."""
    blocks: list[list[str]] = [["What to do"]] if plan.items else []
    for number, item in enumerate(plan.items, 1):
        blocks.append(
            [
                f"{number}. {item_name(item, exercises)}",
                *(f"   {line}" for line in _item(item, exercises, first_weekday)),
            ]
        )
    return blocks


def _item(item: PlanItem, exercises: Mapping[str, Exercise], first_weekday: int) -> list[str]:
    exercise = exercises.get(item.id) if item.kind is Kind.EXERCISE else None
    lines = [f"{dose_words(item, item.dose)}; {when_words(item, item.dose, first_weekday)}"]
    if item.rest_s and item.dose.sets > 1:
        lines.append(f"Rest {seconds_words(item.rest_s)} between sets.")
    if exercise is not None:
        lines += _sides(item, exercise)
    if item.tempo is not None:
        held = f", {item.tempo.hold_s:g} s there" if item.tempo.hold_s else ""
        lines.append(f"Pace: {item.tempo.out_s:g} s out{held}, {item.tempo.back_s:g} s back.")
    lines += _listed("Why", [item.why] if item.why else [])
    lines += _listed("How", item.cues or (exercise.cues if exercise else ()))
    lines += _listed("How far", item.range_limits)
    lines += _listed("Take care", item.precautions or (exercise.cautions[:-1] if exercise else ()))
    lines += _listed("Stop", item.stop_rules)
    lines.append(TIER_WORDS[exercise.tier] if exercise else "You time it, and your word is taken.")
    lines += _listed("More", [progression_words(item, rule) for rule in item.progressions])
    lines += _listed("Less", [regression_words(item, rule) for rule in item.regressions])
    return lines


def _sides(item: PlanItem, exercise: Exercise) -> list[str]:
    """That each side counts, where the exercise goes to one side and then to the other."""
    count, counting = item.dose.repetitions, exercise.counting
    if count is None or item.side is not Side.BOTH or counting is None or counting.sides not in _BY_SIDES:
        return []
    each = f", {count // 2} to each side" if count % 2 == 0 else ""
    return [f"Left and right each count: {count} in all{each}."]


def _listed(word: str, texts: Sequence[str]) -> list[str]:
    return [f"{word}: {' '.join(texts)}"] if texts else []


def _check_ins(plan: Plan) -> list[str]:
    asked: CheckIns = plan.check_ins
    lines = []
    if asked.pain_every_days is not None:
        lines.append(f"Your pain, {_every(asked.pain_every_days)}.")
    if asked.activities_every_days is not None:
        named = f": {', '.join(asked.activities)}" if asked.activities else " that you name"
        lines.append(f"How well you can do things{named}, {_every(asked.activities_every_days)}.")
    for one in plan.questionnaires:
        often = "at the start and at the review" if one.every_days is None else _every(one.every_days)
        lines.append(f"{one.title} ({counted(len(one.items), 'question')}), {often}.")
    if asked.change_at_review and plan.review is not None:
        lines.append("At the review, how much has changed.")
    return lines


def _every(days: int) -> str:
    return {1: "every day", 7: "every week", 14: "every two weeks"}.get(days, f"every {days} days")


def _reminders(plan: Plan) -> list[str]:
    if not plan.reminders:
        return []
    times = ", ".join(f"{minute // 60:02}:{minute % 60:02}" for minute in plan.reminders)
    return [f"At {times}" + (", and you may move that." if plan.reminders_may_change else ".")]


def _wrapped(line: str, width: int) -> list[str]:
    """A line, its continuation below its first word."""
    stripped = line.lstrip()
    indent = " " * (len(line) - len(stripped) + (2 if stripped.startswith("- ") else 0))
    return textwrap.wrap(line, width, subsequent_indent=indent, drop_whitespace=True) or [""]
