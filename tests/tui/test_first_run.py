"""From `posture` to a calibrated monitor: every step, skipped and gone back from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from textual.pilot import Pilot

from posture.adapters.camera_list import ListedCamera, listed_cameras
from posture.errors import SettingsError, SourceError
from posture.ports import ObservationSource
from posture.presets import PRESETS, Preset
from posture.settings import CameraSettings, Settings, SittingSettings
from tests.tui.scripted_feed import (
    Progress,
    ScriptedCalibration,
    ScriptedFeed,
    ScriptedSource,
    text_of,
    told,
    until,
    upright,
)
from tui import start
from tui.app import PostureApp
from tui.first_run import STEPS, FirstRun
from tui.monitor_session import CalibrationOutcome, Feed
from tui.navigation import DESTINATIONS
from tui.screens.camera_choice import SEEN_TIMES

GOOD = CalibrationOutcome(quality="good", advice=(), reference="the reference")
DONE = Progress(phase="done", seconds_left=0, usable=20)


class Camera(ScriptedSource):
    """A camera that sees somebody, or nobody, as often as the test lets it."""

    def __init__(self, script: ScriptedFeed, *, somebody: bool) -> None:
        super().__init__(script.source.info)
        self._somebody = somebody
        self.seconds = 0

    def see(self, times: int = 1) -> None:
        """So many pictures come."""
        for _ in range(times):
            self.seconds += 1
            status = upright(self.seconds)
            self.items.put(ScriptedFeed().item(status if self._somebody else replace(status, pose=None)))


@dataclass(slots=True)
class Setup:
    """A computer with cameras, and what the first run did to it.

    Attributes:
        seen: for each camera that opens, whether it sees somebody.
        broken: cameras that are listed and do not open.
        chosen: what was written to the settings, in turn.
        refuses: raised when something is to be written.
    """

    seen: dict[str, bool]
    broken: Sequence[str] = ()
    chosen: list[Mapping[str, Any]] = field(default_factory=list)
    refuses: Exception | None = None
    script: ScriptedFeed = field(default_factory=lambda: ScriptedFeed(offer_calibration=True))
    feeds: list[Feed] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)
    open: dict[str, Camera] = field(default_factory=dict)

    def app(self) -> PostureApp:
        first_run = FirstRun(
            cameras=lambda: [ListedCamera(source=name, name="Webcam") for name in (*self.broken, *self.seen)],
            open_camera=self._open,
            choose=self._choose,
        )
        feed = self.script.feed()
        demo = ScriptedFeed(name="demo", demo=True)
        return PostureApp(feed, self.settings, demo=demo.feed, first_run=first_run, show_every_s=0)

    def _open(self, name: str) -> ObservationSource:
        if name in self.broken:
            raise SourceError("It does not open.")
        self.open[name] = Camera(self.script, somebody=self.seen[name])
        self.open[name].see()
        return self.open[name]

    def _choose(self, values: Mapping[str, Any]) -> tuple[Feed, Settings]:
        if self.refuses is not None:
            raise self.refuses
        self.chosen.append(dict(values))
        if "camera.source" in values:
            self.settings = replace(self.settings, camera=CameraSettings(source=values["camera.source"]))
        if "sitting.nudge_after_s" in values:
            sitting = SittingSettings(nudge_after_s=values["sitting.nudge_after_s"])
            self.settings = replace(self.settings, sitting=sitting)
            if values != PRESETS[Preset.THIRTY_FIVE]:
                self.script.source = self.script._new_source()
        return self.script.feed(), self.settings


async def on_screen(pilot: Pilot[int], name: str) -> None:
    await until(pilot, lambda: pilot.app.screen.id == name)


async def past_the_warning_signs(pilot: Pilot[int]) -> None:
    """Not asked for: one key says that nothing hurts."""
    await on_screen(pilot, "pain")
    await pilot.press("enter")


async def cameras_shown(pilot: Pilot[int], *names: str) -> None:
    """The screen of the cameras, with these."""
    await on_screen(pilot, "camera-screen")

    def shown() -> bool:
        panels = [str(panel.border_title) for panel in pilot.app.screen.query(".camera.-open")]
        return panels == [f"camera {name}" for name in names]

    await until(pilot, shown)
    await until(pilot, lambda: "Looking" not in text_of(pilot, "#camera-note")[0])


async def calibrated(setup: Setup, pilot: Pilot[int]) -> None:
    """Through the calibration, accepted."""
    setup.script.calibrations = [ScriptedCalibration([DONE], GOOD)]
    await on_screen(pilot, "calibration")
    await setup.script.begin(pilot)
    await pilot.press("enter")
    await setup.script.play(pilot, upright(1))
    await pilot.press("enter")
    await setup.script.play(pilot, upright(2))


async def test_from_welcome_to_a_calibrated_dashboard() -> None:
    setup = Setup({"0": True, "2": False}, broken=["1"])
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        assert "No picture is kept" in "\n".join(text_of(pilot, "#welcome-words"))
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "2")
        words = [str(line.render()) for line in pilot.app.screen.query(".camera-words")]  # type: ignore[attr-defined] # a Static
        assert words == ["● sees somebody", "◌ sees nobody"]
        await pilot.press("right", "left", "right", "enter")
        await on_screen(pilot, "calibration")
        assert setup.chosen == [{"camera.source": "2"}]
        assert [camera.closed.is_set() for camera in setup.open.values()] == [True, True]
        await calibrated(setup, pilot)
        await pilot.press("escape")
        await on_screen(pilot, "rhythm")
        await pilot.press("enter")
        await on_screen(pilot, "main")
        assert setup.chosen[1:] == [PRESETS[Preset.THIRTY_FIVE]]
        assert setup.script.kept == [GOOD]
        assert setup.script.opened == 1


async def test_another_rhythm_is_used_at_once() -> None:
    setup = Setup({"0": True, "1": True})
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "1")
        await pilot.press("enter")
        await calibrated(setup, pilot)
        await pilot.press("escape")
        await on_screen(pilot, "rhythm")
        await pilot.press("down")
        assert "few interruptions" in text_of(pilot, "#rhythm-why")[0]
        setup.script.offer_calibration = False
        await pilot.press("enter")
        await on_screen(pilot, "main")
        await setup.script.begin(pilot)
        await setup.script.play(pilot, replace(upright(60), break_due_in_s=3240.0))
        assert text_of(pilot, "#sitting")[1].endswith("55 min")
        assert setup.chosen[1:] == [PRESETS[Preset.FIFTY_FIVE_FIVE]]
        assert setup.script.opened == 2


async def test_an_only_camera_is_taken_once_it_has_seen_somebody() -> None:
    setup = Setup({"0": True}, broken=["1"])
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0")
        assert text_of(pilot, "#camera-note")[0].startswith("The only camera there is")
        setup.open["0"].see(SEEN_TIMES)
        await on_screen(pilot, "calibration")
        assert setup.chosen == [{"camera.source": "0"}]


async def test_every_step_can_be_skipped_and_the_next_start_asks_no_more() -> None:
    setup = Setup({"0": True, "1": True})
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "1")
        await pilot.press("s")
        await on_screen(pilot, "calibration")
        await setup.script.begin(pilot)
        await pilot.press("s")
        await on_screen(pilot, "rhythm")
        await pilot.press("s")
        await on_screen(pilot, "main")
        await until(pilot, lambda: setup.chosen == [{"camera.source": "0"}])
        await setup.script.play(pilot, upright(1))
        assert text_of(pilot, "#now")[0].startswith("● Near your reference")


async def test_the_signs_are_asked_of_whoever_has_pain_and_can_be_skipped_and_explained() -> None:
    setup = Setup({"0": True, "1": True})
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await on_screen(pilot, "pain")
        await pilot.press("question_mark")
        assert "go on without this step" in text_of(pilot, "#help-keys")[0]
        await pilot.press("escape", "down", "enter")
        await on_screen(pilot, "warning-signs")
        await pilot.press("question_mark")
        assert "skip the rest; what was answered is kept" in "\n".join(text_of(pilot, "#help-keys"))
        await pilot.press("escape", "s")
        await cameras_shown(pilot, "0", "1")
        await pilot.press("escape")
        await on_screen(pilot, "pain")
        await pilot.press("s")
        await cameras_shown(pilot, "0", "1")


async def test_no_key_of_a_place_breaks_off_the_guide_and_none_is_offered() -> None:
    setup = Setup({"0": True, "1": True})
    app = setup.app()
    titles = {place.title for place in DESTINATIONS}
    async with app.run_test() as pilot:
        for step, leave in (("welcome", "enter"), ("pain", "s"), ("camera-screen", "s"), ("calibration", "")):
            await on_screen(pilot, step)
            await pilot.press(*"12345678")
            assert app.screen.id == step
            assert not titles & {command.title for command in app.get_system_commands(app.screen)}
            if step == "welcome":
                await pilot.press("question_mark")
                assert text_of(pilot, "#help-keys") == [
                    "enter   the first step",
                    "d       a recorded day, no camera needed",
                    "s       straight to the dashboard",
                    "esc     straight to the dashboard",
                    "?       this list",
                    "q       leave",
                    "ctrl+p  all commands, and themes",
                ]
                await pilot.press("escape")
            await pilot.press(*([leave] if leave else ()))


@pytest.mark.parametrize("key", ["s", "escape"])
async def test_all_of_it_can_be_skipped(key: str) -> None:
    setup = Setup({"0": True})
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press(key)
        await on_screen(pilot, "main")
        await until(pilot, lambda: setup.chosen == [{"camera.source": "0"}])
        await setup.script.begin(pilot)
        assert (setup.script.opened, pilot.app.screen.id) == (1, "main")


async def test_escape_goes_back_through_the_steps_and_the_camera_is_free_for_the_choice() -> None:
    setup = Setup({"0": True, "1": True})
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "1")
        await pilot.press("escape")
        await on_screen(pilot, "pain")
        await pilot.press("escape")
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "1")
        await pilot.press("s")
        await on_screen(pilot, "calibration")
        await setup.script.begin(pilot)
        await pilot.press("s")
        await on_screen(pilot, "rhythm")
        await pilot.press("escape")
        await on_screen(pilot, "calibration")
        assert not setup.script.source.closed.is_set()
        await pilot.press("escape")
        await cameras_shown(pilot, "0", "1")
        assert setup.script.source.closed.is_set()
        assert setup.chosen == []


async def test_without_a_camera_the_demo_is_offered() -> None:
    setup = Setup({}, broken=["0"])
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await on_screen(pilot, "camera-screen")
        await until(pilot, lambda: text_of(pilot, "#camera-note")[0] == "No camera gives a picture.")
        setup.broken, setup.seen = (), {"0": True}
        await pilot.press("enter", "r")
        await cameras_shown(pilot, "0")
        await pilot.press("d")
        await on_screen(pilot, "main")
        assert pilot.app.screen.query_one("#demo-banner").display
        assert setup.chosen == []


async def test_a_choice_that_cannot_be_saved_is_told_and_the_first_run_goes_on() -> None:
    setup = Setup({"0": True, "1": True}, refuses=SettingsError("The disk is full: free some space."))
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "1")
        await pilot.press("enter")
        await on_screen(pilot, "calibration")
        assert told(pilot) == ["The choice cannot be saved: The disk is full: free some space."]


async def test_a_camera_that_breaks_meanwhile_is_told_above_all() -> None:
    setup = Setup({"0": True, "1": True})
    setup.script.failures = [SourceError("There is no picture from camera 0.")]
    async with setup.app().run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await cameras_shown(pilot, "0", "1")
        await pilot.press("enter")
        await on_screen(pilot, "failure")
        await pilot.press("r")
        await on_screen(pilot, "calibration")


async def test_the_app_quits_while_a_camera_hangs() -> None:
    setup = Setup({"0": True})
    hangs = Flag()

    def open_camera(_name: str) -> ObservationSource:
        hangs.wait()
        raise SourceError("Never.")

    app = setup.app()
    app._first_run = replace(app.first_run, open_camera=open_camera)
    async with app.run_test() as pilot:
        await on_screen(pilot, "welcome")
        await pilot.press("enter")
        await past_the_warning_signs(pilot)
        await on_screen(pilot, "camera-screen")
        await pilot.press("q")
    assert app.return_code == 0
    hangs.set()


def test_the_steps_are_a_list_to_add_to() -> None:
    assert [step.id for step in STEPS] == [
        "welcome",
        "pain",
        "warning-signs",
        "camera",
        "calibration",
        "rhythm",
    ]


def test_only_the_first_start_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is chosen goes to the settings file, whose comments stay."""
    monkeypatch.setenv("POSTURE_HOME", str(tmp_path))
    started: list[FirstRun | None] = []
    monkeypatch.setattr(start, "on_a_terminal", lambda: True)

    def run(_feed: Feed, _settings: Settings, **more: Any) -> int:
        started.append(more["first_run"])
        return 0

    monkeypatch.setattr(start, "_run", run)
    start.start_watching(source="0")
    assert started == [None]
    start.start_watching()
    first = started[-1]
    assert first is not None
    _, settings = first.choose({"camera.source": "2"})
    assert settings.camera.source == "2"
    file = tmp_path / "config" / "settings.toml"
    file.write_text("# mine\n" + file.read_text())
    _, settings = first.choose(PRESETS[Preset.FIFTY_FIVE_FIVE])
    assert (settings.camera.source, settings.sitting.nudge_after_s) == ("2", 3300.0)
    assert file.read_text().startswith("# mine\n")
    start.start_watching()
    assert started[-1] is None


def test_linux_lists_what_carries_pictures_and_elsewhere_numbers_are_tried(tmp_path: Path) -> None:
    for number, index, name in (("10", "0", "Second"), ("0", "0", "Built-in"), ("1", "1", "Built-in")):
        device = tmp_path / f"video{number}"
        device.mkdir()
        (device / "index").write_text(f"{index}\n")
        (device / "name").write_text(f"{name}\n")
    (tmp_path / "v4l-subdev0").mkdir()
    assert listed_cameras(tmp_path, "linux") == (
        ListedCamera(source="0", name="Built-in"),
        ListedCamera(source="10", name="Second"),
    )
    assert listed_cameras(tmp_path / "none", "linux") == ()
    assert [camera.source for camera in listed_cameras(tmp_path, "darwin")] == ["0", "1", "2", "3"]
