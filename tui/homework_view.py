"""Homework in words: lines for the screen and the command, the dashboard, and what a light says. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from posture.therapy.items import Kind, Light
from posture.therapy.plan_use import courses, only_use
from posture.therapy.progression import Action, Rule, Suggestion
from posture.therapy.schedule import Phase
from posture.therapy.today import Held
from posture.therapy.traffic_light import ADVICE, Advice
from tui.plan_text import NO_GUILT, phase_words
from tui.plan_words import (
    LIGHT_WORDS,
    TIER_WORDS,
    amount_words,
    changed_words,
    day_words,
    dose_words,
    item_name,
    seconds_words,
    times_words,
)
from tui.resting_words import held_words, rest_words
from tui.today_view import HomeworkLine
from tui.view_model import Line
from tui.wording import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from posture.exercises import Exercise
    from posture.therapy.exercise_records import ExerciseSession
    from posture.therapy.plan import PainLimits, Plan
    from posture.therapy.plan_use import Reached
    from posture.therapy.today import Homework, Today
    from tui.homework_source import HomeworkNow

NO_PLAN = (
    "No plan is in use.",
    "A plan comes as a file from your physical therapist; `posture plan use FILE` starts it.",
    "Then what is due each day stands here.",
    "Without one: key 3 has exercises to choose from.",
)
IN_THE_DEMO = ("The demo has no plan and keeps nothing.", *NO_PLAN[1:])

GENTLY = "Go on gently: smaller and slower is fine."
"""Said before an exercise where pain is on amber."""
ADVICE_SENTENCES = {
    Advice.GO_ON: "go on",
    Advice.GO_GENTLY: "go on gently, it should settle within {hours:g} hours",
    Advice.STOP_AND_NOTE: "that is enough for today, and it is noted for your therapist",
}
_NAME_WIDTH, _TIMES_WIDTH = 24, 10


def light_words(limits: PainLimits, pain: int) -> str:
    """What the plan says about a rating: "4 is amber in your plan: go on gently ..."."""
    light = limits.light(pain)
    said = ADVICE_SENTENCES[ADVICE[light]].format(hours=limits.settles_within_h)
    return f"{pain} is {LIGHT_WORDS[light]} in your plan: {said}."


def next_line(now: HomeworkNow) -> HomeworkLine | None:
    """The next piece of homework for the dashboard, or `None` where there is none to speak of."""
    today = now.today
    if today is None or not today.homework:
        return None
    if today.held is not None:
        sign = today.held is Held.WARNING_SIGN
        return HomeworkLine(text="rests (key 2 says why)" if sign else "rests for today")
    if today.next is None:
        return HomeworkLine(text="done for today")
    item, dose = today.next.item, today.next.dose
    return HomeworkLine(text=f"{item_name(item, now.exercises)}, {dose_words(item, dose)} (key 2)")


def message(now: HomeworkNow, plan: Plan, today: Today) -> str:
    """The one line about the day."""
    held = held_words(now)
    if held is not None:
        return held
    if today.phase in (Phase.BEFORE, Phase.OVER):
        return phase_words(plan, today.day)
    if today.ask_about is not None:
        return f"{_raised_words(today.ask_about)} y asks you."
    if not today.homework:
        return f"Nothing is due today. {NO_GUILT}"
    if today.next is None:
        return "All of today is done."
    if today.gently:
        return "Pain was on amber: go on gently."
    return NO_GUILT


def _raised_words(day: date) -> str:
    return f"Pain was raised after your exercises of {day:%A}: how is it now?"


def header(plan: Plan, today: Today) -> str:
    """Which plan, which day."""
    return f"{plan.title} · {day_words(today.day)}"


def state_words(homework: Homework) -> str:
    """How much of an item is done: "1 of 2", "done"."""
    if homework.left == 0:
        return "done" if homework.done <= homework.times else f"done, {homework.done} of {homework.times}"
    return f"{homework.done} of {homework.times}"


def row(homework: Homework, exercises: Mapping[str, Exercise]) -> str:
    """An item in the list: a mark, its name, how much is done."""
    mark = "✓" if homework.left == 0 else "·"
    name = item_name(homework.item, exercises)
    name = name if len(name) <= _NAME_WIDTH else f"{name[: _NAME_WIDTH - 1]}…"
    return f"{mark} {name:<{_NAME_WIDTH}} {state_words(homework):>{_TIMES_WIDTH}}"


def _amount_of_today(homework: Homework) -> str:
    """The dose that is next; where all is done the one that was asked for, and what the rules made of it."""
    item, dose, asked = homework.item, homework.dose, homework.asked
    following = dose_words(item, dose)
    if homework.left or asked is None:
        return following
    then = replace(
        dose,
        sets=asked.sets or dose.sets,
        repetitions=asked.repetitions,
        hold_s=asked.hold_s or 0.0,
        duration_s=asked.duration_s,
    )
    was = dose_words(item, then)
    return was if was == following else f"{was}; from now on {following}"


def by_whose_word(homework: Homework) -> str:
    """The camera's count and the patient's word, kept apart; empty where nothing is done."""
    parts = []
    if homework.counted:
        parts.append(f"{times_words(homework.counted)} counted by the camera")
    if homework.reported:
        parts.append(f"{times_words(homework.reported)} at your word")
    return ", ".join(parts)


def about(
    homework: Homework, plan: Plan, exercises: Mapping[str, Exercise], before: Reached | None = None
) -> list[Line]:
    """Everything to read about an item before it is done; `before` is where it stood before a new version."""
    item = homework.item
    exercise = exercises.get(item.id) if item.kind is Kind.EXERCISE else None
    done = by_whose_word(homework)
    lines = [
        Line(f"{dose_words(item, homework.dose)}", Tone.NOTICE),
        Line(f"{times_words(homework.times)} today" + (f": {done}" if done else ""), Tone.CALM),
    ]
    if item.rest_s and homework.dose.sets > 1:
        lines.append(Line(f"Rest {seconds_words(item.rest_s)} between sets.", Tone.CALM))
    if homework.dose != item.dose:
        begun = dose_words(item, item.dose)
        lines.append(Line(f"It began with: {begun}.", Tone.QUIET))
    if before is not None:
        lines.append(Line(f"New: {changed_words(item, homework.dose, before)}.", Tone.NOTICE))
    lines += [Line("", Tone.CALM)] if item.why else []
    lines += [Line(item.why, Tone.CALM)] if item.why else []
    cues = item.cues or (exercise.cues if exercise else ())
    limits = item.range_limits
    cautions = (*item.precautions, *plan.precautions, *item.stop_rules, *plan.stop_rules)
    if cues or limits:
        lines.append(Line("", Tone.CALM))
        lines += [Line(f"- {one}", Tone.CALM) for one in (*limits, *cues)]
    if cautions:
        lines.append(Line("", Tone.CALM))
        lines += [Line(f"! {one}", Tone.CALM) for one in cautions]
    lines.append(Line("", Tone.CALM))
    word = TIER_WORDS[exercise.tier] if exercise else "You time it, and your word is taken."
    lines.append(Line(word, Tone.QUIET))
    return lines


def suggestion_words(suggestion: Suggestion, plan: Plan) -> str | None:
    """What the plan's own rules say after a session, or `None` where they say to go on as before."""
    item = plan.item(suggestion.exercise)
    if item is None or suggestion.action is Action.HOLD:
        return None
    if suggestion.variable is None or suggestion.amount_from is None or suggestion.amount_to is None:
        return None
    before = amount_words(item, suggestion.variable, suggestion.amount_from)
    after = amount_words(item, suggestion.variable, suggestion.amount_to)
    why = {
        Rule.GOOD_SESSIONS: f"after {suggestion.good_sessions} good sessions",
        Rule.POOR_SESSIONS: f"after {suggestion.poor_sessions} sessions that went hard",
        Rule.FLARE: _flare_words(suggestion),
        Rule.NEW_VERSION: "",
        Rule.NONE: "",
    }[suggestion.rule]
    if suggestion.applied:
        return f"From now on {after} instead of {before}, {why}: your plan says so."
    return f"Your therapist will see a suggestion: {after} instead of {before}, {why}."


