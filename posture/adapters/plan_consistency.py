"""What the keys of a plan must agree about: dates in order, ids that exist, limits that fit a dose.

These checks read the tables as they stand in the file, and step over whatever is of another kind than it
should be: so all problems of a file are told at once, also where some keys are wrong by themselves.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from datetime import date

from posture.adapters.plan_problems import OTHER_WORDS, Fault, Path, shown_value
from posture.adapters.plan_references import Table, reference_faults, tables_in

_BOUNDS = {
    "sets": (1, 20), "repetitions": (1, 200), "hold_s": (0, 600), "duration_s": (5, 7200),
    "minutes": (1, 600), "times_a_day": (1, 24),
}  # fmt: skip
"""What a rule may move each variable to: what the key itself may be."""
_OF_EXERCISES = ("sets", "repetitions", "hold_s", "duration_s", "times_a_day", "resistance")
_OF_ACTIVITIES = ("minutes", "times_a_day")
_WHOLE = ("sets", "repetitions", "times_a_day", "resistance")
_STARTS = {"sets": 1, "hold_s": 0, "times_a_day": 1}
"""What a key is where it is left out."""
_MEASURES_OF_SETS = ("repetitions", "duration_s")


def consistency_faults(
    tables: Table, exercise_ids: Collection[str], education_ids: Collection[str]
) -> Iterator[Fault]:
    """Everything that does not fit together, as far as it can be told."""
    yield from _dates(tables)
    yield from reference_faults(tables, exercise_ids, education_ids)
    yield from _sitting(tables)
    yield from _pain(tables)
    for path, questionnaire in tables_in(tables, "questionnaires"):
        low, high = _number(questionnaire, "lowest", 0), _number(questionnaire, "highest")
        if low is not None and high is not None and high <= low:
            yield Fault(path=(*path, "highest"), what=f"it is {high:g}", allowed=f"more than lowest, {low:g}")
    for path, item in tables_in(tables, "exercises"):
        yield from _dose(path, item)
        yield from _rules(path, item, _OF_EXERCISES)
    for path, item in tables_in(tables, "activities"):
        yield from _rules(path, item, _OF_ACTIVITIES)
    if not any(tables.get(key) for key in ("exercises", "activities", "sitting")):
        yield Fault(
            path=(),
            what="the plan asks for nothing",
            allowed="at least one of [[exercises]], [[activities]] and [[sitting]]",
        )


def _dates(tables: Table) -> Iterator[Fault]:
    days = {key: _day(tables.get(key)) for key in ("start", "review", "end")}
    for earlier, later in (("start", "review"), ("start", "end"), ("review", "end")):
        first, last = days[earlier], days[later]
        if first is not None and last is not None and last < first:
            yield Fault(path=(later,), what=f"it is {last}, before {earlier}", allowed=f"{first} or later")


def _sitting(tables: Table) -> Iterator[Fault]:
    before = 0.0
    for path, step in tables_in(tables, "sitting"):
        week = _number(step, "from_week", 1)
        if week is None:
            continue
        if not before and week != 1:
            yield Fault(path=(*path, "from_week"), what=f"the first step is from week {week:g}", allowed="1")
        elif week <= before:
            yield Fault(path=(*path, "from_week"), what=f"it is {week:g}", allowed=f"more than {before:g}")
        before = max(week, 1)


def _pain(tables: Table) -> Iterator[Fault]:
    pain = tables.get("pain")
    if isinstance(pain, dict):
        green, amber = _number(pain, "green_up_to", 3), _number(pain, "amber_up_to", 5)
        if green is not None and amber is not None and amber < green:
            key = "amber_up_to" if "amber_up_to" in pain else "green_up_to"
            yield Fault(
                path=("pain", key),
                what=f"green goes up to {green:g} and amber only up to {amber:g}",
                allowed="amber_up_to the same as green_up_to or more",
            )


def _dose(path: Path, item: Table) -> Iterator[Fault]:
    allowed = "repetitions, or duration_s for what is only timed"
    given = [key for key in _MEASURES_OF_SETS if key in item]
    if len(given) > 1:
        yield Fault(path=(*path, "duration_s"), what="there are both", allowed=allowed)
    # A key that is only spelt differently, or stands below one of its rules, is told as that.
    elif not given and not any(map(_means_a_measure, [*item, *_keys_of_rules(item)])):
        yield Fault(path=path, what="there is neither repetitions nor duration_s", allowed=allowed)
    if "hold_s" in item and "repetitions" not in item:
        yield Fault(path=(*path, "hold_s"), what="only repetitions are held", allowed="repetitions beside it")
    resistance, ladder = item.get("resistance"), item.get("resistances")
    if isinstance(resistance, str) and isinstance(ladder, list) and resistance not in ladder:
        yield Fault(
            path=(*path, "resistance"),
            what=f"{shown_value(resistance)} is not in resistances",
            allowed=f"one of {', '.join(map(shown_value, ladder))}",
        )


def _means_a_measure(key: str) -> bool:
    near = difflib.get_close_matches(key, _MEASURES_OF_SETS, cutoff=0.7)
    return bool(near) or OTHER_WORDS.get(key) in _MEASURES_OF_SETS


def _keys_of_rules(item: Table) -> Iterator[str]:
    for kind in ("progression", "regression"):
        for _, rule in tables_in(item, kind):
            yield from rule


def _rules(path: Path, item: Table, variables: tuple[str, ...]) -> Iterator[Fault]:
    for key, limit_key in (("progression", "up_to"), ("regression", "down_to")):
        seen: set[str] = set()
        for rule_path, rule in tables_in(item, key):
            variable = rule.get("variable")
            if not isinstance(variable, str) or variable not in (*_OF_EXERCISES, *_OF_ACTIVITIES):
                continue
            at = (*path, *rule_path)
            if variable in seen:
                yield Fault(
                    path=(*at, "variable"),
                    what=f"two rules change {variable}",
                    allowed="one for each variable",
                )
            seen.add(variable)
            if variable not in variables:
                yield Fault(
                    path=(*at, "variable"), what=f"it is {shown_value(variable)}",
                    allowed=f"here one of {', '.join(variables)}",
                )  # fmt: skip
                continue
            by = _number(rule, "by", 1)
            if variable in _WHOLE and by is not None and by != int(by):
                yield Fault(path=(*at, "by"), what=f"it is {by:g}", allowed=f"a whole number for {variable}")
            # A dose below its own rule is told as that.
            if limit_key in rule and variable not in _keys_of_rules(item):
                check = _resistance_limit if variable == "resistance" else _limit
                yield from check((*at, limit_key), item, variable, rule[limit_key], up=limit_key == "up_to")
    good = [_number(rule, "good_done_percent", 100) for _, rule in tables_in(item, "progression")]
    for rule_path, rule in tables_in(item, "regression"):
        poor = _number(rule, "poor_done_percent", 75)
        least = min((share for share in good if share is not None), default=None)
        if poor is not None and least is not None and poor > least:
            yield Fault(
                path=(*path, *rule_path, "poor_done_percent"),
                what=f"a session with less than {poor:g} % is poor, and one with {least:g} % is good",
                allowed=f"at most {least:g}",
            )


def _limit(path: Path, item: Table, variable: str, limit: object, *, up: bool) -> Iterator[Fault]:
    """Of a number: on the right side of where the plan starts, and within what the key may be."""
    if isinstance(limit, bool) or not isinstance(limit, int | float):
        if isinstance(limit, str):
            yield Fault(path=path, what=f"it is {shown_value(limit)}", allowed=f"a number, as for {variable}")
        return
    start = _number(item, variable, _STARTS.get(variable))
    if start is None:
        if variable not in item:
            yield Fault(
                path=(*path[:-1], "variable"),
                what=f"{variable} is not in the dose",
                allowed=f"a key {variable} in the exercise or activity itself, above its rules",
            )
        return
    least, most = _BOUNDS[variable]
    low, high = (max(least, start), most) if up else (least, min(most, start))
    if not low <= limit <= high or (variable in _WHOLE and limit != int(limit)):
        kind = "whole number" if variable in _WHOLE else "number"
        yield Fault(
            path=path,
            what=f"it is {shown_value(limit)}, and the plan starts with {start:g}",
            allowed=f"a {kind} from {low:g} to {high:g}",
        )


def _resistance_limit(path: Path, item: Table, _variable: str, limit: object, *, up: bool) -> Iterator[Fault]:
    ladder, start = item.get("resistances"), item.get("resistance")
    if not isinstance(ladder, list) or start not in ladder:
        yield Fault(
            path=(*path[:-1], "variable"),
            what="a rule about resistance needs to know the bands or weights",
            allowed='resistances = ["light", ...] from light to heavy, and resistance as one of them',
        )
        return
    place = ladder.index(start)
    rest = ladder[place:] if up else ladder[: place + 1]
    if limit not in rest:
        yield Fault(
            path=path,
            what=f"it is {shown_value(limit)}",
            allowed=f"one of {', '.join(map(shown_value, rest))}",
        )


def _number(table: Table, key: str, default: float | None = None) -> float | None:
    """A finite number of a size that can be reckoned with, or `None` for anything else."""
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -1e6 < value < 1e6 else None


def _day(value: object) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if type(value) is date else None
