"""A report as words: titles, tables and lines, the same for paper, terminal and Markdown.

Neutral on purpose: how much was done is a number, never a grade, and every figure of the camera says what it
cannot know. How long a text or a table may be is the reader's `Room`; what does not fit is counted and
named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.therapy.progression import Action
from posture.therapy.report import Band, Section
from posture.therapy.report_goals import section_of
from posture.therapy.report_pain_blocks import function_blocks, pain_block
from posture.therapy.report_room import Block, some
from posture.therapy.report_sitting import ENOUGH_WATCHED_S_A_DAY, HOUR_S
from posture.therapy.report_words import (
    counted,
    figure,
    goal_words,
    hours,
    minutes,
    percent,
    rule_words,
    shown,
    times,
    topic_words,
)
from posture.therapy.warning_signs import EMERGENCY

if TYPE_CHECKING:
    from posture.therapy.report import (
        Adherence,
        ExerciseAdherence,
        GoalLine,
        Quality,
        Report,
        Safety,
        SignLine,
        Sitting,
    )
    from posture.therapy.report_room import Dates, Room, Row

BAND_WORDS = {Band.MOST: "80 % or more", Band.SOME: "50 to 79 %", Band.LESS: "below 50 %"}

CAVEAT = (
    "An estimate from a webcam, compared with the patient's own reference; not a clinical measurement. "
    "Slouching is allowed; what is counted is how long it lasted."
)
"""Stands beside every figure about posture."""

_NOT_WATCHED = "No day was watched in this period."


def blocks(report: Report, dates: Dates, room: Room) -> tuple[Block, ...]:
    """The parts that are there, in their order.

    Without a plan nothing is said about goals and rules; where nothing was recorded, the
    header says so and no part says it again.
    """
    made = (
        *_goals(report, room),
        *(() if report.adherence is None else (_adherence(report.adherence, room),)),
        *(() if report.symptoms is None else (pain_block(report, report.symptoms, dates, room),)),
        *(() if report.function is None else function_blocks(report, report.function, dates, room)),
        *(() if report.sitting is None else (_sitting(report.sitting),)),
        *_posture(report),
        *_notes(report, dates, room),
        *(() if report.safety is None else (_safety(report.safety, dates, room),)),
        *_rules(report, dates, room),
        *(() if report.quality is None else (_quality(report.quality),)),
    )
    return tuple(block for block in made if report.header.data_days or not block.empty)


def _goals(report: Report, room: Room) -> tuple[Block, ...]:
    if report.goals is None or not report.header.versions:
        return ()
    rows = [
        (
            room.text(goal.text),
            room.text(goal.unit),
            figure(goal.baseline),
            figure(goal.previous),
            figure(goal.now),
            figure(goal.target),
            goal_words(goal) + _of_watched(report, goal),
        )
        for goal in report.goals
    ]
    shown_rows, more = some(rows, room.rows, "goals")
    block = Block(
        section=Section.GOALS,
        title="Goals",
        heads=("Goal", "Unit", "Baseline", "Before", "Now", "Target", "Change") if rows else (),
        rows=shown_rows,
        lines=more if rows else (_no_goals(report),),
        empty=not rows,
    )
    return (block,)


def _of_watched(report: Report, goal: GoalLine) -> str:
    """What the camera measured, it measured only while it watched."""
    seen = report.sitting
    if goal.now is None or section_of(goal.measured_by) is not Section.SITTING or seen is None:
        return ""
    return f" (of {minutes(seen.watched_s_a_day)} watched a day)"


def _no_goals(report: Report) -> str:
    return "The plan names no goals." if report.header.versions else "Goals come from a plan."


def _adherence(found: Adherence, room: Room) -> Block:
    told = [one for one in found.exercises if one.due or one.extra]
    rows = [
        (
            room.text(one.name),
            _done(one),
            percent(one.percent),
            "" if one.band is None else BAND_WORDS[one.band],
            str(one.by_camera),
            str(one.by_self_report),
            percent(one.amount_percent),
        )
        for one in told
    ]
    shown_rows, more = some(rows, room.exercises, "exercises")
    if not rows:
        return Block(
            section=Section.ADHERENCE,
            title="Exercises",
            lines=("Nothing was due, and nothing was done.",),
            empty=True,
        )
    together = (
        f"Together {found.done} of {found.due} ({percent(found.percent)})"
        if found.due
        else "Nothing was due in this period"
    )
    if found.days_rested:
        together += f"; {counted(found.days_rested, 'day')} rested as told, not counted as due"
    days = counted(found.days_with_exercise, "day")
    return Block(
        section=Section.ADHERENCE,
        title="Exercises",
        heads=("Exercise", "Done", "Share", "Band", "By camera", "Self-reported", "Of the dose"),
        rows=shown_rows,
        lines=(f"{together}; exercised on {days}.", *more),
    )


def _done(one: ExerciseAdherence) -> str:
    """Of what was due, and beyond it: by camera and self-reported together are both."""
    if not one.due:
        return f"{one.extra}, none was due"
    return f"{one.done} of {one.due}{f', {one.extra} extra' if one.extra else ''}"


def _sitting(one: Sitting) -> Block:
    if not one.days_watched:
        return Block(
            section=Section.SITTING,
            title="Sitting and breaks",
            lines=(_NOT_WATCHED,),
            empty=True,
        )
    after = (
        "" if one.asked_break_after_s is None else f"plan: a break after {minutes(one.asked_break_after_s)}"
    )
    told = f"{one.breaks_seen} seen by the camera, {one.breaks_self_reported} self-reported"
    wanted = one.asked_breaks_a_day is not None
    compared = f"plan: {one.asked_breaks_a_day}" if one.enough_watched else "plan not compared"
    rows: tuple[Row, ...] = (
        (
            "Sitting a day",
            hours(one.sitting_s_a_day),
            f"of {hours(one.watched_s_a_day)} watched, {counted(one.days_watched, 'day')}",
        ),
        ("Standing a day", hours(one.standing_s_a_day), ""),
        ("Median time in one go", minutes(one.median_bout_s), after),
        ("Longest in one go", minutes(one.longest_bout_s), f"sat down {times(one.bouts)}"),
        (
            "Over 30, over 60 min",
            f"{percent(one.over_30_min_percent)}, {percent(one.over_60_min_percent)}",
            "",
        ),
        ("Breaks a day", figure(one.breaks_a_day), compared if wanted else told),
        ("Changes of position/h", figure(one.shifts_an_hour), "while sitting"),
    )
    weekdays = ", ".join(f"{shown(line.weekday)} {hours(line.sitting_s)}" for line in one.weekdays)
    rule = (
        f"The plan's {one.asked_breaks_a_day} breaks a day are compared only where at least "
        f"{ENOUGH_WATCHED_S_A_DAY / HOUR_S:g} h a day were watched."
    )
    lines = (
        f"Sitting by day of the week, of what was watched: {weekdays}.",
        *((f"Breaks: {told}.",) if wanted else ()),
        *((rule,) if wanted and not one.enough_watched else ()),
    )
    return Block(section=Section.SITTING, title="Sitting and breaks", rows=rows, lines=lines)


def _posture(report: Report) -> tuple[Block, ...]:
    one = report.posture
    if one is None:
        return ()
    title = "Time away from the own reference"
    if one.seconds_a_day is None:
        told = Block(section=Section.POSTURE, title=title, lines=(_NOT_WATCHED,), empty=True)
        return () if report.sitting is not None else (told,)  # what is said about sitting says it
    labels = ", ".join(
        f"{name.replace('_', ' ')} {minutes(seconds)}"
        for name, seconds in one.seconds_by_label.items()
        if seconds
    )
    block = Block(
        section=Section.POSTURE,
        title=title,
        lines=(
            (
                f"{minutes(one.seconds_a_day)} a day watched, {percent(one.sitting_percent)} of sitting, "
                f"{times(one.episodes)}{f' ({labels})' if labels else ''}."
            ),
            CAVEAT,
        ),
    )
    return (block,)


def _notes(report: Report, dates: Dates, room: Room) -> tuple[Block, ...]:
    if report.notes is None:
        return ()
    rows = [(dates.day(one.day), topic_words(one.topic), room.text(one.text)) for one in report.notes]
    shown_rows, more = some(rows, room.lines, "notes")
    block = Block(
        section=Section.NOTES,
        title="In the patient's words",
        rows=shown_rows,
        lines=more if rows else ("No notes.",),
        empty=not rows,
    )
    return (block,)


def _rested(answer: SignLine) -> str:
    """What an answer held back for the rest of its day."""
    if answer.tier == EMERGENCY:
        return " (prompts and exercises rested)"
    return " (exercises rested)" if answer.paused_exercises else ""


def _safety(found: Safety, dates: Dates, room: Room) -> Block:
    signs = [
        (
            f"{dates.day(one.at.date())} {one.at:%H:%M}",
            f"tier {one.tier}",
            room.text("; ".join(one.signs)) + _rested(one),
        )
        for one in found.signs
    ]
    stopped = [
        (dates.day(one.day), room.text(one.exercise), f"stopped: {room.text(one.reason)}")
        for one in found.stopped
    ]
    rows, more = some([*signs, *stopped], room.lines, "lines")
    asked = f"Warning signs were asked {times(found.times_asked)}" if found.times_asked else "Not asked"
    said = "" if signs else ", with no yes" if found.times_asked else " in this period"
    tiers = " Tier 1: emergency, 2: today or tomorrow, 3: an appointment." if signs else ""
    return Block(
        section=Section.SAFETY,
        title="Warning signs and stops" if stopped else "Warning signs",
        rows=rows,
        lines=(f"{asked}{said}.{tiers}", *more),
        empty=not (rows or found.times_asked),
    )


def _rules(report: Report, dates: Dates, room: Room) -> tuple[Block, ...]:
    said = report.rules
    if said is None or not (report.header.versions or said.questions):
        return ()
    held_last = sorted(said.now, key=lambda one: one.action is Action.HOLD)
    now = [(room.text(one.name), *rule_words(one, dates.day, room.text)) for one in held_last]
    rows, more = some(now, room.rows, "exercises")
    current = {(one.exercise, one.day, one.revision) for one in said.now}
    earlier = [one for one in said.fired if (one.exercise, one.day, one.revision) not in current]
    kept = earlier if room.lines is None else earlier[-room.lines :]
    fired = [f"{room.text(one.name)}: {': '.join(rule_words(one, dates.day, room.text))}" for one in kept]
    asked = [f"? {room.text(one.text)} ({room.text(one.about)})" for one in said.questions]
    rest = len(earlier) - len(kept)
    block = Block(
        section=Section.RULES,
        title="What the plan's rules say, and questions",
        heads=("Exercise", "Now", "Why") if rows else (),
        rows=rows,
        lines=(
            *more,
            *(() if rows else ("No exercise was done that a rule of the plan could look at.",)),
            *fired,
            *((f"And {rest} earlier in the data files.",) if rest else ()),
            *(asked if room.lines is None else asked[: room.lines]),
        ),
        empty=not (rows or fired or asked),
    )
    return (block,)


def _quality(one: Quality) -> Block:
    title = "How far to rely on this"
    days = f"Days with data in the last 30: {one.data_days_of_30}."
    if not (one.watched_s or one.paused_s or one.asleep_s):
        told = f"The camera watched nothing. {days}"
        return Block(section=Section.QUALITY, title=title, lines=(told,), empty=not one.data_days_of_30)
    return Block(
        section=Section.QUALITY,
        title=title,
        lines=(
            (
                f"Watched {minutes(one.watched_s)}, {percent(one.watching_percent)} of the time the program "
                f"ran ({minutes(one.paused_s)} paused, {minutes(one.asleep_s)} asleep)."
            ),
            (
                f"Not known who was there: {percent(one.unknown_percent)}; there, but posture could not be "
                f"judged: {percent(one.not_judged_percent)}."
            ),
            days + (f" The camera moved {times(one.camera_moved)}." if one.camera_moved else ""),
        ),
    )
