"""Pictures that look like the one analysed last are not analysed, and nothing is missed by that.

Real pixels, the real estimator, the real core; each story is told at the full rate and at the adaptive one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import cv2
import pytest

from calibration.from_source import CalibratingMonitor, Stretch
from posture.monitor import Monitor
from posture.runner import run
from posture.thinned_source import at_a_pace
from tests.pixel_scenes import Act, Scene, alone, pictures, source_of
from tests.portraits import Warp
from tests.stories import no_warning, settings_with
from tui.monitor_worker import TappedSource

if TYPE_CHECKING:
    from posture.events import Event
    from posture.landmarks import PoseObservation
    from posture.settings import Settings
    from tests.portraits import Picture

FULL_RATE = settings_with(slouch={"nudge_after_s": 10.0}, camera={"calm_after_s": 4.0})
ADAPTIVE = replace(FULL_RATE, camera=replace(FULL_RATE.camera, adaptive="always"))
LATE_S = ADAPTIVE.camera.analyse_every_s + ADAPTIVE.camera.slowest_s
"""What docs/performance.md promises for changes that do not show in a thumbnail."""
FPS = 1.0
STILL = alone("officer")
SLUMP = Warp(sink=0.18, forward=0.08)
EMPTY = Scene(people=())


def sinking(steps: int) -> list[Act]:
    """His head sinks by a pixel a second, four at a time, down to a slump that counts."""
    warps = [Warp(sink=0.18 * step / steps, forward=0.08 * step / steps) for step in range(1, steps + 1)]
    return [Act(seconds=4, scene=alone("officer", warp), glide_s=1e-6) for warp in warps]


def dusk(steps: int) -> list[Act]:
    """The light goes, a little each second, down to next to none."""
    lights = [1.0 - 0.9 * step / steps for step in range(1, steps + 1)]
    return [Act(seconds=1, scene=replace(STILL, lens=partial(dimmed, light=light))) for light in lights]


def dimmed(picture: Picture, light: float) -> Picture:
    """The picture with less light."""
    return cv2.convertScaleAbs(picture, alpha=light)  # type: ignore[no-any-return]


def told(shown: list[tuple[float, Picture]], chosen: Settings) -> tuple[list[Event], int]:
    """What the real core tells, and how many pictures were analysed for it."""
    core = CalibratingMonitor(
        Monitor(chosen), chosen, upright=Stretch(begin_s=0.0, end_s=6.0), warn=no_warning
    )
    analysed: list[float] = []
    with source_of(shown) as source:
        paced, sink = at_a_pace(source, chosen, awaits_reference=True)

        def note(observation: PoseObservation) -> None:
            if observation.estimated:
                analysed.append(observation.at.mono_s)

        steps = list(run(TappedSource(paced, note), core, [] if sink is None else [sink]))
    return [event for step in steps for event in step.events], len(analysed)


@pytest.mark.parametrize(
    ("acts", "kinds", "share"),
    [
        (
            [*sinking(10), Act(seconds=14, scene=alone("officer", SLUMP))],
            ["slouch_started", "slouch_prolonged"],
            0.5,
        ),
        (
            [*dusk(20), Act(seconds=8, scene=replace(STILL, lens=partial(dimmed, light=0.1)))],
            ["view_unusable"],
            0.9,
        ),
        ([Act(seconds=14, scene=EMPTY), Act(seconds=14, scene=STILL)], ["away", "present"], 0.8),
    ],
    ids=["sinks by a pixel a second", "dusk", "leaves and comes back"],
)
def test_a_slow_change_is_told_in_time(acts: list[Act], kinds: list[str], share: float) -> None:
    script = [Act(seconds=12, scene=STILL), *acts]
    times = [index / FPS for index in range(round(sum(act.seconds for act in script) * FPS))]
    shown = list(zip(times, pictures(script, times), strict=True))
    fixed, all_looks = told(shown, FULL_RATE)
    adaptive, analysed = told(shown, ADAPTIVE)
    ones, others = (
        [event for event in story if event.type in kinds and event.at.mono_s > 6.0]
        for story in (fixed, adaptive)
    )
    assert [event.type for event in ones] == kinds
    assert [event.type for event in others] == kinds
    for one, other in zip(ones, others, strict=True):
        assert abs(other.at.mono_s - one.at.mono_s) <= LATE_S, (one, other)
    assert all_looks == len(times)
    assert analysed <= share * all_looks
