"""A camera that the running monitor has: said before it is opened: two would take it from each other.

Many cameras and streams serve one viewer only; a second one then fails with a sentence about plugs and
passwords, or takes the picture away from the first.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from posture.adapters.camera_holders import device_path
from posture.adapters.control_client import GREETING_TIMEOUT_S, ask, holder_words
from posture.adapters.source_kind import is_camera, is_live
from posture.errors import MonitorRunningError, NoMonitorError

if TYPE_CHECKING:
    from pathlib import Path


def refuse_if_watched(runtime: Path, spec: str, instead: str) -> None:
    """Refuse a camera or stream that the running monitor watches, or is about to.

    Args:
        runtime: where the running monitor can be asked.
        spec: the source that is wanted, as the user names it.
        instead: what to do now, after a colon.

    Raises:
        MonitorRunningError: a monitor has it.
        ControlError: a monitor runs and does not answer, so nobody knows what it has.
    """
    if not is_live(spec):
        return
    try:
        status = ask(runtime, {"request": "status"}, timeout_s=GREETING_TIMEOUT_S)
    except NoMonitorError:
        return
    watched = status["source"]
    if watched is None:
        raise MonitorRunningError(f"{holder_words(status)}: try again in a moment, or end it first")
    if _is_same(spec, str(watched)):
        raise MonitorRunningError(f"{holder_words(status)}: {instead}")


def _is_same(spec: str, watched: str) -> bool:
    """Whether these name the same camera (a number, a path or a link to it) or the same stream."""
    if is_camera(spec):
        return is_camera(watched) and _device(spec) == _device(watched)
    from posture.adapters.stream import without_secrets  # noqa: PLC0415 - loads slowly

    return without_secrets(spec) == watched


def _device(spec: str) -> str:
    return os.path.realpath(device_path(spec))
