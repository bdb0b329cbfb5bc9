"""What changed from one version of a plan to the next, for each exercise and key, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.items import Variable
from tui.plan_words import (
    SIDE_WORDS,
    amount_words,
    changed_words,
    day_words,
    days_words,
    dose_words,
    item_name,
    pain_lines,
    progression_words,
    regression_words,
    seconds_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from posture.exercises import Exercise
    from posture.therapy.items import PlanItem
    from posture.therapy.plan import Plan, Questionnaire
    from posture.therapy.plan_use import Course

NOTHING = "nothing"


def change_lines(old: Plan, new: Plan, exercises: Mapping[str, Exercise]) -> list[str]:
    """One line for each thing that is new, gone or different, in the order of the new plan."""
    lines = _changed("", dict(_facts(old)), dict(_facts(new)))
    before = {item.id: item for item in old.items}
    for item in new.items:
        name = item_name(item, exercises)
        if item.id in before:
            lines += _changed(f"{name}, ", dict(_item_facts(before[item.id])), dict(_item_facts(item)))
        else:
            lines.append(f"{name} is new.")
    kept = {item.id for item in new.items}
    lines += [
        f"{item_name(item, exercises)} is no longer in the plan." for item in old.items if item.id not in kept
    ]
    return lines


def dose_lines(course: Course, exercises: Mapping[str, Exercise]) -> list[str]:
    """What becomes of the doses that were reached: the therapist's holds where he changed it."""
    lines = []
    for item in course.use.plan.items:
        name, before, now = item_name(item, exercises), course.before.get(item.id), course.begun[item.id]
        if before is not None and before.dose not in (before.item.dose, now):
            lines.append(f"{name}: {changed_words(item, now, before)}.")
        elif before is None and now != item.dose:
            led = dose_words(item, now)
            lines.append(f"{name} goes on with {led}, where the plan's rules have led.")
    return lines


def _changed(prefix: str, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    keys = [*new, *(key for key in old if key not in new)]
    return [
        f"{prefix}{key}: {new.get(key) or NOTHING}; before: {old.get(key) or NOTHING}"
        for key in keys
        if old.get(key, "") != new.get(key, "")
    ]


def _facts(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "title", plan.title
    yield "for", plan.patient
    yield "from", plan.therapist
    yield "first day", day_words(plan.start)
    yield "review", "" if plan.review is None else day_words(plan.review)
    yield "last day", "" if plan.end is None else day_words(plan.end)
    yield "breaks a day", "" if plan.breaks_a_day is None else f"{plan.breaks_a_day}"
    for step in plan.sitting:
        words = f"{seconds_words(step.break_s)} after {seconds_words(step.break_after_s)} of sitting"
        yield f"breaks from week {step.from_week} on", words
    for number, goal in enumerate(plan.goals, 1):
        start = "" if goal.baseline is None else f" from {goal.baseline:g}"
        yield f"goal {number}", f"{goal.text} ({goal.measure},{start} to {goal.target:g} {goal.unit})"
    yield "pain", " ".join(pain_lines(plan.pain))
    yield "when to stop", " ".join(plan.stop_rules)
    yield "take care", " ".join(plan.precautions)
    asked = plan.check_ins
    yield "days between questions about pain", f"{asked.pain_every_days or ''}"
    yield "days between questions about activities", f"{asked.activities_every_days or ''}"
    yield "question about change at the review", "asked" if asked.change_at_review else ""
    yield "activities to rate", ", ".join(asked.activities)
    for one in plan.questionnaires:
        yield f"questionnaire {one.id}", _questionnaire(one)
    yield "reminders", ", ".join(f"{minute // 60:02}:{minute % 60:02}" for minute in plan.reminders)
    yield "reminders may be moved", "yes" if plan.reminders_may_change else "no"
    yield "to read", ", ".join(plan.education)
    yield "notes", " ".join(plan.notes.split())


def _questionnaire(one: Questionnaire) -> str:
    meaningful = "" if one.meaningful_change is None else f", a change of {one.meaningful_change:g} matters"
    scale = f"{one.scale_from} ({one.from_means}) to {one.scale_to} ({one.to_means})"
    often = "at start and review" if one.every_days is None else f"every {one.every_days} days"
    items = " ".join(one.items)
    return f"{one.title}: {one.intro} {items} {scale}, {one.scoring}, {one.direction}{meaningful}, {often}"


def _item_facts(item: PlanItem) -> Iterator[tuple[str, str]]:
    dose = item.dose
    yield "name", item.name
    for variable, key in _DOSE_KEYS.items():
        amount = dose.value(variable)
        empty = amount is None or (variable is Variable.RESISTANCE and not item.resistances)
        yield key, "" if empty or amount is None else amount_words(item, variable, amount)
    yield "rest", seconds_words(item.rest_s) if item.rest_s else ""
    tempo = item.tempo
    yield "pace", "" if tempo is None else f"{tempo.out_s:g} s, {tempo.hold_s:g} s, {tempo.back_s:g} s"
    yield "side", SIDE_WORDS[item.side]
    yield "bands or weights", ", ".join(item.resistances)
    yield "days", days_words(item.days)
    yield "why", item.why
    yield "how", " ".join(item.cues)
    yield "how far", " ".join(item.range_limits)
    yield "take care", " ".join(item.precautions)
    yield "when to stop", " ".join(item.stop_rules)
    yield "rules for more", " ".join(progression_words(item, rule) for rule in item.progressions)
    yield "rules for less", " ".join(regression_words(item, rule) for rule in item.regressions)


_DOSE_KEYS = {
    Variable.SETS: "sets",
    Variable.REPETITIONS: "repetitions",
    Variable.HOLD: "hold",
    Variable.DURATION: "duration",
    Variable.TIMES_A_DAY: "times a day",
    Variable.RESISTANCE: "resistance",
}
