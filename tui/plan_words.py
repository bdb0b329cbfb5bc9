"""The words for doses, days, rules and lights of a plan. Plain, and as the patient reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.exercises import Tier
from posture.therapy.items import Apply, Kind, Light, Side, Variable
from posture.therapy.traffic_light import ADVICE, Advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from posture.exercises import Exercise
    from posture.therapy.items import PlanDose, PlanItem, Progression, Regression
    from posture.therapy.plan import PainLimits
    from posture.therapy.plan_use import Reached

WEEKDAY_WORDS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_WORDS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EVERY_DAY = 7
_ONCE, _TWICE = 1, 2
_MINUTES_FROM_S = 120.0

SIDE_WORDS = {
    Side.BOTH: "",
    Side.LEFT: "left side",
    Side.RIGHT: "right side",
    Side.EACH: "each side",
    Side.ALTERNATE: "left and right in turn",
}
"""Beside a number of repetitions."""

TIER_WORDS = {
    Tier.RELIABLE: "The camera counts it.",
    Tier.UNSURE: "The camera counts it and is not sure: please check the number.",
    Tier.WHOLE_BODY: "Step back so that the camera sees you; please check the number.",
    Tier.UNSEEN: "The camera cannot see it: it is timed, and your word is taken.",
}
"""Who counts."""

LIGHT_WORDS = {Light.GREEN: "green", Light.AMBER: "amber", Light.RED: "red"}

ADVICE_WORDS = {
    Advice.GO_ON: "go on",
    Advice.GO_GENTLY: "go on gently",
    Advice.STOP_AND_NOTE: "stop for today and note it",
}
"""What the traffic light says to the patient."""

GENERAL_STOP = (
    "Stop at new numbness, tingling, weakness, dizziness, chest pain or breathlessness, and ask for help."
)
"""Holds whatever the plan says (docs/plans.md)."""


def day_words(day: date) -> str:
    """A date that cannot be misread: "Mon 23 Nov 2026"."""
    return f"{WEEKDAY_WORDS[day.weekday()]} {day.day} {_MONTH_WORDS[day.month - 1]} {day.year}"


def relative_words(day: date, today: date) -> str:
    """How far away a day is: "today", "in 3 days", "2 days ago"."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def days_words(days: Iterable[int], first: int = 0) -> str:
    """Days of the week, beginning with the day that a week begins with where the reader lives."""
    chosen = sorted(days, key=lambda day: (day - first) % _EVERY_DAY)
    return "every day" if len(chosen) == _EVERY_DAY else ", ".join(WEEKDAY_WORDS[day] for day in chosen)


def seconds_words(seconds: float) -> str:
    """As in "45 s", "2 min", "2 min 30 s"."""
    if seconds < _MINUTES_FROM_S:
        return f"{seconds:g} s"
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:.0f} min" + (f" {rest:g} s" if rest else "")


def times_words(times: int) -> str:
    """As in "once", "twice", "3 times"."""
    return {_ONCE: "once", _TWICE: "twice"}.get(times, f"{times} times")


def item_name(item: PlanItem, exercises: Mapping[str, Exercise]) -> str:
    """What people call it."""
    return (
        exercises[item.id].name
        if item.id in exercises and item.kind is Kind.EXERCISE
        else item.name or item.id
    )


def dose_words(item: PlanItem, dose: PlanDose) -> str:
    """A dose in a line: "2 sets of 10, each side, held for 5 s, with the red band"."""
    sets = "" if dose.sets == 1 else f"{dose.sets} sets of "
    if dose.repetitions is None:
        parts = [f"{sets}{seconds_words(dose.duration_s or 0.0)}"]
    else:
        parts = [f"{sets}{dose.repetitions}" if sets else counted(dose.repetitions, "repetition")]
    parts.append(SIDE_WORDS[item.side])
    parts.append(f"held for {seconds_words(dose.hold_s)}" if dose.hold_s else "")
    parts.append(f"with the {item.resistances[dose.resistance]}" if item.resistances else "")
    return ", ".join(part for part in parts if part)


