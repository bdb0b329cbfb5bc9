"""Words and numbers of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.items import Light
from posture.therapy.measures import Verdict
from posture.therapy.pain_values import PainMoment
from posture.therapy.progression import Action, Rule
from posture.therapy.records import YellowFlag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from posture.therapy.pain_values import RatedPain
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

_MOMENTS = {
    PainMoment.CHECK_IN: "at a check-in",
    PainMoment.BEFORE: "before",
    PainMoment.AFTER: "after",
    PainMoment.NEXT_DAY: "the morning after exercises",
    PainMoment.WORST: "as the worst of the 7 days before",
}

_SCALES = frozenset(["score", "questionnaire"])

_WEEK_DAYS, _MONTH_DAYS, _YEAR_MONTHS = 7, 30.44, 12
_WEEKS_UP_TO, _MONTHS_UP_TO = 8, 24
"""How long something has lasted is told in weeks, then in months, then in years. ENG."""

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


def hours(seconds: float | None) -> str:
    """A duration as short as it is plain: "42 min", "6 h 05"."""
    told = minutes(seconds)
    return told.removesuffix(" min") if " h " in told else told


def counted(count: int, what: str) -> str:
    """As in "1 flare day", "2 flare days"."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def times(count: int) -> str:
    """As in "once", "3 times"."""
    return "once" if count == 1 else f"{count} times"


def listed(names: Sequence[str], last: str) -> str:
    """As in "a", "a or b", "a, b or c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def lasted(weeks: int) -> str:
    """How long, in plain words: "6 weeks", "4 months", "3 years"."""
    months = round(weeks * _WEEK_DAYS / _MONTH_DAYS)
    if weeks <= _WEEKS_UP_TO:
        return counted(weeks, "week") if weeks else "less than a week"
    if months < _MONTHS_UP_TO:
        return f"{months} months"
    return f"{months // _YEAR_MONTHS} years"


def rating_words(one: RatedPain, text: Callable[[str], str]) -> str:
    """On which occasion pain was rated: "at a check-in", "after Squat"."""
    name = f" {text(one.exercise)}" if one.exercise else ""
    return f"{_MOMENTS[one.moment]}{name}"


def direction_words(line: MeasureLine) -> str:
    """Which way of a score is better; nothing about pain and activities, whose headings say it."""
    if line.id not in _SCALES:
        return ""
    if line.more_is_better is None:
        return " (direction not known)"
    return " (higher is better)" if line.more_is_better else " (lower is better)"


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