def _flare_words(suggestion: Suggestion) -> str:
    flare = suggestion.flare
    return "because it flared up" if flare is None else f"because of pain {flare.pain} (limit {flare.limit})"


def kept_words(name: str, light: Light | None, limits: PainLimits, pain: int | None) -> str:
    """What is said once a session is kept."""
    if light is None or pain is None:
        return f"{name}: kept."
    return f"{name}: kept. {light_words(limits, pain)}"


def conclusion(name: str, record: ExerciseSession, plan: Plan, now: HomeworkNow) -> str:
    """What is said once a session of the plan is kept: its light, and what the plan's own rules say."""
    told = [kept_words(name, record.light, plan.pain, record.pain_after)]
    if now.plan is not None:
        uses = now.uses or only_use(now.plan)
        told_by = next((one for one in reversed(courses(uses, now.records)) if one.use.plan == plan), None)
        suggestions = () if told_by is None else told_by.suggestions
        latest = [one for one in suggestions if one.exercise == record.exercise and one.when == record.at]
        words = suggestion_words(latest[-1], plan) if latest else None
        told += [] if words is None else [words]
    return " ".join(told)


def today_text(now: HomeworkNow) -> str:
    """`posture today` for people."""
    plan, today = now.plan, now.today
    if plan is None or today is None:
        rest = rest_words(now)
        return " ".join(NO_PLAN[:2]) + "\n" + ("" if rest is None else f"{rest}\n")
    lines = [header(plan, today), phase_words(plan, today.day), ""]
    for homework in today.homework:
        lines.append(f"{row(homework, now.exercises)}   {_amount_of_today(homework)}".rstrip())
        done = by_whose_word(homework)
        if done:
            lines.append(f"    {done}")
        before = today.doses_before.get(homework.item.id)
        if before is not None:
            lines.append(f"    New: {changed_words(homework.item, homework.dose, before)}")
    if today.homework:
        lines.append("")
    if today.held is None and today.ask_about is not None:
        lines.append(f"{_raised_words(today.ask_about)} `posture checkin --next-day 0-10` notes it.")
    elif today.phase not in (Phase.BEFORE, Phase.OVER):
        lines.append(message(now, plan, today))
    if today.held is None and today.next is not None:
        item = today.next.item
        if item.kind is Kind.EXERCISE:
            lines.append(f"Next: posture exercise {item.id}")
        else:
            lines.append(f"Next: posture today --done {item.id} --minutes NUMBER")
    return "\n".join(lines).rstrip("\n") + "\n"


