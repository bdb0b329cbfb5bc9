"""Pain, activities, questionnaires and scores as words: every figure with its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.report import Section
from posture.therapy.report_room import Block, some, when
from posture.therapy.report_words import (
    VERDICT_WORDS,
    counted,
    direction_words,
    figure,
    lasted,
    measure_name,
    rating_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from posture.therapy.pain_values import RatedPain
    from posture.therapy.report import Function, MeasureLine, Report, Symptoms
    from posture.therapy.report_room import Dates, Room, Row

    _Value = tuple[float | None, date | None]

_HEADS = ("Measure", "First", "Before", "Now", "Change")
_ACTIVITIES = frozenset(["activity", "activities"])


def pain_block(report: Report, found: Symptoms, dates: Dates, room: Room) -> Block:
    """Pain as it was rated, the highest of it, where it is, and the sessions by the plan's limits."""
    rows, more = _measures(report, found.measures, dates, room)
    sessions = found.green + found.amber + found.red + found.not_rated
    lights = (
        f"Sessions by the plan's limits: {found.green} green, {found.amber} amber, {found.red} red, "
        f"{found.not_rated} not rated; {_flares(report, found, dates, room)}."
    )
    return Block(
        section=Section.SYMPTOMS,
        title="Pain (0 to 10)",
        heads=_HEADS if rows else (),
        rows=rows,
        lines=(
            *(() if rows else ("Pain was not rated at a check-in.",)),
            *_highest(report, found, dates, room),
            *_places(report, found, dates, room),
            *((lights,) if sessions else ()),
            *_rules(found.measures, room),
            *more,
        ),
        empty=not (rows or sessions or found.highest),
    )


def function_blocks(report: Report, found: Function, dates: Dates, room: Room) -> tuple[Block, ...]:
    """Activities with the change as the patient sees it; scores apart, because each has its own direction."""
    activities = [one for one in found.measures if one.id in _ACTIVITIES]
    scores = [one for one in found.measures if one.id not in _ACTIVITIES]
    rows, more = _measures(report, activities, dates, room)
    lines = [] if rows else ["No activity was rated."]
    if found.change is not None:
        since = "" if found.change.since is None else f" since {dates.day(found.change.since)}"
        lines.append(
            f"Change as the patient sees it{since} (-7 to +7): {found.change.score:+d}, "
            f"{found.change.words} ({when(report, found.change.day, dates)})."
        )
    if found.course is not None:
        lines.append(
            f"It began on {dates.day(found.course.began)} and has lasted for {lasted(found.course.weeks)}."
        )
    activity_block = Block(
        section=Section.FUNCTION,
        title="Activities (10 is as before)",
        heads=_HEADS if rows else (),
        rows=rows,
        lines=(*lines, *_rules(activities, room), *more),
        empty=not rows and found.change is None and found.course is None,
    )
    if not scores:
        return (activity_block,)
    rows, more = _measures(report, scores, dates, room)
    score_block = Block(
        section=Section.FUNCTION,
        name="scores",
        title="Questionnaires and scores",
        heads=_HEADS,
        rows=rows,
        lines=(*_rules(scores, room), *more),
    )
    return (activity_block, score_block)


def _measures(
    report: Report, lines: Sequence[MeasureLine], dates: Dates, room: Room
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows, and a line about those that do not fit.

    A day that all values of a column are of stands once, in a row above them; else each value has its own.
    """
    columns: list[list[_Value]] = [
        [(one.baseline, one.baseline_on) for one in lines],
        [(one.previous, one.previous_on) for one in lines],
        [(one.now, one.now_on) for one in lines],
    ]
    days = [_one_day(values) for values in columns]
    cells = [
        [_cell(report, value, None if day else at, dates) for value, at in values]
        for values, day in zip(columns, days, strict=True)
    ]
    rows = [
        (room.text(measure_name(one)) + direction_words(one), *figures, VERDICT_WORDS[one.verdict])
        for one, *figures in zip(lines, *cells, strict=True)
    ]
    shown, more = some(rows, room.rows, "measures")
    above = ("Day", *("" if day is None else when(report, day, dates) for day in days), "")
    return ((above, *shown) if any(days) else shown), more


def _one_day(values: Sequence[_Value]) -> date | None:
    """The day of all values of a column, where it is one."""
    found = {day for value, day in values if value is not None}
    return found.pop() if len(found) == 1 else None


def _cell(report: Report, value: float | None, day: date | None, dates: Dates) -> str:
    told = figure(value)
    return told if value is None or day is None else f"{told} ({when(report, day, dates)})"


def _rules(lines: Sequence[MeasureLine], room: Room) -> tuple[str, ...]:
    told = "; ".join(dict.fromkeys(room.text(one.rule) for one in lines[: room.rows] if one.rule))
    return (f"What counts as a change: {told}.",) if told else ()


def _highest(report: Report, found: Symptoms, dates: Dates, room: Room) -> tuple[str, ...]:
    if found.highest is None:
        return ()
    told = [f"Highest in this period: {_told(report, found.highest, dates, room)}."]
    if found.red_ratings:
        kept = found.red_ratings if room.lines is None else found.red_ratings[-room.lines :]
        rest = len(found.red_ratings) - len(kept)
        shown = "; ".join(_told(report, one, dates, room) for one in kept)
        told.append(f"Ratings on red: {shown}{f'; and {rest} earlier' if rest else ''}.")
    return tuple(told)


def _told(report: Report, one: RatedPain, dates: Dates, room: Room) -> str:
    return f"{one.pain} on {when(report, one.day, dates)}, {rating_words(one, room.text)}"


def _places(report: Report, found: Symptoms, dates: Dates, room: Room) -> tuple[str, ...]:
    kept = found.places if room.lines is None else found.places[: room.lines]
    told = "; ".join(f"{room.text(one.place)} ({when(report, one.day, dates)})" for one in kept)
    return (f"Where, in the patient's words: {told}.",) if told else ()


def _flares(report: Report, found: Symptoms, dates: Dates, room: Room) -> str:
    if not found.flare_days:
        return "no flare"
    kept = found.flare_days[: room.rows]
    rest = len(found.flare_days) - len(kept)
    days = ", ".join(when(report, day, dates) for day in kept)
    return f"{counted(len(found.flare_days), 'flare day')}: {days}{f' and {rest} more' if rest else ''}"
