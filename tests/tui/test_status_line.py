"""One line for people and for bars: what it says in each situation, and that each bar can read it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from posture.labels import Activity, Label, Presence, Reason
from posture.status import BreakState, Status
from tests.tui.scripted_feed import BUSY_DAY, UPRIGHT, at, upright
from tui.command_line import COMMANDS
from tui.status_line import NO_MONITOR, Format, kind, render, text, text_within
from tui.status_snapshot import Seen, Snapshot, Today, seen_of, snapshot_from, today_of

PAGE = (Path(__file__).parents[2] / "docs" / "status.md").read_text(encoding="utf-8")
TODAY = "today 3 h 05 min sitting, 4 breaks"
WORKING = upright(1200)


def snapshot(
    status: Status | None = WORKING, *, snoozed_until_t: float | None = None, **more: Any
) -> Snapshot:
    seen = None if status is None else seen_of(status, snoozed_until_t)
    told: dict[str, Any] = {
        "pid": 4711,
        "source": "0",
        "age_s": 0.2,
        "seen": seen,
        "today": today_of(BUSY_DAY),
    }
    return Snapshot(**(told | more))


SLOUCHED = replace(WORKING, posture=Label.SLOUCHED, since_t=1100.0, reasons=(Reason.NECK_HEIGHT,))
DUE = replace(WORKING, bout_s=1860.0, break_state=BreakState.DUE, break_due_in_s=None)
ON_BREAK = replace(
    DUE, activity=Activity.AWAY, presence=Presence.AWAY, break_state=BreakState.RUNNING, break_away_s=42.0
)
SNOOZED = replace(WORKING, break_state=BreakState.SNOOZED, break_due_in_s=None)
AWAY = replace(
    UPRIGHT, at=at(99), presence=Presence.AWAY, activity=Activity.AWAY, bout_s=0.0, posture=Label.UNKNOWN
)
DARK = replace(
    WORKING, posture=Label.UNKNOWN, reasons=(Reason.TOO_DARK,), presence=Presence.UNKNOWN, bout_s=0.0
)
UNCALIBRATED = replace(WORKING, posture=Label.UNKNOWN, calibrated=False, reasons=(Reason.NOT_CALIBRATED,))

SITUATIONS: dict[str, tuple[Snapshot, str, str, str]] = {
    "near": (
        snapshot(),
        f"Near your reference · sitting 20 min · next break in 10 min · {TODAY}",
        "● 20 min · break in 10 min",
        "upright",
    ),
    "slouched": (
        snapshot(SLOUCHED),
        f"Lower than your reference for 1 min · sitting 20 min · next break in 10 min · {TODAY}",
        "▼ 20 min · break in 10 min",
        "slouched",
    ),
    "due": (
        snapshot(DUE),
        f"Near your reference · sitting 31 min · a break is due · {TODAY}",
        "● 31 min · break due",
        "break_due",
    ),
    "on a break": (
        snapshot(ON_BREAK),
        f"Away · sitting 31 min · on a break: away 0:42 · {TODAY}",
        "◑ away 0:42",
        "break",
    ),
    "snoozed": (
        snapshot(SNOOZED, snoozed_until_t=3000.0),
        f"Near your reference · sitting 20 min · breaks snoozed until 09:50 · {TODAY}",
        "● 20 min · snoozed",
        "upright",
    ),
    "snoozed, nobody knows how long": (
        snapshot(SNOOZED),
        f"Near your reference · sitting 20 min · breaks snoozed · {TODAY}",
        "● 20 min · snoozed",
        "upright",
    ),
    "away": (snapshot(AWAY), f"Away · {TODAY}", "○", "away"),
    "dark": (snapshot(DARK), f"Cannot tell right now: too dark to see you · {TODAY}", "?", "unknown"),
    "no reference": (
        snapshot(UNCALIBRATED),
        f"No reference yet · sitting 20 min · next break in 10 min · {TODAY}",
        "? 20 min · break in 10 min",
        "unknown",
    ),
    "paused": (snapshot(replace(WORKING, paused=True)), f"Paused · {TODAY}", "= paused", "paused"),
    "no picture": (
        snapshot(replace(WORKING, camera_lost=True, bout_s=0.0)),
        f"No picture from the camera · {TODAY}",
        "✕ no picture",
        "no_picture",
    ),
    "starting": (snapshot(None, source=None, today=None), "Starting", "…", "starting"),
    "hangs": (
        snapshot(age_s=75.0),
        f"No news from the monitor for 1 min · {TODAY}",
        "? no news",
        "no_news",
    ),
}


@pytest.mark.parametrize(("told", "long", "short", "about"), SITUATIONS.values(), ids=SITUATIONS)
def test_what_is_said_in_each_situation(told: Snapshot, long: str, short: str, about: str) -> None:
    assert text(told) == render(told, Format.TEXT) == long
    assert render(told, Format.STARSHIP) == render(told, Format.TMUX) == short
    assert kind(told) == about


def test_while_prompts_rest_nothing_is_said_to_be_asked_for() -> None:
    assert text(snapshot(DUE, prompts_rest=True)) == (
        f"Near your reference · sitting 31 min · prompts rest until midnight · {TODAY}"
    )


def test_what_is_said_fits_the_terminal_and_keeps_what_comes_next() -> None:
    told = snapshot(replace(SLOUCHED, since_t=300.0))
    assert text_within(told, 120) == text(told)
    assert text_within(told, 79) == (
        "Lower than your reference for 15 min · sitting 20 min · next break in 10 min"
    )
    assert text_within(told, 70) == "Lower than your reference for 15 min · next break in 10 min"
    assert text_within(told, 40) == "Lower than your reference for 15 min"
    assert text_within(told, 20) == "Lower than your ref…"


@pytest.mark.parametrize("told", [case[0] for case in SITUATIONS.values()], ids=SITUATIONS)
def test_every_bar_can_read_every_situation(told: Snapshot) -> None:
    bar = json.loads(render(told, Format.WAYBAR))
    assert set(bar) - {"percentage"} == {"text", "tooltip", "class", "alt"}
    for key in ("text", "tooltip"):
        assert ET.fromstring(f"<span>{bar[key]}</span>").text
    assert 0 <= bar.get("percentage", 0) <= 100
    for one in Format:
        assert "\n" not in render(told, one)
    assert json.loads(render(told, Format.JSON)) == asdict(told)
    assert snapshot_from(json.loads(render(told, Format.JSON)) | {"ok": True, "new": 1}) == told


def test_the_percentage_is_how_far_the_bout_is_to_the_next_break() -> None:
    assert json.loads(render(snapshot(), Format.WAYBAR))["percentage"] == 67
    assert "percentage" not in json.loads(render(snapshot(DUE), Format.WAYBAR))


def test_an_answer_that_is_no_status_is_refused() -> None:
    for broken in (
        {},
        {**snapshot().as_dict(), "seen": {"wall": None}},
        {**snapshot().as_dict(), "today": 3},
    ):
        with pytest.raises(ValueError, match="not a status"):
            snapshot_from(broken)


# --- docs/status.md ------------------------------------------------------------------------------------


def block(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)
    return str(found)


def test_the_recipes_of_the_page_are_what_each_bar_reads() -> None:
    assert block("tmux").splitlines()[1] == "set -g status-right '#(posture status --format tmux)'"
    module = json.loads(block("json"))["custom/posture"]
    assert (module["exec"], module["return-type"]) == ("posture status --format waybar", "json")
    custom = tomllib.loads(block("toml"))["custom"]["posture"]
    assert (custom["command"], custom["when"]) == ("posture status --format starship", True)
    used = re.findall(r"posture status --format (\w+)", PAGE)
    assert set(used) <= {one.value for one in Format}
    assert {"tmux", "waybar", "starship", "json"} <= set(used)


def test_the_commands_of_the_page_exist() -> None:
    assert set(re.findall(r"^posture (\w+)", block("sh"), flags=re.MULTILINE)) <= set(COMMANDS)


def test_the_page_explains_every_key_of_the_json_and_every_class() -> None:
    explained = set(re.findall(r"`([a-z_.]+)`", PAGE))
    assert {field.name for field in fields(Snapshot)} <= explained
    assert {f"seen.{field.name}" for field in fields(Seen)} <= explained
    assert {f"today.{field.name}" for field in fields(Today)} <= explained
    classes = {case[3] for case in SITUATIONS.values()} | set(Label) | {"off"}
    assert classes <= explained


def test_without_a_monitor_a_bar_gets_something_valid_and_empty() -> None:
    assert NO_MONITOR[Format.TMUX] == NO_MONITOR[Format.STARSHIP] == ""
    bar = json.loads(NO_MONITOR[Format.WAYBAR])
    assert (bar["text"], bar["class"]) == ("", "off")
