"""What is changed on the Settings screen is used by the monitor that runs, and nothing under way is lost."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest
from textual.constants import DEFAULT_THEME
from textual.theme import BUILTIN_THEMES

from calibration.from_source import CalibratingMonitor, Stretch
from posture.adapters.data_dirs import Places
from posture.adapters.settings_file import load_settings
from posture.closable import Closable
from posture.errors import SourceError
from posture.landmarks import PoseObservation
from posture.monitor import Monitor
from posture.ports import SourceInfo
from posture.settings import ScreenSettings, Settings
from posture.testing.scenario import scenario
from tests.stories import no_warning, settings_with
from tests.tui.screens_app import folders, press, screen_text, screens_app
from tests.tui.scripted_feed import ScriptedFeed, app_on, until, upright
from tests.tui.test_settings_screen import choose, typed
from tui.app import PostureApp
from tui.feeds import _session
from tui.first_reference import FirstReference
from tui.messages import SettingsChanged
from tui.monitor_session import Feed, MonitorSession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot

    from posture.inputs import UserInput


def kept_in(settings_file: Path) -> str:
    return settings_file.read_text() if settings_file.exists() else ""


async def test_a_theme_that_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    where = folders(tmp_path)
    where.settings_file.parent.mkdir(parents=True, exist_ok=True)
    where.settings_file.write_text("# mine\n")
    app = screens_app(where)
    async with app.run_test() as pilot:
        assert app.theme == DEFAULT_THEME
        app.theme = "textual-light"
        await until(pilot, lambda: "theme" in kept_in(where.settings_file))
    assert kept_in(where.settings_file) == '# mine\n\n[screen]\ntheme = "textual-light"\n'
    again = PostureApp(ScriptedFeed().feed(), load_settings(where.settings_file), where=where, show_every_s=0)
    async with again.run_test() as pilot:
        assert again.theme == "textual-light"
        again.post_message(SettingsChanged({"screen.theme": "nord"}))
        await until(pilot, lambda: again.theme == "nord")
    assert kept_in(where.settings_file).endswith('theme = "textual-light"\n')


async def test_before_the_first_start_is_through_a_theme_writes_no_settings(tmp_path: Path) -> None:
    where = folders(tmp_path)
    where.settings_file.unlink(missing_ok=True)
    app = screens_app(where)
    async with app.run_test() as pilot:
        app.theme = "textual-light"
        await until(pilot, lambda: app.settings.screen.theme == "textual-light")
    assert kept_in(where.settings_file) == ""


def test_every_theme_that_is_offered_is_a_value_of_the_setting() -> None:
    (theme,) = (one for one in fields(ScreenSettings) if one.name == "theme")
    assert theme.metadata["choices"] == ("auto", *BUILTIN_THEMES)


class Chapters(Closable):
    """A story that is told up to a second, and goes on when it is asked to."""

    def __init__(self, script: str) -> None:
        self.info = SourceInfo(name="0", frame_size=(640, 480), live=True, started=None)
        self._story = [item for item in scenario(script).observations() if isinstance(item, PoseObservation)]
        self._until: SimpleQueue[float | None] = SimpleQueue()

    def tell(self, until_s: float) -> None:
        self._until.put(until_s)

    def observations(self) -> Iterator[PoseObservation | UserInput]:
        while (until_s := self._until.get()) is not None:
            while self._story and self._story[0].at.mono_s <= until_s:
                yield self._story.pop(0)

    def close(self) -> None:
        self._until.put(None)


@dataclass
class Told:
    """The app on the real monitor and a story; the first ten seconds are the reference."""

    where: Places
    script: str
    source: Chapters = field(init=False)

    def __post_init__(self) -> None:
        self.source = Chapters(self.script)

    def app(self) -> PostureApp:
        feed = Feed(
            open_session=self._open,
            totals=lambda _events, _now: None,
            closing_lines=lambda _events: (),
        )
        return PostureApp(feed, Settings(), where=self.where, show_every_s=0)

    def _open(self) -> MonitorSession:
        settings = Settings()
        stretch = Stretch(begin_s=0.0, end_s=10.0)
        core = CalibratingMonitor(Monitor(settings), settings, upright=stretch, warn=no_warning)
        return _session(settings, self.where, self.source, core, [], FirstReference())

    async def tell(self, pilot: Pilot[int], until_s: float) -> None:
        """Let the story go on to this second, and the app have seen it."""
        self.source.tell(until_s)
        await until(pilot, lambda: seen_s(pilot) >= until_s - 0.6)


def seen_s(pilot: Pilot[int]) -> float:
    assert isinstance(pilot.app, PostureApp)
    return -1.0 if pilot.app._status is None else pilot.app._status.at.mono_s


def happened(pilot: Pilot[int], *kinds: str) -> list[tuple[str, int]]:
    assert isinstance(pilot.app, PostureApp)
    events = [event for event in pilot.app._events if event.type in kinds]
    return [(event.type, round(event.at.mono_s)) for event in events]


async def change(pilot: Pilot[int], key: str, value: str) -> None:
    """Go to the settings, type another value, and go back."""
    await press(pilot, "7")
    choose(pilot, key)
    await press(pilot, "enter")
    await typed(pilot, value)
    await press(pilot, "enter", "escape")
    assert pilot.app.screen.id == "main"


async def test_a_later_start_of_an_episode_is_used_at_once(tmp_path: Path) -> None:
    told = Told(folders(tmp_path), "upright 20s; slouch 15s; upright 15s; slouch 40s")
    async with told.app().run_test(size=(100, 40)) as pilot:
        await told.tell(pilot, 15)
        await change(pilot, "slouch.start_after_s", "20")
        await told.tell(pilot, 85)
        assert happened(pilot, "slouch_started", "sitting_started", "session_started") == [
            ("session_started", 0),
            ("sitting_started", 1),
            ("slouch_started", 70),
        ]
        await press(pilot, "q")


async def test_another_interval_moves_the_break_of_the_bout_that_runs(tmp_path: Path) -> None:
    told = Told(folders(tmp_path), "upright 150s")
    async with told.app().run_test(size=(100, 40)) as pilot:
        await told.tell(pilot, 40)
        await change(pilot, "sitting.nudge_after_s", "120")
        await told.tell(pilot, 60)
        assert "Break in  1 min" in screen_text(pilot)
        await told.tell(pilot, 149)
        assert happened(pilot, "break_due", "sitting_started", "sitting_ended", "session_started") == [
            ("session_started", 0),
            ("sitting_started", 1),
            ("break_due", 120),
        ]
        await press(pilot, "q")


async def test_a_file_changed_by_hand_counts_when_it_is_read_again(tmp_path: Path) -> None:
    where = folders(tmp_path)
    async with screens_app(where, ScriptedFeed()).run_test() as pilot:
        await press(pilot, "7")
        where.settings_file.parent.mkdir(parents=True)
        where.settings_file.write_text("[tips]\nmin_gap_s = 60\n")
        await press(pilot, "u")
        assert isinstance(pilot.app, PostureApp)
        assert pilot.app.settings == settings_with(tips={"min_gap_s": 60.0})


async def test_tips_are_off_and_on_at_once(tmp_path: Path) -> None:
    async with screens_app(folders(tmp_path), ScriptedFeed()).run_test() as pilot:
        for offered in (["Tips on"], ["Tips off"]):
            await press(pilot, "7")
            choose(pilot, "tips.enabled")
            await press(pilot, "enter", "escape")
            commands = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
            assert [title for title in commands if title.startswith("Tips")] == offered


async def test_the_bell_rings_from_the_moment_it_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[PostureApp] = []

    def ring(app: PostureApp) -> None:
        rung.append(app)

    monkeypatch.setattr(PostureApp, "bell", ring)
    script = ScriptedFeed()
    async with screens_app(folders(tmp_path), script).run_test() as pilot:
        await script.begin(pilot)
        await script.play(pilot, upright(1), said=["break"])
        assert len(rung) == 0
        await change(pilot, "notify.method", "bell")
        await script.play(pilot, upright(2), said=["break"])
        assert len(rung) == 1
        await change(pilot, "notify.method", "silent")
        await script.play(pilot, upright(3), said=["break"])
        assert len(rung) == 1


async def test_a_camera_that_is_opened_again_is_watched_with_what_was_changed(tmp_path: Path) -> None:
    script = ScriptedFeed()
    async with screens_app(folders(tmp_path), script).run_test() as pilot:
        await script.begin(pilot)
        await change(pilot, "slouch.sensitivity", "1.5")
        await script.play(pilot, upright(1))
        wanted = settings_with(slouch={"sensitivity": 1.5})
        assert script.settings == [wanted]
        await script.break_with(pilot, SourceError("the camera is gone"))
        await press(pilot, "r")
        await script.begin(pilot)
        await script.play(pilot, upright(1))
        assert script.settings == [wanted, wanted]


async def test_a_setting_given_for_this_start_stays_when_another_is_changed(tmp_path: Path) -> None:
    app = app_on(ScriptedFeed(), settings=settings_with(slouch={"sensitivity": 2.0}))
    app.where = folders(tmp_path)
    async with app.run_test() as pilot:
        await change(pilot, "tips.min_gap_s", "60")
        assert app.settings == settings_with(slouch={"sensitivity": 2.0}, tips={"min_gap_s": 60.0})
