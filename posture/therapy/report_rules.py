"""Where each exercise stands by the rules its therapist wrote, and what to ask the therapist.

A question is asked where a figure of the report calls for an answer that only a person has. When that is, is
our own choice (ENG), and each question says which figure it was. Nothing here decides anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.items import Variable
from posture.therapy.measures import Verdict
from posture.therapy.plan_use import courses
from posture.therapy.progression import Action, Rule
from posture.therapy.report import Band, QuestionLine, RuleLine, Rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture.therapy.items import PlanItem
    from posture.therapy.plan import Plan
    from posture.therapy.plan_use import Course
    from posture.therapy.progression import Suggestion
    from posture.therapy.report import Adherence, Safety, Symptoms
    from posture.therapy.report_sources import Sources

FLARES_ASKED_FROM = 2
"""So many flare days in a period let the report ask. ENG."""

_UNITS = {
    Variable.SETS: "sets",
    Variable.REPETITIONS: "repetitions",
    Variable.HOLD: "s held",
    Variable.DURATION: "s",
    Variable.TIMES_A_DAY: "times a day",
}


def rules(sources: Sources, plan: Plan | None, questions: Sequence[QuestionLine] = ()) -> Rules:
    """The latest suggestion for each exercise of the plan in use, and every rule that fired in the period."""
    begun = [use for use in sources.uses if use.started <= sources.last]
    known = courses(begun, sources.until_last())
    found = [line for course in known for line in _lines(sources, course)]
    latest = {
        line.exercise: line for course in known if course.use.plan == plan for line in _lines(sources, course)
    }
    standing = tuple(latest[item.id] for item in plan.items if item.id in latest) if plan is not None else ()
    fired = [line for line in found if line.rule is not Rule.NONE]
    return Rules(
        now=standing,
        fired=tuple(sorted(fired, key=lambda line: line.day)),
        questions=(*_about_rules(standing), *questions),
    )


def questions_about(
    adherence: Adherence | None, symptoms: Symptoms | None, safety: Safety | None
) -> tuple[QuestionLine, ...]:
    """What the other sections ask; a section that was left out asks nothing."""
    asked: list[QuestionLine] = []
    if safety is not None and safety.signs:
        worst = safety.signs[0]
        asked.append(
            QuestionLine(
                about=f"a warning sign of tier {worst.tier} on {worst.at:%Y-%m-%d}",
                text="Has somebody looked at it, and is the plan still right?"
                if worst.looked_at is None
                else "The patient says that it was looked at: is the plan still right?",
            )
        )
    if safety is not None and safety.unanswered_since is not None:
        asked.append(
            QuestionLine(
                about=f"pain was worse on {safety.unanswered_since}, with no warning signs answered since",
                text="Which warning signs are there?",
            )
        )
    if adherence is not None:
        asked += _about_adherence(adherence)
    if symptoms is not None:
        asked += _about_pain(symptoms)
    return tuple(asked)


def _about_rules(lines: Sequence[RuleLine]) -> Iterator[QuestionLine]:
    for line in lines:
        if line.action is Action.HOLD and line.rule is Rule.FLARE:
            yield QuestionLine(
                about=f"a flare after {line.name}, with nothing lower in the plan to go back to",
                text=f"How should {line.name} go on?",
            )
        elif line.action is not Action.HOLD and not line.applied:
            yield QuestionLine(
                about=f"{line.name}: {line.amounts}, by the plan's rule, which waits for you",
                text=f"Should {line.name} change from {line.amounts}?",
            )


def _about_adherence(adherence: Adherence) -> Iterator[QuestionLine]:
    for one in adherence.exercises:
        if one.band is Band.LESS:
            yield QuestionLine(
                about=f"{one.name}: {one.done} of {one.due} done",
                text=f"What would make {one.name} easier to fit in?",
            )


def _about_pain(symptoms: Symptoms) -> Iterator[QuestionLine]:
    if len(symptoms.flare_days) >= FLARES_ASKED_FROM:
        yield QuestionLine(
            about=f"{len(symptoms.flare_days)} days with a flare", text="Is the dose right as it is?"
        )
    for one in symptoms.measures:
        if one.verdict is Verdict.WORSE:
            yield QuestionLine(
                about=f"{one.id.replace('_', ' ')} went from {one.baseline:g} to {one.now:g}",
                text="What changed around that time?",
            )


def _lines(sources: Sources, course: Course) -> list[RuleLine]:
    """What one version brought in the period: doses that the therapist changed, then session by session."""
    plan = course.use.plan
    changed = [_changed(sources, course, plan, item) for item in plan.items if item.id in course.before]
    told = [_line(sources, plan, one) for one in course.suggestions]
    return [
        line for line in (*changed, *told) if line is not None and sources.first <= line.day <= sources.last
    ]


def _changed(sources: Sources, course: Course, plan: Plan, item: PlanItem) -> RuleLine | None:
    """A dose that the therapist changed, against the one that was reached; `None` where they are the same."""
    before, after = course.before[item.id].dose, course.begun[item.id]
    # Bands have no common measure across versions: the list of them may be another one.
    changes = [
        (one, before.value(one), after.value(one))
        for one in Variable
        if one is not Variable.RESISTANCE and before.value(one) != after.value(one)
    ]
    if not changes:
        return None
    ways = {(now or 0.0) > (was or 0.0) for _, was, now in changes}
    action = Action.HOLD if len(ways) > 1 else Action.PROGRESS if True in ways else Action.STEP_BACK
    variable, was, now = changes[0]
    return RuleLine(
        day=course.use.started,
        revision=plan.revision,
        exercise=item.id,
        name=sources.names.get(item.id, item.id),
        rule=Rule.NEW_VERSION,
        action=action,
        applied=True,
        variable=variable,
        amount_from=was,
        amount_to=now,
        amounts=", ".join(
            f"{was or 0:g} to {now or 0:g} {_UNITS[variable]}" for variable, was, now in changes
        ),
        good_sessions=0,
        poor_sessions=0,
        sessions_needed=None,
        done_percent=None,
        light=None,
    )


def _line(sources: Sources, plan: Plan, one: Suggestion) -> RuleLine:
    item = plan.item(one.exercise)
    return RuleLine(
        day=one.when.date(),
        revision=plan.revision,
        exercise=one.exercise,
        name=sources.names.get(one.exercise, one.exercise),
        rule=one.rule,
        action=one.action,
        applied=one.applied,
        variable=one.variable,
        amount_from=one.amount_from,
        amount_to=one.amount_to,
        amounts="" if item is None else _amounts(item, one),
        good_sessions=one.good_sessions,
        poor_sessions=one.poor_sessions,
        sessions_needed=one.sessions_needed,
        done_percent=one.done_percent,
        light=one.light,
        flare_pain=None if one.flare is None else one.flare.pain,
        flare_limit=None if one.flare is None else one.flare.limit,
        has_rules=item is not None and bool(item.progressions or item.regressions),
    )


def _amounts(item: PlanItem, one: Suggestion) -> str:
    """As in "10 to 12 repetitions", "red band to green band"; empty where nothing changes."""
    if one.variable is None or one.amount_from is None or one.amount_to is None:
        return ""
    if one.variable is Variable.RESISTANCE:
        return " to ".join(item.resistances[round(place)] for place in (one.amount_from, one.amount_to))
    return f"{one.amount_from:g} to {one.amount_to:g} {_UNITS[one.variable]}"
