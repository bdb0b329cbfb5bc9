"""Words and numbers of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.items import Light
from posture.therapy.measures import Verdict
from posture.therapy.progression import Action, Rule
from posture.therapy.records import YellowFlag

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from posture.therapy.report import GoalLine, MeasureLine, RuleLine

NOTHING = "-"
"""Stands where there is no value."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

VERDICT_WORDS = {
    Verdict.BETTER: "better, enough to count",
    Verdict.WORSE: "worse, enough to count",
    Verdict.SMALLER: "less than what counts",
    Verdict.FIRST: "first value",
    Verdict.NO_RULE: "no rule says what counts",
}

_MEASURES = {
    "pain_now": "Pain now",
    "pain_average": "Average, 7 days",
    "pain_worst": "Worst, 7 days",
    "activities": "Mean of the activities",
}

_TOPICS = {
    YellowFlag.FEAR_OF_MOVEMENT: "fear of movement",
    YellowFlag.MOOD: "mood",
    YellowFlag.WORK: "work",
    YellowFlag.SLEEP: "sleep",
    YellowFlag.STRESS: "stress",
    YellowFlag.COPING: "coping",
}

_LIGHTS = {Light.GREEN: "pain green", Light.AMBER: "pain amber", Light.RED: "pain red"}


def shown(weekday: int) -> str:
    """A day of the week, Monday 0."""
    return _WEEKDAYS[weekday]


def figure(value: float | None) -> str:
    """At most one digit behind the point, and none where it says nothing."""
    return NOTHING if value is None else f"{round(value, 1):g}"


def percent(value: float | None) -> str:
    """A share to read; a little is not nothing, and not quite all is not all."""
    if value is None:
        return NOTHING
    if 0.0 < value < 0.5:
        return "<1 %"
    return ">99 %" if 99.5 <= value < 100.0 else f"{value:.0f} %"


def minutes(seconds: float | None) -> str:
    """A duration to read, to the minute: "under 1 min", "42 min", "6 h 05 min"."""
    if seconds is None:
        return NOTHING
    whole = round(seconds / 60)
    if not whole:
        return "under 1 min" if seconds else "0 min"
    return f"{whole} min" if whole < 60 else f"{whole // 60} h {whole % 60:02d} min"


def topic_words(topic: YellowFlag | None) -> str:
    """What a note is about."""
    return "" if topic is None else _TOPICS[topic]


def measure_name(line: MeasureLine) -> str:
    """What a line of figures is about."""
    return _MEASURES.get(line.id, line.name)


def goal_words(goal: GoalLine) -> str:
    """What became of a goal."""
    if goal.withheld:
        return "left out"
    if goal.verdict is None or goal.now is None:
        return "not measured yet"
    target = "target reached" if goal.reached else ""
    change = "" if goal.verdict in (Verdict.FIRST, Verdict.NO_RULE) else VERDICT_WORDS[goal.verdict]
    return ", ".join(part for part in (target, change) if part) or VERDICT_WORDS[goal.verdict]


def rule_words(line: RuleLine, day: Callable[[date], str], text: Callable[[str], str]) -> tuple[str, str]:
    """What a rule says, and the rule with its numbers."""
    amounts = f" ({text(line.amounts)})" if line.amounts else ""
    done = "the program did it" if line.applied else "waits for you"
    if line.rule is Rule.NEW_VERSION:
        return f"a new dose{amounts}", f"you wrote it into the version of {day(line.day)}"
    what = {
        Action.PROGRESS: f"progress{amounts}, {done}",
        Action.STEP_BACK: f"step back{amounts}, {done}",
        Action.HOLD: "hold",
    }[line.action]
    needed = "" if line.sessions_needed is None else f" of {line.sessions_needed}"
    why = {
        Rule.FLARE: _flare_words(line),
        Rule.GOOD_SESSIONS: f"{line.good_sessions}{needed} good sessions in a row",
        Rule.POOR_SESSIONS: f"{line.poor_sessions}{needed} sessions in a row that went hard",
        Rule.NONE: f"{line.good_sessions}{needed} good in a row, {line.poor_sessions} that went hard",
    }[line.rule]
    if line.rule is Rule.NONE and not line.has_rules:
        what, why = "goes on", "no rule in the plan"
    seen = [f"last session {day(line.day)}"]
    if line.done_percent is not None:
        seen.append(f"{percent(line.done_percent)} done")
    if line.light is not None:
        seen.append(_LIGHTS[line.light])
    return what, f"{why}; {', '.join(seen)}"


def _flare_words(line: RuleLine) -> str:
    """As in "a flare: pain 7, your limit 5; no earlier green dose"."""
    numbers = "" if line.flare_pain is None else f": pain {line.flare_pain}, your limit {line.flare_limit}"
    nowhere = "; no earlier green dose" if line.action is Action.HOLD else ""
    return f"a flare{numbers}{nowhere}"
