"""A report as words: titles, tables and lines, the same for paper, terminal and Markdown.

Neutral on purpose: how much was done is a number, never a grade, and every figure of the camera says what it
cannot know. How long a text or a table may be is the reader's `Room`; what does not fit is counted and
named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from posture.therapy.progression import Action
from posture.therapy.report import Band, Section
from posture.therapy.report_words import (
    VERDICT_WORDS,
    figure,
    goal_words,
    measure_name,
    minutes,
    percent,
    rule_words,
    shown,
    topic_words,
)
from posture.therapy.warning_signs import EMERGENCY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.therapy.report import (
        Adherence,
        Function,
        Header,
        MeasureLine,
        Report,
        Safety,
        SignLine,
        Symptoms,
    )

Row = tuple[str, ...]

BAND_WORDS = {Band.MOST: "80 % or more", Band.SOME: "50 to 79 %", Band.LESS: "below 50 %"}

CAVEAT = (
    "An estimate from a webcam, compared with the patient's own reference; not a clinical measurement. "
    "Slouching is allowed; what is counted is how long it lasted."
)
"""Stands beside every figure about posture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much fits: exercises, rows of other tables, lines of notes, letters of a text; `None`: no limit."""

    exercises: int | None = None
    rows: int | None = None
    lines: int | None = None
    letters: int | None = None

    def text(self, text: str) -> str:
        """The text, cut where it is too long."""
        if self.letters is None or len(text) <= self.letters:
            return text
        return f"{text[: self.letters - 1].rstrip()}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One section: a table with its heads, and lines below it."""

    section: Section
    title: str
    heads: Row = ()
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()


Day = Callable[[date], str]


def header_lines(header: Header, day: Day, room: Room) -> tuple[str, ...]:
    """Who, when, which plan, which program."""
    who = "No plan was in use." if not header.patient else f"{room.text(header.patient)}"
    to = f", for {room.text(header.therapist)}" if header.therapist else ""
    used = "" if header.plan is None else f"; the last: {_version(header, room)}"
    count = len(header.versions)
    versions = f"Versions of a plan in use in this period: {count}{used}."
    if header.calibration is None:
        reference = "No reference was in use in this period."
    else:
        reference = f"Reference of {day(header.calibration.day)}: {header.calibration.quality}."
    period = f"{day(header.first)} to {day(header.last)}: data on {header.data_days} of {header.days} days."
    return (
        f"{who}{to}",
        period,
        versions,
        f"{reference} Written {day(header.made.date())} by posture {header.app_version}.",
    )


def left_out_line(report: Report) -> str:
    """That the patient left something out, or an empty text."""
    names = ", ".join(section.value for section in report.left_out)
    return f"Left out by the patient: {names}." if names else ""


def blocks(report: Report, day: Day, room: Room) -> tuple[Block, ...]:
    """The sections that are there, in their order."""
    made = (
        _goals(report, room),
        None if report.adherence is None else _adherence(report.adherence, room),
        None if report.symptoms is None else _symptoms(report.symptoms, day, room),
        None if report.function is None else _function(report.function, day, room),
        _sitting(report),
        _posture(report),
        _notes(report, day, room),
        None if report.safety is None else _safety(report.safety, day, room),
        _rules(report, day, room),
        _quality(report),
    )
    return tuple(block for block in made if block is not None)


def _version(header: Header, room: Room) -> str:
    plan = header.plan
    assert plan is not None
    return f"{room.text(plan.title)} ({plan.id}, version {plan.revision}, {plan.hash[:12]})"


