"""Periods, the figures in words, charts and exports of the history."""

from __future__ import annotations

import csv
import json
import stat
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from posture.adapters.sqlite_store import SqliteEventStore
from posture.errors import PostureError, StorageError, UsageError
from posture.labels import Label
from tests.session_story import SessionStory
from tui import history_export, history_view
from tui.history_period import Period, Unit, around
from tui.history_sample import SampleHistory
from tui.history_source import History, LogHistory

THURSDAY = date(2026, 11, 19)
SAMPLE = SampleHistory(today_is=lambda: THURSDAY)


@pytest.mark.parametrize(
    ("unit", "first", "last", "title", "before", "after"),
    [
        (Unit.DAY, THURSDAY, THURSDAY, "Thursday 19 November 2026", date(2026, 11, 18), date(2026, 11, 20)),
        (
            Unit.WEEK,
            date(2026, 11, 16),
            date(2026, 11, 22),
            "16 - 22 November 2026",
            date(2026, 11, 9),
            date(2026, 11, 23),
        ),
        (
            Unit.MONTH,
            date(2026, 11, 1),
            date(2026, 11, 30),
            "November 2026",
            date(2026, 10, 1),
            date(2026, 12, 1),
        ),
    ],
)
def test_periods(unit: Unit, first: date, last: date, title: str, before: date, after: date) -> None:
    period = around(THURSDAY, unit)
    assert (period.first, period.last, period.title) == (first, last, title)
    assert (period.moved(-1).first, period.moved(1).first) == (before, after)
    assert period.moved(-1).moved(1) == period
    assert (period.days[0], period.days[-1]) == (first, last)


def test_a_week_over_two_months_names_both_and_the_calendar_has_an_end() -> None:
    assert around(date(2026, 12, 1), Unit.WEEK).title == "30 Nov - 6 Dec 2026"
    assert len(around(date(2028, 2, 3), Unit.MONTH).days) == 29
    first = Period(unit=Unit.DAY, first=date(3, 1, 1))
    assert first.moved(-1) == first


def test_every_figure_of_a_week_beside_the_usual_one() -> None:
    rows = history_view.rows(SAMPLE.read(around(THURSDAY, Unit.WEEK)))
    assert [row.text for row in rows] == [
        "Sitting               7.0 h a day                            6.9  ≈ as usual",
        "Bouts of 60+ min      0.0 a day (of 66 bouts)                0.0  ≈ as usual",
        "Breaks taken          10.8 a day (26 of 36 due)             10.6  ≈ as usual",
        "Off your reference    21.5 min a day                        22.0  ≈ as usual",
        "Changes of position   10.7 an hour of sitting               10.8  ≈ as usual",
        "Standing              30.0 min a day                        34.0  ≈ as usual",
        "Pain check-ins        mean 3.5 of 10 (2 check-ins)",
    ]
    assert max(len(row.text) for row in rows) <= 78


def test_one_day_is_told_without_a_mean() -> None:
    rows = history_view.rows(SAMPLE.read(around(THURSDAY, Unit.DAY)))
    assert "a day" not in " ".join(row.text for row in rows)
    assert [row.value for row in rows[:3]] == ["7.1 h", "0 (of 17 bouts)", "9 (6 of 9 due)"]


def test_what_has_no_check_ins_and_no_usual_weeks_says_so() -> None:
    history = replace(SAMPLE.read(around(THURSDAY, Unit.WEEK)), pain=(), weeks=())
    assert history_view.rows(history)[-1].value == "no check-ins yet"
    assert {row.trend for row in history_view.rows(history)} == {""}
    assert history_view.usual_note(history).endswith("on 3 days or more; 0 so far.")


def test_charts_leave_out_what_nobody_watched() -> None:
    sitting, bouts, breaks, *_ = history_view.rows(SAMPLE.read(around(THURSDAY, Unit.WEEK)))
    assert sitting.chart is not None
    days = "Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20", "Sat 21", "Sun 22"
    assert sitting.chart.labels == days
    assert [value is None for value in sitting.chart.values] == [False] * 4 + [True] * 3
    assert sitting.chart.legend == "no bar: nothing recorded   ---- your usual 6.9"
    assert bouts.chart is not None
    assert bouts.chart.values == (61.0, 5.0, 0.0, 0.0)
    assert breaks.chart is not None
    assert breaks.chart.dots == (9.0,) * 4 + (None,) * 3
    assert "o due" in breaks.chart.legend


