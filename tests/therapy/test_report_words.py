"""What a report says first, and what it says where little or nothing was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from posture.adapters.reader_place import place_of
from posture.adapters.report_text import report_text
from posture.therapy import pain_values as pains
from posture.therapy import report as rep
from posture.therapy.exercise_records import NextDayPain
from posture.therapy.plan import PainLimits
from posture.therapy.records import Note, PainRating, ScoreEntered, YellowFlag, YellowFlagNote
from posture.therapy.report_first import look_first
from posture.therapy.report_making import make_report
from posture.therapy.report_room import Room
from posture.therapy.report_words import lasted
from tests.therapy.full_report import FIRST, full_report
from tests.therapy.plans import START, plan
from tests.therapy.test_report_parts import sources, squat, use

PLACE = place_of("de_DE")
AT = datetime(START.year, START.month, START.day, 9, tzinfo=UTC)
"""The morning of the first day of the period; it has 14 days, to 6 December."""


def lines_of(report: rep.Report, title: str) -> list[str]:
    """The lines of one part, in a wide terminal."""
    parts = report_text(report, PLACE, 100).split("\n\n")
    return next(part for part in parts if part.startswith(title)).splitlines()[1:]


def first_line(report: rep.Report) -> str:
    return look_first(report, PLACE, Room())


def rated(*values: int, place: str | None = None) -> list[PainRating]:
    return [PainRating(at=AT + timedelta(days=n), now=value, place=place) for n, value in enumerate(values)]


def test_a_high_rating_between_first_and_now_stands_in_the_report_with_its_day() -> None:
    ratings = rated(4, 7, 3, 2)
    ratings[1] = replace(ratings[1], place="Low back,  left")
    ratings[2] = replace(ratings[2], place="low back, left")
    afraid = YellowFlagNote(at=ratings[1].at, topic=YellowFlag.FEAR_OF_MOVEMENT, text="Afraid to bend")
    report = make_report(sources([*ratings, afraid], [use(plan())]))
    pain = report.symptoms
    assert pain is not None
    highest = pains.RatedPain(day=ratings[1].at.date(), pain=7, moment=pains.PainMoment.CHECK_IN)
    assert (pain.highest, pain.red_ratings) == (highest, (highest,))
    assert [(one.day, one.now) for one in pain.check_ins] == [(one.at.date(), one.now) for one in ratings]
    assert pain.places == (pains.PlaceLine(day=ratings[2].at.date(), place="low back, left"),)
    assert lines_of(report, "Pain") == [
        "Measure   First   Before  Now     Change",
        "Day       23 Nov  25 Nov  26 Nov",
        "Pain now  4       3       2       better, enough to count",
        "- Highest in this period: 7 on 24 Nov, at a check-in.",
        "- Ratings on red: 7 on 24 Nov, at a check-in.",
        "- Where, in the patient's words: low back, left (25 Nov).",
        "- What counts as a change: pain: 2 points or 30 % of the first value.",
    ]
    assert first_line(report) == "Look at first: pain on red: 7 on 24 Nov, at a check-in."


def test_red_is_what_the_plan_of_that_day_calls_red_and_the_worst_of_a_week_is_no_moment() -> None:
    strict = plan(pain=PainLimits(green_up_to=1, amber_up_to=2), hash="1" * 64)
    later = START + timedelta(days=5)
    records = [
        squat(0, pain_before=3, pain_after=5),
        NextDayPain(at=AT + timedelta(days=1), of_day=START, pain=6),
        squat(6, pain_before=3, pain_after=1, plan_hash="1" * 64),
        PainRating(at=AT + timedelta(days=7), worst=9, average=1),
    ]
    uses = [use(plan(), stopped=later), use(strict, started=later)]
    pain = make_report(sources(records, uses)).symptoms
    assert pain is not None
    told = [(one.day, one.pain, one.moment.value, one.exercise) for one in pain.red_ratings]
    assert told == [
        (START + timedelta(days=1), 6, "next_day", ""),
        (START + timedelta(days=6), 3, "before", "Squat"),
    ]
    assert pain.highest is not None
    assert (pain.highest.pain, pain.highest.moment) == (9, pains.PainMoment.WORST)
    assert (pain.green_up_to, pain.amber_up_to) == (1, 2)


def test_of_equal_ratings_the_latest_moment_is_the_highest() -> None:
    ratings = [*rated(6, 6), PainRating(at=AT + timedelta(days=3), worst=6)]
    pain = make_report(sources(ratings, [])).symptoms
    assert pain is not None
    assert pain.highest is not None
    assert (pain.highest.day, pain.highest.moment) == (START + timedelta(days=1), pains.PainMoment.CHECK_IN)


def test_where_it_hurts_is_what_was_said_last_before_a_period_that_says_nothing() -> None:
    before = [
        PainRating(at=AT - timedelta(days=days), now=3, place=place)
        for days, place in ((300, "Neck"), (9, "Knee"))
    ]
    found = make_report(sources([*before, *rated(2)], [])).symptoms
    assert found is not None
    assert found.places == (pains.PlaceLine(day=START - timedelta(days=9), place="Knee"),)
    assert lines_of(make_report(sources([*before, *rated(2)], [])), "Pain")[:3] == [
        "Measure   First   Before  Now     Change",
        "Day       27 Jan  14 Nov  23 Nov",
        "Pain now  3       3       2       better, enough to count",
    ]


def test_values_of_several_days_have_each_their_own() -> None:
    ratings = [
        PainRating(at=AT - timedelta(days=400), average=5),
        PainRating(at=AT, now=4, average=4),
        PainRating(at=AT + timedelta(days=1), now=3),
    ]
    assert lines_of(make_report(sources(ratings, [])), "Pain")[:3] == [
        "Measure          First            Before           Now         Change",
        "Pain now         4 (23 Nov)       4 (23 Nov)       3 (24 Nov)  less than what counts",
        "Average, 7 days  5 (19 Oct 2025)  5 (19 Oct 2025)  4 (23 Nov)  less than what counts",
    ]


def test_scores_stand_apart_and_say_their_direction() -> None:
    entered = [ScoreEntered(at=AT, name=name, score=12) for name in ("RMDQ", "EARS", "Grip")]
    report = make_report(sources(entered, []))
    assert lines_of(report, "Activities") == ["- No activity was rated."]
    assert [line.split("  ")[0] for line in lines_of(report, "Questionnaires and scores")[:5]] == [
        "Measure",
        "Day",
        "RMDQ (lower is better)",
        "EARS (higher is better)",
        "Grip (direction not known)",
    ]


def test_what_to_look_at_first_is_one_line_of_everything_that_matters() -> None:
    full = full_report(2, lambda number, _: "Neck turns" if number % 2 else "Squat")
    assert full.safety is not None
    once = replace(
        full.safety,
        signs=(replace(full.safety.signs[0], tier=2, at=datetime(2025, 12, 31, 8, tzinfo=UTC)),),
        stopped=full.safety.stopped[:1],
    )
    assert first_line(full) == (
        "Look at first: warning sign of tier 1 on 30 Nov; 2 stopped sessions on 29 Nov; "
        "28 flare days on 28 days, the last 29 Nov; "
        "28 pain ratings on red, the highest 10 on 29 Nov, after Squat; Squat and Neck turns wait for you."
    )
    assert first_line(replace(full, safety=once, symptoms=None, rules=None)) == (
        'Look at first: warning sign of tier 2 on 31 Dec 2025; Squat stopped on 29 Nov ("Squat").'
    )


def test_with_nothing_to_look_at_first_it_says_what_it_looked_for() -> None:
    quiet = make_report(sources([Note(at=AT, text="Fine")], [use(plan(items=()))]))
    assert first_line(quiet) == (
        "Look at first: no warning sign, stopped session, flare, rating on red "
        "or exercise that waits for you."
    )
    assert first_line(replace(quiet, safety=None, rules=None)) == "Look at first: no flare or rating on red."
    assert first_line(replace(quiet, safety=None, symptoms=None, rules=None)) == ""


def test_a_period_without_anything_is_told_in_one_sentence() -> None:
    nothing = report_text(make_report(sources([], [])), PLACE, 100)
    assert nothing.split("\n\n")[0].splitlines() == [
        "Report for a physical therapist",
        "No plan was in use in this period.",
        "23 Nov 2026 to 6 Dec 2026: nothing was recorded, on none of the 14 days.",
        "No reference was set in this period. Written 24 Dec 2026 by posture 0.1.0.",
    ]
    assert len(nothing.split("\n\n")) == 2
    asked = report_text(make_report(sources([], [use(plan())])), PLACE, 100).split("\n\n")
    assert [part.splitlines()[0] for part in asked[1:-1]] == [
        "Exercises",
        "What the plan's rules say, and questions",
    ]
    assert asked[1].splitlines()[-1] == "- Together 0 of 14 (0 %); exercised on 0 days."


def test_exercises_that_nobody_asked_for_are_told_without_shares() -> None:
    report = make_report(sources([squat(0, plan_hash=None)], []))
    assert lines_of(report, "Exercises")[1:] == [
        "Squat     1, none was due  -            1          0              -",
        "- Nothing was due in this period; exercised on 1 day.",
    ]


def test_a_session_beyond_what_was_due_is_told_beside_the_others() -> None:
    report = make_report(sources([squat(0), squat(0, 12)], [use(plan())]))
    assert lines_of(report, "Exercises")[1].startswith("Squat     1 of 14, 1 extra  7 % ")


@pytest.mark.parametrize(("watched_h", "told"), [(3.9, "plan not compared"), (4, "plan: 8")])
def test_breaks_are_compared_with_the_plan_only_where_enough_was_watched(watched_h: float, told: str) -> None:
    report = full_report(1)
    assert report.sitting is not None
    seen = replace(
        report.sitting, sitting_s_a_day=3960, watched_s_a_day=watched_h * 3600, enough_watched=watched_h >= 4
    )
    rows = lines_of(replace(report, sitting=seen), "Sitting and breaks")
    assert any(row.startswith("Breaks a day ") and row.endswith(told) for row in rows)
    rule = "- The plan's 8 breaks a day are compared only where at least 4 h a day were watched."
    assert (rule in rows) is (watched_h < 4)
    watched = "3 h 54" if watched_h < 4 else "4 h 00"
    assert rows[0].split("  ")[-1].strip() == f"of {watched} watched, 28 days"


def test_every_version_of_the_plan_is_named_with_its_days() -> None:
    later = START + timedelta(days=5)
    uses = [use(plan(), stopped=later), use(plan(hash="1" * 64, revision=2), started=later)]
    head = report_text(make_report(sources([], uses)), PLACE, 100).split("\n\n")[0].splitlines()
    one = plan()
    assert [line for line in head if line.startswith("Plan: ")] == [
        f"Plan: {one.title} ({one.id}, version 1, {'0' * 12}), from 23 Nov 2026 until 28 Nov 2026.",
        f"Plan: {one.title} ({one.id}, version 2, {'1' * 12}), from 28 Nov 2026.",
    ]


def test_how_long_it_has_lasted_is_told_in_plain_words() -> None:
    weeks = (0, 1, 8, 9, 17, 100, 104, 160)
    assert [lasted(one) for one in weeks] == [
        "less than a week", "1 week", "8 weeks", "2 months", "4 months", "23 months", "2 years", "3 years",
    ]  # fmt: skip
    report = full_report(1)
    assert report.function is not None
    assert "- It began on 2 Nov 2026 and has lasted for 23 months." in lines_of(report, "Activities")
    assert "chronic" not in report_text(report, PLACE, 100)


def test_a_short_date_is_one_of_the_year_of_the_report() -> None:
    days = (FIRST, date(2025, 11, 2))
    assert [place_of(name).short_day(FIRST) for name in (None, "de_DE", "en_US")] == [
        "2 Nov",
        "2 Nov",
        "Nov 2",
    ]
    assert [PLACE.day(day) for day in days] == ["2 Nov 2026", "2 Nov 2025"]
