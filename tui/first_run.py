"""The first run, step by step: what the app needs for it, and the list of its steps.

A step is a screen that returns a `StepAnswer`. To add one, such as the warning signs, write its screen and
put an entry into `STEPS`: going on, skipping and going back come with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

    from posture.adapters.camera_list import ListedCamera
    from posture.ports import ObservationSource
    from posture.settings import Settings
    from tui.first_run_flow import FirstRunFlow
    from tui.monitor_session import Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRun:
    """What the first run can do; everything is called in threads.

    Attributes:
        cameras: the cameras that the system lists.
        open_camera: opens one of them.
        choose: writes these settings to the user's file, and makes the feed with them.
    """

    cameras: Callable[[], Sequence[ListedCamera]]
    open_camera: Callable[[str], ObservationSource]
    choose: Callable[[Mapping[str, Any]], tuple[Feed, Settings]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAnswer:
    """What came of a step.

    Attributes:
        go: so many steps on: 1 for the next one, -1 for the one before; 0 for the end of it all.
        settings: what the user chose, as settings.
        demo: he would rather see the demo.
    """

    go: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)
    demo: bool = False


BACK = StepAnswer(go=-1)
SKIP = StepAnswer()
LEAVE = StepAnswer(go=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step.

    Attributes:
        id: of its screen.
        make: makes the screen, and imports what it needs then; `None` for the calibration.
        watches: whether the monitor must run for it: it is started before.
        keeps: whether its screen keeps what was answered by itself: whatever it returns, the next step comes.
    """

    id: str
    make: Callable[[FirstRunFlow], Screen[Any]] | None
    watches: bool = False
    keeps: bool = False


def _welcome(_app: FirstRunFlow) -> Screen[StepAnswer]:
    from tui.screens.first_run import WelcomeScreen  # noqa: PLC0415 - not before it is needed

    return WelcomeScreen()


def _camera(app: FirstRunFlow) -> Screen[StepAnswer]:
    from tui.screens.camera_choice import CameraScreen  # noqa: PLC0415 - not before it is needed

    return CameraScreen(app)


def _pain(_app: FirstRunFlow) -> Screen[StepAnswer]:
    from tui.screens.first_run import PainScreen  # noqa: PLC0415 - not before it is needed

    return PainScreen()


def _warning_signs(app: FirstRunFlow) -> Screen[Any]:
    from tui.app import PostureApp  # noqa: PLC0415 - it imports this module
    from tui.checkin_desk import warning_signs_screen  # noqa: PLC0415 - not before it is needed

    assert isinstance(app, PostureApp)
    return warning_signs_screen(app)


def _rhythm(_app: FirstRunFlow) -> Screen[StepAnswer]:
    from tui.screens.first_run import RhythmScreen  # noqa: PLC0415 - not before it is needed

    return RhythmScreen()


STEPS: tuple[Step, ...] = (
    Step(id="welcome", make=_welcome),
    Step(id="pain", make=_pain),
    Step(id="warning-signs", make=_warning_signs, keeps=True),
    Step(id="camera", make=_camera),
    Step(id="calibration", make=None, watches=True),
    Step(id="rhythm", make=_rhythm, watches=True),
)
"""In their order. What is done before a person is first watched belongs before `camera`."""
