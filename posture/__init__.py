"""The domain: from observations of a pose to the events of a day. Flat modules are pure.

`posture.replay(source, ...)` replays a recording and gives a `posture.Timeline`; see docs/replay.md. Both
are loaded when they are first asked for, so that `import posture` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calibration.replaying import replay
    from posture.timeline import AnalysedFrame, Timeline

__all__ = ["AnalysedFrame", "Timeline", "replay"]

_HOMES = {
    "AnalysedFrame": "posture.timeline",
    "Timeline": "posture.timeline",
    "replay": "calibration.replaying",
}
"""Where the public names live. The replay stands a layer higher, because a reference belongs to it."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for; type checkers see above
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
