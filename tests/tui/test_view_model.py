"""Statuses, events and totals as the words on the screen."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

import tui
from posture.day_parts import DayParts, UsualDay
from posture.events import (
    EVENT_TYPES,
    BreakMissed,
    BreakTaken,
    CountedBy,
    Event,
    ExerciseFinished,
    Side,
    SlouchEnded,
    Suspended,
    VerifiedBy,
    ViewRestored,
    ViewUnusable,
)
from posture.figures import Figures
from posture.instant import Instant
from posture.labels import Activity, Label, Presence, Reason
from posture.ports import SourceInfo
from posture.settings import Settings
from posture.status import BreakState
from tests.tui.scripted_feed import BUSY_DAY, FRAME_SIZE, UPRIGHT, at, upright
from tui import sitting_view, today_view, view_model
from tui.day_so_far import DaySoFar
from tui.event_words import SILENT, event_words, recent_lines
from tui.prompt_state import PromptState
from tui.today_view import HomeworkLine
from tui.view_model import Line, Now
from tui.widgets.big_letters import best_fit
from tui.wording import LABEL_WORDS, REASON_WORDS, Tone, clock_time, duration, reason_words, stopwatch


def test_every_label_and_reason_has_words_and_every_label_its_own_symbol() -> None:
    assert set(LABEL_WORDS) == set(Label)
    assert set(REASON_WORDS) == set(Reason)
    symbols = [words.symbol for words in LABEL_WORDS.values()]
    assert len(set(symbols)) == len(symbols)
    assert reason_words("a_new_reason") == "a new reason"


@pytest.mark.parametrize(
    ("seconds", "rough", "exact"),
    [
        (-3.0, "0 s", "0:00"),
        (59.9, "59 s", "0:59"),
        (60.0, "1 min", "1:00"),
        (3599.9, "59 min", "59:59"),
        (3600.0, "1 h 00 min", "1:00:00"),
        (11100.0, "3 h 05 min", "3:05:00"),
    ],
)
def test_durations_are_whole_and_never_round_up(seconds: float, rough: str, exact: str) -> None:
    assert (duration(seconds), stopwatch(seconds)) == (rough, exact)


def test_a_recording_without_wall_time_is_dated_by_its_position() -> None:
    assert clock_time(Instant(mono_s=75.5)) == "1:15"
    assert clock_time(at(75.5)) == "09:01"


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(-1.0, "╌╌╌╌"), (0.0, "╌╌╌╌"), (0.125, "╸╌╌╌"), (0.5, "━━╌╌"), (1.0, "━━━━"), (7.0, "━━━━")],
)
def test_a_bar_fills_in_half_cells(share: float, drawn: str) -> None:
    assert view_model.bar(share, 4) == drawn


@pytest.mark.parametrize(
    ("label", "tone"),
    [
        (Label.UPRIGHT, Tone.CALM),
        (Label.LEANING_BACK, Tone.CALM),
        (Label.TURNED, Tone.CALM),
        (Label.SLOUCHED, Tone.NOTICE),
        (Label.LEANING_FORWARD, Tone.NOTICE),
        (Label.LEANING_LEFT, Tone.NOTICE),
        (Label.LEANING_RIGHT, Tone.NOTICE),
        (Label.UNKNOWN, Tone.QUIET),
    ],
)
def test_only_what_counts_as_a_slouch_is_set_off_by_colour(label: Label, tone: Tone) -> None:
    assert view_model.now(replace(upright(60), posture=label)).tone is tone


def test_unknown_says_why_and_turned_says_that_nothing_is_compared() -> None:
    dark = replace(upright(60), posture=Label.UNKNOWN, reasons=(Reason.TOO_DARK,), pose=None)
    assert view_model.now(dark) == Now(
        big="?",
        symbol="?",
        heading="Cannot tell right now",
        held="",
        detail="too dark to see you",
        tone=Tone.QUIET,
    )
    turned = replace(upright(60), posture=Label.TURNED, reasons=(Reason.TURNED,))
    assert view_model.now(turned).detail == "not compared meanwhile"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("0", "● camera 0"),
        ("/dev/video2", "● video2"),
        ("C:\\clips\\desk.mp4", "● desk.mp4"),
        ("rtsp://door.example/1", "● rtsp://door.example/1"),
    ],
)
def test_a_source_is_named_as_the_user_knows_it(name: str, shown: str) -> None:
    info = SourceInfo(name=name, frame_size=FRAME_SIZE, live=True, started=None)
    assert view_model.health(info, upright(1)) == shown


def test_a_recording_is_not_a_camera_and_says_when_it_is_over() -> None:
    info = SourceInfo(name="/data/day.jsonl.gz", frame_size=FRAME_SIZE, live=False, started=None)
    dark = replace(upright(1), camera_lost=True)
    assert view_model.health(info, dark) == "✕ day.jsonl.gz has no picture here"
    assert view_model.health(info, dark, demo=True) == "✕ recorded day has no picture here"
    assert view_model.health(info, dark, demo=True, over=True) == "■ recorded day is over"


def test_the_bars_go_to_the_next_break_whatever_made_it_due() -> None:
    """After a missed break the next one comes later than the setting says: the bar must follow."""
    status = replace(upright(2400), break_due_in_s=2400.0, still_s=1500.0)
    assert sitting_view.sitting(status, PromptState(), Settings(), 40) == (
        Line("Position  25 min     ━━━━━━━━ 20 min", Tone.NOTICE),
        Line("Sitting   40 min     ━━━━╌╌╌╌ 1 h 20 min", Tone.CALM),
        Line("Break in  40 min     ━━━━╌╌╌╌", Tone.CALM),
    )


def test_without_a_bout_nothing_is_counted_down() -> None:
    assert sitting_view.sitting(UPRIGHT, PromptState(), Settings(), 40) == (
        Line("Position  -", Tone.QUIET),
        Line("Sitting   not now", Tone.QUIET),
        Line("The next bout starts from zero", Tone.QUIET),
    )


def test_where_no_bar_fits_the_words_stay() -> None:
    assert [line.text for line in sitting_view.sitting(upright(900), PromptState(), Settings(), 30)] == [
        "Position  0 s        of 20 min",
        "Sitting   15 min     of 30 min",
        "Break in  15 min",
    ]


def test_totals_of_an_empty_day_and_of_a_single_spell() -> None:
    assert today_view.today(None) == (Line("nothing yet", Tone.QUIET),)
    lines = today_view.today(Figures(sitting_s=50, slouch_episodes=1))
    assert [line.text for line in lines] == [
        "Sitting 50 s · longest 0 s",
        "Breaks 0 taken, 0 fell due · away 0 s",
        "Off your reference 0 s in 1 spell",
    ]


def so_far(usual: UsualDay | None, days_missing: int | None) -> DaySoFar:
    return DaySoFar(parts=DayParts(), now_s=36000.0, clock=True, usual=usual, days_missing=days_missing)


def test_today_stands_beside_the_usual_day_and_the_homework_below() -> None:
    usual = UsualDay(days=14, sitting_s=9600.0, off_reference_s=1200.0, breaks=3.5)
    day = so_far(usual, 0)
    homework = HomeworkLine(text="chin tuck, 2 x 10")
    assert today_view.today_title(day) == "Today so far · usual: median of 14 days"
    assert [line.text for line in today_view.today_panel(BUSY_DAY, day, homework)] == [
        "Sitting        3 h 05 min     usual 2 h 40 min",
        "Breaks         4 (5 due)      usual 3.5",
        "Off reference  12 min         usual 20 min",
        "Homework: chin tuck, 2 x 10",
    ]


@pytest.mark.parametrize(
    ("days_missing", "title"),
    [
        (5, "Today · your usual day: after 5 more days"),
        (1, "Today · your usual day: after 1 more day"),
        (None, "Today"),
    ],
)
def test_too_few_days_are_said_and_a_recording_has_no_usual_day(days_missing: int | None, title: str) -> None:
    day = so_far(None, days_missing)
    assert today_view.today_title(day) == title
    assert today_view.today_panel(BUSY_DAY, day, None) == today_view.today(BUSY_DAY)


@pytest.mark.parametrize(
    ("change", "big"),
    [
        ({}, "NEAR"),
        ({"posture": Label.SLOUCHED}, "LOWER"),
        ({"posture": Label.LEANING_LEFT}, "LEFT"),
        ({"posture": Label.UNKNOWN}, "?"),
        ({"paused": True}, "PAUSED"),
        ({"camera_lost": True}, "NO VIEW"),
        ({"activity": Activity.AWAY}, "AWAY"),
        ({"activity": Activity.AWAY, "break_state": BreakState.RUNNING, "break_away_s": 75.0}, "1:15"),
        ({"activity": Activity.STANDING, "reasons": (Reason.STANDING,)}, "UP"),
    ],
)
def test_the_state_is_one_word_that_can_be_drawn_large(change: dict[str, Any], big: str) -> None:
    shown = view_model.now(replace(upright(60), **change))
    assert shown.big == big
    assert len(best_fit(shown.big, 48, 3)) == 3


def test_every_state_fits_beside_the_figure_of_a_small_window_and_is_larger_in_a_large_one() -> None:
    for label in Label:
        word = view_model.now(replace(upright(60), posture=label)).big
        assert len(best_fit(word, 47, 3)) == 3
        assert len(best_fit(word, 73, 5)) == 5
    assert best_fit("FORWARD", 20, 3) == ()


def example(cls: type[Event]) -> Event:
    """Some event of this type."""
    values: dict[str, Any] = {
        "source": "0", "reason": "too_dark", "profile": "desk", "quality": "good", "since_t": 1.0,
        "until_t": 61.0, "duration_s": 60.0, "lasted_s": 60.0, "label": Label.SLOUCHED, "sitting_s": 1800.0,
        "verified_by": VerifiedBy.ABSENCE, "prompted": True, "after_snooze": False,
        "presence": Presence.PRESENT, "compensated": True, "by": "camera",
        "exercise": "standing_back_extension", "count": 3, "repetitions": 12, "side": Side.LEFT,
        "hold_s": 0.0, "counted_by": CountedBy.CAMERA, "counted": None,
    }  # fmt: skip
    names = [field.name for field in fields(cls) if field.name != "at"]
    return cls(at=at(0), **{name: values[name] for name in names})


def test_every_event_has_words_or_is_silent_on_purpose() -> None:
    silent = {cls for cls in EVENT_TYPES.values() if event_words(example(cls)) is None}
    assert silent == set(SILENT)
    said = [event_words(example(cls)) for cls in EVENT_TYPES.values() if cls not in silent]
    assert len(set(said)) == len(said)
    assert max(len(words) for words in said if words is not None) <= 38


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (BreakMissed(at=at(0), reason="skipped"), "Break skipped"),
        (BreakMissed(at=at(0), reason="sat_on"), "Sat on past the break"),
        (BreakMissed(at=at(0), reason="not_seen"), "Break not seen"),
        (
            BreakTaken(at=at(0), duration_s=0, verified_by=VerifiedBy.SELF_REPORT, prompted=False),
            "Break taken (your word)",
        ),
        (
            BreakTaken(at=at(0), duration_s=90, verified_by=VerifiedBy.STANDING, prompted=False),
            "Break seen: 1 min standing",
        ),
        (
            SlouchEnded(at=at(0), label=Label.LEANING_LEFT, since_t=0, until_t=60, duration_s=60),
            "Back after 1 min leaning left",
        ),
        (
            ExerciseFinished(
                at=at(0), exercise="curl_up", repetitions=0, hold_s=72.0, counted_by=CountedBy.SELF_REPORT
            ),
            "curl up: 1 min (your word)",
        ),
        (Suspended(at=at(0), since_t=0, duration_s=720), "Asleep or stopped for 12 min"),
    ],
)
def test_events_in_words(event: Event, words: str) -> None:
    assert event_words(event) == words


def test_the_newest_events_come_first_and_no_more_than_there_is_room_for() -> None:
    events = [Suspended(at=at(60 * minute), since_t=0, duration_s=60) for minute in range(20)]
    assert recent_lines(events, 2, 1200.0) == (
        "09:19  Asleep or stopped for 1 min",
        "09:18  Asleep or stopped for 1 min",
    )
    assert recent_lines([], 2, 1200.0) == ()


def unusable(t: float) -> ViewUnusable:
    return ViewUnusable(at=at(t + 2), reason=Reason.HANDS_AT_FACE, presence=Presence.PRESENT, since_t=t)


def test_moments_without_a_judgement_do_not_push_out_what_happened() -> None:
    moments = [
        event
        for minute in range(1, 30)
        for event in (
            unusable(60.0 * minute),
            ViewRestored(at=at(60.0 * minute + 9), since_t=60.0 * minute + 8),
        )
    ]
    events = [Suspended(at=at(60), since_t=0, duration_s=60), *moments]
    assert recent_lines(events, 9, 1800.0) == ("09:01  Asleep or stopped for 1 min",)


@pytest.mark.parametrize("after", [ViewRestored(at=at(200), since_t=199.0), None])
def test_a_long_while_without_a_judgement_is_told(after: Event | None) -> None:
    events = [unusable(120.0)] if after is None else [unusable(120.0), after]
    assert recent_lines(events, 9, 200.0) == ("09:02  Cannot judge: hands at the face",)
    assert recent_lines([unusable(120.0)], 9, 150.0) == ()


def test_no_word_on_any_screen_judges_or_frightens() -> None:
    judging = re.compile(r"\b(bad|poor|wrong|correct|incorrect) posture|\bdamag|\bharm", re.IGNORECASE)
    folder = Path(tui.__file__).parent
    sources = [
        *(folder / f"{name}.py" for name in ("wording", "event_words", "calibration_words", "difference")),
        *folder.glob("*_view.py"),
        folder / "view_model.py",
        *(folder / "screens").glob("*.py"),
        *(folder / "widgets").glob("*.py"),
    ]
    assert [path.name for path in sources if judging.search(path.read_text(encoding="utf-8"))] == []
