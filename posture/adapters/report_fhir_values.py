"""The figures of a report as single values with a code each, as FHIR observations want them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from posture.therapy.report import MeasureLine, Report

PAIN = ("38208-5", "Pain severity - Reported")
EXERCISE = ("73985-4", "Exercise activity")
"""Verified codes of LOINC. Others that look as if they fitted were not verified, and are left out."""

_PERCENT = "%"
_SECONDS = "s"
_COUNT = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One value; a whole number is a rating.

    `at` is a day or a moment, or `None` for the period; `place` is of the body, in the patient's words.
    """

    code: str
    display: str
    value: float | str
    unit: str = _COUNT
    loinc: tuple[str, str] | None = None
    at: str | None = None
    place: str | None = None


def measured_values(report: Report) -> list[Measured]:
    """Everything that is there, in the order of the report; what was left out or not measured is not."""
    return [*_exercises(report), *_pain(report), *_function(report), *_habits(report), *_said(report)]


def _exercises(report: Report) -> Iterator[Measured]:
    if report.adherence is None:
        return
    for one in report.adherence.exercises:
        done = f"{one.name}: {one.done} of {one.due} due, {one.by_camera} counted by the camera, "
        done += f"{one.by_self_report} self-reported"
        yield Measured(code=f"done-{one.id}", display=one.name, value=done, loinc=EXERCISE)
        if one.percent is not None:
            yield Measured(
                code=f"adherence-{one.id}",
                display=f"{one.name}, done of what was due",
                value=round(one.percent, 1),
                unit=_PERCENT,
            )


def _pain(report: Report) -> Iterator[Measured]:
    if report.symptoms is None:
        return
    for line in report.symptoms.measures:
        words = line.id.replace("_", " ")
        yield Measured(
            code=line.id.replace("_", "-"),
            display=words,
            value=round(line.now),
            loinc=PAIN,
            at=_iso(line.now_on),
        )
    for one in report.symptoms.check_ins:
        for name in ("now", "average", "worst"):
            rated = getattr(one, name)
            if rated is not None:
                yield Measured(
                    code=f"check-in-pain-{name}",
                    display=f"pain {name}, at a check-in",
                    value=rated,
                    loinc=PAIN,
                    at=one.day.isoformat(),
                    place=one.place,
                )
    if report.symptoms.highest is not None:
        most = report.symptoms.highest
        words = "highest pain rating of the period"
        yield Measured(
            code="pain-highest", display=words, value=most.pain, loinc=PAIN, at=most.day.isoformat()
        )
    for day in report.symptoms.days:
        for name in ("before", "after", "next_day"):
            value = getattr(day, name)
            if value is not None:
                words = f"highest pain {name.replace('_', ' ')}, exercises of the day"
                code = f"pain-{name.replace('_', '-')}"
                yield Measured(code=code, display=words, value=value, loinc=PAIN, at=day.day.isoformat())


def _function(report: Report) -> Iterator[Measured]:
    if report.function is None:
        return
    for line in report.function.measures:
        yield _score(line)
    lasted = report.function.course
    if lasted is not None:
        weeks = "Whole weeks since it began"
        yield Measured(code="weeks-since-onset", display=weeks, value=lasted.weeks)
        stage = "How long it has lasted: acute under 4 weeks, subacute to 12, chronic from 12"
        yield Measured(code="stage", display=stage, value=lasted.stage.value)
    change = report.function.change
    if change is not None:
        yield Measured(
            code="global-change",
            display="Rating of change, -7 to +7",
            value=change.score,
            at=change.day.isoformat(),
        )


def _score(line: MeasureLine) -> Measured:
    return Measured(
        code=f"{line.id}-now",
        display=line.name or "mean of the patient's own activities",
        value=float(line.now),
        at=_iso(line.now_on),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _habits(report: Report) -> Iterator[Measured]:
    figures: list[tuple[str, str, float | None, str]] = []
    if report.sitting is not None:
        one = report.sitting
        figures += [
            ("sitting-a-day", "Sitting a day watched", one.sitting_s_a_day, _SECONDS),
            ("watched-a-day", "Watched a day watched", one.watched_s_a_day, _SECONDS),
            ("standing-a-day", "Standing a day watched", one.standing_s_a_day, _SECONDS),
            ("median-sitting", "Median sitting bout", one.median_bout_s, _SECONDS),
            ("over-30-min", "Sitting bouts over 30 min", one.over_30_min_percent, _PERCENT),
            ("over-60-min", "Sitting bouts over 60 min", one.over_60_min_percent, _PERCENT),
            ("breaks-a-day", "Breaks a day watched", one.breaks_a_day, _COUNT),
            ("shifts-an-hour", "Changes of position an hour of sitting", one.shifts_an_hour, _COUNT),
        ]
    if report.posture is not None:
        words = "Time away from the own reference a day; an estimate from a webcam"
        figures.append(("away-from-reference", words, report.posture.seconds_a_day, _SECONDS))
    if report.quality is not None:
        figures.append(
            ("not-known", "Time watched with nobody known", report.quality.unknown_percent, _PERCENT)
        )
    for code, words, value, unit in figures:
        if value is not None:
            yield Measured(code=code, display=words, value=round(float(value), 3), unit=unit)


def _said(report: Report) -> Iterator[Measured]:
    for note in report.notes or ():
        code = "note" if note.topic is None else f"note-{note.topic.value.replace('_', '-')}"
        yield Measured(code=code, display="Note of the patient", value=note.text, at=note.day.isoformat())
    if report.safety is None:
        return
    for sign in report.safety.signs:
        yield Measured(
            code=f"warning-sign-tier-{sign.tier}",
            display="Warning signs answered with yes",
            value="; ".join(sign.signs),
            at=sign.at.isoformat(timespec="seconds"),
        )
