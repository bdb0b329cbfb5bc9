"""Parts of a report that the story of four weeks does not reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from posture.events import CameraMoved, CountedBy
from posture.labels import Label
from posture.summary import summarise
from posture.therapy import report as rep
from posture.therapy.adherence import adherence, band_of, week_start
from posture.therapy.exercise_records import DoneSet, ExerciseSession
from posture.therapy.items import Apply, Light, Variable
from posture.therapy.plan import Goal
from posture.therapy.plan_use import PlanUse
from posture.therapy.records import PainRating, ScoreEntered, SignsLookedAt
from posture.therapy.report_making import make_report
from posture.therapy.report_sources import Sources
from posture.therapy.report_words import minutes, percent
from tests.session_story import MORNING, SessionStory
from tests.therapy.builders import signs
from tests.therapy.plans import START, item, less, more, plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.events import Event
    from posture.therapy.plan import Plan
    from posture.therapy.records import Record

DAY = MORNING.date()


def use(one: Plan, started: date = START, stopped: date | None = None) -> PlanUse:
    return PlanUse(plan=one, started=started, stopped=stopped)


def squat(number: int, hour: int = 9, **changes: Any) -> ExerciseSession:
    values: dict[str, Any] = {
        "at": datetime(START.year, START.month, START.day, hour, tzinfo=UTC) + timedelta(days=number),
        "exercise": "squat",
        "plan_hash": "0" * 64,
        "sets": (DoneSet(repetitions=10), DoneSet(repetitions=10)),
        "counted_by": CountedBy.CAMERA,
        "duration_s": 60.0,
    }
    return ExerciseSession(**{**values, **changes})


def shares(uses: Sequence[PlanUse], records: Sequence[Record], count: int, today: int = 99) -> rep.Adherence:
    days = [START + timedelta(days=number) for number in range(count)]
    return adherence(
        uses, records, days, today=START + timedelta(days=today), first_weekday=0, names={"squat": "Squat"}
    )


def sources(records: Sequence[Record], uses: Sequence[PlanUse], **changes: Any) -> Sources:
    last = START + timedelta(days=13)
    values: dict[str, Any] = {
        "first": START,
        "last": last,
        "made": datetime(2026, 12, 24, tzinfo=UTC),
        "app_version": "0.1.0",
        "records": records,
        "uses": uses,
        "summary": summarise([], START, last),
        "sessions": [],
        "names": {"squat": "Squat"},
        "signs": {},
        "first_weekday": 0,
        "without": frozenset(),
    }
    return Sources(**{**values, **changes})


def watched(*sessions: list[Event]) -> rep.Report:
    summary = summarise(sessions, DAY, DAY)
    return make_report(sources([], [], first=DAY, last=DAY, summary=summary, sessions=sessions))


def test_a_day_that_is_not_over_asks_for_no_more_than_was_done() -> None:
    assert (shares([use(plan())], [squat(0)], 2, today=1).due, shares([use(plan())], [squat(0)], 2).due) == (
        1,
        2,
    )
    both = shares([use(plan())], [squat(0), squat(1)], 2, today=1)
    assert (both.due, both.done) == (2, 2)


def test_many_sessions_on_one_day_do_not_make_up_for_another() -> None:
    line = shares([use(plan())], [squat(0, hour) for hour in (9, 12, 15)], 3).exercises[0]
    assert (line.due, line.done, line.extra, line.by_camera) == (3, 1, 2, 3)
    assert line.band is rep.Band.LESS


def test_whoever_rests_as_told_leaves_nothing_out() -> None:
    not_begun = squat(1, sets=(), pain_before=9, light=Light.RED, stopped_reason="not begun")
    records = [squat(0), not_begun, signs(not_begun.at + timedelta(days=1), tier=1)]
    looked_at = SignsLookedAt(at=records[-1].at + timedelta(days=2, hours=-5), looked_at=True)
    found = shares([use(plan())], [*records, looked_at, squat(4)], 6)
    line = found.exercises[0]
    # day 1 pain said stop, days 2 and 3 a sign did; on day 5 it was left out
    assert (line.due, line.done, line.rested, found.days_rested) == (3, 2, 3, 3)
    assert (line.by_self_report, line.by_camera, line.stopped_early) == (0, 2, 1)
    assert (found.due, found.days_with_exercise) == (3, 2)
    again = [squat(0, light=Light.RED), squat(0, 18)]  # done all the same: it counts, and no more is due
    assert [(one.due, one.done, one.rested) for one in shares([use(plan())], again, 1).exercises] == [
        (1, 1, 0)
    ]


def test_a_rule_that_changes_how_often_changes_what_is_due_from_the_next_day_on() -> None:
    rule = more(Variable.TIMES_A_DAY, by=1.0, up_to=2.0, after_good_sessions=1, apply=Apply.BY_ITSELF)
    asked = plan(item(progressions=(rule,), regressions=()))
    good = squat(0, pain_before=1, pain_after=1)
    assert shares([use(asked)], [good], 3).due == 1 + 2 + 2


def test_an_exercise_without_a_plan_is_told_and_not_measured() -> None:
    found = shares([], [squat(0, plan_hash=None)], 1)
    line = found.exercises[0]
    assert (line.due, line.extra, line.percent, line.band, line.amount_percent) == (0, 1, None, None, None)
    assert (found.percent, found.band) == (None, None)


def test_days_between_two_plans_ask_for_nothing() -> None:
    first, second = plan(), plan(id="next", hash="1" * 64)
    uses = [use(first, stopped=START + timedelta(days=1)), use(second, started=START + timedelta(days=4))]
    assert shares(uses, [], 6).due == 2 + 2


@pytest.mark.parametrize(
    ("share", "band"),
    [(None, None), (100.0, "most"), (80.0, "most"), (79.9, "some"), (50.0, "some"), (49.9, "less")],
)
def test_bands(share: float | None, band: str | None) -> None:
    assert band_of(share) == band


def test_a_week_begins_where_the_reader_says() -> None:
    sunday = date(2026, 11, 29)
    assert (week_start(sunday, 0), week_start(sunday, 6)) == (date(2026, 11, 23), sunday)


def test_two_plans_with_the_same_revision_keep_their_rules_apart() -> None:
    poor = [squat(day, sets=(DoneSet(repetitions=1),)) for day in range(3)]
    old = plan(item(regressions=(less(apply=Apply.SUGGEST),)))
    new = plan(id="next", hash="1" * 64)
    later = START + timedelta(days=4)
    report = make_report(sources(poor, [use(old, stopped=later), use(new, started=later)]))
    assert report.rules is not None
    assert report.rules.now == ()
    assert [(line.amount_from, line.amount_to, line.applied) for line in report.rules.fired] == [
        (10, 8, False)
    ]


def test_goals_that_a_therapist_enters_and_goals_without_a_value() -> None:
    wanted = Goal(text="", measure="Grip", measured_by="therapist", unit="kg", baseline=None, target=30.0)
    asked = plan(goals=(wanted, replace(wanted, measured_by="activities", measure="Able")))
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    entered = [ScoreEntered(at=at + timedelta(days=day), name="grip", score=20.0 + day) for day in (0, 5)]
    goals = make_report(sources(entered, [use(asked)])).goals
    assert goals is not None
    assert [(goal.baseline, goal.now, goal.reached) for goal in goals] == [
        (20, 25, False),
        (None, None, None),
    ]


def test_pain_that_got_worse_becomes_a_question() -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    ratings = [PainRating(at=at + timedelta(days=day), average=average) for day, average in ((0, 3), (5, 6))]
    report = make_report(sources(ratings, [use(plan())]))
    assert report.rules is not None
    assert report.safety is not None
    assert report.safety.unanswered_since == date(2026, 11, 29)
    assert [one.about for one in report.rules.questions] == [
        "pain was worse on 2026-11-29, with no warning signs answered since",
        "Squat: 0 of 14 done",
        "pain average went from 3 to 6",
    ]


def test_quality_counts_pauses_and_views_that_could_not_be_judged() -> None:
    story = SessionStory().sit(400).unusable_view(100).paused(500).sit(300).dark(200).end()
    story.events.insert(-1, CameraMoved(at=story.now, since_t=0.0, compensated=False))
    found = watched(story.events).quality
    assert found is not None
    assert (found.watched_s, found.paused_s, found.asleep_s) == (1000, 500, 0)
    assert found.watching_percent == pytest.approx(100 * 1000 / 1500)
    assert (found.unknown_percent, found.not_judged_percent, found.camera_moved) == (20, 10, 1)


def test_posture_left_out_leaves_no_trace_in_the_days_of_sitting() -> None:
    events = SessionStory().sit(100).slouch(Label.SLOUCHED, 60).sit(100).end().events
    summary = summarise([events], DAY, DAY)
    options = {"first": DAY, "last": DAY, "summary": summary, "sessions": [events]}
    whole, less_told = (
        make_report(sources([], [], **options, without=gone))
        for gone in (frozenset[rep.Section](), frozenset({rep.Section.POSTURE}))
    )
    assert whole.sitting is not None
    assert less_told.sitting is not None
    assert [day.slouch_s for day in whole.sitting.days] == [60]
    assert [day.slouch_s for day in less_told.sitting.days] == [None]
    assert less_told.posture is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (minutes(None), "-"), (minutes(0), "0 min"), (minutes(20), "under 1 min"),
        (minutes(3600), "1 h 00 min"),
        (minutes(3570), "1 h 00 min"), (percent(None), "-"), (percent(0.2), "<1 %"), (percent(99.7), ">99 %"),
        (percent(100), "100 %"),
    ],
)  # fmt: skip
def test_numbers_to_read(said: str, wanted: str) -> None:
    assert said == wanted
