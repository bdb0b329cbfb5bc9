"""Figures as text: a plain table for people, stable keys for scripts."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest

from posture import events as ev
from posture.events import VerifiedBy
from posture.labels import Label
from posture.summary import RangeSummary, summarise, summarise_session
from tests.session_story import MORNING, SessionStory
from tui.log_format import duration, range_csv, range_json, range_table, summary_table

DAY = date(2026, 11, 20)


def _day() -> SessionStory:
    story = SessionStory().sit(2700).away(45).slouch(Label.SLOUCHED, 65, blind_s=10)
    story.say(lambda at: ev.BreakDue(at=at, sitting_s=1800.0, after_snooze=False))
    story.away(300)
    story.say(
        lambda at: ev.BreakTaken(at=at, duration_s=300.0, verified_by=VerifiedBy.ABSENCE, prompted=True)
    )
    return story.sit(1000).camera_lost(30).sit(20).paused(60).end()


def _week() -> RangeSummary:
    other = SessionStory(started=MORNING + timedelta(days=1)).sit(4000).away(100).sit(36_000).end()
    return summarise([_day().events, other.events], DAY - timedelta(days=5), DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min 00 s"),
        (245, "4 min 05 s"),
        (599.6, "10 min"),
        (2520, "42 min"),
        (3569, "59 min"),
        (3599, "1 h 00 min"),
        (3900, "1 h 05 min"),
        (360_000, "100 h 00 min"),
    ],
)
def test_durations_read_like_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_a_day_as_a_table() -> None:
    assert summary_table(summarise_session(_day().events).figures, title="2026-11-20") == (
        """\
2026-11-20

Watched                     1 h 10 min
  sitting                   1 h 03 min   91 %
  standing                         0 s   0 %
  away                      5 min 45 s   8 %
  unknown                         30 s   1 %
Not watched                 1 min 00 s
  paused                    1 min 00 s
  asleep or stopped                0 s

Sitting bouts                        2
  longest                       46 min
  median                        32 min
  under 30 min                       1
  30 to 60 min                       1
  60 to 120 min                      0
  120 min or more                    0

Breaks due                           1
Breaks taken                         1
  after a prompt                     1   1 seen by the camera, 0 self-reported
  unprompted                         0
  together as long as              1.0   full breaks, of those the camera saw
Breaks missed                        0
Breaks snoozed                       0
Micro-breaks                         1

Postural shifts                      0   changes of position, while sitting
Slouch episodes                      1   beside your own reference
Slouch time                 1 min 05 s   2 % of sitting
  slouched                  1 min 05 s
  leaning forward                  0 s
  leaning left                     0 s
  leaning right                    0 s
"""
    )


def test_a_range_as_a_table_that_fits_eighty_columns() -> None:
    text = range_table(_week())
    assert text == (
        """\
Day            Watched     Sitting    Standing        Away     Unknown
2026-11-20  1 h 10 min  1 h 03 min         0 s  5 min 45 s        30 s
2026-11-21 11 h 08 min 11 h 07 min         0 s  1 min 40 s         0 s
all days   12 h 18 min 12 h 10 min         0 s  7 min 25 s        30 s
mean/day    6 h 09 min  6 h 05 min         0 s  3 min 42 s        15 s

Day         Bouts     Longest      Median   Due  Taken  Missed      Slouch
2026-11-20      2      46 min      32 min     1      1       0  1 min 05 s
2026-11-21      2 10 h 00 min  5 h 33 min     0      0       0         0 s
all days        4 10 h 00 min      56 min     1      1       0  1 min 05 s
mean/day      2.0           -           -   0.5    0.5     0.0        32 s

Not watched: 1 min 00 s paused, 0 s asleep or stopped.
"""
    )
    assert max(len(line) for line in text.splitlines()) <= 80


def test_a_range_as_json_has_days_totals_and_means() -> None:
    document = json.loads(range_json(_week()))
    keys = ["first", "last", "days_watched", "days", "totals", "mean_per_day", "exercises", "prompts_rested"]
    assert list(document) == keys
    assert (document["first"], document["last"], document["days_watched"]) == ("2026-11-15", "2026-11-21", 2)
    assert document["days"][0] == {
        "day": "2026-11-20",
        "watched_s": 4170.0,
        "sitting_s": 3795.0,
        "standing_s": 0.0,
        "away_s": 345.0,
        "unknown_s": 30.0,
        "paused_s": 60.0,
        "suspended_s": 0.0,
        "bouts": 2,
        "longest_bout_s": 2775.0,
        "median_bout_s": 1897.5,
        "bouts_under_30_min": 1,
        "bouts_30_to_60_min": 1,
        "bouts_60_to_120_min": 0,
        "bouts_120_min_or_more": 0,
        "micro_breaks": 1,
        "breaks_due": 1,
        "breaks_taken": 1,
        "breaks_taken_prompted": 1,
        "breaks_taken_natural": 0,
        "breaks_taken_seen": 1,
        "breaks_taken_self_reported": 0,
        "breaks_missed": 0,
        "breaks_snoozed": 0,
        "breaks_worth": 1.0,
        "posture_shifts": 0,
        "exercises_seen": 0,
        "exercises_self_reported": 0,
        "slouch_episodes": 1,
        "slouch_s": 65.0,
        "slouch_slouched_s": 65.0,
        "slouch_leaning_forward_s": 0.0,
        "slouch_leaning_left_s": 0.0,
        "slouch_leaning_right_s": 0.0,
    }
    assert document["totals"]["sitting_s"] == 43_795.0
    assert document["mean_per_day"]["sitting_s"] == 21_897.5
    assert document["mean_per_day"]["median_bout_s"] is None
    assert document["totals"].keys() == document["mean_per_day"].keys()


def test_a_range_as_csv_has_a_line_for_each_day() -> None:
    rows = list(csv.DictReader(io.StringIO(range_csv(_week()))))
    days = json.loads(range_json(_week()))["days"]
    assert [row["day"] for row in rows] == ["2026-11-20", "2026-11-21"]
    for row, day in zip(rows, days, strict=True):
        assert {key: str(value) for key, value in day.items()} == row


def test_a_range_of_one_day_is_that_day_in_full() -> None:
    day = summarise([_day().events], DAY, DAY)
    assert range_table(day) == summary_table(day.totals, title="2026-11-20")


def test_an_empty_period_says_so_and_keeps_its_keys() -> None:
    day = summarise([], DAY, DAY)
    week = summarise([], DAY, DAY + timedelta(days=6))
    assert range_table(day) == "Nothing was recorded on 2026-11-20.\n"
    assert range_table(week) == "Nothing was recorded from 2026-11-20 to 2026-11-26.\n"
    document = json.loads(range_json(week))
    assert (document["days"], document["days_watched"]) == ([], 0)
    assert set(document["mean_per_day"].values()) == {None}
    assert range_csv(week) == range_csv(_week()).splitlines(keepends=True)[0]


def test_a_little_of_a_long_day_is_a_little_and_not_nothing() -> None:
    story = SessionStory(started=MORNING).sit(28_000).away(60).sit(100).end()
    table = summary_table(summarise_session(story.events).figures, title="day")
    shares = {line.split()[0]: line.split("   ")[-1].strip() for line in table.splitlines() if "%" in line}
    assert shares["away"] == "<1 %"
    assert shares["standing"] == "0 %"
