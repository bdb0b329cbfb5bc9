"""Four weeks of a patient, and every figure of the report about them, counted again from the story itself."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from importlib import metadata
from statistics import median
from typing import TYPE_CHECKING

import pytest

from posture.adapters.plan_file import read_plan
from posture.adapters.plan_knowledge import load_knowledge
from posture.adapters.plan_shelf import PlanShelf
from posture.adapters.sqlite_reader import SqliteEventReader
from posture.events import CountedBy, PostureShift
from posture.settings import Settings
from posture.therapy import pain_values as pains
from posture.therapy import report as rep
from posture.therapy.items import Light, Variable
from posture.therapy.measures import ACTIVITIES_RULE, ACTIVITY_RULE, PAIN_RULE, Verdict
from posture.therapy.onset import Stage
from posture.therapy.progression import Action, Rule
from posture.therapy.records import Occasion
from posture.therapy.report_making import make_report
from tests.therapy import four_weeks as story
from tui.report_sources import gather

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.adapters.data_dirs import Places

EDGE_S = 8.0
"""A stretch has two ends, and each is seen with a picture that comes at most 4 s later."""

DAYS = [story.FIRST + timedelta(days=number) for number in range(28)]
LONG = {"bouts": [2520, 1200], "breaks": 1, "slouch": 0}
SHORT = {"bouts": [1500, 1200, 1500], "breaks": 2, "slouch": 480}
WATCHED = [(day, LONG if number < 6 else SHORT) for number, day in enumerate(story.WATCHED)]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return story.live(tmp_path_factory.mktemp("home"))


def report_of(
    places: Places, first: date = story.FIRST, last: date = story.LAST, without: Sequence[str] = ()
) -> rep.Report:
    gone = frozenset(map(rep.Section, without))
    return make_report(gather(places, first, last, made=story.MADE, first_weekday=0, without=gone))


@pytest.fixture(scope="module")
def report(places: Places) -> rep.Report:
    return report_of(places)


def sessions(exercise: str) -> list[story.Done]:
    return [one for one in story.SESSIONS if one.exercise == exercise]


def due_days(exercise: str) -> list[int]:
    weekdays = (0, 2, 4) if exercise == "squat" else (1, 3)
    return [day for day in range(28) if day % 7 in weekdays and day not in story.RESTED]


def test_the_header_names_who_when_and_which_versions(report: rep.Report, places: Places) -> None:
    head = report.header
    assert (head.patient, head.therapist, head.first, head.last) == (
        "A. B.",
        "C. D.",
        story.FIRST,
        story.LAST,
    )
    assert [(one.revision, one.since, one.until) for one in head.versions] == [
        (1, date(2026, 11, 2), date(2026, 11, 16)),
        (2, date(2026, 11, 16), None),
    ]
    assert head.plan == head.versions[1]
    assert len(head.plan.hash) == 64
    assert head.plan.hash != head.versions[0].hash
    assert head.calibration == rep.Calibration(profile="from source", quality="good", day=date(2026, 11, 27))
    told = {*story.PAIN, *story.ABLE, *story.NOTES, story.SIGN_DAY, *(one.day for one in story.SESSIONS)}
    told |= {day + 1 for day in story.NEXT_MORNINGS}
    assert head.data_days == len(told | set(story.WATCHED))
    assert report.left_out == ()
    assert (head.made, head.app_version) == (story.MADE, metadata.version("posture"))
    assert [(one.id, one.title, len(one.hash)) for one in head.versions] == [
        ("knees", "Knees & desk", 64)
    ] * 2
    used = PlanShelf(places.plans).history()
    assert [one.hash for one in head.versions] == [
        read_plan(one.file, load_knowledge(places.exercises)).hash for one in used
    ]


@pytest.mark.parametrize("exercise", ["squat", "walking"])
def test_adherence_is_counted_by_day_and_the_patients_word_stands_apart(
    report: rep.Report, exercise: str
) -> None:
    assert report.adherence is not None
    line = next(one for one in report.adherence.exercises if one.id == exercise)
    done_on = {one.day for one in sessions(exercise)}
    due = due_days(exercise)
    done = done_on & set(due)
    assert (line.due, line.done, line.extra) == (len(due), len(done), len(done_on) - len(done))
    assert line.by_camera == sum(one.camera for one in sessions(exercise))
    assert line.by_self_report == sum(not one.camera for one in sessions(exercise))
    assert line.percent == pytest.approx(100 * len(done) / len(due))
    assert line.band is (rep.Band.MOST if exercise == "squat" else rep.Band.SOME)
    shares = [100 * one.done / one.asked for one in sessions(exercise)]
    assert line.amount_percent == pytest.approx(sum(shares) / len(shares))
    assert line.stopped_early == sum(one.stopped is not None for one in sessions(exercise))
    assert [(week.first, week.due, week.done) for week in line.weeks] == [
        (
            DAYS[start],
            sum(start <= day < start + 7 for day in due),
            sum(start <= day < start + 7 for day in done),
        )
        for start in (0, 7, 14, 21)
    ]


def test_adherence_altogether(report: rep.Report) -> None:
    found = report.adherence
    assert found is not None
    assert [(one.id, one.name) for one in found.exercises] == [("squat", "Squat"), ("walking", "A walk")]
    assert [(week.first, week.due, week.done) for week in found.weeks] == [
        (DAYS[start], 4 if start == 7 else 5, len({(one.exercise, one.day) for one in story.SESSIONS
                              if start <= one.day < start + 7 and one.day in due_days(one.exercise)}))
        for start in (0, 7, 14, 21)
    ]  # fmt: skip
    walk = found.exercises[1]
    assert (walk.repetitions_done, walk.repetitions_asked) == (None, None)
    assert (found.due, found.done, found.days_rested) == (19, 15, 1)
    assert (found.percent, found.band) == (pytest.approx(100 * 15 / 19), rep.Band.SOME)
    assert found.days_with_exercise == len({one.day for one in story.SESSIONS})
    squat = found.exercises[0]
    assert squat.repetitions_done == sum(one.done for one in sessions("squat"))
    assert squat.repetitions_asked == sum(one.asked for one in sessions("squat"))


def test_goals_go_from_the_plans_baseline_over_the_last_value_to_now(report: rep.Report) -> None:
    assert report.goals is not None
    pain, breaks = report.goals
    assert (pain.baseline, pain.previous, pain.now, pain.target, pain.reached) == (5, 4, 3, 3, True)
    assert pain.verdict is Verdict.BETTER
    told = [(one.text, one.measure, one.measured_by, one.unit, one.withheld) for one in report.goals]
    assert told == [
        ("Work with less pain", "Average pain", "pain_average", "0-10", False),
        ("More breaks", "Breaks", "breaks_a_day", "breaks", False),
    ]
    assert [one.rule for one in report.goals] == [PAIN_RULE.words, ""]
    weekly = [sum(day["breaks"] for at, day in WATCHED if at // 7 == week) / 3 for week in range(4)]
    assert (breaks.baseline, breaks.previous, breaks.now) == (weekly[0], weekly[2], weekly[3])
    assert (breaks.target, breaks.reached, breaks.verdict) == (3, False, Verdict.NO_RULE)


def test_symptoms_by_the_lights_of_the_plan(report: rep.Report) -> None:
    found = report.symptoms
    assert found is not None
    assert [(one.id, one.baseline, one.previous, one.now, one.verdict) for one in found.measures] == [
        (name, values[0], values[-2], values[-1], Verdict.BETTER)
        for name, values in zip(
            ("pain_now", "pain_average", "pain_worst"), zip(*story.PAIN.values(), strict=True), strict=True
        )
    ]
    assert [(one.name, one.change, one.times, one.rule) for one in found.measures] == [
        ("", values[-1] - values[0], len(story.PAIN), PAIN_RULE.words)
        for values in zip(*story.PAIN.values(), strict=True)
    ]
    days = [DAYS[day] for day in story.PAIN]
    assert [(one.baseline_on, one.previous_on, one.now_on) for one in found.measures] == [
        (days[0], days[-2], days[-1])
    ] * 3
    assert [(one.day, one.now, one.average, one.worst, one.place) for one in found.check_ins] == [
        (DAYS[day], *ratings, None) for day, ratings in story.PAIN.items()
    ]
    assert found.highest == pains.RatedPain(day=DAYS[7], pain=7, moment=pains.PainMoment.WORST)
    assert found.red_ratings == (
        pains.RatedPain(day=DAYS[7], pain=6, moment=pains.PainMoment.AFTER, exercise="Squat"),
    )
    assert (found.green_up_to, found.amber_up_to, found.places) == (3, 5, ())
    after = [None if one.pain is None else one.pain[1] for one in story.SESSIONS]
    lights = Counter(
        None if pain is None else "green" if pain <= 3 else "amber" if pain <= 5 else "red" for pain in after
    )
    assert (found.green, found.amber, found.red, found.not_rated) == (
        lights["green"], lights["amber"], lights["red"], lights[None],
    )  # fmt: skip
    assert found.flare_days == (DAYS[7],)
    assert [(day.day, day.before, day.after, day.next_day) for day in found.days] == [
        (DAYS[one.day], *(one.pain or (None, None)), story.NEXT_MORNINGS.get(one.day))
        for one in story.SESSIONS
    ]


def test_function_and_the_change_as_the_patient_sees_it(report: rep.Report) -> None:
    found = report.function
    assert found is not None
    typing, driving, mean = found.measures
    assert (typing.name, typing.baseline, typing.previous, typing.now, typing.change) == (
        "typing",
        4,
        5,
        7,
        3,
    )
    assert typing.verdict is Verdict.BETTER
    assert (driving.name, driving.baseline, driving.now, driving.verdict) == (
        "driving",
        5,
        6,
        Verdict.SMALLER,
    )
    assert (mean.baseline, mean.previous, mean.now, mean.verdict) == (4.5, 5.5, 6.5, Verdict.BETTER)
    means = [sum(day.values()) / 2 for day in story.ABLE.values()]
    assert (driving.previous, driving.change, mean.change) == (6, 1, means[-1] - means[0])
    assert [(one.id, one.name, one.times, one.rule) for one in found.measures] == [
        ("activity", "typing", 3, ACTIVITY_RULE.words),
        ("activity", "driving", 3, ACTIVITY_RULE.words),
        ("activities", "", 3, ACTIVITIES_RULE.words),
    ]
    assert found.change == rep.ChangeLine(
        day=DAYS[26], score=4, since=story.FIRST, words="a small change, better"
    )
    began = date(2026, 8, 10)
    weeks = (story.LAST - began).days // 7
    assert found.course == rep.CourseLine(began=began, weeks=weeks, stage=Stage.CHRONIC, assessed=True)


def test_sitting_is_what_the_camera_saw(report: rep.Report, places: Places) -> None:
    found = report.sitting
    assert found is not None
    bouts = [bout for _, day in WATCHED for bout in day["bouts"]]
    sitting = sum(bouts)
    assert (found.days_watched, found.bouts) == (12, len(bouts))
    assert found.median_bout_s == pytest.approx(median(bouts), abs=EDGE_S)
    assert found.longest_bout_s == pytest.approx(max(bouts), abs=EDGE_S)
    assert found.over_30_min_percent == pytest.approx(100 * sum(one > 1800 for one in bouts) / len(bouts))
    assert found.over_60_min_percent == 0
    assert found.sitting_s_a_day == pytest.approx(sitting / 12, abs=2 * EDGE_S)
    assert found.standing_s_a_day == 0
    breaks_s = sum(180 * day["breaks"] for _, day in WATCHED)
    assert found.watched_s_a_day == pytest.approx((sitting + breaks_s) / 12, abs=2 * EDGE_S)
    assert not found.enough_watched
    breaks = sum(day["breaks"] for _, day in WATCHED)
    assert (found.breaks_a_day, found.breaks_seen, found.breaks_self_reported) == (breaks / 12, breaks, 0)
    assert (found.asked_break_after_s, found.asked_breaks_a_day) == (1800, 2)
    reader = SqliteEventReader(places.database)
    events = [event for session in reader.between(story.moment(-1), story.moment(29)) for event in session]
    reader.close()
    shifts = sum(isinstance(event, PostureShift) for event in events)
    assert shifts > 0
    assert found.shifts_an_hour == pytest.approx(shifts / (sitting / 3600), rel=0.01)
    assert [(line.weekday, line.days, line.breaks) for line in found.weekdays] == [
        (n, 4, 1.5) for n in (0, 2, 4)
    ]
    for line in found.weekdays:
        wanted = [sum(day["bouts"]) for at, day in WATCHED if at % 7 == line.weekday]
        assert line.sitting_s == pytest.approx(sum(wanted) / 4, abs=2 * EDGE_S)
    assert [(one.day, one.breaks, one.standing_s) for one in found.days] == [
        (DAYS[at], day["breaks"], 0) for at, day in WATCHED
    ]
    for one, (_, day) in zip(found.days, WATCHED, strict=True):
        assert one.watched_s == pytest.approx(sum(day["bouts"]) + 180 * day["breaks"], abs=2 * EDGE_S)
        assert one.sitting_s == pytest.approx(sum(day["bouts"]), abs=2 * EDGE_S)
        assert one.longest_bout_s == pytest.approx(max(day["bouts"]), abs=EDGE_S)
        assert one.slouch_s == pytest.approx(day["slouch"], abs=EDGE_S if day["slouch"] else 0)
    due_after_s = Settings().sitting.nudge_after_s
    asked = [bout - due_after_s for bout in bouts if bout > due_after_s]
    assert found.breaks_missed == len([late for late in asked if late > Settings().sitting.missed_after_s])


def test_time_away_from_the_reference(report: rep.Report) -> None:
    found = report.posture
    assert found is not None
    slouched = sum(day["slouch"] for _, day in WATCHED)
    assert found.seconds_a_day == pytest.approx(slouched / 12, abs=EDGE_S)
    assert found.sitting_percent == pytest.approx(
        100 * slouched / sum(sum(day["bouts"]) for _, day in WATCHED), rel=0.02
    )
    assert found.episodes == 6
    assert found.seconds_by_label["slouched"] == pytest.approx(slouched, abs=6 * EDGE_S)
    assert [name for name, seconds in found.seconds_by_label.items() if seconds] == ["slouched"]


def test_notes_safety_and_what_was_stopped(report: rep.Report) -> None:
    assert report.notes == tuple(
        rep.NoteLine(day=DAYS[day], topic=topic, text=text)
        for day, (topic, text) in reversed(story.NOTES.items())
    )
    assert report.safety == rep.Safety(
        times_asked=2,
        signs=(
            rep.SignLine(
                at=story.moment(story.SIGN_DAY, 12),
                tier=2,
                occasion=Occasion.PAIN_WORSE,
                signs=("I have a fever or feel very unwell",),
                paused_exercises=True,
                looked_at=DAYS[story.LOOKED_AT_DAY],
            ),
        ),
        stopped=(
            rep.StoppedLine(
                day=DAYS[3], exercise="A walk", reason="The knee hurt", counted_by=CountedBy.SELF_REPORT
            ),
        ),
    )


def test_rules_fire_by_the_numbers_and_the_new_version_only_suggests(report: rep.Report) -> None:
    assert report.rules is not None
    fired = [
        (one.day, one.revision, one.rule, one.action, one.applied, one.amount_from, one.amount_to)
        for one in report.rules.fired
    ]
    assert fired == [
        (DAYS[4], 1, Rule.GOOD_SESSIONS, Action.PROGRESS, True, 10, 12),
        (DAYS[7], 1, Rule.FLARE, Action.STEP_BACK, True, 12, 10),
        (DAYS[14], 2, Rule.NEW_VERSION, Action.HOLD, True, 1, 2),
        (DAYS[25], 2, Rule.GOOD_SESSIONS, Action.PROGRESS, False, 8, 10),
    ]
    numbers = [
        (one.exercise, one.name, one.variable, one.amounts, one.good_sessions, one.poor_sessions,
         one.sessions_needed, one.done_percent, one.light)
        for one in report.rules.fired
    ]  # fmt: skip
    who = ("squat", "Squat", Variable.REPETITIONS)
    assert numbers == [
        (*who, "10 to 12 repetitions", 3, 0, 3, 100, Light.GREEN),
        (*who, "12 to 10 repetitions", 0, 0, None, 100, Light.RED),
        ("squat", "Squat", Variable.SETS, "1 to 2 sets, 10 to 8 repetitions", 0, 0, None, None, None),
        (*who, "8 to 10 repetitions", 3, 0, 3, 100, Light.GREEN),
    ]
    squat, walk = report.rules.now
    assert squat == report.rules.fired[-1]
    assert walk == rep.RuleLine(
        day=DAYS[22], revision=2, exercise="walking", name="A walk", rule=Rule.NONE, action=Action.HOLD,
        applied=False, variable=None, amount_from=None, amount_to=None, amounts="", good_sessions=0,
        poor_sessions=0, sessions_needed=None, done_percent=100, light=None, has_rules=False,
    )  # fmt: skip
    assert (squat.exercise, squat.day, squat.revision) == ("squat", DAYS[25], 2)
    assert (squat.good_sessions, squat.sessions_needed, squat.done_percent) == (3, 3, 100)
    assert (squat.light, squat.variable, squat.amounts) == (
        Light.GREEN,
        Variable.REPETITIONS,
        "8 to 10 repetitions",
    )
    assert (walk.exercise, walk.day, walk.rule, walk.action) == ("walking", DAYS[22], Rule.NONE, Action.HOLD)
    assert [(one.about, one.text) for one in report.rules.questions] == [
        (
            "Squat: 8 to 10 repetitions, by the plan's rule, which waits for you",
            "Should Squat change from 8 to 10 repetitions?",
        ),
        (
            "a warning sign of tier 2 on 2026-11-11",
            "The patient says that it was looked at: is the plan still right?",
        ),
    ]


def test_quality_says_how_much_was_watched(report: rep.Report) -> None:
    found = report.quality
    assert found is not None
    watched = sum(sum(day["bouts"]) + 180 * day["breaks"] for _, day in WATCHED)
    assert found.watched_s == pytest.approx(watched, abs=12 * EDGE_S)
    assert (found.paused_s, found.asleep_s, found.watching_percent) == (0, 0, 100)
    assert found.unknown_percent == pytest.approx(0, abs=0.2)
    assert found.not_judged_percent == pytest.approx(0, abs=0.5)
    assert (found.data_days_of_30, found.camera_moved) == (report.header.data_days, 0)


def test_an_earlier_period_says_what_was_known_then(places: Places) -> None:
    report = report_of(places, last=DAYS[13])
    assert report.header.plan is not None
    assert report.header.plan.revision == 1
    assert report.adherence is not None
    assert (report.adherence.due, report.adherence.done) == (9, 8)
    assert report.symptoms is not None
    assert [line.now for line in report.symptoms.measures] == [5, 5, 7]
    assert report.function is not None
    assert report.function.change is None


def test_what_is_left_out_is_named_and_is_nowhere_else(places: Places) -> None:
    report = report_of(places, without=["symptoms", "sitting", "notes"])
    assert [str(section) for section in report.left_out] == ["symptoms", "sitting", "notes", "rules"]
    assert report.symptoms is report.sitting is report.notes is report.rules is None
    assert report.goals is not None
    assert [(goal.withheld, goal.baseline, goal.previous, goal.now) for goal in report.goals] == [
        (True, None, None, None)
    ] * 2
    assert report.adherence is not None
    assert report.posture is not None
