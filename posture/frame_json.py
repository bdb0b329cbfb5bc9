"""One analysed frame as a JSON object (CONTRACT.md, Frame lines)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from posture.status import Status


def to_dict(status: Status) -> dict[str, Any]:
    """The frame line of a status; `posture` is the label of this frame itself, before any dwell."""
    return {
        "t": round(status.at.mono_s, 3),
        "presence": status.presence,
        "activity": status.activity,
        "posture": status.seen,
        "deviation": round(status.deviation, 3),
        "reasons": list(status.reasons),
        "confidence": round(status.confidence, 3),
    }


def to_line(status: Status) -> str:
    """`to_dict` as one line of JSON, without the newline."""
    return json.dumps(to_dict(status))
