"""The lines at the top of a report: who, which days, which plans, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture.therapy.report import Header, PlanVersion, Report
    from posture.therapy.report_room import Dates, Room

_HASH_LETTERS = 12
"""So much of a hash tells versions apart; the data files have all of it. ENG."""


def header_lines(header: Header, dates: Dates, room: Room) -> tuple[str, ...]:
    """Who, when, which plans, which program."""
    if header.versions:
        to = f", for {room.text(header.therapist)}" if header.therapist else ""
        who = f"{room.text(header.patient)}{to}"
    else:
        who = "No plan was in use in this period."
    if header.calibration is None:
        reference = "No reference was set in this period."
    else:
        reference = f"Reference of {dates.day(header.calibration.day)}: {header.calibration.quality}."
    return (
        who,
        _period(header, dates),
        *_versions(header, dates, room),
        f"{reference} Written {dates.day(header.made.date())} by posture {header.app_version}.",
    )


def left_out_line(report: Report) -> str:
    """That the patient left something out, or an empty text."""
    names = ", ".join(section.value for section in report.left_out)
    return f"Left out by the patient: {names}." if names else ""


def _period(header: Header, dates: Dates) -> str:
    days = f"{dates.day(header.first)} to {dates.day(header.last)}"
    if header.data_days:
        return f"{days}: data on {header.data_days} of {header.days} days."
    return f"{days}: nothing was recorded, on none of the {header.days} days."


def _versions(header: Header, dates: Dates, room: Room) -> tuple[str, ...]:
    """Each version with its days, the last of them where there is little room."""
    kept = header.versions if room.lines is None else header.versions[-room.lines :]
    rest = len(header.versions) - len(kept)
    before = (f"Earlier versions of the plan, in the data files: {rest}.",) if rest else ()
    return (*before, *(_version(one, dates, room) for one in kept))


def _version(one: PlanVersion, dates: Dates, room: Room) -> str:
    until = "" if one.until is None else f" until {dates.day(one.until)}"
    return (
        f"Plan: {room.text(one.title)} ({one.id}, version {one.revision}, {one.hash[:_HASH_LETTERS]}), "
        f"from {dates.day(one.since)}{until}."
    )
