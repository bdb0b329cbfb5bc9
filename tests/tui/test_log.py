"""`posture log` and `posture data where`, as typed."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
import typer
from typer.testing import CliRunner, Result

from posture.adapters.sqlite_reader import SqliteEventReader
from posture.adapters.sqlite_store import SqliteEventStore
from posture.errors import UsageError
from posture.instant import Instant
from tests.session_story import MORNING, SessionStory
from tui.commands import data, log
from tui.period import parse_period

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 20)


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    app.command("log")(log.log)
    app.add_typer(data.app, name="data")
    return app


def _run(app: typer.Typer, home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"POSTURE_HOME": str(home)})


def _write(home: Path, story: SessionStory) -> SqliteEventStore:
    store = SqliteEventStore(home / "data" / "posture.sqlite3")
    store.append(tuple(story.events))
    store.touch(story.now)
    return store


def test_a_day_is_printed_as_a_table(app: typer.Typer, tmp_path: Path) -> None:
    _write(tmp_path, SessionStory().sit(3900).end()).close()
    result = _run(app, tmp_path, "log", "2026-11-20")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("2026-11-20\n\nWatched                     1 h 05 min\n")


def test_a_range_is_printed_as_json_and_as_csv(app: typer.Typer, tmp_path: Path) -> None:
    _write(tmp_path, SessionStory().sit(3900).end()).close()
    result = _run(app, tmp_path, "log", "2026-11-01..2026-11-30", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["totals"]["sitting_s"] == 3900.0
    result = _run(app, tmp_path, "log", "2026-11-01..2026-11-30", "--format", "csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split(",")[:2] for line in result.stdout.splitlines()] == [
        ["day", "watched_s"],
        ["2026-11-20", "3900.0"],
    ]


def test_a_running_session_is_read_while_it_is_written(app: typer.Typer, tmp_path: Path) -> None:
    store = _write(tmp_path, SessionStory().sit(3900))
    result = _run(app, tmp_path, "log", "2026-11-20", "--format", "json")
    store.close()
    assert json.loads(result.stdout)["totals"]["sitting_s"] == 3900.0


def test_an_empty_period_says_so(app: typer.Typer, tmp_path: Path) -> None:
    result = _run(app, tmp_path, "log", "2026-11-20")
    assert (result.exit_code, result.stdout) == (0, "Nothing was recorded on 2026-11-20.\n")
    result = _run(app, tmp_path, "log", "2026-11-20", "--format", "csv")
    assert result.exit_code == 0
    assert result.stderr == "Nothing was recorded on 2026-11-20.\n"
    assert result.stdout.startswith("day,watched_s,")
    assert not list(tmp_path.iterdir())


def test_today_is_what_the_clock_says(app: typer.Typer, tmp_path: Path) -> None:
    before = datetime.now().astimezone()
    _write(tmp_path, SessionStory(started=before - timedelta(days=2)).sit(60).end()).close()
    document = json.loads(_run(app, tmp_path, "log", "week", "--format", "json").stdout)
    after = datetime.now().astimezone()
    assert document["last"] in {str(before.date()), str(after.date())}
    assert document["totals"]["sitting_s"] == 60.0


def test_a_period_nobody_can_read_is_wrong_usage(app: typer.Typer, tmp_path: Path) -> None:
    result = _run(app, tmp_path, "log", "someday")
    assert isinstance(result.exception, UsageError)
    assert str(result.exception) == (
        "cannot read the period 'someday': allowed are today, yesterday, week, month, "
        "a date (2026-11-20) or a range of dates (2026-11-01..2026-11-20)"
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", TODAY, TODAY),
        ("yesterday", TODAY - timedelta(days=1), TODAY - timedelta(days=1)),
        ("week", TODAY - timedelta(days=6), TODAY),
        ("month", TODAY - timedelta(days=29), TODAY),
        ("2026-02-28", date(2026, 2, 28), date(2026, 2, 28)),
        ("2026-02-28..2026-03-01", date(2026, 2, 28), date(2026, 3, 1)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    assert parse_period(text, TODAY) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "..", "tomorrow", "2026-02-30", "2026-01-01..", "..2026-01-01", "a..b", "0001-01-01", "9999-12-31"],
)
def test_no_periods(text: str) -> None:
    with pytest.raises(UsageError, match="allowed are today"):
        parse_period(text, TODAY)


def test_a_period_that_runs_backwards_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="put the earlier date first"):
        parse_period("2026-03-01..2026-02-28", TODAY)


def test_days_are_the_users_own_wherever_he_was(tmp_path: Path) -> None:
    store = SqliteEventStore(tmp_path / "posture.sqlite3")
    for hours in (-14, 0, 14):
        store.append(tuple(SessionStory(started=_local_morning(hours)).sit(100).end().events))
    store.close()
    reader = SqliteEventReader(tmp_path / "posture.sqlite3")
    assert log.summary_of_days(reader, TODAY, TODAY).totals.sitting_s == 300.0
    assert log.summary_of_days(reader, TODAY + timedelta(days=1), TODAY + timedelta(days=1)).days == ()
    reader.close()


class WallClock:
    """A clock that stands still."""

    def __init__(self, wall: datetime | None) -> None:
        self._wall = wall

    def now(self) -> Instant:
        return Instant(mono_s=0.0, wall=self._wall)

    def sleep(self, seconds: float) -> None:
        raise AssertionError(seconds)


def test_the_date_is_the_one_on_the_users_wall() -> None:
    assert log.local_date(WallClock(_local_morning(14))) == TODAY
    with pytest.raises(ValueError, match="knows the date"):
        log.local_date(WallClock(None))


def test_where_the_data_is(app: typer.Typer, tmp_path: Path) -> None:
    _write(tmp_path, SessionStory().end()).close()
    result = _run(app, tmp_path, "data", "where")
    assert (result.exit_code, result.stderr) == (
        0,
        "Set POSTURE_HOME to keep everything below one folder of your choice.\n",
    )
    assert result.stdout == (
        f"database       {tmp_path}/data/posture.sqlite3\n"
        f"profiles       {tmp_path}/data/profiles   (not there yet)\n"
        f"plans          {tmp_path}/data/plans   (not there yet)\n"
        f"reader file    {tmp_path}/data/reader.json   (not there yet)\n"
        f"tips file      {tmp_path}/data/tips.json   (not there yet)\n"
        f"settings file  {tmp_path}/config/settings.toml   (not there yet)\n"
        f"exercises      {tmp_path}/config/exercises   (not there yet)\n"
        f"log file       {tmp_path}/state/native.log   (not there yet)\n"
        f"runtime        {tmp_path}/run   (not there yet)\n"
    )
    result = _run(app, tmp_path, "data", "where", "--format", "json")
    assert json.loads(result.stdout) == {
        "database": {"path": f"{tmp_path}/data/posture.sqlite3", "exists": True},
        "profiles": {"path": f"{tmp_path}/data/profiles", "exists": False},
        "plans": {"path": f"{tmp_path}/data/plans", "exists": False},
        "reader_file": {"path": f"{tmp_path}/data/reader.json", "exists": False},
        "tips_file": {"path": f"{tmp_path}/data/tips.json", "exists": False},
        "settings_file": {"path": f"{tmp_path}/config/settings.toml", "exists": False},
        "exercises": {"path": f"{tmp_path}/config/exercises", "exists": False},
        "log_file": {"path": f"{tmp_path}/state/native.log", "exists": False},
        "runtime": {"path": f"{tmp_path}/run", "exists": False},
    }


def _local_morning(hours: int) -> datetime:
    return MORNING.replace(tzinfo=timezone(timedelta(hours=hours)))
