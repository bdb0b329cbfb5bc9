"""What watching costs: the processor time of a live monitor, in scaled time, on portrait pixels.

Pictures are kept as JPEG and unpacked when they are looked at, as those of most cameras; the driver's own
work is left out, here and in what it is compared with. The clock jumps from look to look, so an hour takes
seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

import cv2
import numpy as np

from calibration.from_source import CalibratingMonitor, Stretch
from posture.adapters.estimated_source import EstimatedSource
from posture.adapters.mediapipe_pose import MediapipePoseEstimator
from posture.adapters.model_file import model_path
from posture.adapters.process_cost import processor_s
from posture.closable import Closable
from posture.instant import Instant
from posture.monitor import Monitor
from posture.pace import FULL
from posture.ports import Frame, SourceInfo
from posture.runner import run
from posture.settings import Settings
from posture.thinned_source import at_a_pace
from tests.pixel_scenes import Act, Scene, alone, pictures
from tests.portraits import HEIGHT, WIDTH, Warp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture.pace import Pace

CALIBRATED_S = 12.0
SETTLED_S = 40.0
"""Cost counts from here on: the reference is taken, and nothing has happened for a while."""
MEASURED_S = 120.0
EVERY_FRAME_FPS = 10.0
EVERY_FRAME_S = 20.0
"""Every frame costs the same, so fewer seconds tell."""
STILL = alone("officer")
WORKING = tuple(
    alone("officer", Warp(across_px=across, head_deg=head, lean_deg=lean, down_px=down))
    for across, head, lean, down in (
        (0, 0, 0, 0), (15, 8, 2, 3), (-12, -8, 0, 0), (4, 6, -3, 8), (20, 0, 2, 2), (-15, 10, 0, 6),
        (8, -9, 3, 0),
    )
)  # fmt: skip
"""Somebody who moves by some centimetres every second or two, and never far from his reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchCost:
    """Share of one core while watching, and how many pictures a second were looked at and analysed."""

    share: float
    looks_per_s: float
    analysed_per_s: float


class ScaledCamera(Closable):
    """`ports.FrameSource` that gives `packed` in turn, one each 1/fps seconds or as the pace asks."""

    def __init__(self, still: Sequence[bytes], then: Sequence[bytes], *, fps: float, end_s: float) -> None:
        self._still, self._then = cycle(still), cycle(then)
        self._step_s, self._end_s = 1.0 / fps, end_s
        self._pace = FULL

    @property
    def info(self) -> SourceInfo:
        """Counts as live, so that its rate adapts."""
        return SourceInfo(name="scaled", frame_size=(WIDTH, HEIGHT), live=True, started=None)

    def set_pace(self, pace: Pace) -> None:
        """Go on at this pace."""
        self._pace = pace

    def hurry(self) -> None:
        """Nobody waits."""

    def frames(self) -> Iterator[Frame]:
        """Yield a frame at each look."""
        t = 0.0
        while t < self._end_s:
            packed = next(self._still if t < CALIBRATED_S else self._then)
            bgr = cv2.imdecode(np.frombuffer(packed, np.uint8), cv2.IMREAD_COLOR)
            yield Frame(at=Instant(mono_s=round(t, 3)), bgr=np.asarray(bgr, dtype=np.uint8))
            t += max(self._step_s, self._pace.every_s)

    def close(self) -> None:
        """Nothing is held."""


def packed(scenes: Sequence[Scene], seconds_each: float, fps: float = 2.0) -> list[bytes]:
    """The scenes as JPEG pictures with the noise and the sway of real ones."""
    acts = [Act(seconds=seconds_each, scene=scene) for scene in scenes]
    times = [index / fps for index in range(round(seconds_each * len(scenes) * fps))]
    return [cv2.imencode(".jpg", picture)[1].tobytes() for picture in pictures(acts, times)]


def cost_of_watching(
    still: Sequence[bytes], then: Sequence[bytes], *, every_frame: bool = False
) -> WatchCost:
    """Watch `still` for the reference and then `then`, adaptively or every frame of ten a second."""
    from_s = CALIBRATED_S + 2.0 if every_frame else SETTLED_S
    end_s = from_s + (EVERY_FRAME_S if every_frame else MEASURED_S)
    fps = EVERY_FRAME_FPS if every_frame else 2.0
    settings = Settings()
    core = CalibratingMonitor(
        Monitor(settings), settings, upright=Stretch(begin_s=0.0, end_s=CALIBRATED_S), warn=print
    )
    camera = ScaledCamera(still, then, fps=fps, end_s=end_s)
    with EstimatedSource(camera, MediapipePoseEstimator(model_path(None))) as source:
        sinks = []
        if not every_frame:
            _, sink = at_a_pace(source, settings, awaits_reference=True)
            assert sink is not None
            sinks.append(sink)
        begin_s, before = 0.0, source.usage()
        for step in run(source, core, sinks):
            if step.status.at.mono_s < from_s:
                begin_s, before = processor_s(), source.usage()
        spent_s, after = processor_s() - begin_s, source.usage()
    lasted_s = end_s - from_s
    return WatchCost(
        share=spent_s / lasted_s,
        looks_per_s=(after.looks - before.looks) / lasted_s,
        analysed_per_s=(after.analysed - before.analysed) / lasted_s,
    )


def watch_costs() -> dict[str, WatchCost]:
    """Everything that is compared, in the same run."""
    still = packed([STILL], 20.0)
    scenes = {
        "a still person": still,
        "a working person": packed(WORKING, 1.5),
        "an empty chair": packed([Scene(people=())], 10.0),
    }
    costs = {name: cost_of_watching(still, pictures_) for name, pictures_ in scenes.items()}
    return {"every frame, ten a second": cost_of_watching(still, still, every_frame=True), **costs}