def _some(rows: Sequence[Row], most: int | None, what: str) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows that fit, and a line about the others."""
    if most is None or len(rows) <= most:
        return tuple(rows), ()
    return tuple(rows[:most]), (f"And {len(rows) - most} more {what} in the data files.",)


def _goals(report: Report, room: Room) -> Block | None:
    if report.goals is None:
        return None
    rows = [
        (
            room.text(goal.text),
            room.text(goal.unit),
            figure(goal.baseline),
            figure(goal.previous),
            figure(goal.now),
            figure(goal.target),
            goal_words(goal),
        )
        for goal in report.goals
    ]
    shown_rows, more = _some(rows, room.rows, "goals")
    return Block(
        section=Section.GOALS,
        title="Goals",
        heads=("Goal", "Unit", "Baseline", "Before", "Now", "Target", "Change") if rows else (),
        rows=shown_rows,
        lines=more if rows else (_no_goals(report.header),),
    )


def _no_goals(header: Header) -> str:
    return "The plan names no goals." if header.versions else "Goals come from a plan."


def _adherence(found: Adherence, room: Room) -> Block:
    rows = [
        (
            room.text(one.name),
            f"{one.done} of {one.due}" if one.due else f"{one.extra}, none was due",
            percent(one.percent),
            "" if one.band is None else BAND_WORDS[one.band],
            str(one.by_camera),
            str(one.by_self_report),
            percent(one.amount_percent),
        )
        for one in found.exercises
    ]
    shown_rows, more = _some(rows, room.exercises, "exercises")
    if not rows:
        return Block(
            section=Section.ADHERENCE, title="Exercises", lines=("Nothing was due, and nothing was done.",)
        )
    together = (
        f"Together {found.done} of {found.due} ({percent(found.percent)}); "
        f"exercised on {found.days_with_exercise} days."
    )
    if found.days_rested:
        days = "1 day" if found.days_rested == 1 else f"{found.days_rested} days"
        together += f" {days} rested as told, not counted as due."
    return Block(
        section=Section.ADHERENCE,
        title="Exercises",
        heads=("Exercise", "Done", "Share", "Band", "By camera", "Self-reported", "Of the dose"),
        rows=shown_rows,
        lines=(together, *more),
    )


def _measures(lines: Sequence[MeasureLine], room: Room) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    rows = [
        (
            room.text(measure_name(one)),
            figure(one.baseline),
            figure(one.previous),
            figure(one.now),
            VERDICT_WORDS[one.verdict],
        )
        for one in lines
    ]
    return _some(rows, room.rows, "measures")


_MEASURE_HEADS = ("Measure", "First", "Before", "Now", "Change")


def _rule_lines(lines: Sequence[MeasureLine], room: Room) -> tuple[str, ...]:
    told = "; ".join(dict.fromkeys(room.text(one.rule) for one in lines[: room.rows] if one.rule))
    return (f"What counts as a change: {told}.",) if told else ()


def _symptoms(found: Symptoms, day: Day, room: Room) -> Block:
    rows, more = _measures(found.measures, room)
    flares = ", ".join(map(day, found.flare_days[: room.rows])) or "none"
    rest = len(found.flare_days) - len(found.flare_days[: room.rows])
    return Block(
        section=Section.SYMPTOMS,
        title="Pain (0 to 10)",
        heads=_MEASURE_HEADS if rows else (),
        rows=rows,
        lines=(
            *(() if rows else ("Pain was not rated.",)),
            (
                f"Sessions by the plan's limits: {found.green} green, {found.amber} amber, {found.red} red, "
                f"{found.not_rated} not rated."
            ),
            f"Flare days: {len(found.flare_days)} ({flares}{f' and {rest} more' if rest else ''}).",
            *_rule_lines(found.measures, room),
            *more,
        ),
    )


def _function(found: Function, day: Day, room: Room) -> Block:
    rows, more = _measures(found.measures, room)
    lines = [] if rows else ["No activity was rated."]
    if found.change is not None:
        since = "" if found.change.since is None else f" since {day(found.change.since)}"
        lines.append(f"Change as the patient sees it{since}: {found.change.score:+d}, {found.change.words}.")
    if found.course is not None:
        lines.append(
            f"It began on {day(found.course.began)}, {found.course.weeks} weeks ago ({found.course.stage})."
        )
    return Block(
        section=Section.FUNCTION,
        title="Activities (10 is as before)",
        heads=_MEASURE_HEADS if rows else (),
        rows=rows,
        lines=(*lines, *_rule_lines(found.measures, room), *more),
    )


def _sitting(report: Report) -> Block | None:
    one = report.sitting
    if one is None:
        return None
    if not one.days_watched:
        return Block(
            section=Section.SITTING, title="Sitting and breaks", lines=("No day was watched in this period.",)
        )
    after = (
        "" if one.asked_break_after_s is None else f"plan: a break after {minutes(one.asked_break_after_s)}"
    )
    wanted = "" if one.asked_breaks_a_day is None else f"plan: {one.asked_breaks_a_day}"
    told = f"{one.breaks_seen} seen by the camera, {one.breaks_self_reported} self-reported"
    rows: tuple[Row, ...] = (
        ("Sitting a day", minutes(one.sitting_s_a_day), f"over {one.days_watched} days watched"),
        ("Standing a day", minutes(one.standing_s_a_day), ""),
        ("Median time in one go", minutes(one.median_bout_s), after),
        ("Longest", minutes(one.longest_bout_s), f"of {one.bouts}"),
        (
            "Over 30 min, over 60 min",
            f"{percent(one.over_30_min_percent)}, {percent(one.over_60_min_percent)}",
            "",
        ),
        ("Breaks a day", figure(one.breaks_a_day), wanted or told),
        ("Changes of position an hour", figure(one.shifts_an_hour), "while sitting"),
    )
    weekdays = ", ".join(f"{shown(line.weekday)} {minutes(line.sitting_s)}" for line in one.weekdays)
    lines = (f"Sitting by day of the week: {weekdays}.", *((f"Breaks: {told}.",) if wanted else ()))
    return Block(section=Section.SITTING, title="Sitting and breaks", rows=rows, lines=lines)


def _posture(report: Report) -> Block | None:
    one = report.posture
    if one is None:
        return None
    title = "Time away from the own reference"
    if one.seconds_a_day is None:
        return Block(section=Section.POSTURE, title=title, lines=("No day was watched in this period.",))
    labels = ", ".join(
        f"{name.replace('_', ' ')} {minutes(seconds)}"
        for name, seconds in one.seconds_by_label.items()
        if seconds
    )
    return Block(
        section=Section.POSTURE,
        title=title,
        lines=(
            (
                f"{minutes(one.seconds_a_day)} a day, {percent(one.sitting_percent)} of sitting, "
                f"{_times(one.episodes)}{f' ({labels})' if labels else ''}."
            ),
            CAVEAT,
        ),
    )


def _notes(report: Report, day: Day, room: Room) -> Block | None:
    if report.notes is None:
        return None
    rows = [(day(one.day), topic_words(one.topic), room.text(one.text)) for one in report.notes]
    shown_rows, more = _some(rows, room.lines, "notes")
    return Block(
        section=Section.NOTES,
        title="In the patient's words",
        rows=shown_rows,
        lines=more if rows else ("No notes.",),
    )


def _rested(answer: SignLine) -> str:
    """What an answer held back for the rest of its day."""
    if answer.tier == EMERGENCY:
        return " (prompts and exercises rested)"
    return " (exercises rested)" if answer.paused_exercises else ""


def _safety(found: Safety, day: Day, room: Room) -> Block:
    signs = [
        (
            f"{day(one.at.date())} {one.at:%H:%M}",
            f"tier {one.tier}",
            room.text("; ".join(one.signs)) + _rested(one),
        )
        for one in found.signs
    ]
    stopped = [
        (day(one.day), room.text(one.exercise), f"stopped: {room.text(one.reason)}") for one in found.stopped
    ]
    rows, more = _some([*signs, *stopped], room.lines, "lines")
    asked = f"Warning signs were asked {_times(found.times_asked)}" if found.times_asked else "Not asked"
    said = "" if signs else ", with no yes" if found.times_asked else ""
    tiers = " Tier 1: emergency, 2: today or tomorrow, 3: an appointment." if signs else ""
    return Block(
        section=Section.SAFETY, title="Warning signs", rows=rows, lines=(f"{asked}{said}.{tiers}", *more)
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _rules(report: Report, day: Day, room: Room) -> Block | None:
    if report.rules is None:
        return None
    held_last = sorted(report.rules.now, key=lambda one: one.action is Action.HOLD)
    now = [(room.text(one.name), *rule_words(one, day, room.text)) for one in held_last]
    rows, more = _some(now, room.rows, "exercises")
    current = {(one.exercise, one.day, one.revision) for one in report.rules.now}
    earlier = [one for one in report.rules.fired if (one.exercise, one.day, one.revision) not in current]
    kept = earlier if room.lines is None else earlier[-room.lines :]
    fired = [f"{room.text(one.name)}: {': '.join(rule_words(one, day, room.text))}" for one in kept]
    asked = [f"? {room.text(one.text)} ({room.text(one.about)})" for one in report.rules.questions]
    rest = len(earlier) - len(kept)
    return Block(
        section=Section.RULES,
        title="What the plan's rules say, and questions",
        heads=("Exercise", "Now", "Why") if rows else (),
        rows=rows,
        lines=(
            *more,
            *(() if rows else ("No session that a rule could look at.",)),
            *fired,
            *((f"And {rest} earlier in the data files.",) if rest else ()),
            *(asked if room.lines is None else asked[: room.lines]),
        ),
    )


def _quality(report: Report) -> Block | None:
    one = report.quality
    if one is None:
        return None
    return Block(
        section=Section.QUALITY,
        title="How far to rely on this",
        lines=(
            (
                f"Watched {minutes(one.watched_s)}, {percent(one.watching_percent)} of the time the program "
                f"ran ({minutes(one.paused_s)} paused, {minutes(one.asleep_s)} asleep)."
            ),
            (
                f"Not known who was there: {percent(one.unknown_percent)}; there, but posture could not be "
                f"judged: {percent(one.not_judged_percent)}."
            ),
            f"Days with data in the last 30: {one.data_days_of_30}."
            + (f" The camera moved {_times(one.camera_moved)}." if one.camera_moved else ""),
        ),
    )
