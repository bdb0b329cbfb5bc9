"""Landmark traces for tests, piece by piece: stories, own landmarks, keys, gaps, labels.

path = (
    TraceBuilder(fps=2)
    .story("upright 20s")
    .story("slouch 60s", label="slouched")
    .gap(30)
    .write(tmp_path / "clip.jsonl.gz")
)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from posture.adapters.trace_writer import TraceWriter
from posture.inputs import InputKind, UserInput
from posture.instant import Instant
from posture.landmarks import Pose, PoseObservation
from posture.testing.list_source import ListSource
from posture.testing.scenario import scenario

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import Any


class TraceBuilder:
    """A recording that grows by what is appended; every method but the last ones gives it back.

    Args:
        fps: observations per second.
        frame_size: width and height in pixels that the landmarks belong to.
        started: timezone-aware wall time of t = 0.
    """

    def __init__(
        self,
        *,
        fps: float = 2.0,
        frame_size: tuple[int, int] = (640, 480),
        started: datetime | None = None,
    ) -> None:
        if fps <= 0:
            raise ValueError(f"fps is {fps}: it must be above 0")
        self._fps = fps
        self._frame_size = frame_size
        self._started = started
        self._items: list[tuple[PoseObservation | UserInput, str | None]] = []
        self.end_s = 0.0

    def story(self, script: str, *, label: str | None = None, **options: Any) -> Self:  # noqa: ANN401 - as `scenario` takes
        """Append a scenario (`posture.testing.scenario`), with one label for all of it if one is given.

        A story begins afresh where it is appended; write one script to have what comes between two stances.
        """
        told = scenario(script, fps=self._fps, **options)
        for item in told.observations():
            moved = replace(item, at=self._instant(self.end_s + item.at.mono_s))
            if isinstance(moved, PoseObservation):
                moved = replace(moved, frame_size=self._frame_size)
                self._items.append((moved, label))
            else:
                self._items.append((moved, None))
        self.end_s = round(self.end_s + told.duration_s, 3)
        return self

    def people(self, *poses: Pose, seconds: float, label: str | None = None) -> Self:
        """Append these people, 33 landmarks each, for so long; without any, nobody is in view."""
        return self._held(poses, seconds, label)

    def no_frame(self, seconds: float) -> Self:
        """Append a time in which no picture came."""
        return self._held(None, seconds, None)

    def gap(self, seconds: float) -> Self:
        """Append a time without any observation: the computer slept."""
        self.end_s = round(self.end_s + seconds, 3)
        return self

    def press(self, kind: InputKind | str, minutes: float | None = None) -> Self:
        """Append what the user does, such as `"pause"`; `minutes` only for a snooze."""
        action = UserInput(at=self._instant(self.end_s), kind=InputKind(kind), minutes=minutes)
        self._items.append((action, None))
        return self

    def observations(self) -> list[PoseObservation | UserInput]:
        """Everything until now, in the order of time."""
        return [item for item, _ in self._items]

    def source(self) -> ListSource:
        """The same as an open source for `posture.replay`."""
        return ListSource(
            self.observations(), name="built", frame_size=self._frame_size, started=self._started
        )

    def write(self, path: Path) -> Path:
        """Write it as a landmark trace; packed when the name ends in `.gz`. An older file is replaced."""
        with TraceWriter(path, self.source().info, overwrite=True) as trace:
            for item, label in self._items:
                trace.write(item, label=label)
        return path

    def _held(self, poses: tuple[Pose, ...] | None, seconds: float, label: str | None) -> Self:
        for index in range(round(seconds * self._fps)):
            at = self._instant(self.end_s + index / self._fps)
            seen = PoseObservation(at=at, poses=poses, frame_size=self._frame_size)
            self._items.append((seen, label))
        self.end_s = round(self.end_s + seconds, 3)
        return self

    def _instant(self, t: float) -> Instant:
        t = round(t, 3)
        wall = None if self._started is None else self._started + timedelta(seconds=t)
        return Instant(mono_s=t, wall=wall)