def test_a_day_is_drawn_hour_by_hour() -> None:
    sitting = history_view.rows(SAMPLE.read(around(THURSDAY, Unit.DAY)))[0].chart
    assert sitting is not None
    assert sitting.title == "Minutes of sitting, each hour of the day"
    assert sitting.labels == tuple(f"{hour}:00" for hour in range(9, 18))
    assert all(value is not None and 0 < value <= 60 for value in sitting.values)


def test_nothing_recorded_points_to_where_there_is_something() -> None:
    saturday = SAMPLE.read(around(date(2026, 11, 21), Unit.DAY))
    assert history_view.rows(saturday) == ()
    assert "on this day" in history_view.nothing(saturday)
    assert "press ← to go back" in history_view.nothing(saturday)
    long_ago = SAMPLE.read(around(date(2020, 1, 1), Unit.MONTH))
    assert "fills by itself" in history_view.nothing(long_ago)


def test_the_log_is_read_with_its_weeks_and_hours(tmp_path: Path) -> None:
    store = SqliteEventStore(tmp_path / "posture.sqlite3")
    for back in (21, 14, 7, 0):
        for number in range(3):
            start = datetime(2026, 11, 16, 9, 30, tzinfo=UTC) + timedelta(days=number - back)
            story = SessionStory(started=start).sit(3600).slouch(Label.SLOUCHED, 60).away(600).end()
            store.append(tuple(story.events))
    store.close()
    source = LogHistory(database=tmp_path / "posture.sqlite3", today_is=lambda: THURSDAY)
    week = source.read(around(THURSDAY, Unit.WEEK))
    assert (len(week.summary.days), len(week.weeks), week.hours, source.note) == (3, 3, (), "")
    day = source.read(around(date(2026, 11, 16), Unit.DAY))
    assert [hour for hour, _ in day.hours] == [9, 10]
    assert sum(figures.sitting_s for _, figures in day.hours) == day.summary.totals.sitting_s == 3660.0


def test_what_is_shown_is_saved_for_the_user_alone(tmp_path: Path) -> None:
    history = SAMPLE.read(around(THURSDAY, Unit.WEEK))
    table, document = history_export.save(history, "weeks.csv", tmp_path)
    assert (table, document) == (tmp_path / "weeks.csv", tmp_path / "weeks.json")
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in (table, document)} == {0o600}
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert [row["day"] for row in rows] == [f"2026-11-{day}" for day in range(16, 20)]
    saved = json.loads(document.read_text())
    assert (saved["unit"], saved["first"], saved["last"]) == ("week", "2026-11-16", "2026-11-22")
    assert [day["sitting_s"] for day in saved["days"]] == [float(row["sitting_s"]) for row in rows]
    assert saved["measures"]["standing_min_per_day"] == {"value": 30.0, "usual": 34.0}
    assert len(saved["pain_check_ins"]) == 2


def test_a_day_is_saved_hour_by_hour() -> None:
    history = SAMPLE.read(around(THURSDAY, Unit.DAY))
    rows = list(csv.DictReader(history_export.as_csv(history).splitlines()))
    assert [row["hour"] for row in rows] == [str(hour) for hour in range(9, 18)]
    assert len(json.loads(history_export.as_json(history))["hours"]) == 9


@pytest.mark.parametrize("taken", ["weeks.csv", "weeks.json"])
def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    with pytest.raises(UsageError, match="is there already: choose another name"):
        history_export.save(_history(), "weeks", tmp_path)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(("name", "kind"), [("  ", UsageError), ("a/", UsageError), ("none/x", StorageError)])
def test_a_name_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, name: str, kind: type[PostureError]
) -> None:
    with pytest.raises(kind):
        history_export.save(_history(), name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def _history() -> History:
    return SAMPLE.read(around(THURSDAY, Unit.WEEK))