def changed_words(item: PlanItem, dose: PlanDose, before: Reached) -> str:
    """That the therapist changed a dose, against the one that was reached."""
    return f"from now on {dose_words(item, dose)}; you were at {dose_words(before.item, before.dose)}"


def when_words(item: PlanItem, dose: PlanDose, first_weekday: int = 0) -> str:
    """How often and when: "twice a day, Mon, Wed, Fri"."""
    return f"{times_words(dose.times_a_day)} a day, {days_words(item.days, first_weekday)}"


def counted(number: float, noun: str) -> str:
    """As in "1 repetition", "2 repetitions"."""
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def amount_words(item: PlanItem, variable: Variable, amount: float) -> str:
    """An amount of a variable: "12 repetitions", "green band"."""
    match variable:
        case Variable.RESISTANCE:
            return item.resistances[round(amount)] if item.resistances else "no band"
        case Variable.HOLD:
            return f"held for {seconds_words(amount)}"
        case Variable.DURATION:
            return seconds_words(amount)
        case Variable.TIMES_A_DAY:
            return f"{times_words(round(amount))} a day"
        case Variable.SETS:
            return counted(amount, "set")
        case Variable.REPETITIONS:
            return counted(amount, "repetition")


def progression_words(item: PlanItem, rule: Progression) -> str:
    """A rule for more, as a sentence."""
    sessions = counted(rule.after_good_sessions, "good session")
    good = f"{rule.good_done_percent:g} % or more done, pain on {LIGHT_WORDS[rule.good_light]}"
    if rule.good_light is not Light.GREEN:
        good += " or better"
    step = _step_words(rule.variable, rule.by, "more", "the next heavier one")
    limit = amount_words(item, rule.variable, rule.up_to)
    return f"After {sessions} in a row ({good}): {step}, at most {limit}. {_who(rule.apply)}"


def regression_words(item: PlanItem, rule: Regression) -> str:
    """A rule for less, as a sentence."""
    sessions = counted(rule.after_poor_sessions, "session")
    hard = f"less than {rule.poor_done_percent:g} % done, or pain on red"
    step = _step_words(rule.variable, rule.by, "less", "the next lighter one")
    limit = amount_words(item, rule.variable, rule.down_to)
    return f"After {sessions} in a row that went hard ({hard}): {step}, at least {limit}. {_who(rule.apply)}"


def pain_lines(pain: PainLimits) -> list[str]:
    """The traffic light, one line for each colour there is."""
    green, amber = pain.green_up_to, pain.amber_up_to
    lines = [f"{_range(0, green)}: {ADVICE_WORDS[ADVICE[Light.GREEN]]}."]
    if amber > green:
        settle = f"it should settle within {pain.settles_within_h:g} hours"
        lines.append(f"{_range(green + 1, amber)}: {ADVICE_WORDS[ADVICE[Light.AMBER]]}; {settle}.")
    if amber < 10:
        lines.append(f"{_range(amber + 1, 10)}: {ADVICE_WORDS[ADVICE[Light.RED]]}.")
    return lines


def _step_words(variable: Variable, by: float, direction: str, next_one: str) -> str:
    match variable:
        case Variable.RESISTANCE:
            return next_one if by == 1 else f"{by:g} places {'up' if direction == 'more' else 'down'}"
        case Variable.HOLD:
            return f"hold {seconds_words(by)} {'longer' if direction == 'more' else 'shorter'}"
        case Variable.DURATION:
            return f"{seconds_words(by)} {'longer' if direction == 'more' else 'shorter'}"
        case Variable.TIMES_A_DAY:
            return f"{times_words(round(by))} {direction} a day"
        case Variable.SETS:
            return f"{counted(by, 'set')} {direction}"
        case Variable.REPETITIONS:
            return f"{counted(by, 'repetition')} {direction}"


def _who(apply: Apply) -> str:
    return "The program does it." if apply is Apply.BY_ITSELF else "Your therapist decides."


def _range(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} to {high}"
