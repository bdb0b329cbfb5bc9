"""A new version of a plan: the dose that was reached goes on, unless the therapist wrote another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from posture.therapy.exercise_records import DoneSet, PrescribedDose
from posture.therapy.items import Light, PlanDose
from posture.therapy.plan import Plan
from posture.therapy.plan_use import PlanUse, courses
from posture.therapy.progression import Action, Rule
from posture.therapy.report_rules import rules
from posture.therapy.today import today_of
from tests.therapy.homework import at, done
from tests.therapy.plans import DOSE, START, item, less, more, plan
from tests.therapy.test_report_parts import sources

ITEM = item(progressions=(more(up_to=20.0),), regressions=(less(),))
FIRST = plan(ITEM)
NOTES = replace(FIRST, revision=2, hash="1" * 64, notes="Well done.")
TWELVE = PrescribedDose(sets=2, repetitions=12)


def uses(*versions: Plan, every: int = 3) -> tuple[PlanUse, ...]:
    """Each version from so many days after the one before."""
    starts = [START + timedelta(days=every * number) for number in range(len(versions))]
    return tuple(
        PlanUse(plan=one, started=start, stopped=stop)
        for one, start, stop in zip(versions, starts, [*starts[1:], None], strict=True)
    )


def good(day: int, version: Plan, repetitions: int = 10) -> Any:
    sets = tuple(DoneSet(repetitions=repetitions, duration_s=30.0) for _ in range(2))
    asked = PrescribedDose(sets=2, repetitions=repetitions)
    return done(day, plan_hash=version.hash, sets=sets, prescribed=asked)


THREE = [good(day, FIRST) for day in range(3)]


def dose_of(versions: tuple[PlanUse, ...], records: list[Any]) -> int | None:
    return courses(versions, records)[-1].doses()["squat"].repetitions


def test_a_version_with_another_note_goes_on_with_the_dose_and_the_row() -> None:
    assert dose_of(uses(FIRST, NOTES), THREE) == 12
    row = [*THREE, good(3, NOTES, 12), good(4, NOTES, 12)]
    assert dose_of(uses(FIRST, NOTES), row) == 12
    assert dose_of(uses(FIRST, NOTES), [*row, good(5, NOTES, 12)]) == 14
    # two of a row of three under the first version, the third under the second
    assert dose_of(uses(FIRST, NOTES), [*THREE[:2], good(3, NOTES)]) == 12


def test_after_a_step_back_a_note_does_not_give_the_old_dose_again() -> None:
    poor = [done(day, sets=(DoneSet(repetitions=5),)) for day in range(3)]
    assert dose_of(uses(FIRST, NOTES), poor) == 8
    assert today_of(NOTES, poor, at(3), uses(FIRST, NOTES)).homework[0].dose.repetitions == 8


def test_a_flare_under_the_new_version_leads_back_to_what_was_green_under_the_old() -> None:
    red = done(3, plan_hash=NOTES.hash, prescribed=TWELVE, pain_after=7, light=Light.RED)
    found = courses(uses(FIRST, NOTES), [*THREE, red])[-1].suggestions
    assert [(one.rule, one.amount_from, one.amount_to) for one in found] == [(Rule.FLARE, 12, 10)]


def test_other_rules_keep_the_dose_and_begin_the_row_anew() -> None:
    careful = replace(
        FIRST, revision=2, hash="1" * 64, items=(replace(ITEM, progressions=(more(up_to=16.0),)),)
    )
    assert dose_of(uses(FIRST, careful), THREE) == 12
    assert dose_of(uses(FIRST, careful), [*THREE[:2], good(3, careful)]) == 10


def test_the_dose_that_the_therapist_wrote_holds_and_is_said() -> None:
    changed = replace(
        FIRST, revision=2, hash="1" * 64, items=(replace(ITEM, dose=PlanDose(sets=2, repetitions=9)),)
    )
    versions = uses(FIRST, changed)
    found = today_of(changed, THREE, at(3), versions)
    assert found.homework[0].dose.repetitions == 9
    assert found.doses_before["squat"].dose.repetitions == 12
    assert today_of(changed, [*THREE, good(3, changed, 9)], at(3, 12), versions).doses_before == {}

    (line,) = [one for one in rules(sources(THREE, versions), changed).fired if one.revision == 2]
    assert (line.rule, line.action, line.applied) == (Rule.NEW_VERSION, Action.STEP_BACK, True)
    assert (line.day, line.amounts) == (START + timedelta(days=3), "12 to 9 repetitions")


def test_another_plan_begins_with_its_own_dose_and_the_first_goes_on_when_it_comes_back() -> None:
    other = replace(FIRST, id="other", hash="2" * 64)
    assert dose_of(uses(FIRST, other), THREE) == DOSE.repetitions
    assert dose_of(uses(FIRST, other, FIRST), THREE) == 12
    # what was done in its second time belongs to that
    again = [*THREE, *(good(day, FIRST, 12) for day in (7, 8, 9))]
    assert [len(one.suggestions) for one in courses(uses(FIRST, other, FIRST), again)] == [3, 0, 3]
    assert dose_of(uses(FIRST, other, FIRST), again) == 14
