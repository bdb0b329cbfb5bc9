"""Many reports side by side: who needs a call, by rules that are told with the answer.

The rules are our own (ENG) and sort, they decide nothing: a yes to a warning sign of tier 1 or 2 asks for a
call today; worse pain or activities (by the rule that counts), two or more red sessions or flare days, less
than half of at least three sessions done, or no data at all ask for a call; a warning sign of tier 3 or a
rule that waits for the therapist asks for a look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from posture.therapy.measures import Verdict
from posture.therapy.progression import Action
from posture.therapy.report import Band, MeasureLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from posture.therapy.report import Report

SORE_SESSIONS_FROM = 2
"""So many red sessions, or flare days, ask for a call. ENG."""
DUE_FROM = 3
"""Less than half done says something only of at least so many sessions. ENG."""
_SOON_TIER = 2

PAIN_NAMES = {"pain_average": "average pain", "pain_now": "pain now", "pain_worst": "worst pain"}
"""Which pain stands in the table: the first that was rated; and how it is called."""


class Attention(StrEnum):
    """How soon somebody should look at it, the soonest first."""

    CALL_TODAY = "call_today"
    CALL = "call"
    LOOK = "look"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """One patient: the figures of the newest report, what they ask for, and why."""

    file: str
    patient: str
    plan: str
    first: date
    last: date
    data_days: int
    days: int
    percent: float | None
    pain: MeasureLine | None
    activities: MeasureLine | None
    flare_days: int | None
    red_sessions: int | None
    attention: Attention
    reasons: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The rows, those who need attention first; and files whose patient has a newer report here."""

    rows: tuple[CohortRow, ...]
    older: Mapping[str, str]


def cohort(reports: Mapping[str, Report]) -> Cohort:
    """The table over these reports, by the name of their files.

    Two reports are of one patient where alias and plan are the same; the one whose period ends later counts,
    of equal ones the one made later. A report without an alias stands for itself.
    """
    newest: dict[tuple[str, str], str] = {}
    older: dict[str, str] = {}
    for file, report in reports.items():
        key = _key(file, report)
        before = newest.get(key)
        if before is None or _age(reports[before]) < _age(report):
            newest[key] = file
    for file, report in reports.items():
        kept = newest[_key(file, report)]
        if kept != file:
            older[file] = kept
    rows = [_row(file, reports[file]) for file in newest.values()]
    return Cohort(rows=tuple(sorted(rows, key=_place)), older=older)


def reasons_for(report: Report) -> Iterator[tuple[Attention, str]]:
    """Everything that asks for attention, with its figures."""
    yield from _safety(report)
    yield from _pain(report)
    if report.function is not None:
        for line in report.function.measures:
            if line.verdict is Verdict.WORSE:
                name = line.name or "mean of the activities"
                yield Attention.CALL, f"{name} worse: {line.baseline:g} to {line.now:g}"
    if report.adherence is not None:
        done = report.adherence
        if done.band is Band.LESS and done.due >= DUE_FROM:
            yield Attention.CALL, f"{done.done} of {done.due} sessions done"
    if not report.header.data_days:
        yield Attention.CALL, "no data in the period"
    if report.rules is not None:
        for rule in report.rules.now:
            if rule.action is not Action.HOLD and not rule.applied:
                yield Attention.LOOK, f"{rule.name}: {rule.amounts} waits for you"


def _safety(report: Report) -> Iterator[tuple[Attention, str]]:
    if report.safety is None:
        return
    for sign in report.safety.signs:
        soon = sign.tier <= _SOON_TIER
        yield (
            Attention.CALL_TODAY if soon else Attention.LOOK,
            f"warning sign of tier {sign.tier} on {sign.at:%Y-%m-%d %H:%M}",
        )


def _pain(report: Report) -> Iterator[tuple[Attention, str]]:
    if report.symptoms is None:
        return
    for line in report.symptoms.measures:
        if line.verdict is Verdict.WORSE:
            yield Attention.CALL, f"{PAIN_NAMES[line.id]} worse: {line.baseline:g} to {line.now:g}"
    if report.symptoms.red >= SORE_SESSIONS_FROM:
        yield Attention.CALL, f"{report.symptoms.red} red sessions"
    if len(report.symptoms.flare_days) >= SORE_SESSIONS_FROM:
        yield Attention.CALL, f"{len(report.symptoms.flare_days)} flare days"


def _row(file: str, report: Report) -> CohortRow:
    found = list(reasons_for(report))
    asked = [attention for attention, _ in found]
    order = list(Attention)
    head, pain = report.header, report.symptoms
    return CohortRow(
        file=file,
        patient=head.patient or file,
        plan="" if head.plan is None else f"{head.plan.id} r{head.plan.revision}",
        first=head.first,
        last=head.last,
        data_days=head.data_days,
        days=head.days,
        percent=None if report.adherence is None else report.adherence.percent,
        pain=None if pain is None else _first(pain.measures, tuple(PAIN_NAMES)),
        activities=None if report.function is None else _first(report.function.measures, ("activities",)),
        flare_days=None if pain is None else len(pain.flare_days),
        red_sessions=None if pain is None else pain.red,
        attention=min(asked, key=order.index, default=Attention.NONE),
        reasons=tuple(words for _, words in sorted(found, key=lambda one: order.index(one[0]))),
        left_out=tuple(section.value for section in report.left_out),
    )


def _first(lines: tuple[MeasureLine, ...], ids: tuple[str, ...]) -> MeasureLine | None:
    return next((line for wanted in ids for line in lines if line.id == wanted), None)


def _key(file: str, report: Report) -> tuple[str, str]:
    head = report.header
    if not head.patient:
        return "", file
    plan = head.versions[-1].id if head.versions else ""
    return " ".join(head.patient.casefold().split()), plan


def _age(report: Report) -> tuple[date, float]:
    return report.header.last, report.header.made.timestamp()


def _place(row: CohortRow) -> tuple[int, int, float, str]:
    share = 100.0 if row.percent is None else row.percent
    return list(Attention).index(row.attention), -len(row.reasons), share, row.patient
