"""One report from everything there is; what the patient leaves out is never worked out.

Rules speak in numbers of adherence and of pain, so they go when either goes, and a goal keeps its words and
loses its figures when the section it is measured by goes. The report names all that was left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture.events import Calibrated
from posture.therapy.adherence import adherence
from posture.therapy.plan_use import use_on
from posture.therapy.report import Calibration, Header, PlanVersion, Report, Section
from posture.therapy.report_goals import goals
from posture.therapy.report_pain import function, notes, safety, symptoms
from posture.therapy.report_rules import questions_about, rules
from posture.therapy.report_sitting import data_days, posture_time, quality, sitting

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from posture.therapy.plan_use import PlanUse
    from posture.therapy.report_sources import Sources

    _T = TypeVar("_T")

_GO_WITH = {Section.ADHERENCE: Section.RULES, Section.SYMPTOMS: Section.RULES}
"""What leaves with a section, because it tells the same figures."""


def left_out(without: frozenset[Section]) -> tuple[Section, ...]:
    """Everything that is left out when these are, in the order of the report."""
    gone = without | {_GO_WITH[one] for one in without if one in _GO_WITH}
    return tuple(section for section in Section if section in gone)


def make_report(sources: Sources) -> Report:
    """The report."""
    gone = frozenset(left_out(sources.without))
    plan = sources.plan

    def unless_left_out(section: Section, make: Callable[[], _T]) -> _T | None:
        return None if section in gone else make()

    done = unless_left_out(
        Section.ADHERENCE,
        lambda: adherence(
            sources.uses,
            sources.until_last(),
            sources.days,
            today=sources.made.date(),
            first_weekday=sources.first_weekday,
            names=sources.names,
        ),
    )
    pain = unless_left_out(Section.SYMPTOMS, lambda: symptoms(sources))
    watched_for = unless_left_out(Section.SAFETY, lambda: safety(sources))
    questions = questions_about(done, pain, watched_for)
    return Report(
        header=_header(sources),
        left_out=left_out(sources.without),
        goals=unless_left_out(Section.GOALS, lambda: goals(sources, plan)),
        adherence=done,
        symptoms=pain,
        function=unless_left_out(Section.FUNCTION, lambda: function(sources, plan)),
        sitting=unless_left_out(Section.SITTING, lambda: sitting(sources)),
        posture=unless_left_out(Section.POSTURE, lambda: posture_time(sources)),
        notes=unless_left_out(Section.NOTES, lambda: notes(sources)),
        safety=watched_for,
        rules=unless_left_out(Section.RULES, lambda: rules(sources, plan, questions)),
        quality=unless_left_out(Section.QUALITY, lambda: quality(sources)),
    )


def _header(sources: Sources) -> Header:
    plan = sources.plan
    last = use_on(sources.uses, sources.last)
    versions = tuple(
        _version(use)
        for use in sources.uses
        if use.started <= sources.last and (use.stopped is None or use.stopped >= sources.first)
    )
    return Header(
        patient="" if plan is None else plan.patient,
        therapist="" if plan is None else plan.therapist,
        first=sources.first,
        last=sources.last,
        made=sources.made,
        app_version=sources.app_version,
        data_days=len(data_days(sources, sources.first)),
        plan=None if last is None else _version(last),
        versions=versions,
        calibration=_calibration(sources),
    )


def _version(use: PlanUse) -> PlanVersion:
    return PlanVersion(
        id=use.plan.id,
        revision=use.plan.revision,
        hash=use.plan.hash,
        title=use.plan.title,
        since=use.started,
        until=use.stopped,
    )


def _calibration(sources: Sources) -> Calibration | None:
    found = [
        Calibration(profile=event.profile, quality=event.quality, day=event.at.wall.date())
        for events in sources.sessions
        for event in events
        if isinstance(event, Calibrated) and event.at.wall is not None
    ]
    inside = [one for one in found if sources.first <= one.day <= sources.last]
    return inside[-1] if inside else None