def today_document(now: HomeworkNow) -> dict[str, Any]:
    """`posture today` for scripts."""
    plan, today = now.plan, now.today
    if plan is None or today is None:
        return {"plan": None, "day": now.at.date().isoformat(), "homework": []}
    return {
        "plan": {"id": plan.id, "revision": plan.revision, "hash": plan.hash},
        "day": today.day.isoformat(),
        "phase": today.phase.value,
        "homework": [_entry(one, now.exercises) for one in today.homework],
        "next": None if today.held is not None or today.next is None else today.next.item.id,
        "held": None if today.held is None else today.held.value,
        "gently": today.gently,
        "ask_about": _day(today.ask_about),
    }


def _entry(homework: Homework, exercises: Mapping[str, Exercise]) -> dict[str, Any]:
    dose, item = homework.dose, homework.item
    return {
        "id": item.id,
        "name": item_name(item, exercises),
        "kind": item.kind.value,
        "dose": {
            "sets": dose.sets,
            "repetitions": dose.repetitions,
            "hold_s": dose.hold_s,
            "duration_s": dose.duration_s,
            "side": item.side.value,
            "resistance": item.resistances[dose.resistance] if item.resistances else None,
        },
        "times": homework.times,
        "counted_by_camera": homework.counted,
        "self_reported": homework.reported,
        "left": homework.left,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
