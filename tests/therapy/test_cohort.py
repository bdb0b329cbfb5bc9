"""Many reports: who comes first, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from posture.therapy import report as rep
from posture.therapy.cohort import Attention, cohort
from posture.therapy.measures import Verdict
from tests.therapy.full_report import FIRST, LAST, MADE, full_report

QUIET = replace(
    full_report(0),
    adherence=rep.Adherence(
        exercises=(), due=12, done=10, percent=83.3, band=rep.Band.MOST, weeks=(), days_with_exercise=10
    ),
    symptoms=rep.Symptoms(measures=(), days=(), green=9, amber=1, red=1, not_rated=0, flare_days=(LAST,)),
)
PAIN = rep.MeasureLine(
    id="pain_average",
    name="",
    baseline=3,
    previous=4,
    now=6,
    change=3,
    times=3,
    verdict=Verdict.WORSE,
    rule="",
)


def of(patient: str, report: rep.Report = QUIET, **changes: object) -> rep.Report:
    header = replace(report.header, patient=patient, **changes)  # type: ignore[arg-type]
    return replace(report, header=header)


def sign(tier: int) -> rep.Safety:
    found = full_report(1).safety
    assert found is not None
    return replace(found, signs=(replace(found.signs[0], tier=tier),))


def test_who_needs_a_call_comes_first_with_the_reasons() -> None:
    assert QUIET.symptoms is not None
    assert QUIET.adherence is not None
    reports = {
        "quiet.json": of("Quiet"),
        "look.json": of("Look", replace(QUIET, safety=sign(3))),
        "little.json": of(
            "Little",
            replace(QUIET, adherence=replace(QUIET.adherence, done=5, percent=41.7, band=rep.Band.LESS)),
        ),
        "today.json": of("Today", replace(QUIET, safety=sign(2))),
        "sore.json": of(
            "Sore",
            replace(
                QUIET, symptoms=replace(QUIET.symptoms, measures=(PAIN,), red=2, flare_days=(FIRST, LAST))
            ),
        ),
    }
    found = cohort(reports)
    assert [(row.patient, row.attention, row.reasons) for row in found.rows] == [
        ("Today", Attention.CALL_TODAY, ("warning sign of tier 2 on 2026-11-30 08:00",)),
        ("Sore", Attention.CALL, ("average pain worse: 3 to 6", "2 red sessions", "2 flare days")),
        ("Little", Attention.CALL, ("5 of 12 sessions done",)),
        ("Look", Attention.LOOK, ("warning sign of tier 3 on 2026-11-30 08:00",)),
        ("Quiet", Attention.NONE, ()),
    ]
    assert found.older == {}
    assert found.rows[1].pain == PAIN


def test_of_two_reports_about_one_patient_and_plan_the_newer_counts() -> None:
    other_plan = tuple(replace(one, id="other") for one in QUIET.header.versions)
    reports = {
        "old.json": of("A.", last=LAST - timedelta(days=7)),
        "new.json": of(" a. "),
        "made_later.json": of("A.", made=MADE + timedelta(hours=1)),
        "other.json": of("A.", versions=other_plan),
        "nobody.json": of(""),
        "nobody_either.json": of(""),
    }
    found = cohort(reports)
    assert {row.file for row in found.rows} == {
        "made_later.json", "other.json", "nobody.json", "nobody_either.json",
    }  # fmt: skip
    assert found.older == {"old.json": "made_later.json", "new.json": "made_later.json"}
    assert {row.patient for row in found.rows} == {"A.", "nobody.json", "nobody_either.json"}


def test_a_section_that_was_left_out_asks_nothing_and_is_named() -> None:
    silent = replace(
        QUIET, symptoms=None, safety=None, rules=None, adherence=None, left_out=(rep.Section.SYMPTOMS,)
    )
    row = cohort({"a.json": of("A.", silent)}).rows[0]
    assert (row.attention, row.reasons, row.left_out) == (Attention.NONE, (), ("symptoms",))
    assert (row.percent, row.pain, row.flare_days, row.red_sessions) == (None, None, None, None)
    assert cohort({"a.json": of("A.", data_days=0)}).rows[0].reasons == ("no data in the period",)
