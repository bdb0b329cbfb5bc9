"""Load OpenCV and MediaPipe when they are first needed, quietly, and explain it when they cannot load.

Neither may be imported at the top of a module: they take seconds, the first paint and the pure paths
must not wait for them, and a landmark trace must play where they cannot load at all.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from posture.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator

DEBIAN_PACKAGES = "libgl1 libegl1 libgles2"
"""What a minimal Debian lacks for the two libraries."""

QUIET_ENVIRONMENT = {
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
    "GLOG_minloglevel": "2",
    "TF_CPP_MIN_LOG_LEVEL": "2",
}
"""Read by the libraries when they start; somebody who looks for a fault may set them otherwise."""

UNUSED_BY_US = ("matplotlib", "matplotlib.pyplot", "sounddevice")
"""What MediaPipe imports for drawing charts and recording sound, neither of which is done here.

Left out they save over a second and tens of megabytes; the chart library would write a font list into
the user's home, and the sound library would open the sound system.
"""


def load_opencv() -> ModuleType:
    """The `cv2` module.

    Raises:
        ModelError: the library or one it stands on is missing.
    """
    return _load("cv2", "OpenCV")


def load_mediapipe() -> ModuleType:
    """The `mediapipe` module; its Tasks are at `mediapipe.tasks`.

    Raises:
        ModelError: the library or one it stands on is missing.
    """
    load_opencv()
    with _left_out(UNUSED_BY_US):
        return _load("mediapipe", "MediaPipe")


def missing_library_error(library: str, cause: Exception) -> ModelError:
    """The one sentence for a native library that does not load; `cause` names the missing file."""
    return ModelError(
        f"{library} cannot be loaded ({cause}): on Debian or Ubuntu install what it stands on with "
        f"'sudo apt-get install {DEBIAN_PACKAGES}', or else install this program again."
    )


def _load(module_name: str, library: str) -> ModuleType:
    for name, value in QUIET_ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    try:
        return import_module(module_name)
    except (ImportError, OSError) as error:
        raise missing_library_error(library, error) from error


@contextmanager
def _left_out(names: tuple[str, ...]) -> Iterator[None]:
    """Put empty modules in place of `names` for a while, except where the real one is already there."""
    placed = [name for name in names if name not in sys.modules]
    sys.modules.update({name: ModuleType(name) for name in placed})
    try:
        yield
    finally:
        for name in placed:
            sys.modules.pop(name, None)
