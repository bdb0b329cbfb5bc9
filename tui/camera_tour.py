"""Looks through every camera there is, in a thread, so that the user can choose by what each one sees.

Only landmarks leave this thread; no picture is shown or kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Event as Flag
from threading import Lock, Thread
from typing import TYPE_CHECKING

from textual.message import Message

from posture.errors import PostureError
from posture.landmarks import Pose, PoseObservation

if TYPE_CHECKING:
    from posture.adapters.camera_list import ListedCamera
    from posture.inputs import UserInput
    from posture.ports import ObservationSource


class CameraSeen(Message):
    """What a camera sees now: somebody's landmarks, or `None` for nobody."""

    def __init__(self, source: str, pose: Pose | None, frame_size: tuple[int, int]) -> None:
        super().__init__()
        self.source = source
        self.pose = pose
        self.frame_size = frame_size


class CameraClosed(Message):
    """A camera gives no picture."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source


class TourComplete(Message):
    """Every camera was tried."""


class CameraTour:
    """One look through the cameras.

    Args:
        cameras: what the system lists.
        open_camera: opens one; may take seconds, and raise a `PostureError`.
        post: hands a message to the screen; safe from any thread.
    """

    def __init__(
        self,
        cameras: Sequence[ListedCamera],
        open_camera: Callable[[str], ObservationSource],
        post: Callable[[Message], object],
    ) -> None:
        self._cameras = tuple(cameras)
        self._open_camera = open_camera
        self._post = post
        self._stopped = Flag()
        self._lock = Lock()
        self._open: dict[str, ObservationSource] = {}
        self.ended = Flag()

    def start(self) -> None:
        """Begin to look; a camera driver that hangs must not hold up quitting, hence a daemon."""
        Thread(target=self._run, name="camera-tour", daemon=True).start()

    def stop(self) -> None:
        """Let every camera go; `ended` is set when they are."""
        self._stopped.set()
        with self._lock:
            for source in self._open.values():
                source.close()

    def _run(self) -> None:
        try:
            views = self._views()
            if not self._stopped.is_set():
                self._post(TourComplete())
            while views and not self._stopped.is_set():
                for source, view in list(views.items()):
                    if not self._look(source, view):
                        del views[source]
        finally:
            self.stop()
            self.ended.set()

    def _views(self) -> dict[str, Iterator[PoseObservation | UserInput]]:
        """The cameras that open, each with its first view shown."""
        views = {}
        for camera in self._cameras:
            try:
                source = self._open_camera(camera.source)
            except PostureError:
                self._post(CameraClosed(camera.source))
                continue
            with self._lock:
                self._open[camera.source] = source
            if self._stopped.is_set():
                return {}
            view = iter(source.observations())
            if self._look(camera.source, view):
                views[camera.source] = view
        return views

    def _look(self, source: str, view: Iterator[PoseObservation | UserInput]) -> bool:
        """Show the next thing this camera sees; whether there is more to come."""
        try:
            seen = next(view, None)
        except PostureError:
            seen = None
        if self._stopped.is_set():
            return False
        if seen is None:
            self._post(CameraClosed(source))
            return False
        if isinstance(seen, PoseObservation):
            pose = seen.poses[0] if seen.poses else None
            self._post(CameraSeen(source, pose, seen.frame_size))
        return True
