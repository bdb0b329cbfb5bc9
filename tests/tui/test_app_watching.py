"""The main screen follows what the monitor says, from the first status to the end of a recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Event

from posture.errors import StorageError
from posture.events import CameraLost, SessionStarted, SlouchStarted
from posture.figures import Figures
from posture.inputs import InputKind
from posture.instant import Instant
from posture.labels import Activity, Label, Presence
from posture.ports import SourceInfo
from posture.settings import Settings
from posture.status import BreakState
from tests.tui.scripted_feed import (
    BUSY_DAY,
    FRAME_SIZE,
    UPRIGHT,
    ScriptedFeed,
    ScriptedPlayback,
    app_on,
    at,
    text_of,
    told,
    until,
    upright,
)
from tui.app import PostureApp
from tui.paced_source import PaceSegment
from tui.widgets.figure import Figure


async def test_before_the_source_is_open_the_screen_says_that_it_is_starting() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        assert text_of(pilot, "#now") == ["… Starting", "opening the camera"]
        assert text_of(pilot, "#today") == ["nothing yet"]


async def test_a_quiet_stretch_of_work_is_shown_in_words_with_its_bar_and_totals() -> None:
    script = ScriptedFeed(figures=BUSY_DAY)
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, replace(upright(900), still_s=600.0), SessionStarted(at=at(0), source="0"))
        assert text_of(pilot, "#top-bar")[0].split() == ["Posture", "●", "camera", "0", "09:15"]
        assert text_of(pilot, "#now") == ["● Near your reference  15 min"]
        assert text_of(pilot, "#sitting") == [
            "Position  10 min     ━━━━━━━╸╌╌╌╌╌╌╌ 20 min",
            "Sitting   15 min     ━━━━━━━╸╌╌╌╌╌╌╌ 30 min",
            "Break in  15 min     ━━━━━━━╸╌╌╌╌╌╌╌",
        ]
        assert text_of(pilot, "#today") == [
            "Sitting 3 h 05 min · longest 48 min",
            "Breaks 4 taken, 5 fell due · away 48 min",
            "Off your reference 12 min in 4 spells",
        ]
        assert text_of(pilot, "#recent") == ["09:00  Watching began"]
        assert not pilot.app.screen.query_one("#demo-banner").display


async def test_a_posture_off_the_reference_is_named_with_its_reasons() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        lower = replace(
            upright(600),
            posture=Label.SLOUCHED,
            since_t=480.0,
            reasons=("neck_height", "face_to_shoulders", "face_size"),
        )
        await script.play(pilot, lower, SlouchStarted(at=at(483), label=Label.SLOUCHED, since_t=480))
        assert text_of(pilot, "#now") == [
            "▼ Lower than your reference  2 min",
            "head lower over the shoulders",
            "head further forward",
        ]
        assert text_of(pilot, "#recent") == ["09:08  Lower than your reference"]


async def test_a_lost_camera_is_said_on_the_bar_in_the_words_and_in_place_of_the_figure() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        lost = replace(
            upright(70), camera_lost=True, pose=None, activity=Activity.UNKNOWN, presence=Presence.UNKNOWN
        )
        await script.play(pilot, lost, CameraLost(at=at(70), reason="no_frame", since_t=67))
        assert text_of(pilot, "#top-bar")[0].split()[1:-1] == ["✕", "camera", "0", "gives", "no", "picture"]
        assert text_of(pilot, "#now") == [
            "✕ No picture from the camera",
            "waiting for it; this time counts as unknown",
        ]
        figure = pilot.app.screen.query_one(Figure)
        rows = [figure.render_line(y).text.strip() for y in range(figure.size.height)]
        assert [row for row in rows if row] == ["no picture"]


async def test_the_figure_is_drawn_and_the_reference_stays_behind_when_the_user_has_left() -> None:
    script = ScriptedFeed()
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        figure = pilot.app.screen.query_one(Figure)

        def drawn() -> int:
            rows = [figure.render_line(y).text for y in range(figure.size.height)]
            return sum("⠀" < character <= "⣿" for row in rows for character in row)

        assert drawn() == 0
        await script.play(pilot, upright(1))
        live = drawn()
        assert live > 60
        away = replace(upright(20), pose=None, activity=Activity.AWAY, presence=Presence.AWAY)
        await script.play(pilot, away)
        assert 20 < drawn() < live


async def test_the_demo_says_so_with_its_speed_and_offers_no_calibration() -> None:
    pace = (PaceSegment(from_t=0, to_t=60, speed=20), PaceSegment(from_t=60, to_t=90, speed=700))
    script = ScriptedFeed(demo=True, pace=pace, name="/somewhere/day.jsonl.gz")
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        assert text_of(pilot, "#demo-banner") == ["DEMO - a recorded day, nothing is stored"]
        await script.play(pilot, upright(59))
        assert text_of(pilot, "#demo-banner") == ["DEMO - a recorded day at 20 x speed, nothing is stored"]
        await script.play(pilot, replace(upright(60), calibrated=False))
        assert text_of(pilot, "#demo-banner") == ["DEMO - a recorded day at 700 x speed, nothing is stored"]
        assert text_of(pilot, "#now") == [
            "? Taking your reference",
            "from the first seconds of the recording",
        ]
        assert text_of(pilot, "#top-bar")[0].split()[1:4] == ["●", "recorded", "day"]
        await pilot.press("c")
        assert pilot.app.screen.id == "main"


async def test_a_paused_demo_holds_its_recording_until_the_user_goes_on() -> None:
    playback = ScriptedPlayback()
    script = ScriptedFeed(demo=True, playback=playback)
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(60))
        await pilot.press("p")
        assert not playback.held
        await script.play(pilot, replace(upright(61), paused=True))
        assert playback.held
        assert text_of(pilot, "#now") == ["= Paused", "the recording waits: press p to go on"]
        await pilot.press("p")
        assert not playback.held
        await script.play(pilot, upright(62))
        assert not playback.held
        assert [action.kind for action in script.inputs] == [InputKind.PAUSE, InputKind.RESUME]


async def test_the_end_of_a_recording_shows_its_figures_until_the_user_quits() -> None:
    script = ScriptedFeed(figures=BUSY_DAY, demo=True, closing_lines=("09:30  break taken", "Totals"))
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(900))
        await script.end(pilot)
        assert text_of(pilot, "#day-end-title") == ["The recorded day is over"]
        assert text_of(pilot, "#day-end-totals") == [
            "Sitting 3 h 05 min · longest 48 min",
            "Breaks 4 taken, 5 fell due · away 48 min",
            "Off your reference 12 min in 4 spells",
        ]
        assert text_of(pilot, "#day-end-details") == ["09:30  break taken", "Totals"]
        await pilot.press("escape")
        assert pilot.app.screen.id == "main"
        assert text_of(pilot, "#top-bar")[0].split()[1:-1] == ["■", "recorded", "day", "is", "over"]


async def test_slow_figures_hold_up_neither_the_screen_nor_its_keys() -> None:
    script = ScriptedFeed()
    release = Event()

    def slow(_events: Sequence[object], _now: Instant) -> Figures:
        release.wait(30)
        return BUSY_DAY

    app = PostureApp(replace(script.feed(), totals=slow), Settings(), show_every_s=0)
    async with app.run_test() as pilot:
        script.source.items.put(script.item(upright(900)))
        await until(pilot, lambda: text_of(pilot, "#now") == ["● Near your reference  15 min"])
        assert text_of(pilot, "#today") == ["nothing yet"]
        await pilot.press("question_mark")
        assert pilot.app.screen.id != "main"
        await pilot.press("escape")
        release.set()
        await until(pilot, lambda: text_of(pilot, "#today")[0] == "Sitting 3 h 05 min · longest 48 min")


async def test_figures_that_cannot_be_read_are_told_once_and_the_watching_goes_on() -> None:
    script = ScriptedFeed()

    def broken(_events: Sequence[object], _now: Instant) -> Figures:
        raise StorageError("the log is damaged; move it away")

    app = PostureApp(replace(script.feed(), totals=broken), Settings(), show_every_s=0)
    async with app.run_test() as pilot:
        await script.begin(pilot)
        for t in (60, 120, 180):
            await script.play(pilot, upright(t))
        assert told(pilot) == ["Today's figures cannot be read: the log is damaged; move it away"]
        assert text_of(pilot, "#now") == ["● Near your reference  3 min"]
        await script.end(pilot)
        assert text_of(pilot, "#day-end-totals") == ["nothing yet"]


async def test_what_is_to_be_known_about_the_log_is_told_and_the_watching_goes_on() -> None:
    script = ScriptedFeed()
    waiting = ["the log can be written again; what waited is in it"]

    def notices() -> list[str]:
        told = list(waiting)
        waiting.clear()
        return told

    feed = script.feed()
    app = PostureApp(
        replace(feed, open_session=lambda: replace(feed.open_session(), notices=notices)),
        Settings(),
        show_every_s=0,
    )
    async with app.run_test() as pilot:
        await script.begin(pilot)
        for t in (60, 120):
            await script.play(pilot, upright(t))
        assert told(pilot) == ["the log can be written again; what waited is in it"]
        assert text_of(pilot, "#now") == ["● Near your reference  2 min"]


async def test_a_fast_recording_is_shown_at_most_so_often_but_ends_on_its_last_status() -> None:
    script = ScriptedFeed()
    app = app_on(script)
    app.show_every_s = 0.02
    async with app.run_test() as pilot:
        await script.begin(pilot)
        for t in range(20, 30):
            await script.play(pilot, upright(60.0 * t))
        await until(pilot, lambda: text_of(pilot, "#sitting")[1].startswith("Sitting   29 min"))


async def test_standing_and_a_stream_are_named_as_what_they_are() -> None:
    script = ScriptedFeed(name="http://desk.example/stream")
    assert script.source.info == SourceInfo(
        name="http://desk.example/stream", frame_size=FRAME_SIZE, live=True, started=at(0).wall
    )
    async with app_on(script).run_test() as pilot:
        await script.begin(pilot)
        standing = replace(
            UPRIGHT, at=at(5), activity=Activity.STANDING, standing_s=150.0, break_due_in_s=None
        )
        await script.play(pilot, replace(standing, break_state=BreakState.NOT_DUE))
        assert text_of(pilot, "#sitting")[1].startswith("Standing  2 min ")
        assert text_of(pilot, "#top-bar")[0].split()[1:3] == ["●", "http://desk.example/stream"]
